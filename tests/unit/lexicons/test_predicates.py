from __future__ import annotations

from kg.lexicons.predicates import predicates
from kg.model import PREDICATES, SYMMETRIC


def test_the_table_has_every_predicate_in_order() -> None:
    assert tuple(predicates()) == PREDICATES


def test_symmetric_ones_agree_with_the_model_and_have_no_inverse() -> None:
    assert {p.name for p in predicates().values() if p.symmetric} == SYMMETRIC
    assert all((p.inverse is None) == p.symmetric for p in predicates().values())


def test_all_but_the_relation_have_codes() -> None:
    assert [p.name for p in predicates().values() if not (p.plover and p.cameo)] == ["alliedWith"]
