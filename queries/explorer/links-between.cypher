// title: What links by such statements are there between these actors?
// title-ar: ما الصلات بين هؤلاء الفاعلين بأقوال كهذه؟
// answers: Links between some actors, counted from the statements that fit.
// answers-ar: الصلات بين الفاعلين معدودة من الأقوال الموافقة.
//
// param nodes (set, required, e.g. TUR): Codes of the actors, or IRIs if exact. | رموز الفاعلين.
// param ones (set, required, e.g. TUR): Those of them that are the subject. | من كان منهم فاعلا.
// param apart (set, required, e.g. https://w3id.org/geopolitical-kg/entity/RUS): Actors that are left out. | فاعلون يُتركون.
// param predicates (predicates, default none, e.g. accuses,threatens): Only these predicates. | هذه العلاقات فقط.
// param polarity (positive/negative/any, default positive, e.g. negative): What is asserted (positive), what is denied (negative), or both. | المثبت أو المنفي أو كلاهما.
// param modality (actual-planned/actual/planned/possible/former/any, default actual-planned, e.g. possible): What happened or is planned, one of these, what is possible, what is over, or all. | الواقع والمزمع، أو أحدهما، أو الممكن أو السابق، أو الكل.
// param explicit (explicit/implied/any, default any, e.g. explicit): What is said or what is implied. | الصريح أو الضمني.
// param confidence (number, default 0, e.g. 0.7): Only statements at least so sure. | الحد الأدنى للثقة.
// param since (date, default none, e.g. 2015-11-24): Only articles published on this day or later. | المقالات المنشورة في هذا اليوم أو بعده.
// param until (date, default none, e.g. 2015-12-31): Only articles published on this day or earlier. | المقالات المنشورة في هذا اليوم أو قبله.
// param exact (boolean, default false, e.g. true): Each actor on its own, not under its state. | كل فاعل على حدة لا تحت دولته.
// param limit (integer, default 3000, e.g. 40): At most so many links. | أقصى عدد للصلات.
//
// column found (list): For each pair and predicate: subject, predicate, object, statements, sources, first and last day.

MATCH (one:Entity)
WHERE $ones[CASE WHEN $exact THEN one.iri ELSE coalesce(one.actor, one.iri) END] IS NOT NULL
  AND $apart[one.iri] IS NULL
WITH one
MATCH (one)<-[:SUBJECT]-(s:Statement)
WHERE s.retired IS NULL
  AND ($predicates IS NULL OR s.predicate IN $predicates)
  AND ($polarity = 'any' OR s.polarity = $polarity)
  AND ($modality = 'any' OR s.modality = $modality
       OR ($modality = 'actual-planned' AND s.modality IN ['actual', 'planned']))
  AND ($explicit = 'any' OR s.explicit = ($explicit = 'explicit'))
  AND s.confidence >= $confidence
  AND ($since IS NULL OR s.date >= $since) AND ($until IS NULL OR s.date <= $until)
MATCH (s)-[:OBJECT]->(two:Entity)
WHERE $nodes[CASE WHEN $exact THEN two.iri ELSE coalesce(two.actor, two.iri) END] IS NOT NULL
  AND $apart[two.iri] IS NULL AND one.iri <> two.iri
MATCH (s)-[:EVIDENCE]->(d:Document)
WITH one, two, s.predicate AS predicate,
     count(s) AS statements, count(DISTINCT d.report) AS sources,
     min(s.date) AS first, max(s.date) AS last
WITH CASE WHEN $exact THEN one.iri ELSE coalesce(one.actor, one.iri) END AS subject,
     CASE WHEN $exact THEN two.iri ELSE coalesce(two.actor, two.iri) END AS object,
     predicate, statements, sources, first, last
WITH subject, predicate, object, sum(statements) AS statements, sum(sources) AS sources,
     min(first) AS first, max(last) AS last
ORDER BY sources DESC, statements DESC, subject, predicate, object
LIMIT $limit
RETURN collect([subject, predicate, object, statements, sources, toString(first),
                toString(last)]) AS found
ORDER BY found
