// title: How much happened between X and Y each day?
// title-ar: كم جرى من «س» تجاه «ص» كل يوم؟
// answers: Statements of some actors about others, counted by day and predicate.
// answers-ar: أقوال عن فاعلين تجاه غيرهم معدودة بحسب اليوم والعلاقة.
//
// param ones (iris, required, e.g. https://w3id.org/geopolitical-kg/entity/TUR): Subjects, by IRI. | الفاعلون.
// param twos (iris, required, e.g. https://w3id.org/geopolitical-kg/entity/RUS): Objects, by IRI. | المفعول بهم.
// param predicates (predicates, default none, e.g. accuses,threatens): Only these predicates. | هذه العلاقات فقط.
// param polarity (positive/negative/any, default positive, e.g. negative): What is asserted (positive), what is denied (negative), or both. | المثبت أو المنفي أو كلاهما.
// param modality (actual-planned/actual/planned/possible/former/any, default actual-planned, e.g. possible): What happened or is planned, one of these, what is possible, what is over, or all. | الواقع والمزمع، أو أحدهما، أو الممكن أو السابق، أو الكل.
// param explicit (explicit/implied/any, default any, e.g. explicit): What is said or what is implied. | الصريح أو الضمني.
// param confidence (number, default 0, e.g. 0.7): Only statements at least so sure. | الحد الأدنى للثقة.
// param since (date, default none, e.g. 2015-11-24): Only articles published on this day or later. | المقالات المنشورة في هذا اليوم أو بعده.
// param until (date, default none, e.g. 2015-12-31): Only articles published on this day or earlier. | المقالات المنشورة في هذا اليوم أو قبله.
//
// column date (date): The day.
// column predicate (string): What is done.
// column statements (integer): How many statements.

UNWIND $ones AS one
MATCH (subject:Entity {iri: one})<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(object:Entity)
WHERE object.iri IN $twos AND s.date IS NOT NULL AND s.retired IS NULL
  AND ($predicates IS NULL OR s.predicate IN $predicates)
  AND ($polarity = 'any' OR s.polarity = $polarity)
  AND ($modality = 'any' OR s.modality = $modality
       OR ($modality = 'actual-planned' AND s.modality IN ['actual', 'planned']))
  AND ($explicit = 'any' OR s.explicit = ($explicit = 'explicit'))
  AND s.confidence >= $confidence
  AND ($since IS NULL OR s.date >= $since) AND ($until IS NULL OR s.date <= $until)
RETURN s.date AS date, s.predicate AS predicate, count(s.iri) AS statements
ORDER BY date, predicate
