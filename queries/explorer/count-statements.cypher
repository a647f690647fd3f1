// title: How many statements are there?
// title-ar: كم عدد الأقوال؟
// answers: Their number.
// answers-ar: عددها.
//
//
// column number (integer): How many.

MATCH (n:Statement) WHERE n.retired IS NULL
RETURN count(n) AS number
ORDER BY number
