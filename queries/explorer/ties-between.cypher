// title: What links are there between these actors?
// title-ar: ما الصلات بين هؤلاء الفاعلين؟
// answers: Links between some actors after the derived edges: what is said to be so or planned.
// answers-ar: الصلات بين الفاعلين بحسب الصلات المحسوبة.
//
// param nodes (set, required, e.g. TUR): Codes of the actors, or IRIs if exact. | رموز الفاعلين.
// param ones (set, required, e.g. TUR): Those of them that are the subject. | من كان منهم فاعلا.
// param apart (set, required, e.g. https://w3id.org/geopolitical-kg/entity/RUS): Actors that are left out. | فاعلون يُتركون.
// param predicates (predicates, default none, e.g. accuses,threatens): Only these predicates. | هذه العلاقات فقط.
// param exact (boolean, default false, e.g. true): Each actor on its own, not under its state. | كل فاعل على حدة لا تحت دولته.
// param limit (integer, default 3000, e.g. 40): At most so many links. | أقصى عدد للصلات.
//
// column found (list): For each pair and predicate: subject, predicate, object, statements, sources, first and last day.

MATCH (one:Entity)
WHERE $ones[CASE WHEN $exact THEN one.iri ELSE coalesce(one.actor, one.iri) END] IS NOT NULL
  AND $apart[one.iri] IS NULL
WITH one
MATCH (one)-[r:ACCUSES|AGREED_WITH|AIDS|ALLIED_WITH|COERCES|CONCEDES
  |CONDEMNS|COOPERATES_WITH|DEMANDS|MEETS|MOBILIZES|PROTESTS
  |REJECTS|SANCTIONS|SUPPORTS|TARGETS|THREATENS]->(two:Entity)
WHERE $nodes[CASE WHEN $exact THEN two.iri ELSE coalesce(two.actor, two.iri) END] IS NOT NULL
  AND $apart[two.iri] IS NULL AND one.iri <> two.iri
  AND ($predicates IS NULL OR r.predicate IN $predicates)
WITH CASE WHEN $exact THEN one.iri ELSE coalesce(one.actor, one.iri) END AS subject,
     CASE WHEN $exact THEN two.iri ELSE coalesce(two.actor, two.iri) END AS object,
     r.predicate AS predicate, sum(r.count) AS statements, sum(r.sources) AS sources,
     min(r.first) AS first, max(r.last) AS last
WITH subject, predicate, object, sum(statements) AS statements, sum(sources) AS sources,
     min(first) AS first, max(last) AS last
ORDER BY sources DESC, statements DESC, subject, predicate, object
LIMIT $limit
RETURN collect([subject, predicate, object, statements, sources, toString(first),
                toString(last)]) AS found
ORDER BY found
