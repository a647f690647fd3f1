// title: How are X and Y connected?
// title-ar: كيف يرتبط «س» بـ«ص»؟
// answers: The shortest chains of relations between two actors, one row a step; acts-for steps lead from officials and organs to their state.
// answers-ar: أقصر سلاسل العلاقات بين فاعلين، صف لكل خطوة؛ وخطوة ACTS_FOR تصل المسؤول أو الجهاز بدولته.
//
// param actor (actor, required, e.g. Syria): Where the chain begins. | بداية السلسلة.
// param other (actor, required, e.g. France): Where it ends. | نهاية السلسلة.
// param limit (integer, default 20, e.g. 5): At most so many steps in all. | أقصى عدد للخطوات.
//
// column chain (string): The actors along the chain, in English, or in Arabic where they have no English name.
// column length (integer): How many steps it has.
// column step (integer): Number of the step, from 1.
// column from_en (string): Where the relation starts, in English.
// column from_ar (string): Where the relation starts, in Arabic.
// column relation (string): Type of the relation (ACCUSES, ALLIED_WITH, ..., ACTS_FOR).
// column to_en (string): Where the relation leads, in English.
// column to_ar (string): Where the relation leads, in Arabic.
// column count (integer): How many statements say so.
// column articles (integer): In how many articles.
// column first (date): When the first was published.
// column last (date): When the last was.
// column topic (string): Topic of one of the newest statements.
// column quote (string): Its sentence.
// column title (string): Title of its article.
// column url (string): Address of its article.
// column document (string): Id of its article.
// column statement (iri): IRI of that statement.

MATCH (a:Entity {iri: $actor}), (b:Entity {iri: $other})
WITH a, b WHERE a <> b
MATCH p = allShortestPaths((a)-[:ACCUSES|AGREED_WITH|AIDS|ALLIED_WITH|COERCES|CONCEDES|CONDEMNS
  |COOPERATES_WITH|DEMANDS|MEETS|MOBILIZES|PROTESTS|REJECTS|SANCTIONS
  |SUPPORTS|TARGETS|THREATENS|ACTS_FOR*1..6]-(b))
WITH nodes(p) AS stops, relationships(p) AS steps, length(p) AS length
WITH [stop IN stops | stop.iri] AS iris, steps, length,
     [stop IN stops | coalesce(stop.labelEn, stop.labelAr, stop.iri)] AS names
WITH reduce(text = '', iri IN iris | text + ' ' + iri) AS key, steps, length,
     reduce(text = head(names), name IN tail(names) | text + ' > ' + name) AS chain
UNWIND range(0, length - 1) AS i
WITH DISTINCT key, chain, length, i + 1 AS step, steps[i] AS r
WITH key, chain, length, step, r, startNode(r) AS one, endNode(r) AS two
OPTIONAL MATCH (one)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(two)
WHERE s.retired IS NULL AND s.predicate = r.predicate AND s.polarity = 'positive'
  AND s.modality IN ['actual', 'planned']
WITH key, chain, length, step, r, one, two, s
ORDER BY s.date IS NULL, s.date DESC, s.iri
WITH key, chain, length, step, r, one, two, head(collect(s)) AS s
OPTIONAL MATCH (s)-[:EVIDENCE]->(d:Document)
RETURN chain, length, step, one.labelEn AS from_en, one.labelAr AS from_ar, type(r) AS relation,
       two.labelEn AS to_en, two.labelAr AS to_ar, r.count AS count, r.sources AS articles,
       r.first AS first, r.last AS last, s.topic AS topic, s.quote AS quote, d.title AS title,
       d.url AS url, d.id AS document, s.iri AS statement
ORDER BY key, step, relation, one.iri
LIMIT $limit
