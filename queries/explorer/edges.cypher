// title: What lies between these actors?
// title-ar: ما الذي بين هؤلاء الفاعلين؟
// answers: Statements of some actors, counted by the two sides and the predicate.
// answers-ar: الأقوال معدودة بحسب الطرفين والعلاقة.
//
// param actors (iris, required, e.g. https://w3id.org/geopolitical-kg/entity/TUR): The actors, by IRI. | الفاعلون.
// param nodes (texts, required, e.g. TUR): Codes of the actors between which to count, or IRIs if exact. | الفاعلون الذين يعد ما بينهم.
// param predicates (predicates, default none, e.g. accuses,threatens): Only these predicates. | هذه العلاقات فقط.
// param polarity (positive/negative/any, default any, e.g. positive): What is asserted (positive), what is denied (negative), or both. | المثبت أو المنفي أو كلاهما.
// param modality (actual/planned/possible/former/any, default any, e.g. actual): What happened, is planned, possible or over. | الواقع أو المزمع أو الممكن أو السابق.
// param explicit (explicit/implied/any, default any, e.g. explicit): What is said or what is implied. | الصريح أو الضمني.
// param confidence (number, default 0, e.g. 0.7): Only statements at least so sure. | الحد الأدنى للثقة.
// param since (date, default none, e.g. 2015-11-24): Only articles published on this day or later. | المقالات المنشورة في هذا اليوم أو بعده.
// param until (date, default none, e.g. 2015-12-31): Only articles published on this day or earlier. | المقالات المنشورة في هذا اليوم أو قبله.
// param exact (boolean, default false, e.g. true): Each actor on its own, not under its state. | كل فاعل على حدة لا تحت دولته.
// param limit (integer, default 1000, e.g. 20): At most so many rows. | أقصى عدد للصفوف.
//
// column subject (string): Who does it: a code, or an IRI if exact.
// column object (string): To whom, likewise.
// column predicate (string): What is done.
// column statements (integer): How many statements.
// column sources (integer): How many outlets (articles, where the outlet is not known).
// column first (date): When the first article was published.
// column last (date): When the last was.

UNWIND $actors AS centre
MATCH (:Entity {iri: centre})<-[:ACTS_FOR*0..3]-(one:Entity)
WHERE one.iri = centre OR NOT $exact
WITH DISTINCT one
MATCH (one)<-[:SUBJECT|OBJECT]-(s:Statement)
WHERE s.retired IS NULL AND ($predicates IS NULL OR s.predicate IN $predicates)
  AND ($polarity = 'any' OR s.polarity = $polarity)
  AND ($modality = 'any' OR s.modality = $modality)
  AND ($explicit = 'any' OR s.explicit = ($explicit = 'explicit'))
  AND s.confidence >= $confidence
  AND ($since IS NULL OR s.date >= $since) AND ($until IS NULL OR s.date <= $until)
WITH DISTINCT s
MATCH (s)-[:SUBJECT]->(a:Entity)
MATCH (s)-[:OBJECT]->(b:Entity)
WITH s, CASE WHEN $exact THEN a.iri ELSE coalesce(a.actor, a.iri) END AS subject,
     CASE WHEN $exact THEN b.iri ELSE coalesce(b.actor, b.iri) END AS object
WHERE subject IN $nodes AND object IN $nodes
MATCH (s)-[:EVIDENCE]->(d:Document)
RETURN subject, object, s.predicate AS predicate, count(s.iri) AS statements,
       count(DISTINCT coalesce(d.source, d.id)) AS sources, min(s.date) AS first,
       max(s.date) AS last
ORDER BY sources DESC, statements DESC, subject, object, predicate
LIMIT $limit
