// title: Who is named most in statements?
// title-ar: من الأكثر ورودا في الأقوال؟
// answers: Actors by the number of statements with others, after the derived edges.
// answers-ar: الفاعلون بحسب عدد الأقوال.
//
// param limit (integer, default 12, e.g. 5): At most so many rows. | أقصى عدد للصفوف.
//
// column iri (iri): The actor.
// column en (string): Its name in English.
// column ar (string): Its name in Arabic.
// column statements (integer): How many statements.

MATCH (e:Entity)-[r:ACCUSES|AGREED_WITH|AIDS|ALLIED_WITH|COERCES|CONCEDES
  |CONDEMNS|COOPERATES_WITH|DEMANDS|MEETS|MOBILIZES|PROTESTS
  |REJECTS|SANCTIONS|SUPPORTS|TARGETS|THREATENS]-(:Entity)
WITH e, sum(r.count) AS statements
RETURN e.iri AS iri, e.labelEn AS en, e.labelAr AS ar, statements
ORDER BY statements DESC, iri
LIMIT $limit
