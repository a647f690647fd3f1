// title: Which statements contradict each other?
// title-ar: أي الأقوال يناقض بعضها بعضا؟
// answers: Pairs of statements about the same two actors, or in the second one those they act for: allied and yet using force (allied-but-targets), asserted and denied (asserted-but-denied), accused and rejected by the accused (accused-but-rejected); of all actors or of one.
// answers-ar: أزواج من الأقوال عن فاعلين أو عمن يعملان باسمه: متحالفان ويستخدم أحدهما القوة ضد الآخر، أو مثبت ومنفي، أو اتهام رفضه المتهم.
//
// param actor (actor, default none, e.g. Turkey): Only where this actor takes part. | حيث يشارك هذا الفاعل فقط.
// param since (date, default none, e.g. 2015-11-24): Only articles published on this day or later. | المقالات المنشورة في هذا اليوم أو بعده.
// param until (date, default none, e.g. 2015-12-31): Only articles published on this day or earlier. | المقالات المنشورة في هذا اليوم أو قبله.
// param exact (boolean, default false, e.g. true): Only the actor itself, not those who act for it. | الفاعل نفسه فقط دون من يعمل باسمه.
// param limit (integer, default 1000, e.g. 20): At most so many rows. | أقصى عدد للصفوف.
//
// column kind (string): allied-but-targets, asserted-but-denied or accused-but-rejected.
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
// column other_predicate (string): What the other statement says was done.
// column other_topic (string): What the other statement is about.
// column other_quote (string): The sentence of the other statement.
// column other_date (date): When its article was published.
// column other_speaker_en (string): Whose words it is, in English.
// column other_speaker_ar (string): Whose words it is, in Arabic.
// column other_polarity (string): positive or negative (denied).
// column other_title (string): Title of its article.
// column other_url (string): Address of its article.
// column other_document (string): Id of its article.
// column other_statement (iri): IRI of the other statement.

MATCH (t:Statement)
WHERE t.retired IS NULL AND ((t.polarity = 'negative' AND NOT t.predicate IN ['alliedWith', 'rejects'])
  OR (t.polarity = 'positive' AND (t.predicate = 'rejects'
    OR (t.predicate = 'alliedWith' AND t.modality = 'actual'))))
MATCH (t)-[:SUBJECT]->(a:Entity)
MATCH (t)-[:OBJECT]->(b:Entity)
UNWIND CASE WHEN t.polarity = 'negative' THEN [[a, b]] WHEN t.predicate = 'rejects' THEN [[b, a]]
  ELSE [[a, b], [b, a]] END AS pair
WITH pair[0] AS one, pair[1] AS two, t
WITH one, collect([two.iri, t]) AS told
MATCH (one)<-[:ACTS_FOR*0..3]-(subject:Entity)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(object:Entity)
WHERE s.retired IS NULL
  AND s.polarity = 'positive' AND s.predicate <> 'alliedWith' AND s.predicate <> 'rejects'
  AND ($since IS NULL OR s.date >= $since) AND ($until IS NULL OR s.date <= $until)
  AND ($actor IS NULL OR subject.iri = $actor OR object.iri = $actor OR (NOT $exact
  AND (EXISTS { (subject)-[:ACTS_FOR*1..3]->(:Entity {iri: $actor}) }
    OR EXISTS { (object)-[:ACTS_FOR*1..3]->(:Entity {iri: $actor}) })))
MATCH (object)-[:ACTS_FOR*0..3]->(two:Entity)
UNWIND [pair IN told WHERE pair[0] = two.iri | pair[1]] AS t
WITH s, t, subject, object
WHERE (t.polarity = 'negative' AND t.predicate = s.predicate)
  OR (t.polarity = 'positive' AND t.predicate = 'alliedWith' AND s.predicate = 'targets'
    AND s.modality IN ['actual', 'planned'])
  OR (t.polarity = 'positive' AND t.predicate = 'rejects' AND s.predicate = 'accuses')
WITH DISTINCT s, t, subject, object,
     CASE t.predicate WHEN 'alliedWith' THEN 'allied-but-targets'
       WHEN 'rejects' THEN 'accused-but-rejected' ELSE 'asserted-but-denied' END AS kind
ORDER BY kind, s.date IS NULL, s.date DESC, s.iri, t.iri LIMIT $limit
MATCH (s)-[:EVIDENCE]->(d:Document)
MATCH (t)-[:EVIDENCE]->(other:Document)
OPTIONAL MATCH (s)-[:SAID_BY]->(speaker:Entity)
OPTIONAL MATCH (t)-[:SAID_BY]->(answerer:Entity)
RETURN kind,
       subject.labelEn AS subject_en, subject.labelAr AS subject_ar,
       subject.actor AS subject_actor, s.predicate AS predicate, object.labelEn AS object_en,
       object.labelAr AS object_ar, object.actor AS object_actor, s.topic AS topic,
       s.quote AS quote, s.date AS date, speaker.labelEn AS speaker_en,
       speaker.labelAr AS speaker_ar, s.polarity AS polarity, s.modality AS modality,
       s.explicit AS explicit, s.confidence AS confidence, d.title AS title, d.url AS url,
       d.id AS document, subject.iri AS subject, object.iri AS object, speaker.iri AS speaker,
       s.iri AS statement,
       t.predicate AS other_predicate, t.topic AS other_topic, t.quote AS other_quote,
       t.date AS other_date, answerer.labelEn AS other_speaker_en,
       answerer.labelAr AS other_speaker_ar, t.polarity AS other_polarity,
       other.title AS other_title, other.url AS other_url, other.id AS other_document,
       t.iri AS other_statement
ORDER BY kind, s.date IS NULL, s.date DESC, s.iri, t.iri
LIMIT $limit
