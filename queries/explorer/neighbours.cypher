// title: Who has to do with these actors?
// title-ar: من له صلة بهؤلاء الفاعلين؟
// answers: Other actors by the number of outlets and statements that link them to the given ones.
// answers-ar: الفاعلون الآخرون بحسب عدد المصادر والأقوال.
//
// param actors (iris, required, e.g. https://w3id.org/geopolitical-kg/entity/TUR): The actors, by IRI. | الفاعلون.
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
// column neighbour (string): The actor: its code, or its IRI if exact.
// column sources (integer): How many outlets (articles, where the outlet is not known) say something.
// column statements (integer): How many statements.

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
MATCH (s)-[:EVIDENCE]->(d:Document)
WITH s, d, [CASE WHEN $exact THEN a.iri ELSE coalesce(a.actor, a.iri) END,
            CASE WHEN $exact THEN b.iri ELSE coalesce(b.actor, b.iri) END] AS sides
UNWIND sides AS neighbour
RETURN neighbour, count(DISTINCT coalesce(d.source, d.id)) AS sources,
       count(s.iri) AS statements
ORDER BY sources DESC, statements DESC, neighbour
LIMIT $limit
