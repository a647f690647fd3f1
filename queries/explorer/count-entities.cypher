// title: How many actors are there?
// title-ar: كم عدد الفاعلين؟
// answers: Their number.
// answers-ar: عددها.
//
//
// column number (integer): How many.

MATCH (n:Entity)
RETURN count(n) AS number
ORDER BY number
