"""Cooperation against conflict per week or month, by the quadrants of PLOVER."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from kg.explorer.source import Row

#: Each event type with its quadrant; `alliedWith` is a relation, no event, and has neither.
QUADRANTS: Final = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal-cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material-cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal-conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material-conflict"),
}


def begin(day: date, by: str) -> date:
    """The first day of the week (from Monday), month or year that a day is in."""
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by == "month" else day.replace(month=1, day=1)


def periods(days: Iterable[Row], predicates: Iterable[Row], by: str) -> list[Row]:
    """Sums for each period in which something happened, oldest first.

    Args:
        days: rows of the question `days`.
        predicates: with `name`, `plover` and `goldstein`.
        by: "week", "month" or "year".

    Returns:
        `begin` and `end` (last day), the number of statements in each quadrant, and `weight`: the
        mean of their Goldstein weights, -10 (conflict) to 10 (cooperation).
    """
    known = {row["name"]: row for row in predicates}
    found: dict[date, Row] = {}
    for row in days:
        predicate = known.get(row["predicate"], {})
        quadrant = QUADRANTS.get(predicate.get("plover") or "")
        if quadrant is not None:
            start = begin(row["date"], by)
            period = found.setdefault(start, _empty(start, by))
            period[quadrant] += row["statements"]
            period["weight"] += row["statements"] * predicate["goldstein"]
    return [_mean(found[start]) for start in sorted(found)]


def _empty(start: date, by: str) -> Row:
    longer = {"week": 7, "month": 31, "year": 366}[by]
    following = begin(start + timedelta(days=longer), by)
    names = dict.fromkeys(QUADRANTS.values(), 0)
    return {"begin": start, "end": following - timedelta(days=1), **names, "weight": 0.0}


def _mean(period: Mapping[str, float]) -> Row:
    number = sum(period[name] for name in set(QUADRANTS.values()))
    return {**period, "weight": round(period["weight"] / number, 2)}
