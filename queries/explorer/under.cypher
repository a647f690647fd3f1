// title: Who stands under these actors?
// title-ar: من تحت هؤلاء الفاعلين؟
// answers: The actors themselves and those who act for them.
// answers-ar: الفاعلون أنفسهم ومن يمثلهم.
//
// param actors (iris, required, e.g. https://w3id.org/geopolitical-kg/entity/TUR): The actors, by IRI. | الفاعلون.
//
// column actor (iri): The actor.
// column member (iri): It, or who acts for it.

UNWIND $actors AS actor
MATCH (:Entity {iri: actor})<-[:ACTS_FOR*0..3]-(e:Entity)
RETURN DISTINCT actor, e.iri AS member
ORDER BY actor, member
