"""Every stored question gives the same rows, in the same order, embedded and on Neo4j."""

from __future__ import annotations

import gzip
import itertools
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from graphs import build

from kg.queries import load_all, run
from kg.rdf.archive import Archive
from kg.store import Store, load, open_store
from kg.store.schema import prepare, replan

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / "corpus"
ARTICLES = 500
#: Parameters of questions whose examples find nothing in a graph, or are left out.
MORE = [
    {"exact": "true"}, {"polarity": "any"}, {"since": "2015-01-01", "until": "2030-01-01"},
    {"limit": "3"}, {"depth": "3"},
]  # fmt: skip
#: No article has a date, none has changed, none is about Russia and Turkey.
NOTHING_TO_SAY = {
    ("golden", "new-since"), ("corpus", "corrections"), ("corpus", "accusations-between"),
}  # fmt: skip
#: Questions that start from an actor, by the parameter that names it.
FROM_AN_ACTOR = {
    name: next(p.name for p in query.params if p.type == "actor" and p.required)
    for name, query in load_all().items()
    if any(p.type == "actor" and p.required for p in query.params)
}


def corpus(folder: Path) -> list[Path]:
    """The first articles of the corpus as a file of their own."""
    packed = sorted(CORPUS.glob("*.jsonl.gz"))
    if not packed:
        pytest.skip(f"no corpus in {CORPUS} (KG_SHARED)")
    with gzip.open(packed[0], "rt", encoding="utf-8") as lines:
        (folder / "corpus.jsonl").write_text("".join(itertools.islice(lines, ARTICLES)), "utf-8")
    return [folder / "corpus.jsonl"]


@pytest.fixture(scope="module", params=["golden", "corpus"])
def both(
    request: pytest.FixtureRequest, neo4j_server: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Store]]:
    """The same graph twice: embedded, and on Neo4j."""
    if request.param == "golden":
        graph: Path = request.getfixturevalue("golden")
    else:
        folder = tmp_path_factory.mktemp("corpus")
        graph = build(corpus(folder), folder / "g.kg")
    with open_store(graph / "store") as embedded, open_store(neo4j_server.address) as server:
        server.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))
        prepare(server)
        replan(server)  # as on a new server, where somebody asks before there is anything
        assert "NodeIndexScan" in operators(neo4j_server, "co-targets")
        load(server, Archive.open(graph).records(retired=True))
        yield embedded, server
        server.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))


def calls(query: Any) -> Iterator[dict[str, str]]:
    """Ways to ask a question: as its examples do, and with each option that it has."""
    names = {p.name for p in query.params}
    given = {p.name: p.example for p in query.params if p.required}
    for more in ({}, *MORE):
        wanted = {key: value for key, value in more.items() if key in names}
        if wanted or not more:
            yield {**given, **wanted}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(load_all()))
def test_same_rows_in_the_same_order(
    request: pytest.FixtureRequest, both: tuple[Store, Store], name: str
) -> None:
    embedded, server = both
    query = load_all()[name]
    found = 0
    for asked in calls(_placed(query, server)):
        here, there = run(embedded, query, asked), run(server, query, asked)
        assert here.rows == there.rows, asked
        found += len(here.rows)
    graph = request.node.callspec.params["both"]
    assert found or (graph, name) in NOTHING_TO_SAY


def _placed(query: Any, store: Store) -> Any:
    """The question with examples that this graph has something for."""
    from dataclasses import replace

    found = {
        "article": "MATCH (d:Document)<-[:EVIDENCE]-() RETURN min(d.id) AS value",
        "words": "MATCH (s:Statement) RETURN head(split(min(s.quote), ' ')) AS value",
    }
    params = tuple(
        replace(p, example=next(iter(store.read(found[p.name])))["value"]) if p.name in found else p
        for p in query.params
    )
    return replace(query, params=params)


def plans(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """An operator and all below it."""
    yield plan
    for child in plan.get("children", ()):
        yield from plans(child)


def operators(server: Any, name: str) -> list[str]:
    """What Neo4j does to answer a question that starts from an actor."""
    from neo4j import GraphDatabase

    query = load_all()[name]
    values: dict[str, Any] = {p.name: None for p in query.params}
    values |= {p.name: "x" for p in query.params if p.type == "actor"}
    values |= {"since": date(2015, 1, 1), "until": date(2030, 1, 1), "limit": 10, "depth": 3}
    values |= {"exact": False, "polarity": "any", "predicates": ["accuses"]}
    host = server.address.rpartition("@")[2]
    auth = ("neo4j", os.environ["KG_STORE_PASSWORD"])
    with GraphDatabase.driver(f"bolt://{host}", auth=auth) as driver, driver.session() as session:
        used = {key: value for key, value in values.items() if f"${key}" in query.cypher}
        plan = session.run(f"EXPLAIN {query.cypher}", used).consume().plan
        return [each["operatorType"].partition("@")[0] for each in plans(plan)]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FROM_AN_ACTOR))
def test_questions_from_an_actor_start_at_its_node(
    both: tuple[Store, Store], neo4j_server: Any, name: str
) -> None:
    found = operators(neo4j_server, name)
    scans = [each for each in found if each.endswith("Scan")]
    assert scans == [], found
    assert any("IndexSeek" in each for each in found)
