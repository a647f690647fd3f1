"""The ontology says what the code, the table of predicates and the shapes say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from kg import model, resources
from kg.lexicons.predicates import predicates
from kg.rdf import quads, terms

GKG = Namespace(terms.PREFIXES["gkg"])
CAMEO = Namespace(terms.BASE + "cameo/")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(resources.ontology() / "geopolitics.ttl")


@pytest.mark.parametrize("name", model.PREDICATES)
def test_predicates_agree_with_the_table(ontology: Graph, name: str) -> None:
    term, row = GKG[name], predicates()[name]
    assert set(ontology.objects(term, RDFS.label)) == {
        Literal(row.label_en, lang="en"), Literal(row.label_ar, lang="ar"),
    }  # fmt: skip
    definitions = {d.language: str(d) for d in ontology.objects(term, SKOS.definition)}
    assert definitions.keys() == {"en", "ar"}
    assert definitions["en"] == row.definition
    assert ((term, RDF.type, OWL.SymmetricProperty) in ontology) == row.symmetric
    assert ontology.value(term, OWL.inverseOf) == (GKG[row.inverse] if row.inverse else None)
    assert ontology.value(term, GKG.codedAs) == (GKG[row.plover] if row.plover else None)
    assert ontology.value(term, GKG.cameoCode) == (CAMEO[row.cameo] if row.cameo else None)
    weight = ontology.value(term, GKG.goldstein)
    assert (float(weight) if weight is not None else None) == row.goldstein
    subtype = ontology.value(term, GKG.eventSubtype)
    assert (str(subtype) if subtype is not None else None) == row.subtype


def test_inverses_point_back_and_are_labelled(ontology: Graph) -> None:
    for row in predicates().values():
        if row.inverse:
            assert (GKG[row.inverse], OWL.inverseOf, GKG[row.name]) in ontology
            assert languages(ontology, GKG[row.inverse], RDFS.label) == {"en", "ar"}


def test_sixteen_event_types_in_both_languages_match_cameo(ontology: Graph) -> None:
    types = set(ontology.subjects(SKOS.inScheme, GKG.PLOVER))
    assert len(types) == 16
    for kind in types:
        assert languages(ontology, kind, SKOS.prefLabel) == {"en", "ar"}
        matches = set(ontology.objects(kind, SKOS.closeMatch))
        assert matches
        assert all((m, SKOS.inScheme, GKG.CAMEO) in ontology for m in matches)


def test_every_own_term_has_labels_in_both_languages(ontology: Graph) -> None:
    own = {s for s in ontology.subjects() if str(s).startswith(str(GKG))}
    for term in own:
        label = SKOS.prefLabel if (term, RDF.type, SKOS.Concept) in ontology else RDFS.label
        assert languages(ontology, term, label) == {"en", "ar"}, term


def test_nothing_refers_to_a_missing_term(ontology: Graph) -> None:
    defined = set(ontology.subjects())
    for triple in ontology:
        for node in triple:
            if str(node).startswith((str(GKG), str(CAMEO))):
                assert node in defined, node


def test_every_term_that_code_writes_is_defined(ontology: Graph) -> None:
    source = Path(quads.__file__).read_text() + Path(terms.__file__).read_text()
    used = set(re.findall(r"\bgkg:(\w+)", source)) - {""}
    used |= {"positive", "negative", "actual", "planned", "possible", "former"}
    used |= {p.plover for p in predicates().values() if p.plover} | set(model.PREDICATES)
    assert len(used) > 40
    for name in used:
        assert (GKG[name], None, None) in ontology, name


def test_every_term_of_the_shapes_is_defined(ontology: Graph) -> None:
    shapes = Graph().parse(resources.ontology() / "shapes.ttl")
    own = {n for triple in shapes for n in triple if str(n).startswith(str(GKG))}
    own -= {s for s in own if str(s).endswith("Shape")}
    assert all((term, None, None) in ontology for term in own)


def test_every_term_of_the_context_is_defined(ontology: Graph) -> None:
    context = json.loads((resources.ontology() / "context.jsonld").read_text())["@context"]
    values = [v["@id"] if isinstance(v, dict) else v for v in context.values() if v != 1.1]
    own = [v.removeprefix("gkg:") for v in values if v.startswith("gkg:")]
    assert set(model.PREDICATES) <= set(own)
    assert all((GKG[name], None, None) in ontology for name in own)
    for prefix in set(context) & set(terms.PREFIXES):
        assert context[prefix] == terms.PREFIXES[prefix]


def test_the_code_writes_the_version_of_the_ontology(ontology: Graph) -> None:
    version = ontology.value(URIRef(terms.BASE + "ontology"), OWL.versionInfo)
    assert str(version) == terms.ONTOLOGY_VERSION


def languages(ontology: Graph, term: URIRef, predicate: URIRef) -> set[str | None]:
    return {label.language for label in ontology.objects(term, predicate)}
