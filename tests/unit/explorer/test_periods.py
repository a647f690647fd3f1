from __future__ import annotations

from datetime import date

import pytest

from kg.explorer.periods import QUADRANTS, begin, periods
from kg.lexicons.predicates import predicates


def rows() -> list[dict[str, object]]:
    return [
        {"name": p.name, "plover": p.plover, "goldstein": p.goldstein}
        for p in predicates().values()
    ]


def test_every_event_type_has_a_quadrant() -> None:
    assert {p.plover for p in predicates().values() if p.plover} <= set(QUADRANTS)


@pytest.mark.parametrize(
    ("by", "first"),
    [("week", date(2019, 12, 30)), ("month", date(2020, 1, 1)), ("year", date(2020, 1, 1))],
)
def test_a_period_begins(by: str, first: date) -> None:
    assert begin(date(2020, 1, 3), by) == first


def test_sums_and_weights() -> None:
    days = [
        {"date": date(2020, 1, 31), "predicate": "accuses", "statements": 3},
        {"date": date(2020, 1, 2), "predicate": "meets", "statements": 1},
        {"date": date(2020, 2, 1), "predicate": "targets", "statements": 2},
        {"date": date(2020, 2, 1), "predicate": "alliedWith", "statements": 5},
    ]
    january, february = periods(days, rows(), "month")
    assert (january["begin"], january["end"]) == (date(2020, 1, 1), date(2020, 1, 31))
    assert (january["verbal-conflict"], january["verbal-cooperation"]) == (3, 1)
    assert january["weight"] == round((3 * -2.0 + 1.0) / 4, 2)
    assert (february["material-conflict"], february["weight"]) == (2, -10.0)
    assert periods([days[3]], rows(), "week") == []
