"""The page and exports on a Neo4j server: the same as on the graph folder's own store."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.explorer import between
from kg.explorer.picture import picture
from kg.explorer.source import BASE
from kg.reading import Reading
from kg.store import open_store

ROOT = Path(__file__).parents[2]
TURKEY, RUSSIA, SYRIA = (f"{BASE}entity/{code}" for code in ("TUR", "RUS", "SYR"))
PUTIN = f"{BASE}entity/person:vladimir-putin"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def graph(golden: Path, neo4j_server: Any) -> Iterator[Path]:
    """The golden articles, in the graph's own store and on the server."""
    with open_store(neo4j_server.address) as server:
        server.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))
        pipeline.load(golden, store=neo4j_server.address, progress=lambda *_: None)
        yield golden
        server.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))


@pytest.fixture(scope="module")
def both(graph: Path, neo4j_server: Any) -> Iterator[tuple[Reading, Reading]]:
    nothing: Any = lambda *_: None  # noqa: E731
    found = [Reading(graph, place, progress=nothing) for place in (None, neo4j_server.address)]
    yield found[0], found[1]
    for each in found:
        each.close()


@pytest.mark.parametrize(
    "filters",
    [{}, {"predicates": "accuses"}, {"exact": "true"}, {"polarity": "any", "modality": "any"},
     {"confidence": "0.8", "since": "2015", "until": "2019-12-31", "explicit": "explicit"}],
)  # fmt: skip
@pytest.mark.parametrize("centres", [[TURKEY], [TURKEY, PUTIN, RUSSIA], [f"{BASE}entity/SYR_CIV"]])
def test_the_same_picture(
    both: tuple[Reading, Reading], centres: list[str], filters: dict[str, str]
) -> None:
    for inner in (False, True):
        here, there = (picture(source, centres, 30, inner, filters) for source in both)
        assert here == there
        assert here["nodes"]


def test_the_same_statements_and_days(both: tuple[Reading, Reading]) -> None:
    for filters in ({}, {"polarity": "any", "modality": "any"}, {"exact": "true"}):
        here, there = (between.statements(s, TURKEY, SYRIA, False, 100, filters) for s in both)
        assert here == there
        assert here or filters
        here, there = (between.days(s, TURKEY, SYRIA, filters) for s in both)
        assert here == there


def test_an_export_asks_the_server(graph: Path, neo4j_server: Any) -> None:
    def kg(*words: object) -> str:
        command = [sys.executable, "-m", "kg", *map(str, words), "-g", str(graph)]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "KG_STORE": ""}
        return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout

    asked = ("export", "csv", "--query", "most-accused")
    rows = kg(*asked)
    assert len(rows.splitlines()) > 2
    with open_store(neo4j_server.address) as server:
        assert kg(*asked, "--store", neo4j_server.address) == rows
        server.write(lambda tx: tx.run("MATCH (n:Statement) WHERE n.predicate = 'accuses' "
                                       "DETACH DELETE n"))  # fmt: skip
        assert len(kg(*asked, "--store", neo4j_server.address).splitlines()) == 1
