from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.exports.select import Selection
from kg.model import Record

BASE = "https://w3id.org/geopolitical-kg/entity/"


def kept(record: Record, **conditions: object) -> list[str]:
    """Predicates of what is left."""
    return [s.predicate for r in Selection(**conditions).of([record]) for s in r.statements]


@pytest.mark.parametrize(
    ("conditions", "left"),
    [
        ({}, ["accuses", "accuses", "threatens", "agreedWith"]),
        ({"exact": True}, ["accuses", "accuses", "threatens", "agreedWith"]),
        ({"predicates": frozenset({"agreedWith"})}, ["agreedWith"]),
        ({"min_confidence": 0.75}, ["accuses", "accuses"]),
        ({"since": date(2020, 3, 5), "until": date(2020, 3, 5)},
         ["accuses", "accuses", "threatens", "agreedWith"]),
        ({"since": date(2020, 3, 6)}, []),
        ({"until": date(2020, 3, 4)}, []),
        ({"actors": frozenset({BASE + "RUS"})}, ["accuses", "accuses", "agreedWith"]),
        ({"actors": frozenset({BASE + "IRN"})}, []),
        ({"statements": frozenset({"x"})}, []),
    ],
)  # fmt: skip
def test_conditions(record: Record, conditions: dict[str, object], left: list[str]) -> None:
    assert kept(record, **conditions) == left


def test_an_actor_takes_in_who_acts_for_it_unless_exact(record: Record) -> None:
    body = record.entities[2].acts_for
    assert body
    assert len(kept(record, actors=frozenset({body}))) == 2
    assert kept(record, actors=frozenset({body}), exact=True) == []


def test_only_the_actors_that_are_needed_stay(record: Record) -> None:
    (part,) = Selection(predicates=frozenset({"agreedWith"})).of([record])
    assert {e.id for e in part.entities} == {BASE + "TUR", BASE + "RUS"}
    assert part.document == record.document
    (whole,) = Selection().of([record])
    assert whole is record


def test_without_a_date_none_fits(record: Record) -> None:
    undated = replace(record, statements=tuple(replace(s, date=None) for s in record.statements))
    assert kept(undated, until=date(2100, 1, 1)) == []
    assert kept(undated)


def test_actors_that_act_for_each_other_are_no_endless_loop(record: Record) -> None:
    one, two, *_ = record.entities
    ring = (replace(one, acts_for=two.id), replace(two, acts_for=one.id))
    assert len(kept(replace(record, entities=ring), actors=frozenset({BASE + "RUS"}))) == 3
