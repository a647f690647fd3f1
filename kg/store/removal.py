"""Articles out of the graph: each with its versions and what nothing else needs."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from kg.store import cypher
from kg.store.connection import Store
from kg.store.groups import ARTICLES
from kg.store.rows import clean
from kg.store.schema import prepare, take_turn
from kg.store.summary import LoadSummary
from kg.store.transaction import Transaction
from kg.store.write import withdraw


def remove(store: Store, documents: Iterable[str]) -> LoadSummary:
    """Remove articles, by document id, with all their versions and what nothing else needs.

    Raises:
        StoreError: the graph cannot be written.
    """
    prepare(store)
    ids = [clean(document) for document in documents]
    found = store.write(lambda tx: tx.run(cypher.OF_ARTICLES, ids))
    return remove_nodes(store, [str(row["iri"]) for row in found])


def remove_nodes(store: Store, iris: list[str]) -> LoadSummary:
    """Remove nodes of articles, by IRI, with what nothing else needs.

    Raises:
        StoreError: the graph cannot be written.
    """
    summary = LoadSummary()
    for start in range(0, len(iris), ARTICLES):
        batch = iris[start : start + ARTICLES]
        summary += store.write(lambda tx, batch=batch: _withdrawn(tx, batch))  # type: ignore[misc]
    return summary


def _withdrawn(tx: Transaction, iris: list[str]) -> LoadSummary:
    take_turn(tx, uuid4().hex)
    there = tx.run(cypher.PRESENT, iris)
    gone = withdraw(tx, [str(row["iri"]) for row in there]) if there else []
    articles = sum(not row["retired"] for row in there)
    return LoadSummary(
        removed=articles,
        statements_removed=len(gone),
        nodes_updated=tx.changes["nodes_updated"],
        nodes_removed=tx.changes["nodes_deleted"],
        relationships_removed=tx.changes["relationships_deleted"],
    )
