"""Records into the graph: whole articles per transaction, each counted once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from typing import Any, Final
from uuid import uuid4

from kg.model import Record
from kg.parallel import ahead
from kg.seen import Seen
from kg.store import cypher
from kg.store.connection import Store
from kg.store.groups import groups
from kg.store.marks import Marks, documents
from kg.store.news import News, news
from kg.store.removal import remove_nodes
from kg.store.rows import Article, Row, article
from kg.store.schema import grown, prepare, take_turn
from kg.store.summary import LoadSummary
from kg.store.transaction import Transaction
from kg.store.write import add, withdraw

#: Such groups that are read while the one before is written.
AHEAD: Final = 2
#: Entities of which is remembered what the graph holds.
REMEMBERED: Final = 20_000


def load(
    store: Store,
    records: Iterable[Record | Article],
    *,
    prune: bool = False,
    progress: Callable[[int], None] | None = None,
    marks: Marks[Any] | None = None,
    whole: bool = False,
) -> LoadSummary:
    """Bring the graph up to these articles.

    An article of the same content as in the graph is left alone, another version replaces it,
    together with whatever nothing else in the graph needs. A process that is killed leaves whole
    articles behind; the same load again completes them.

    Args:
        store: where to.
        records: the articles, in any order, or their rows; of several with one id the last
            counts. Retired versions of them best come right after them.
        prune: remove the articles of the graph that are not among the records.
        progress: called with the number of articles done, or found to need nothing, by and by.
        marks: of the articles, to know them by at the next load; see kg.store.marks.
        whole: all articles in one transaction, which needs memory of the server for all that
            changes; the records may be asked for again.

    Raises:
        StoreError: the graph cannot be written.
    """
    prepare(store)
    summary, loader, same = LoadSummary(), _Loader(marks), 0
    with closing(Seen()) as seen:
        for done, iris in loader.bring(store, records, whole=whole):
            summary += done
            for iri in iris if prune else ():
                seen.add(iri)
            if progress is not None:
                progress(len(iris))
                same = _passed(progress, marks, same)
        _passed(progress, marks, same)
        if prune:
            summary += remove_nodes(store, list(_gone(store, seen, marks)))
    grown(store, summary.added)
    return summary if marks is None else summary + LoadSummary(unchanged=marks.same)


def _gone(store: Store, seen: Seen, marks: Marks[Any] | None) -> Iterator[str]:
    """Nodes of articles that were neither loaded nor left alone."""
    for iri in documents(store):
        # A retired version's IRI continues that of its article.
        names = (iri, iri.rpartition("/")[0])
        if iri not in seen and not (marks and any(name in marks for name in names)):
            yield iri


def _passed(progress: Callable[[int], None] | None, marks: Marks[Any] | None, told: int) -> int:
    """Tell how many articles were found to need no reading since the last time."""
    if progress is None or marks is None or marks.same == told:
        return told
    progress(marks.same - told)
    return marks.same


class _Loader:
    """One load: remembers what the graph holds of entities, as long as nobody else writes."""

    def __init__(self, marks: Marks[Any] | None) -> None:
        self._marks = marks
        self._writer = uuid4().hex
        self._known: dict[str, Row] = {}

    def bring(
        self, store: Store, records: Iterable[Record | Article], *, whole: bool
    ) -> Iterator[tuple[LoadSummary, list[str]]]:
        """Bring articles in, by groups of a transaction each, or all in one.

        Yields:
            What was done with a group, and the IRIs of its articles.
        """
        if whole:
            yield from store.write(lambda tx: list(self._whole(tx, records)))
            return
        for group in ahead(groups(map(_rows, records)), AHEAD):
            done, states = store.write(partial(self._bring, group=group))
            self._remember(states)
            if self._marks is not None:
                self._marks.written(group)
            yield done, [one.iri for one in group]

    def _whole(
        self, tx: Transaction, records: Iterable[Record | Article]
    ) -> Iterator[tuple[LoadSummary, list[str]]]:
        self._known.clear()  # of a transaction before that has failed
        for group in groups(map(_rows, records)):
            done, states = self._bring(tx, group)
            self._remember(states)
            yield done, [one.iri for one in group]

    def _remember(self, states: dict[str, Row] | None) -> None:
        if states is None or len(self._known) > REMEMBERED:
            self._known.clear()
        else:
            self._known.update(states)

    def _bring(
        self, tx: Transaction, group: list[Article]
    ) -> tuple[LoadSummary, dict[str, Row] | None]:
        """What was done, and what the graph now holds of the entities; None: it is to be asked."""
        known = self._known if take_turn(tx, self._writer) else {}
        tx.changes.clear()
        told = news(tx, group)
        if told.old or told.retiring:
            gone, states = withdraw(tx, told.old, told.new, told.retiring), None
        else:
            added = add(tx, told.new, cache=known) if told.new else {}
            gone, states = [], {**known, **added}
        done = _summary(tx, group, told, gone)
        if self._marks is not None:
            tx.run(cypher.MARK, self._marks.of(group))
        return done, states


def _rows(one: Record | Article) -> Article:
    return one if isinstance(one, Article) else article(one)


def _summary(tx: Transaction, group: list[Article], told: News, gone: Iterable[str]) -> LoadSummary:
    went = set(gone)
    current = [a for a in told.articles if not a.retired]
    retired = [a for a in told.articles if a.retired]
    kept = {row["iri"] for a in retired for row in a.statements}
    said = {row["iri"] for a in current for row in a.statements}
    # What goes and comes back under its IRI is the same node.
    stay = len(went & (said | kept)) + len({a.iri for a in told.new} & set(told.old))
    return LoadSummary(
        added=len(current) - told.replaced,
        replaced=told.replaced,
        unchanged=sum(not a.retired for a in group) - len(current),
        retired=len(retired),
        statements_added=len(said - went),
        statements_removed=len(went - said - kept),
        statements_retired=len(kept),
        nodes_created=tx.changes["nodes_created"] - stay,
        nodes_updated=tx.changes["nodes_updated"] + stay,
        nodes_removed=tx.changes["nodes_deleted"] - stay,
        relationships_created=tx.changes["relationships_created"],
        relationships_removed=tx.changes["relationships_deleted"],
    )
