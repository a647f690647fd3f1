// title: Who accuses most?
// title-ar: من الأكثر توجيها للاتهام؟
// answers: Actors by the number of accusations that they, their organs and officials make.
// answers-ar: الفاعلون بحسب عدد الاتهامات الصادرة عنهم وعن أجهزتهم ومسؤوليهم.
//
// param polarity (positive/negative/any, default positive, e.g. any): What is asserted (positive), what is denied (negative), or both. | المثبت (positive) أو المنفي (negative) أو كلاهما (any).
// param since (date, default none, e.g. 2015-11-24): Only articles published on this day or later. | المقالات المنشورة في هذا اليوم أو بعده.
// param until (date, default none, e.g. 2015-12-31): Only articles published on this day or earlier. | المقالات المنشورة في هذا اليوم أو قبله.
// param exact (boolean, default false, e.g. true): Only the actor itself, not those who act for it. | الفاعل نفسه فقط دون من يعمل باسمه.
// param limit (integer, default 20, e.g. 5): At most so many rows. | أقصى عدد للصفوف.
//
// column actor_en (string): The actor, in English.
// column actor_ar (string): The actor, in Arabic.
// column accusations (integer): How many statements.
// column articles (integer): In how many articles.
// column others (integer): How many actors on the other side.
// column first (date): When the first of the articles was published.
// column last (date): When the last was.
// column topic (string): Topic of one of the newest accusations.
// column quote (string): Its sentence.
// column title (string): Title of its article.
// column url (string): Address of its article.
// column document (string): Id of its article.
// column statement (iri): IRI of its statement.
// column actor (iri): IRI of the actor.

MATCH (me:Entity)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(you:Entity)
WHERE s.retired IS NULL
  AND s.predicate = 'accuses' AND ($polarity = 'any' OR s.polarity = $polarity)
  AND ($since IS NULL OR s.date >= $since) AND ($until IS NULL OR s.date <= $until)
MATCH (s)-[:EVIDENCE]->(d:Document)
OPTIONAL MATCH (me)-[:ACTS_FOR*1..3]->(top:Entity)
WHERE NOT $exact AND NOT (top)-[:ACTS_FOR]->()
WITH DISTINCT CASE WHEN top IS NULL THEN me ELSE top END AS actor, s, d, you
ORDER BY s.date IS NULL, s.date DESC, s.iri
WITH actor, count(DISTINCT s) AS accusations, count(DISTINCT d) AS articles,
     count(DISTINCT you.actor) AS others, min(s.date) AS first, max(s.date) AS last,
     head(collect(s)) AS s
MATCH (s)-[:EVIDENCE]->(d:Document)
RETURN actor.labelEn AS actor_en, actor.labelAr AS actor_ar, accusations, articles, others, first,
       last, s.topic AS topic, s.quote AS quote, d.title AS title, d.url AS url,
       d.id AS document, s.iri AS statement, actor.iri AS actor
ORDER BY accusations DESC, articles DESC, actor
LIMIT $limit
