// title: Who is linked to these actors by such statements?
// title-ar: من له صلة بهؤلاء الفاعلين بأقوال كهذه؟
// answers: Neighbours of some actors with their links, counted from the statements that fit.
// answers-ar: جيران الفاعلين وصلاتهم معدودة من الأقوال الموافقة.
//
// param members (iris, required, e.g. https://w3id.org/geopolitical-kg/entity/TUR): The actors and those under them, by IRI. | الفاعلون ومن تحتهم.
// param apart (set, required, e.g. https://w3id.org/geopolitical-kg/entity/TUR): Actors that are told apart from their state. | فاعلون لا يُجمعون تحت دولتهم.
// param predicates (predicates, default none, e.g. accuses,threatens): Only these predicates. | هذه العلاقات فقط.
// param polarity (positive/negative/any, default positive, e.g. negative): What is asserted (positive), what is denied (negative), or both. | المثبت أو المنفي أو كلاهما.
// param modality (actual-planned/actual/planned/possible/former/any, default actual-planned, e.g. possible): What happened or is planned, one of these, what is possible, what is over, or all. | الواقع والمزمع، أو أحدهما، أو الممكن أو السابق، أو الكل.
// param explicit (explicit/implied/any, default any, e.g. explicit): What is said or what is implied. | الصريح أو الضمني.
// param confidence (number, default 0, e.g. 0.7): Only statements at least so sure. | الحد الأدنى للثقة.
// param since (date, default none, e.g. 2015-11-24): Only articles published on this day or later. | المقالات المنشورة في هذا اليوم أو بعده.
// param until (date, default none, e.g. 2015-12-31): Only articles published on this day or earlier. | المقالات المنشورة في هذا اليوم أو قبله.
// param exact (boolean, default false, e.g. true): Each actor on its own, not under its state. | كل فاعل على حدة لا تحت دولته.
// param side (both/from/to, default both, e.g. from): Both, or only where the actors are subject (from) or object (to). | الجهتان، أو حيث هم فاعلون، أو حيث هم مفعول بهم.
// param limit (integer, default 200, e.g. 40): The first so many actors. | أول كذا من الفاعلين.
//
// column total (integer): How many such actors there are.
// column found (list): For each that is among the first: its code (IRI if exact or told apart), statements, sources, and its links: subject, predicate, object, statements, sources, first and last day; copies of one report are one source.

UNWIND $members AS member
CALL {
  WITH member
  MATCH (:Entity {iri: member})<-[:SUBJECT]-(s:Statement)
  WHERE $side <> 'to' AND s.retired IS NULL
      AND ($predicates IS NULL OR s.predicate IN $predicates)
      AND ($polarity = 'any' OR s.polarity = $polarity)
      AND ($modality = 'any' OR s.modality = $modality
           OR ($modality = 'actual-planned' AND s.modality IN ['actual', 'planned']))
      AND ($explicit = 'any' OR s.explicit = ($explicit = 'explicit'))
      AND s.confidence >= $confidence
      AND ($since IS NULL OR s.date >= $since) AND ($until IS NULL OR s.date <= $until)
  MATCH (s)-[:OBJECT]->(two:Entity) WHERE two.iri <> member
  MATCH (s)-[:EVIDENCE]->(d:Document)
  WITH two, s.predicate AS predicate,
       count(s) AS statements, count(DISTINCT d.report) AS sources,
       min(s.date) AS first, max(s.date) AS last
  RETURN true AS forward, two, predicate, statements, sources, first, last
UNION ALL
  WITH member
  MATCH (:Entity {iri: member})<-[:OBJECT]-(s:Statement)
  WHERE $side <> 'from' AND s.retired IS NULL
      AND ($predicates IS NULL OR s.predicate IN $predicates)
      AND ($polarity = 'any' OR s.polarity = $polarity)
      AND ($modality = 'any' OR s.modality = $modality
           OR ($modality = 'actual-planned' AND s.modality IN ['actual', 'planned']))
      AND ($explicit = 'any' OR s.explicit = ($explicit = 'explicit'))
      AND s.confidence >= $confidence
      AND ($since IS NULL OR s.date >= $since) AND ($until IS NULL OR s.date <= $until)
  MATCH (s)-[:SUBJECT]->(two:Entity) WHERE two.iri <> member
  MATCH (s)-[:EVIDENCE]->(d:Document)
  WITH two, s.predicate AS predicate,
       count(s) AS statements, count(DISTINCT d.report) AS sources,
       min(s.date) AS first, max(s.date) AS last
  RETURN false AS forward, two, predicate, statements, sources, first, last
}
WITH member, forward,
     CASE WHEN $exact OR $apart[two.iri] IS NOT NULL THEN two.iri
          ELSE coalesce(two.actor, two.iri) END AS other,
     predicate, statements, sources, first, last
WITH other, sum(statements) AS statements, sum(sources) AS sources,
     collect([CASE WHEN forward THEN member ELSE other END, predicate,
              CASE WHEN forward THEN other ELSE member END, statements, sources,
              toString(first), toString(last)]) AS links
ORDER BY sources DESC, statements DESC, other
WITH collect([other, statements, sources, links]) AS everyone
RETURN size(everyone) AS total, everyone[0..$limit] AS found
ORDER BY total
