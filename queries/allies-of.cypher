// title: Who are the allies of X, and whose allies are they?
// title-ar: من حلفاء «س»، ومن حلفاء حلفائه؟
// answers: Allies of an actor and, up to three steps away, their allies; the nearest first, each with the sentences that say so.
// answers-ar: حلفاء فاعل، وحلفاؤهم حتى ثلاث خطوات، الأقرب أولا، مع الجمل الدالة.
//
// param actor (actor, required, e.g. Syria): Whose allies. | صاحب الحلفاء.
// param depth (integer, default 1, e.g. 3): How many steps, from 1 to 3. | عدد الخطوات، من 1 إلى 3.
// param exact (boolean, default false, e.g. true): Only the actor itself, not those who act for it. | الفاعل نفسه فقط دون من يعمل باسمه.
// param limit (integer, default 1000, e.g. 20): At most so many rows. | أقصى عدد للصفوف.
//
// column distance (integer): 1: an ally of the actor; 2: an ally of an ally; 3: one further.
// column ally_en (string): The ally, in English: a state or body, whoever acts for it.
// column ally_ar (string): The ally, in Arabic.
// column via_en (string): Whose ally it is, in English.
// column via_ar (string): Whose ally it is, in Arabic.
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

MATCH (root:Entity {iri: $actor})<-[:ACTS_FOR*0..3]-(own:Entity)
WHERE own.iri = $actor OR NOT $exact
MATCH (own)-[:ALLIED_WITH]-(:Entity)-[:ACTS_FOR*0..3]->(ally:Entity)
WHERE NOT (ally)-[:ACTS_FOR]->() AND ally.iri <> $actor
WITH root, collect(DISTINCT ally) AS near
UNWIND near AS first
OPTIONAL MATCH (first)<-[:ACTS_FOR*0..3]-(:Entity)-[:ALLIED_WITH]-(:Entity)
               -[:ACTS_FOR*0..3]->(ally:Entity)
WHERE $depth > 1 AND NOT (ally)-[:ACTS_FOR]->() AND ally.iri <> $actor AND NOT ally IN near
WITH root, near, collect(DISTINCT ally) AS far, collect(DISTINCT [first, ally]) AS steps
UNWIND CASE WHEN size(far) = 0 THEN [null] ELSE far END AS second
OPTIONAL MATCH (second)<-[:ACTS_FOR*0..3]-(:Entity)-[:ALLIED_WITH]-(:Entity)
               -[:ACTS_FOR*0..3]->(ally:Entity)
WHERE $depth > 2 AND NOT (ally)-[:ACTS_FOR]->() AND ally.iri <> $actor
  AND NOT ally IN near AND NOT ally IN far
WITH root, near, steps, collect(DISTINCT [second, ally]) AS more
WITH [ally IN near | [1, root, ally]] + [step IN steps | [2, step[0], step[1]]]
     + [step IN more | [3, step[0], step[1]]] AS steps
UNWIND steps AS step
WITH step[0] AS distance, step[1] AS via, step[2] AS ally
WHERE ally IS NOT NULL
MATCH (ally)<-[:ACTS_FOR*0..3]-(one:Entity)<-[:SUBJECT|OBJECT]-(s:Statement)
WHERE s.retired IS NULL AND s.predicate = 'alliedWith' AND s.polarity = 'positive'
  AND s.modality IN ['actual', 'planned']
MATCH (s)-[:SUBJECT]->(subject:Entity)
MATCH (s)-[:OBJECT]->(object:Entity)
WITH distance, via, ally, s, subject, object,
     CASE WHEN subject.iri = one.iri THEN object ELSE subject END AS two
WHERE two.iri = via.iri OR ((distance > 1 OR NOT $exact)
  AND EXISTS { (two)-[:ACTS_FOR*1..3]->(:Entity {iri: via.iri}) })
WITH DISTINCT distance, via, ally, s, subject, object
MATCH (s)-[:EVIDENCE]->(d:Document)
OPTIONAL MATCH (s)-[:SAID_BY]->(speaker:Entity)
RETURN distance, ally.labelEn AS ally_en, ally.labelAr AS ally_ar, via.labelEn AS via_en,
       via.labelAr AS via_ar,
       subject.labelEn AS subject_en, subject.labelAr AS subject_ar,
       subject.actor AS subject_actor, s.predicate AS predicate, object.labelEn AS object_en,
       object.labelAr AS object_ar, object.actor AS object_actor, s.topic AS topic,
       s.quote AS quote, s.date AS date, speaker.labelEn AS speaker_en,
       speaker.labelAr AS speaker_ar, s.polarity AS polarity, s.modality AS modality,
       s.explicit AS explicit, s.confidence AS confidence, d.title AS title, d.url AS url,
       d.id AS document, subject.iri AS subject, object.iri AS object, speaker.iri AS speaker,
       s.iri AS statement
ORDER BY distance, ally.iri, via.iri, s.date IS NULL, s.date DESC, s.iri
LIMIT $limit
