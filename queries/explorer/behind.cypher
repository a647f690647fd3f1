// title: Which statements are behind an edge?
// title-ar: ما الأقوال التي وراء هذه الصلة؟
// answers: Statements of some actors about others; newest first.
// answers-ar: أقوال عن فاعلين تجاه غيرهم، الأحدث أولا.
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

UNWIND $ones AS one
MATCH (subject:Entity {iri: one})<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(object:Entity)
WHERE object.iri IN $twos AND s.retired IS NULL
  AND ($predicates IS NULL OR s.predicate IN $predicates)
  AND ($polarity = 'any' OR s.polarity = $polarity)
  AND ($modality = 'any' OR s.modality = $modality
       OR ($modality = 'actual-planned' AND s.modality IN ['actual', 'planned']))
  AND ($explicit = 'any' OR s.explicit = ($explicit = 'explicit'))
  AND s.confidence >= $confidence
  AND ($since IS NULL OR s.date >= $since) AND ($until IS NULL OR s.date <= $until)
WITH s, subject, object
ORDER BY s.date IS NULL, s.date DESC, s.iri
LIMIT $limit
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
