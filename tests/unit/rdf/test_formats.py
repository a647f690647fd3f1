"""JSON-LD, N-Quads and Turtle hold what the TriG holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO

import pyld.jsonld
import pytest
from rdflib import Dataset, Graph

from kg.model import Record
from kg.rdf import jsonld, trig, turtle
from kg.rdf.dataset import dataset
from kg.rdf.terms import Versions

VERSIONS = Versions("1.2.3", "lexicon", "morphology")
EVIL = (
    "<img src=x onerror=alert(1)>\"'\\\x00\x07\n\t\u2028 </script>@en ^^x \ud800 {} . } <a> <b> <c>"
)


@pytest.fixture
def articles(record: Record) -> list[tuple[Record, Versions]]:
    evil = Record(
        replace(record.document, id=EVIL, text=EVIL, source=EVIL, url=EVIL),
        tuple(replace(e, label_ar=EVIL) for e in record.entities),
        tuple(replace(s, topic=EVIL, quote=EVIL) for s in record.statements),
    )
    return [(record, VERSIONS), (evil, replace_kg("2.0.0"))]


def replace_kg(version: str) -> Versions:
    return VERSIONS._replace(kg=version)


def written(write: Callable[[Iterable[Any], BinaryIO], None], articles: Iterable[Any]) -> bytes:
    out = BytesIO()
    write(articles, out)
    return out.getvalue()


def quads(content: bytes, form: str) -> set[tuple[Any, ...]]:
    parsed = Dataset()
    parsed.parse(data=content, format=form)
    return {(s, p, o, str(g)) for s, p, o, g in parsed.quads()}


def test_nquads_and_jsonld_are_the_trig(articles: list[tuple[Record, Versions]]) -> None:
    wanted = quads(written(trig.write_all, articles), "trig")
    assert len(wanted) > 200
    assert quads(written(turtle.write_nquads, articles), "nquads") == wanted
    assert quads(written(jsonld.write, articles), "json-ld") == wanted


def test_jsonld_by_another_processor(articles: list[tuple[Record, Versions]]) -> None:
    document = json.loads(written(jsonld.write, articles))
    theirs = pyld.jsonld.to_rdf(document, {"format": "application/n-quads"})
    assert quads(theirs.encode(), "nquads") == quads(written(trig.write_all, articles), "trig")


def test_jsonld_uses_its_context(articles: list[tuple[Record, Versions]]) -> None:
    (graph, *_) = json.loads(written(jsonld.write, articles[:1]))["@graph"]
    node = next(n for n in graph["@graph"] if n.get("predicate") == "gkg:accuses")
    assert node["@type"] == ["gkg:Statement"]
    assert node["subject"].startswith("https://")
    assert node["explicit"] is True
    turkey = next(n for n in graph["@graph"] if n["@id"].endswith("entity/TUR"))
    assert turkey["label"] == {"ar": "تركيا", "en": "Turkey"}


def test_turtle_holds_the_same_triples(articles: list[tuple[Record, Versions]]) -> None:
    parsed = Graph()
    parsed.parse(data=written(turtle.write_turtle, articles), format="turtle")
    wanted = quads(written(trig.write_all, articles), "trig")
    assert set(parsed) == {quad[:3] for quad in wanted}


def test_a_dataset_of_rdflib(articles: list[tuple[Record, Versions]]) -> None:
    found = dataset(articles)
    assert {(s, p, o, str(g)) for s, p, o, g in found.quads()} == quads(
        written(trig.write_all, articles), "trig"
    )
    assert dict(found.namespaces())["gkg"].endswith("ontology#")


@pytest.mark.parametrize(
    "write", [trig.write_all, turtle.write_nquads, turtle.write_turtle, jsonld.write]
)
@pytest.mark.parametrize("form", [None])
def test_nothing_can_be_written(write: Any, form: None) -> None:
    assert b"statement/" not in written(write, [])
