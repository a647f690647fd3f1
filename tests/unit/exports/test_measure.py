from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from kg.exports.measure import ALLIANCE, measure
from kg.model import Record

BASE = "https://w3id.org/geopolitical-kg/entity/"


def graph(record: Record, *rows: tuple[str, str, str], **more: object) -> list[Record]:
    """An article that says each (subject, predicate, object)."""
    example = record.statements[0]
    return [
        replace(record, statements=tuple(
            replace(example, id=f"s{number}", subject=BASE + one, predicate=predicate,
                    object=BASE + two, **more)
            for number, (one, predicate, two) in enumerate(rows)
        ))
    ]  # fmt: skip


def names(shares: object) -> list[tuple[str, float]]:
    return [(share.actor.removeprefix(BASE), share.value) for share in shares]  # type: ignore[attr-defined]


def test_accusations_are_counted_with_whom_one_acts_for(record: Record) -> None:
    found = measure([record])
    assert names(found.accused) == [("RUS", 2)]
    assert [share.articles for share in found.accused] == [1]
    assert [share.label_ar for share in found.accused] == ["روسيا"]
    assert len(measure([record], exact=True).accusing) == 2


def test_denied_accusations_are_not_counted(record: Record) -> None:
    denied = graph(record, ("TUR", "accuses", "RUS"), polarity="negative")
    assert measure(denied).accused == ()


@pytest.mark.parametrize(
    ("signs", "predicates"),
    [
        ("+++", ("supports", "agreedWith", "alliedWith")),
        ("++-", ("supports", "aids", "accuses")),
        ("+--", ("supports", "targets", "accuses")),
        ("---", ("threatens", "targets", "accuses")),
    ],
)
def test_triads(record: Record, signs: str, predicates: tuple[str, ...]) -> None:
    rows = [(a, p, b) for (a, b), p in zip(combinations("ABC", 2), predicates, strict=True)]
    found = measure(graph(record, *rows))
    assert {s for s, n in found.triads.items() if n} == {signs}
    assert found.balance == (1.0 if signs in ("+++", "+--") else 0.0)


def test_a_tie_is_the_sum_of_what_is_said(record: Record) -> None:
    rows = [("A", "accuses", "B"), ("B", "alliedWith", "A"), ("B", "aids", "C"), ("C", "aids", "A")]
    assert ALLIANCE > 2
    assert measure(graph(record, *rows)).triads["+++"] == 1
    assert measure(graph(record, *rows, modality="possible")).ties == 0


def test_communities_and_betweenness(record: Record) -> None:
    groups = ("ABCD", "EFGH")
    rows = [(a, "supports", b) for group in groups for a, b in combinations(group, 2)]
    found = measure(graph(record, *rows, ("D", "supports", "E"), ("A", "accuses", "H")))
    assert {frozenset(s.actor[-1] for s in group) for group in found.communities} == {
        frozenset(group) for group in groups
    }
    assert {share.actor[-1] for share in found.between[:4]} == set("DEAH")
    assert not found.estimated


def test_of_nothing() -> None:
    found = measure([])
    assert (found.actors, found.ties, found.balance) == (0, 0, None)


def test_top(record: Record) -> None:
    rows = [(a, "accuses", b) for a, b in combinations("ABCDEF", 2)]
    found = measure(graph(record, *rows), top=2)
    assert names(found.accused) == [("F", 5), ("E", 4)]
    assert len(found.between) == 2
