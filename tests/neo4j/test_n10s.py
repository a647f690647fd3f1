"""What ontology/README.md has neosemantics export of a loaded graph is what kg's RDF says."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase
from store_samples import sample

from kg.rdf.read import parse, short
from kg.rdf.terms import PREFIXES, Versions
from kg.rdf.trig import trig
from kg.store import differences, load, open_store

README = Path(__file__).parents[2] / "ontology" / "README.md"
PREFIXED = {"subject", "object", "actsFor", "actorCode", "topic", "rule", "explicit"}
CLASSES = {PREFIXES["gkg"] + name for name in ("Actor", "Statement", "Article")}
Triples = set[tuple[str, str, str]]


@pytest.fixture
def driver(neo4j_server: Any) -> Iterator[Driver]:
    """The session's server, with n10s; it is left as it was."""
    host = neo4j_server.address.rpartition("@")[2]
    auth = ("neo4j", os.environ["KG_STORE_PASSWORD"])
    with GraphDatabase.driver(f"bolt://{host}", auth=auth) as found:
        there = "SHOW PROCEDURES YIELD name WHERE name = 'n10s.rdf.export.cypher' RETURN name"
        if not found.execute_query(there).records:
            pytest.skip("the server that KG_TEST_NEO4J_URI names has no n10s")
        found.execute_query("MATCH (n) DETACH DELETE n")
        yield found
        found.execute_query("MATCH (n) DETACH DELETE n")
        found.execute_query("DROP CONSTRAINT n10s_unique_uri IF EXISTS")


def documented() -> tuple[list[str], str]:
    """The statements that map the names, and the one that exports."""
    text = README.read_text("utf-8")
    block = re.search(r"```cypher\n(.*?)```", text, re.DOTALL)
    export = re.search(r"`(CALL n10s\.rdf\.export\.cypher\(.*?\))`", text)
    assert block
    assert export
    return [each for each in block[1].split(";\n") if each.strip()], export[1]


def ours() -> Triples:
    """The triples of the sample's RDF."""
    return {
        (subject, predicate, term.value)
        for record in sample()
        for _, graph in parse(trig(record, Versions("1", "2", "3")))
        for subject, node in graph.items()
        for predicate, terms in node.items()
        for term in terms
    }


@pytest.mark.slow
def test_n10s_exports_what_the_rdf_says(neo4j_server: Any, driver: Driver) -> None:
    with open_store(neo4j_server.address) as store:
        load(store, sample())
        mapping, export = documented()
        for statement in mapping:
            driver.execute_query(statement)  # type: ignore[arg-type]
        rows = driver.execute_query(export).records  # type: ignore[arg-type]
        theirs = {(r["subject"], short(r["predicate"]), r["object"]) for r in rows}
        mapped = {p for _, p, _ in theirs if not p.startswith("neo4j:")} - {"a"}
        assert {f"gkg:{name}" for name in PREFIXED} <= mapped
        assert {"gkg:accuses", "gkg:targets", "prov:wasAttributedTo", "dcterms:identifier"} < mapped
        for predicate in sorted(mapped):
            assert _with(theirs, predicate) == _with(ours(), predicate), predicate
        assert {t for t in _with(theirs, "a") if t[2] in CLASSES} == {
            t for t in _with(ours(), "a") if t[2] in CLASSES
        }
        assert load(store, sample()).unchanged == len(sample())
        assert list(differences(store, sample())) == []


def _with(triples: Triples, predicate: str) -> Triples:
    return {triple for triple in triples if triple[1] == predicate}
