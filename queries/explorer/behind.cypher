// title: Which statements are behind an edge?
// title-ar: ما الأقوال التي وراء هذه الصلة؟
// answers: Statements with one side under an actor and the other under another; newest first.
// answers-ar: الأقوال التي بين فاعلين، الأحدث أولا.
//
// param actor (string, required, e.g. https://w3id.org/geopolitical-kg/entity/TUR): One side, by IRI. | أحد الطرفين.
// param other (string, required, e.g. https://w3id.org/geopolitical-kg/entity/RUS): The other side, by IRI. | الطرف الآخر.
// param directed (boolean, default false, e.g. true): Only where the first is the subject. | حيث الأول هو الفاعل فقط.
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
// column subject_en (string): Who does it, in English.
// column subject_ar (string): Who does it, in Arabic.
// column predicate (string): What is done, one of the predicates of ontology/geopolitics.ttl.
// column object_en (string): To whom, in English; empty if the text names nobody.
// column object_ar (string): To whom, in Arabic.
// column topic (string): What it is about, in the words of the article.
// column quote (string): The sentence that says so.
// column date (date): When the article was published.
// column speaker_en (string): Whose words they are, in English; empty: the article's own.
// column speaker_ar (string): Whose words they are, in Arabic.
// column polarity (string): positive or negative (denied).
// column modality (string): actual, planned, possible or former.
// column explicit (boolean): False for an accusation that is only implied.
// column confidence (float): How likely the row is right, from 0 to 1.
// column title (string): Title of the article.
// column url (string): Address of the article.
// column source (string): Outlet of the article.
// column document (string): Id of the article.
// column subject (iri): IRI of the subject.
// column object (iri): IRI of the object.
// column speaker (iri): IRI of the speaker.
// column statement (iri): IRI of the statement.

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
WITH s, subject, object, CASE WHEN subject.iri = one.iri THEN object ELSE subject END AS two,
     CASE WHEN subject.iri = one.iri THEN true ELSE false END AS forward
WHERE (forward OR NOT $directed) AND (two.iri = $other
  OR (NOT $exact AND EXISTS { (two)-[:ACTS_FOR*1..3]->(:Entity {iri: $other}) }))
WITH DISTINCT s, subject, object
MATCH (s)-[:EVIDENCE]->(d:Document)
OPTIONAL MATCH (s)-[:SAID_BY]->(speaker:Entity)
RETURN subject.labelEn AS subject_en, subject.labelAr AS subject_ar, s.predicate AS predicate,
       object.labelEn AS object_en, object.labelAr AS object_ar, s.topic AS topic,
       s.quote AS quote, s.date AS date, speaker.labelEn AS speaker_en,
       speaker.labelAr AS speaker_ar, s.polarity AS polarity, s.modality AS modality,
       s.explicit AS explicit, s.confidence AS confidence, d.title AS title, d.url AS url,
       d.source AS source, d.id AS document, subject.iri AS subject, object.iri AS object,
       speaker.iri AS speaker, s.iri AS statement
ORDER BY s.date IS NULL, s.date DESC, s.iri
LIMIT $limit
