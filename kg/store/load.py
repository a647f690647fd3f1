"""Records into the graph: whole articles per transaction, each counted once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from typing import Final

from kg.model import Record
from kg.store import cypher
from kg.store.connection import Store, Transaction
from kg.store.rows import Article, Row, article, clean
from kg.store.schema import prepare, take_turn
from kg.store.write import add, withdraw

#: Rows and articles of a transaction, whichever comes first: a few megabytes.
ROWS: Final = 4000
ARTICLES: Final = 200


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load did: numbers of articles, and of the statements that came and went.

    Attributes:
        added, replaced, unchanged, removed: articles.
        retired: earlier versions of articles that are kept as such.
        statements_added, statements_removed, statements_retired: statements likewise; one that is
            retired is not counted as removed.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    retired: int = 0
    statements_added: int = 0
    statements_removed: int = 0
    statements_retired: int = 0

    def __add__(self, other: LoadSummary) -> LoadSummary:
        return LoadSummary(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __str__(self) -> str:
        return (
            f"{self.added} articles added, {self.replaced} replaced, {self.unchanged} unchanged, "
            f"{self.removed} removed; {self.statements_added} statements added, "
            f"{self.statements_removed} removed, {self.statements_retired} retired"
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
        records: the articles, in any order; of several with one id the last counts. Retired
            versions of them best come right after them.
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
    """Remove articles, by document id, with all their versions and what nothing else needs.

    Raises:
        StoreError: the graph cannot be written.
    """
    prepare(store)
    ids = [clean(document) for document in documents]
    found = store.write(lambda tx: tx.run(cypher.OF_ARTICLES, ids))
    return _remove(store, [str(row["iri"]) for row in found])


def _remove(store: Store, iris: list[str]) -> LoadSummary:
    summary = LoadSummary()
    for start in range(0, len(iris), ARTICLES):
        batch = iris[start : start + ARTICLES]
        summary += store.write(lambda tx, batch=batch: _withdrawn(tx, batch))  # type: ignore[misc]
    return summary


def _groups(articles: Iterator[Article]) -> Iterator[list[Article]]:
    """Articles in groups of a transaction each; one article's versions stay together."""
    group: list[Article] = []
    iris: set[str] = set()
    rows = 0
    for one in articles:
        size = 1 + len(one.statements) + len(one.mentions)
        full = rows + size > ROWS or len(group) >= ARTICLES
        if group and (full and one.article != group[-1].article or one.iri in iris):
            yield group
            group, iris, rows = [], set(), 0
        group.append(one)
        iris.add(one.iri)
        rows += size
    if group:
        yield group


def _bring(tx: Transaction, group: list[Article]) -> LoadSummary:
    take_turn(tx)
    places = sorted({place for a in group for place in (a.iri, a.article, a.version)})
    present = {row["iri"]: row for row in tx.run(cypher.PRESENT, places)}
    same = {a.iri for a in group if _digest(present, a) == a.document["digest"]}
    new = [a for a in group if a.iri not in same]
    old = sorted({iri for a in new for iri in _in_the_way(present, a)})
    gone = set(withdraw(tx, old, new)) if old else set()
    if new and not old:
        add(tx, new)
    current, retired = [a for a in new if not a.retired], [a for a in new if a.retired]
    replaced = sum(a.iri in present for a in current)
    kept = {row["iri"] for a in retired for row in a.statements}
    said = {row["iri"] for a in current for row in a.statements}
    return LoadSummary(
        added=len(current) - replaced,
        replaced=replaced,
        unchanged=sum(not a.retired for a in group if a.iri in same),
        retired=len(retired),
        statements_added=len(said - gone),
        statements_removed=len(gone - said - kept),
        statements_retired=len(kept),
    )


def _digest(present: dict[str, Row], one: Article) -> str | None:
    return present[one.iri]["digest"] if one.iri in present else None


def _in_the_way(present: dict[str, Row], new: Article) -> Iterator[str]:
    """Nodes that go when an article comes: its own, and the same version current or retired."""
    if new.iri in present:
        yield new.iri
    if not new.retired and new.version in present:
        yield new.version
    if new.retired and new.article in present:
        current = present[new.article]
        if current["version"] == new.document["version"]:
            yield new.article


def _withdrawn(tx: Transaction, iris: list[str]) -> LoadSummary:
    take_turn(tx)
    there = tx.run(cypher.PRESENT, iris)
    gone = withdraw(tx, [str(row["iri"]) for row in there], ()) if there else []
    articles = sum(not row["retired"] for row in there)
    return LoadSummary(removed=articles, statements_removed=len(gone))
