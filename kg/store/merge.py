"""How articles add up: what the graph knows of an entity or a derived edge, and one article more.

All sums here come out the same in any order, so that a graph does not depend on the order in
which its articles came. What an article leaves behind when it goes cannot be subtracted; it is
summed up anew from the articles that remain.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from typing import Any, Final

Row = dict[str, Any]

_DESCRIPTION: Final = ("kind", "actor", "labelAr", "labelEn", "wikidata")


def entity(known: Row | None, mentions: Iterable[Row]) -> Row:
    """An entity after some mentions of it.

    Its description is that of the first article, by IRI, which describes it; its aliases are the
    names that any article gives it; it acts for whomever any article says. Retired versions have
    a say only if no article is left that names it.

    Args:
        known: what the graph holds, as this function returns it; None if nothing.
        mentions: rows of `kg.store.rows.Article.mentions`, all of one entity.

    Returns:
        `iri`, the description, `definedBy`, `aliases`, and `tenures`: for each body it acts for,
        the days between which it is known to.
    """
    state: Row | None = known
    for row in mentions:
        new = {
            "iri": row["entity"],
            **{key: row[key] for key in _DESCRIPTION},
            "definedBy": f"{_rank(row)} {row['document']}",
            "aliases": row["names"],
            "tenures": {row["actsFor"]: (row["from"], row["to"])} if row["actsFor"] else {},
        }
        state = new if state is None else _both(state, new)
    assert state is not None
    return state


def both(states: Iterable[Row]) -> Row:
    """An entity of which parts of the articles were summed up apart, at least one of them."""
    return reduce(_both, states)


def _rank(row: Row) -> int:
    """One that is only named, not described, comes after, and retired versions come last."""
    return (0 if row["kind"] else 1) + (2 if row["retired"] else 0)


def is_retired(state: Row) -> bool:
    """Whether only retired versions name the entity."""
    return str(state["definedBy"])[0] in "23"


def _both(a: Row, b: Row) -> Row:
    if is_retired(a) != is_retired(b):
        return b if is_retired(a) else a
    tenures = dict(a["tenures"])
    for body, tenure in b["tenures"].items():
        tenures[body] = _tenure(tenures[body], tenure) if body in tenures else tenure
    return {
        **min(a, b, key=lambda state: str(state["definedBy"])),
        "aliases": sorted({*a["aliases"], *b["aliases"]}),
        "tenures": tenures,
    }


Tenure = tuple[date | None, date | None]


def _tenure(a: Tenure, b: Tenure) -> Tenure:
    """From the first day to the last; one without an end has gone on to this day."""
    begins = [begin for begin, _ in (a, b) if begin is not None]
    ends = [end or date.max for begin, end in (a, b) if begin is not None or end is not None]
    last = max(ends, default=date.max)
    return min(begins, default=None), (None if last == date.max else last)


def edge(known: Row | None, more: Row) -> Row:
    """A derived edge and the share of articles that it does not count yet."""
    if known is None:
        return more
    return {
        "count": known["count"] + more["count"],
        "sources": known["sources"] + more["sources"],
        "first": _pick(min, known["first"], more["first"]),
        "last": _pick(max, known["last"], more["last"]),
    }


def _pick(choose: Any, *days: date | None) -> date | None:
    return choose((day for day in days if day is not None), default=None)  # type: ignore[no-any-return]
