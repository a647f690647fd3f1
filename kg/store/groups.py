"""Articles in groups of a transaction each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.store.rows import Article

#: Rows and articles of a transaction, whichever comes first: some ten megabytes. A server plans its
#: statements anew while the graph grows, which takes longer than small groups.
ROWS: Final = 25_000
ARTICLES: Final = 2500


def groups(articles: Iterator[Article]) -> Iterator[list[Article]]:
    """The articles in their order; the versions of one stay together."""
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
