// title: What links have these actors with those?
// title-ar: ما صلات هؤلاء الفاعلين بأولئك؟
// answers: Links of some actors with some others, after the derived edges: what is said to be so or planned.
// answers-ar: صلات فاعلين بغيرهم بحسب الصلات المحسوبة.
//
// param members (iris, required, e.g. https://w3id.org/geopolitical-kg/entity/TUR): The actors and those under them, by IRI. | الفاعلون ومن تحتهم.
// param others (set, required, e.g. RUS): Only links with these, by code, or IRI if exact or told apart. | الصلات مع هؤلاء فقط.
// param apart (set, required, e.g. https://w3id.org/geopolitical-kg/entity/TUR): Actors that are told apart from their state. | فاعلون لا يُجمعون تحت دولتهم.
// param predicates (predicates, default none, e.g. accuses,threatens): Only these predicates. | هذه العلاقات فقط.
// param exact (boolean, default false, e.g. true): Each actor on its own, not under its state. | كل فاعل على حدة لا تحت دولته.
//
// column found (list): For each of them its code or IRI, and its links: subject, predicate, object, statements, sources, first and last day; copies of one report are one source.

UNWIND $members AS member
MATCH (one:Entity {iri: member})-[r:ACCUSES|AGREED_WITH|AIDS|ALLIED_WITH|COERCES|CONCEDES
  |CONDEMNS|COOPERATES_WITH|DEMANDS|MEETS|MOBILIZES|PROTESTS
  |REJECTS|SANCTIONS|SUPPORTS|TARGETS|THREATENS]-(two:Entity)
WHERE $others[CASE WHEN $exact OR $apart[two.iri] IS NOT NULL THEN two.iri
              ELSE coalesce(two.actor, two.iri) END] IS NOT NULL
  AND one.iri <> two.iri AND ($predicates IS NULL OR r.predicate IN $predicates)
WITH member, startNode(r).iri = member AS forward,
     CASE WHEN $exact OR $apart[two.iri] IS NOT NULL THEN two.iri
          ELSE coalesce(two.actor, two.iri) END AS other,
     r.predicate AS predicate, sum(r.count) AS statements, sum(r.sources) AS sources,
     min(r.first) AS first, max(r.last) AS last
WITH other,
     collect([CASE WHEN forward THEN member ELSE other END, predicate,
              CASE WHEN forward THEN other ELSE member END, statements, sources,
              toString(first), toString(last)]) AS links
RETURN collect([other, links]) AS found
ORDER BY found
