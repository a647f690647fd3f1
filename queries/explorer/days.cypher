// title: How much happened between X and Y each day?
// title-ar: كم جرى بين «س» و«ص» كل يوم؟
// answers: Statements between two actors, counted by day and predicate.
// answers-ar: الأقوال بين فاعلين معدودة بحسب اليوم والعلاقة.
//
// param actor (string, required, e.g. https://w3id.org/geopolitical-kg/entity/TUR): One side, by IRI. | أحد الطرفين.
// param other (string, required, e.g. https://w3id.org/geopolitical-kg/entity/RUS): The other side, by IRI. | الطرف الآخر.
// param predicates (predicates, default none, e.g. accuses,threatens): Only these predicates. | هذه العلاقات فقط.
// param polarity (positive/negative/any, default any, e.g. positive): What is asserted (positive), what is denied (negative), or both. | المثبت أو المنفي أو كلاهما.
// param modality (actual/planned/possible/former/any, default any, e.g. actual): What happened, is planned, possible or over. | الواقع أو المزمع أو الممكن أو السابق.
// param explicit (explicit/implied/any, default any, e.g. explicit): What is said or what is implied. | الصريح أو الضمني.
// param confidence (number, default 0, e.g. 0.7): Only statements at least so sure. | الحد الأدنى للثقة.
// param since (date, default none, e.g. 2015-11-24): Only articles published on this day or later. | المقالات المنشورة في هذا اليوم أو بعده.
// param until (date, default none, e.g. 2015-12-31): Only articles published on this day or earlier. | المقالات المنشورة في هذا اليوم أو قبله.
// param exact (boolean, default false, e.g. true): Each actor on its own, not under its state. | كل فاعل على حدة لا تحت دولته.
//
// column date (date): The day.
// column predicate (string): What is done.
// column statements (integer): How many statements.

MATCH (:Entity {iri: $actor})<-[:ACTS_FOR*0..3]-(one:Entity)
WHERE one.iri = $actor OR NOT $exact
MATCH (one)<-[:SUBJECT|OBJECT]-(s:Statement)
WHERE s.retired IS NULL AND ($predicates IS NULL OR s.predicate IN $predicates)
  AND ($polarity = 'any' OR s.polarity = $polarity)
  AND ($modality = 'any' OR s.modality = $modality)
  AND ($explicit = 'any' OR s.explicit = ($explicit = 'explicit'))
  AND s.confidence >= $confidence
  AND ($since IS NULL OR s.date >= $since) AND ($until IS NULL OR s.date <= $until)
MATCH (s)-[:SUBJECT]->(subject:Entity)
MATCH (s)-[:OBJECT]->(object:Entity)
WITH DISTINCT s, CASE WHEN subject.iri = one.iri THEN object ELSE subject END AS two
WHERE s.date IS NOT NULL AND (two.iri = $other
  OR (NOT $exact AND EXISTS { (two)-[:ACTS_FOR*1..3]->(:Entity {iri: $other}) }))
RETURN s.date AS date, s.predicate AS predicate, count(s.iri) AS statements
ORDER BY date, predicate
