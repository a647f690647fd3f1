"""Whether a store holds what its RDF says: every difference, one line each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import groupby, islice
from typing import Any, Final

from kg.model import Record
from kg.seen import Seen
from kg.store import cypher
from kg.store.connection import Store
from kg.store.marks import documents
from kg.store.names import DERIVED
from kg.store.rows import Article, Row, article
from kg.store.sums import Edge, Sums
from kg.store.write import properties

#: Articles or entities that are compared at a time.
_SIZE: Final = 500
#: What a node is known by, here and to neosemantics (ontology/README.md).
_NAMES: Final = {"iri", "uri"}


def differences(store: Store, records: Iterable[Record]) -> Iterator[str]:
    """What the store holds otherwise than the records say; nothing if it follows them.

    Memory grows with the number of entities and of derived edges, not of articles. If the store
    holds other articles too, each is named, and entities and derived edges, to which those add,
    are not compared.

    Args:
        store: the graph.
        records: all articles, and their retired versions.

    Raises:
        StoreError: the graph cannot be read.
    """
    articles = map(article, records)
    with closing(Seen()) as seen, closing(Sums()) as sums:
        while group := list(islice(articles, _SIZE)):
            yield from _articles(store, group)
            for one in group:
                seen.add(one.iri)
                sums.add(one)
        others = False
        for iri in documents(store):
            if iri not in seen:
                others = True
                yield f"<{iri}> is in the store, but not in the RDF"
        if not others:
            yield from _entities(store, sums.entities())
            yield from _edges(store, sums.edges())


def _articles(store: Store, group: list[Article]) -> Iterator[str]:
    iris = {"rows": [one.iri for one in group]}
    documents = {row["props"]["iri"]: row["props"] for row in store.read(cypher.DOCUMENTS, iris)}
    statements = _listed(store.read(cypher.STATEMENTS_WHOLE, iris))
    mentions = _listed(store.read(cypher.MENTIONS_OF_DOCUMENTS, iris))
    for one in group:
        if one.iri not in documents:
            yield f"<{one.iri}> is missing"
            continue
        yield from _compared(f"<{one.iri}>", one.document, documents[one.iri])
        wanted = {
            row["iri"]: {**row["props"], **{k: row[k] for k in ("subject", "object", "speaker")}}
            for row in one.statements
        }
        found = [
            (row["iri"], {**row["props"], **{k: row[k] for k in ("subject", "object", "speaker")}})
            for row in statements[one.iri]
        ]
        yield from _matched(f"<{one.iri}>: statement", wanted, found)
        told = [(row["entity"], row) for row in mentions[one.iri]]
        yield from _matched(
            f"<{one.iri}>: mention of", {row["entity"]: row for row in one.mentions}, told
        )


def _listed(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["document"]].append(row)
    return found


def _matched(
    what: str, wanted: Mapping[str, Row], found: Iterable[tuple[str, Row]]
) -> Iterator[str]:
    seen: set[str] = set()
    for key, row in found:
        if key in seen:
            yield f"{what} <{key}> is there more than once"
        elif key not in wanted:
            yield f"{what} <{key}> is in the store, but not in the RDF"
        else:
            yield from _compared(f"{what} <{key}>", wanted[key], row)
        seen.add(key)
    yield from (f"{what} <{key}> is missing" for key in sorted(wanted.keys() - seen))


def _compared(what: str, wanted: Row, found: Row) -> Iterator[str]:
    for key in sorted((wanted.keys() | found.keys()) - _NAMES):
        one, two = wanted.get(key), found.get(key)
        if (one or None) != (two or None) and one != two:
            yield f"{what}: {key} is {_shown(two)}, the RDF says {_shown(one)}"


def _shown(value: Any) -> str:
    return "nothing" if value is None else str(value)[:200]


def _entities(store: Store, expected: Iterator[Row]) -> Iterator[str]:
    known: set[str] = set()
    while group := {row["iri"]: row for row in islice(expected, _SIZE)}:
        known |= group.keys()
        rows = {"rows": list(group)}
        found = {row["props"]["iri"]: row["props"] for row in store.read(cypher.NODES, rows)}
        acting: dict[str, Row] = defaultdict(dict)
        for row in store.read(cypher.TENURES, rows):
            acting[row["iri"]][row["body"]] = (row["from"], row["to"])
        for iri, state in group.items():
            if iri not in found:
                yield f"<{iri}> is missing"
                continue
            yield from _compared(f"<{iri}>", properties(state), found[iri])
            tenures = {"acts for": state["tenures"]}
            yield from _compared(f"<{iri}>", tenures, {"acts for": acting[iri]})
    for row in store.read(cypher.ALL_ENTITIES):
        if row["iri"] not in known:
            yield f"<{row['iri']}> is in the store, but not in the RDF"


def _edges(store: Store, expected: Iterator[tuple[Edge, Row]]) -> Iterator[str]:
    edges = {name: list(found) for name, found in groupby(expected, key=lambda each: each[0][0])}
    for predicate, name in DERIVED.items():
        wanted = {f"{a}> to <{b}": row for (_, a, b), row in edges.pop(predicate, ())}
        found = (
            (f"{row['subject']}> to <{row['object']}", row["props"])
            for row in store.read(cypher.ALL_EDGES[predicate])
        )
        yield from _matched(name, wanted, found)
