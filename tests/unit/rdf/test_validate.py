"""The shapes take what is sound and refuse what is broken, here and in pyshacl alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pyshacl
import pytest
from rdflib import Dataset, Graph, URIRef

from kg import resources
from kg.errors import ValidationError
from kg.model import Record, Span
from kg.rdf.read import parse
from kg.rdf.terms import Versions
from kg.rdf.trig import trig
from kg.rdf.validate import check, constraints, problems

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
VERSIONS = Versions("1.2.3", "lex", "morph")

#: What is wrong, the shape that must say so, and how to break a sound graph: words of its TriG
#: and what stands there instead.
BROKEN = (
    ("an article without id", "Article", "dcterms:identifier", "dcterms:title"),
    ("an article without version", "Article", "dcterms:hasVersion", "dcterms:hasPart"),
    ("a version with an odd hash", "ArticleVersion", 'gkg:contentHash "', 'gkg:contentHash "X'),
    ("a version without title", "ArticleVersion", "schema:headline", "schema:name"),
    ("a date that is none", "ArticleVersion", 'Published "2020-03-05"', 'Published "2020-13-05"'),
    ("a run without lexicon", "Extraction", "gkg:lexiconVersion", "gkg:morphologyVersion"),
    ("a run of no program", "Extraction", "a prov:SoftwareAgent", "a prov:Agent"),
    ("an actor of no kind", "Actor", "a gkg:Person ;\n", "rdfs:comment 1 ;\n"),
    ("an actor of two kinds", "Actor", "a gkg:Person ;\n", "a gkg:Person ;\n    a gkg:Group ;\n"),
    ("an actor without code", "Actor", 'gkg:actorCode "RUS"', 'rdfs:comment "RUS"'),
    ("a label of no language", "Actor", '"Russia"@en', '"Russia"'),
    ("two labels of one language", "Actor", '"روسيا"@ar', '"روسيا"@en'),
    ("a Wikidata id that is none", "Actor", "entity/Q159>", "entity/P159>"),
    ("acting for nobody known", "Actor", "gkg:actsFor <entity/TUR>", "gkg:actsFor <entity/XXX>"),
    ("a subject that is not there", "Statement", "gkg:subject <entity/TUR>", "gkg:subject <x/y>"),
    ("no subject", "Statement", "gkg:subject", "rdfs:seeAlso"),
    ("acting on itself", "Statement", "gkg:object <entity/RUS>", "gkg:object <entity/TUR>"),
    ("an unknown predicate", "Statement", "gkg:predicate gkg:accuses", "gkg:predicate gkg:hugs"),
    ("an unknown event type", "Statement", "gkg:eventType gkg:ACCUSE", "gkg:eventType gkg:HUG"),
    ("an unknown polarity", "Statement", "gkg:negative", "gkg:maybe"),
    ("an unknown modality", "Statement", "gkg:planned", "gkg:maybe"),
    ("a sure thing beyond 1", "Statement", "gkg:confidence 0.9", "gkg:confidence 1.9"),
    ("a confidence in words", "Statement", "gkg:confidence 0.9", 'gkg:confidence "high"'),
    ("neither yes nor no", "Statement", "gkg:explicit true", 'gkg:explicit "yes"'),
    ("no rule", "Statement", 'gkg:rule "threatens:وقف/verb"', 'gkg:rule ""'),
    ("no evidence", "Statement", "gkg:evidence", "rdfs:seeAlso"),
    ("no origin", "Statement", "prov:wasGeneratedBy", "rdfs:seeAlso"),
    ("evidence of no article", "Evidence", "oa:hasSource", "rdfs:seeAlso"),
    ("evidence with one selector", "Evidence", "oa:hasSelector <article/news%201/VERSION#quote=",
     "rdfs:seeAlso <article/news%201/VERSION#quote="),
    ("an end before the start", "Position", "oa:start 6", "oa:start 600"),
    ("a start before the text", "Position", "oa:start 6", "oa:start -6"),
    ("an empty quote", "Quote", 'oa:exact "لن نقف متفرجين"', 'oa:exact ""'),
    ("a mention of nobody", "Mention", "gkg:mentions", "rdfs:seeAlso"),
    ("a mention that ends too soon", "Mention", "oa:end 16", "oa:end 1"),
)  # fmt: skip


def verdicts(content: bytes) -> tuple[list[str], bool]:
    """Ours and pyshacl's."""
    ((_, graph),) = parse(content)
    dataset = Dataset(default_union=True)
    dataset.parse(data=content, format="trig")
    union = Graph()
    for subject, predicate, target in dataset.triples((None, None, None)):
        union.add((subject, predicate, target))
    shapes = Graph().parse(resources.ontology() / "shapes.ttl")
    return list(problems(graph)), pyshacl.validate(union, shacl_graph=shapes)[0]


def test_what_is_sound_conforms(record: Record) -> None:
    assert verdicts(trig(record, VERSIONS)) == ([], True)
    check(record, VERSIONS)


@pytest.mark.parametrize(("what", "shape", "old", "new"), BROKEN, ids=[b[0] for b in BROKEN])
def test_what_is_broken_does_not(record: Record, what: str, shape: str, old: str, new: str) -> None:
    version = record.document.version
    old, new = old.replace("VERSION", version), new.replace("VERSION", version)
    content = trig(record, VERSIONS).decode()
    assert old in content
    ours, theirs = verdicts(content.replace(old, new).encode())
    assert ours
    assert not theirs


def test_each_shape_is_tried() -> None:
    shapes = Graph().parse(resources.ontology() / "shapes.ttl")
    names = {str(s).rpartition("#")[2] for s in shapes.subjects() if isinstance(s, URIRef)}
    assert names == {f"{shape}Shape" for _, shape, _, _ in BROKEN}
    assert len(constraints()) == len(names)


@pytest.mark.parametrize(
    "broken",
    [
        lambda r: replace(r, entities=r.entities[:1]),
        lambda r: replace(r, document=replace(r.document, known_version="x")),
        lambda r: replace(r, statements=(replace(r.statements[0], confidence=7.0),)),
        lambda r: replace(r, statements=(replace(r.statements[0], trigger=Span(9, 9)),)),
    ],
)
def test_broken_records_are_refused(record: Record, broken: Callable[[Record], Record]) -> None:
    with pytest.raises(ValidationError, match="does not conform"):
        check(broken(record), VERSIONS)
