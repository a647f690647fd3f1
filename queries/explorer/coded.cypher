// title: Who is counted under these codes?
// title-ar: من يُعد تحت هذه الرموز؟
// answers: All actors of some states and bodies.
// answers-ar: كل الفاعلين التابعين لدول وهيئات.
//
// param codes (texts, required, e.g. TUR): Codes of states and bodies. | رموز الدول والهيئات.
//
// column code (string): The code.
// column member (iri): An actor of it.

MATCH (e:Entity)
WHERE e.actor IN $codes
RETURN e.actor AS code, e.iri AS member
ORDER BY code, member
