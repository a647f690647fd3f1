// title: What does the graph say about X?
// title-ar: ماذا يقول مخطط المعرفة عن «س»؟
// answers: Everything that an actor, its organs and officials do or suffer; newest first.
// answers-ar: كل ما فعله فاعل وأجهزته ومسؤولوه أو وقع عليهم، الأحدث أولا.
//
// param actor (actor, required, e.g. Iran): Whom it is about. | الفاعل المقصود.
// param predicates (predicates, default none, e.g. supports,aids): Only these predicates. | هذه العلاقات فقط.
// param polarity (positive/negative/any, default any, e.g. positive): What is asserted (positive), what is denied (negative), or both. | المثبت (positive) أو المنفي (negative) أو كلاهما (any).
// param since (date, default none, e.g. 2015-11-24): Only articles published on this day or later. | المقالات المنشورة في هذا اليوم أو بعده.
// param until (date, default none, e.g. 2015-12-31): Only articles published on this day or earlier. | المقالات المنشورة في هذا اليوم أو قبله.
// param exact (boolean, default false, e.g. true): Only the actor itself, not those who act for it. | الفاعل نفسه فقط دون من يعمل باسمه.
// param limit (integer, default 1000, e.g. 20): At most so many rows. | أقصى عدد للصفوف.
//
// column subject_en (string): Who does it, in English.
// column subject_ar (string): Who does it, in Arabic.
// column subject_actor (string): Code of the state or body that the subject acts for (RUS, UN, ...).
// column predicate (string): What is done, one of the predicates of ontology/geopolitics.ttl.
// column object_en (string): To whom, in English; empty if the text names nobody.
// column object_ar (string): To whom, in Arabic.
// column object_actor (string): Code of the state or body that the object acts for.
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
// column document (string): Id of the article.
// column subject (iri): IRI of the subject.
// column object (iri): IRI of the object.
// column speaker (iri): IRI of the speaker.
// column statement (iri): IRI of the statement.

MATCH (oneTop:Entity {iri: $actor})<-[:ACTS_FOR*0..3]-(one:Entity)
WHERE one.iri = $actor OR NOT $exact
MATCH (one)<-[:SUBJECT|OBJECT]-(s:Statement)
WHERE s.retired IS NULL AND ($predicates IS NULL OR s.predicate IN $predicates)
  AND ($polarity = 'any' OR s.polarity = $polarity)
  AND ($since IS NULL OR s.date >= $since) AND ($until IS NULL OR s.date <= $until)
WITH DISTINCT s ORDER BY s.date IS NULL, s.date DESC, s.iri LIMIT $limit
MATCH (s)-[:SUBJECT]->(subject:Entity)
OPTIONAL MATCH (s)-[:OBJECT]->(object:Entity)
MATCH (s)-[:EVIDENCE]->(d:Document)
OPTIONAL MATCH (s)-[:SAID_BY]->(speaker:Entity)
RETURN subject.labelEn AS subject_en, subject.labelAr AS subject_ar,
       subject.actor AS subject_actor, s.predicate AS predicate, object.labelEn AS object_en,
       object.labelAr AS object_ar, object.actor AS object_actor, s.topic AS topic,
       s.quote AS quote, s.date AS date, speaker.labelEn AS speaker_en,
       speaker.labelAr AS speaker_ar, s.polarity AS polarity, s.modality AS modality,
       s.explicit AS explicit, s.confidence AS confidence, d.title AS title, d.url AS url,
       d.id AS document, subject.iri AS subject, object.iri AS object, speaker.iri AS speaker,
       s.iri AS statement
ORDER BY s.date IS NULL, s.date DESC, s.iri
LIMIT $limit
