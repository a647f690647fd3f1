"""What lies between two actors: statements, and how many there were each day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kg.explorer.members import labels, members
from kg.explorer.source import Row, Source


def statements(
    source: Source,
    actor: str,
    other: str,
    directed: bool,
    limit: int,
    filters: Mapping[str, Any],
) -> list[Row]:
    """The statements of which one is subject and the other object, newest first.

    Args:
        source: the graph.
        actor: the IRI of one.
        other: that of the other.
        directed: only where the first is the subject.
        limit: at most so many.
        filters: parameters of the question `behind`.
    """
    found = {
        row["statement"]: row
        for sides in _sides(source, actor, other, filters, directed)
        for row in source.rows("behind", {**sides, "limit": limit})
    }
    return sorted(found.values(), key=_newest)[:limit]


def days(source: Source, actor: str, other: str, filters: Mapping[str, Any]) -> list[Row]:
    """`date`, `predicate` and number of `statements` in either direction."""
    found = Counter[tuple[date, str]]()
    for sides in _sides(source, actor, other, filters, directed=actor == other):
        for row in source.rows("days", sides):
            found[row["date"], row["predicate"]] += row["statements"]
    return [
        {"date": day, "predicate": predicate, "statements": number}
        for (day, predicate), number in sorted(found.items())
    ]


def _sides(
    source: Source, actor: str, other: str, filters: Mapping[str, Any], directed: bool
) -> Iterator[dict[str, Any]]:
    """Parameters that say who is subject and who is object, once for each direction."""
    rest = {name: given for name, given in filters.items() if name != "exact"}
    exact = filters.get("exact", "false") != "false"
    under = members(source, list(labels(source, [actor, other]).values()), exact)
    if not {actor, other} <= under.keys():
        return
    yield {**rest, "ones": under[actor], "twos": under[other]}
    if not directed:
        yield {**rest, "ones": under[other], "twos": under[actor]}


def _newest(row: Row) -> tuple[bool, int, str]:
    day = row["date"]
    return day is None, -day.toordinal() if day else 0, row["statement"]
