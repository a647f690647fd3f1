from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from xml.etree import ElementTree

import networkx
import pytest

from kg.errors import KgError
from kg.exports import FORMATS
from kg.exports.csv import COLUMNS
from kg.exports.graph import multigraph
from kg.model import Record

WRITE = {f.name: f.write for f in FORMATS}
HOSTILE = "\x00\x07<&\"'>\ud800\ufffe\n\t}) DETACH DELETE n //"


def written(name: str, records: Iterable[Record]) -> bytes:
    out = io.BytesIO()
    WRITE[name](records, out)
    assert not out.closed
    return out.getvalue()


@pytest.fixture
def hostile(record: Record) -> Record:
    return Record(
        replace(record.document, id=HOSTILE, text=HOSTILE, source=HOSTILE, url=HOSTILE),
        tuple(replace(e, label_ar=HOSTILE, label_en=None) for e in record.entities),
        tuple(replace(s, topic=HOSTILE, quote=HOSTILE) for s in record.statements),
    )


@pytest.mark.parametrize("name", WRITE)
def test_the_same_records_give_the_same_bytes(record: Record, name: str) -> None:
    assert written(name, [record]) == written(name, iter([record]))


@pytest.mark.parametrize("name", WRITE)
def test_nothing_and_anything_can_be_written(hostile: Record, name: str) -> None:
    assert written(name, [hostile])
    written(name, [])


def test_graphml_reads_back_equal(record: Record, hostile: Record) -> None:
    for one in (record, hostile):
        content = io.BytesIO(written("graphml", [one]))
        again = networkx.read_graphml(content, force_multigraph=True)
        graph = multigraph([one])
        if one is record:  # XML readers turn tabs and line breaks in attributes to spaces
            assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
            assert sorted(map(str, again.edges(data=True))) == sorted(
                map(str, graph.edges(data=True))
            )
        assert set(again.nodes) == set(graph.nodes)


def test_gexf_reads_back_with_the_same_actors_and_edges(record: Record, hostile: Record) -> None:
    for one in (record, hostile):
        content = written("gexf", [one])
        again = networkx.read_gexf(io.BytesIO(content))
        graph = multigraph([one])
        assert set(again.nodes) == set(graph.nodes)
        assert again.number_of_edges() == graph.number_of_edges()
        assert b"lastmodified" not in content
        assert ElementTree.fromstring(content)[1].get("mode") == "static"


def test_csv_reads_back(record: Record, hostile: Record) -> None:
    text = written("csv", [record, hostile]).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 2 * len(record.statements)
    first = record.statements[0]
    assert rows[0]["quote"] == first.quote
    assert (rows[0]["subject_en"], rows[0]["object_actor"]) == ("Turkey", "RUS")
    assert (rows[0]["explicit"], rows[0]["confidence"]) == ("true", "0.9")
    assert rows[2]["object"] == ""
    assert text.count("\n") == len(rows) + 1


def test_csv_cells_are_no_formulas(record: Record) -> None:
    evil = replace(record, statements=(replace(record.statements[0], topic="=HYPERLINK(1)"),))
    (row,) = csv.DictReader(io.StringIO(written("csv", [evil]).decode()))
    assert row["topic"] == "'=HYPERLINK(1)"


def test_statements_without_object_are_no_edges(record: Record) -> None:
    assert multigraph([record]).number_of_edges() == len(record.statements) - 1


def test_an_article_twice_gives_its_edges_once(record: Record) -> None:
    assert networkx.utils.graphs_equal(multigraph([record, record]), multigraph([record]))


def test_kg_errors_document_their_exit_statuses() -> None:
    from pathlib import Path

    from kg import errors

    documented = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, KgError)]
    assert all(f"\n| {kind.exit_code} | " in documented for kind in kinds)
