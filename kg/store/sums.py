"""What all articles add up to, entities and derived edges, in bounded memory.

What is told of them goes to a temporary database, which SQLite keeps on disk where it is large and
sorts there; what stands together in the order of names is then summed up.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from kg.seen import scratch
from kg.store import merge
from kg.store.rows import Article, Row, edges

Edge = tuple[str, str, str]
#: Entities and shares of edges that are summed up in memory before they go to disk.
_HELD: Final = 20_000
_TABLES: Final = """
CREATE TABLE entity (iri TEXT, state BLOB);
CREATE TABLE share (predicate TEXT, subject TEXT, object TEXT, report TEXT, count INTEGER,
                    first TEXT, last TEXT);
"""
_ENTITIES: Final = "SELECT iri, state FROM entity ORDER BY iri"
_EDGES: Final = """
SELECT predicate, subject, object, sum(count), count(DISTINCT report), min(first), max(last)
FROM share GROUP BY predicate, subject, object ORDER BY predicate, subject, object
"""


class Sums:
    """The sums of some articles, each given once; they go with the object."""

    def __init__(self) -> None:
        self._db = scratch()
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")
        self._entities: dict[str, Row] = {}
        self._shares: list[tuple[Any, ...]] = []

    def add(self, one: Article) -> None:
        """One article more."""
        for row in one.mentions:
            iri = row["entity"]
            self._entities[iri] = merge.entity(self._entities.get(iri), [row])
        report = one.document["report"]  # copies of one are one source
        for key, share in edges(one.statements):
            days = (str(day) if day else None for day in (share["first"], share["last"]))
            self._shares.append((*key, report, share["count"], *days))
        if len(self._entities) + len(self._shares) > _HELD:
            self._put()

    def entities(self) -> Iterator[Row]:
        """Every entity in the order of IRIs, as `merge.entity` has it."""
        self._put()
        with closing(self._db.execute(_ENTITIES)) as found:
            for _, rows in groupby(found, key=itemgetter(0)):
                yield merge.both(pickle.loads(state) for _, state in rows)

    def edges(self) -> Iterator[tuple[Edge, Row]]:
        """Every derived edge in the order of predicate, subject and object, with its properties."""
        self._put()
        with closing(self._db.execute(_EDGES)) as found:
            for predicate, subject, target, count, sources, first, last in found:
                row = {"predicate": predicate, "count": count, "sources": sources,
                       "first": _day(first), "last": _day(last)}  # fmt: skip
                yield (predicate, subject, target), row

    def close(self) -> None:
        """Let go of them."""
        self._db.close()

    def _put(self) -> None:
        states = ((iri, pickle.dumps(state, 5)) for iri, state in self._entities.items())
        self._db.executemany("INSERT INTO entity VALUES (?, ?)", states)
        self._db.executemany("INSERT INTO share VALUES (?, ?, ?, ?, ?, ?, ?)", self._shares)
        self._entities.clear()
        self._shares.clear()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
