// title: What are these actors called?
// title-ar: ما أسماء هؤلاء الفاعلين؟
// answers: Names and kinds of actors.
// answers-ar: أسماء الفاعلين وأنواعهم.
//
// param actors (iris, required, e.g. https://w3id.org/geopolitical-kg/entity/TUR): The actors, by IRI. | الفاعلون.
//
// column iri (iri): The actor.
// column en (string): Its name in English.
// column ar (string): Its name in Arabic.
// column kind (string): state, organisation, group, person, alliance or place.
// column code (string): The state or body that it acts for.
// column wikidata (string): Its id in Wikidata.

UNWIND $actors AS wanted
MATCH (e:Entity {iri: wanted})
RETURN e.iri AS iri, e.labelEn AS en, e.labelAr AS ar, e.kind AS kind, e.actor AS code,
       e.wikidata AS wikidata
ORDER BY iri
