"""The least that writes a graph's rows into Neo4j: no reading, no merging, no second load.

What `kg load` is measured against: it also finds out what is there, adds up entities and derived
edges over all articles, and can be repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.model import Record
from kg.store.names import DERIVED
from kg.store.rows import Article, article, edges

DOCUMENTS = "UNWIND $rows AS row CREATE (d:Document) SET d = row"
ENTITIES = "UNWIND $rows AS row CREATE (e:Entity) SET e = row"
MENTIONS = """
UNWIND $rows AS row MATCH (d:Document {iri: row.document}), (e:Entity {iri: row.entity})
CREATE (d)-[m:MENTIONS]->(e) SET m = row.about"""
STATEMENTS = """
UNWIND $rows AS row MATCH (e:Entity {iri: row.subject}), (d:Document {iri: row.document})
CREATE (s:Statement {iri: row.iri}) SET s += row.props
CREATE (s)-[:SUBJECT]->(e) CREATE (s)-[:EVIDENCE]->(d)"""
OBJECTS = """
UNWIND $rows AS row MATCH (s:Statement {iri: row[0]}), (e:Entity {iri: row[1]})
CREATE (s)-[:OBJECT]->(e)"""
SPEAKERS = OBJECTS.replace("OBJECT", "SAID_BY")
EDGE = """
UNWIND $rows AS row MATCH (a:Entity {iri: row[0]}), (b:Entity {iri: row[1]})
CREATE (a)-[r:TYPE]->(b) SET r = row[2]"""
ACTS_FOR = EDGE.replace("TYPE", "ACTS_FOR")
SIZE = 1000


def batches(records: Iterable[Record]) -> Iterator[tuple[str, list[Any]]]:
    """Statements of Cypher with their rows, everything counted and described beforehand."""
    articles = [article(record) for record in records]
    entities: dict[str, dict[str, Any]] = {}
    tenures: dict[tuple[str, str], dict[str, Any]] = {}
    derived: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in articles:
        for row in one.mentions:
            known = entities.setdefault(row["entity"], _entity(row))
            known["aliases"] = sorted({*known["aliases"], *row["names"]})
            if row["actsFor"]:
                key = (row["entity"], row["actsFor"])
                tenures[key] = {"from": row["from"], "to": row["to"]}
        for edge, share in edges(one.statements):
            if edge in derived:
                share = {**share, "count": derived[edge]["count"] + share["count"]}
            derived[edge] = share
    yield from _cut(ENTITIES, list(entities.values()))
    yield from _rows(articles)
    yield from _cut(ACTS_FOR, [(a, b, props) for (a, b), props in tenures.items()])
    for predicate, name in DERIVED.items():
        rows = [(a, b, props) for (p, a, b), props in derived.items() if p == predicate]
        yield from _cut(EDGE.replace("TYPE", name), rows)


def _entity(row: dict[str, Any]) -> dict[str, Any]:
    names = ("kind", "actor", "labelAr", "labelEn", "wikidata")
    return {"iri": row["entity"], "aliases": [], **{name: row[name] for name in names}}


def _rows(articles: list[Article]) -> Iterator[tuple[str, list[Any]]]:
    yield from _cut(DOCUMENTS, [a.document for a in articles])
    mentions = [
        {"document": m["document"], "entity": m["entity"],
         "about": {k: v for k, v in m.items() if k not in ("document", "entity", "retired")}}
        for a in articles for m in a.mentions
    ]  # fmt: skip
    yield from _cut(MENTIONS, mentions)
    statements = [s for a in articles for s in a.statements]
    yield from _cut(STATEMENTS, statements)
    yield from _cut(OBJECTS, [(s["iri"], s["object"]) for s in statements if s["object"]])
    yield from _cut(SPEAKERS, [(s["iri"], s["speaker"]) for s in statements if s["speaker"]])


def _cut(cypher: str, rows: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    for start in range(0, len(rows), SIZE):
        yield cypher, rows[start : start + SIZE]


def create(session: Any, ready: Iterable[tuple[str, list[Any]]]) -> None:
    """Run them, each in a transaction."""
    for cypher, rows in ready:
        session.execute_write(lambda tx, c=cypher, r=rows: tx.run(c, rows=r).consume())
