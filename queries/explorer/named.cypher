// title: Which actors have one of these names?
// title-ar: من يحمل أحد هذه الأسماء؟
// answers: Actors one of whose names is among those given.
// answers-ar: الفاعلون الذين يحملون أحد الأسماء.
//
// param names (texts, required, e.g. turkey): Names, folded. | الأسماء.
//
// column iri (iri): The actor.
// column en (string): Its name in English.
// column ar (string): Its name in Arabic.
// column kind (string): state, organisation, group, person, alliance or place.
// column names (string): All its names, folded.

MATCH (e:Entity)
WHERE any(name IN e.names WHERE name IN $names)
RETURN e.iri AS iri, e.labelEn AS en, e.labelAr AS ar, e.kind AS kind, e.names AS names
ORDER BY iri
