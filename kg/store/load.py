"""Records into the graph: whole articles per transaction, each counted once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from typing import Final

from kg.model import Record
from kg.store import cypher
from kg.store.connection import Store, Transaction
from kg.store.rows import Article, article, document_iri
from kg.store.schema import prepare, take_turn
from kg.store.write import add, withdraw

#: Rows and articles of a transaction, whichever comes first: a few megabytes.
ROWS: Final = 4000
ARTICLES: Final = 200


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load did: numbers of articles, and of the statements that came and went."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    statements_added: int = 0
    statements_removed: int = 0

    def __add__(self, other: LoadSummary) -> LoadSummary:
        return LoadSummary(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __str__(self) -> str:
        return (
            f"{self.added} articles added, {self.replaced} replaced, {self.unchanged} unchanged, "
            f"{self.removed} removed; {self.statements_added} statements added, "
            f"{self.statements_removed} removed"
        )


def load(
    store: Store,
    records: Iterable[Record],
    *,
    prune: bool = False,
    progress: Callable[[int], None] | None = None,
) -> LoadSummary:
    """Bring the graph up to these articles.

    An article of the same content as in the graph is left alone, another version replaces it,
    together with whatever nothing else in the graph needs. A process that is killed leaves whole
    articles behind; the same load again completes them.

    Args:
        store: where to.
        records: the articles, in any order; of several with one id the last counts.
        prune: remove the articles of the graph that are not among the records.
        progress: called with the number of articles done by each transaction.

    Raises:
        StoreError: the graph cannot be written.
    """
    prepare(store)
    summary = LoadSummary()
    seen: set[str] = set()
    for group in _groups(map(article, records)):
        summary += store.write(lambda tx, group=group: _bring(tx, group))  # type: ignore[misc]
        seen.update(a.iri for a in group)
        if progress is not None:
            progress(len(group))
    if prune:
        there = (str(row["iri"]) for row in store.read(cypher.ALL_DOCUMENTS))
        summary += _remove(store, [iri for iri in there if iri not in seen])
    return summary


def remove(store: Store, documents: Iterable[str]) -> LoadSummary:
    """Remove articles, by document id, and whatever nothing else in the graph needs.

    Raises:
        StoreError: the graph cannot be written.
    """
    prepare(store)
    return _remove(store, [document_iri(document) for document in documents])


def _remove(store: Store, iris: list[str]) -> LoadSummary:
    summary = LoadSummary()
    for start in range(0, len(iris), ARTICLES):
        batch = iris[start : start + ARTICLES]
        summary += store.write(lambda tx, batch=batch: _withdrawn(tx, batch))  # type: ignore[misc]
    return summary


def _groups(articles: Iterator[Article]) -> Iterator[list[Article]]:
    group: list[Article] = []
    iris: set[str] = set()
    rows = 0
    for one in articles:
        size = 1 + len(one.statements) + len(one.mentions)
        if group and (rows + size > ROWS or len(group) == ARTICLES or one.iri in iris):
            yield group
            group, iris, rows = [], set(), 0
        group.append(one)
        iris.add(one.iri)
        rows += size
    if group:
        yield group


def _bring(tx: Transaction, group: list[Article]) -> LoadSummary:
    take_turn(tx)
    found = tx.run(cypher.PRESENT, [a.iri for a in group])
    present = {row["iri"]: row["digest"] for row in found}
    new = [a for a in group if present.get(a.iri) != a.document["digest"]]
    old = [a.iri for a in new if a.iri in present]
    gone = withdraw(tx, old, new) if old else 0
    if new and not old:
        add(tx, new)
    return LoadSummary(
        added=len(new) - len(old),
        replaced=len(old),
        unchanged=len(group) - len(new),
        statements_added=sum(len(a.statements) for a in new),
        statements_removed=gone,
    )


def _withdrawn(tx: Transaction, iris: list[str]) -> LoadSummary:
    take_turn(tx)
    there = [str(row["iri"]) for row in tx.run(cypher.PRESENT, iris)]
    gone = withdraw(tx, there, ()) if there else 0
    return LoadSummary(removed=len(there), statements_removed=gone)
