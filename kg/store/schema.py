"""Constraints and indexes, and the layout of the graph."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from kg.errors import StoreError
from kg.resources import queries
from kg.store import cypher
from kg.store.connection import Store
from kg.store.names import BASE
from kg.store.transaction import Transaction

#: Raised when the property graph changes; an older one is made again from the RDF.
LAYOUT: Final = 1
GRAPH: Final = BASE + "store"
#: Fewer articles are gone over in no time, by whatever plan.
_MANY: Final = 20


def prepare(store: Store) -> None:
    """Make sure that constraints are there before data, and that this code knows the layout.

    Raises:
        StoreError: another version of kg made the graph, or it cannot be written.
    """
    for statement in definitions():
        store.write(lambda tx, statement=statement: tx.run(statement))  # type: ignore[misc]
    for row in store.read(cypher.LAYOUT):
        if row["layout"] != LAYOUT:
            raise StoreError(
                f"{store.location} was made by another version of kg: "
                "delete it and run `kg load` to make it again from the RDF"
            )


def grown(store: Store, added: int) -> None:
    """Have questions planned anew if many articles have been added, a tenth of the graph or more.

    Neo4j counts its indexes by and by. Plans that it makes in the seconds after a first load, by
    the counts of empty ones, go over all entities, and it keeps them.
    """
    if added < _MANY or store.embedded:
        return
    (row,) = store.read(cypher.COUNT_DOCUMENTS)
    if added * 10 >= row["count"]:
        replan(store)


def replan(store: Store) -> None:
    """Have a Neo4j server plan questions anew, by what the graph holds now."""
    with suppress(StoreError):  # only administrators may, and nothing is lost without
        store.write(lambda tx: tx.run(cypher.REPLAN))


def definitions() -> Iterator[str]:
    """The statements of queries/schema/common.cypher."""
    text = (queries() / "schema" / "common.cypher").read_text(encoding="utf-8")
    code = "\n".join(line for line in text.split("\n") if not line.startswith("//"))
    yield from (statement.strip() for statement in code.split(";") if statement.strip())


def take_turn(tx: Transaction, writer: str) -> bool:
    """Wait until no other loader writes; this must be the first statement of a transaction.

    Args:
        tx: the transaction.
        writer: names the loader.

    Returns:
        Whether the transaction before was this loader's too.
    """
    (row,) = tx.run(cypher.TURN, iri=GRAPH, layout=LAYOUT, writer=writer)
    return bool(row["last"] == writer)
