// title: Who is near these actors?
// title-ar: من القريب من هؤلاء الفاعلين؟
// answers: Neighbours of some actors, those with most sources first, after the derived edges: what is said to be so or planned.
// answers-ar: جيران الفاعلين، الأكثر مصادر أولا، بحسب الصلات المحسوبة.
//
// param members (iris, required, e.g. https://w3id.org/geopolitical-kg/entity/TUR): The actors and those under them, by IRI. | الفاعلون ومن تحتهم.
// param apart (set, required, e.g. https://w3id.org/geopolitical-kg/entity/TUR): Actors that are told apart from their state. | فاعلون لا يُجمعون تحت دولتهم.
// param predicates (predicates, default none, e.g. accuses,threatens): Only these predicates. | هذه العلاقات فقط.
// param exact (boolean, default false, e.g. true): Each actor on its own, not under its state. | كل فاعل على حدة لا تحت دولته.
// param limit (integer, default 200, e.g. 40): The first so many actors. | أول كذا من الفاعلين.
//
// column total (integer): How many such actors there are.
// column found (list): For each that is among the first: its code (IRI if exact or told apart), statements, sources; copies of one report are one source.

UNWIND $members AS member
MATCH (one:Entity {iri: member})-[r:ACCUSES|AGREED_WITH|AIDS|ALLIED_WITH|COERCES|CONCEDES
  |CONDEMNS|COOPERATES_WITH|DEMANDS|MEETS|MOBILIZES|PROTESTS
  |REJECTS|SANCTIONS|SUPPORTS|TARGETS|THREATENS]-(two:Entity)
WHERE one.iri <> two.iri AND ($predicates IS NULL OR r.predicate IN $predicates)
WITH CASE WHEN $exact OR $apart[two.iri] IS NOT NULL THEN two.iri
          ELSE coalesce(two.actor, two.iri) END AS other,
     sum(r.count) AS statements, sum(r.sources) AS sources
ORDER BY sources DESC, statements DESC, other
WITH collect([other, statements, sources]) AS everyone
RETURN size(everyone) AS total, everyone[0..$limit] AS found
ORDER BY total
