// title: Whose name begins like this?
// title-ar: من الذي يبدأ اسمه بهذا؟
// answers: Actors with a name of which some word begins with a text; shortest names first.
// answers-ar: الفاعلون الذين تبدأ إحدى كلمات أسمائهم بالنص، الأقصر أولا.
//
// param text (string, required, e.g. tur): Beginning of a word of the name, folded. | بداية كلمة من الاسم.
// param limit (integer, default 20, e.g. 5): At most so many rows. | أقصى عدد للصفوف.
//
// column iri (iri): The actor.
// column en (string): Its name in English.
// column ar (string): Its name in Arabic.
// column kind (string): state, organisation, group, person, alliance or place.
// column code (string): The state or body that it acts for.

MATCH (e:Entity)
WHERE any(name IN e.names WHERE name STARTS WITH $text OR name CONTAINS (' ' + $text))
WITH e, CASE WHEN any(name IN e.names WHERE name STARTS WITH $text) THEN 0 ELSE 1 END AS inside,
     CASE WHEN e.iri CONTAINS '/learned/' THEN 1 ELSE 0 END AS learned,
     CASE WHEN e.kind = 'state' THEN 0 ELSE 1 END AS minor
RETURN e.iri AS iri, e.labelEn AS en, e.labelAr AS ar, e.kind AS kind, e.actor AS code
ORDER BY inside, learned, minor, size(coalesce(e.labelEn, e.labelAr, e.iri)), iri
LIMIT $limit
