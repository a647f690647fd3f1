// title: Which outlets are the articles from?
// title-ar: ما مصادر المقالات؟
// answers: Outlets by the number of their articles.
// answers-ar: المصادر بحسب عدد مقالاتها.
//
// param limit (integer, default 1000, e.g. 20): At most so many rows. | أقصى عدد للصفوف.
//
// column source (string): The outlet; empty where it is not known.
// column articles (integer): How many articles.
// column first (date): When the first was published.
// column last (date): When the last was.

MATCH (d:Document) WHERE d.retired IS NULL
RETURN d.source AS source, count(d) AS articles, min(d.published) AS first, max(d.published) AS last
ORDER BY articles DESC, source
LIMIT $limit
