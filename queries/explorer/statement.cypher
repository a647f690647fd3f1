// title: What is this statement?
// title-ar: ما هذا القول؟
// answers: One statement and where it stands.
// answers-ar: قول واحد وموضعه.
//
// param statement (string, required, e.g. https://w3id.org/geopolitical-kg/statement/0): Its IRI. | معرّفه.
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
// column plover (string): Event type of PLOVER.
// column cameo (string): Closest CAMEO code.
// column rule (string): The rule that found it.
// column begin (integer): Where the sentence begins in the article, in code points.
// column end (integer): Where it ends.

MATCH (s:Statement {iri: $statement})-[:SUBJECT]->(subject:Entity)
OPTIONAL MATCH (s)-[:OBJECT]->(object:Entity)
MATCH (s)-[:EVIDENCE]->(d:Document)
OPTIONAL MATCH (s)-[:SAID_BY]->(speaker:Entity)
RETURN subject.labelEn AS subject_en, subject.labelAr AS subject_ar, s.predicate AS predicate,
       object.labelEn AS object_en, object.labelAr AS object_ar, s.topic AS topic,
       s.quote AS quote, s.date AS date, speaker.labelEn AS speaker_en,
       speaker.labelAr AS speaker_ar, s.polarity AS polarity, s.modality AS modality,
       s.explicit AS explicit, s.confidence AS confidence, d.title AS title, d.url AS url,
       d.source AS source, d.id AS document, subject.iri AS subject, object.iri AS object,
       speaker.iri AS speaker, s.iri AS statement, s.plover AS plover, s.cameo AS cameo,
       s.rule AS rule, s.begin AS begin, s.end AS end
ORDER BY statement
