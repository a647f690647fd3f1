"""Articles add up to the same on disk as in memory, in whatever order and portions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import Document, Entity, Record, Span, Statement
from kg.store import merge, rows, sums
from kg.store.rows import Article

NAMES = ("A", "B", "C")
DAYS = st.sampled_from([date(2018, 1, 2), date(2019, 1, 2)]) | st.none()
texts = st.sampled_from(["دولة", "a\tb", "'"]) | st.none()


@st.composite
def articles(draw: st.DrawFn, number: int) -> Article:
    """An article, maybe a copy of another, maybe retired, of a few actors."""
    day = draw(DAYS)
    document = Document(
        f"n{number}", "نص", day, report=draw(st.sampled_from(["n0", "n1"]) | st.none()),
        retired=draw(st.none() | st.just(datetime(2020, 1, 1, tzinfo=UTC))),
    )  # fmt: skip
    entities = tuple(
        Entity(f"e:{n}", "state", n, draw(texts), draw(texts), None, draw(texts) and "e:A",
               draw(DAYS), draw(DAYS))
        for n in draw(st.lists(st.sampled_from(NAMES), unique=True))
    )  # fmt: skip
    pairs = draw(st.lists(st.tuples(*[st.sampled_from(NAMES)] * 2), max_size=4))
    statements = tuple(
        Statement(f"s:{number}/{i}", f"e:{a}", draw(st.sampled_from(["accuses", "meets"])),
                  f"e:{b}", None, None, None, draw(st.sampled_from(["positive", "negative"])),
                  "actual", True, 0.9, "r", day, None, Span(0, 1), "q", Span(0, 1), Span(0, 1))
        for i, (a, b) in enumerate(pairs)
    )  # fmt: skip
    return rows.article(Record(document, entities, statements))


def in_memory(found: Sequence[Article]) -> tuple[dict[str, Any], dict[Any, Any]]:
    entities: dict[str, Any] = {}
    shares: dict[Any, Any] = {}
    reports = defaultdict(set)
    for one in found:
        for row in one.mentions:
            entities[row["entity"]] = merge.entity(entities.get(row["entity"]), [row])
        for key, share in rows.edges(one.statements):
            shares[key] = merge.edge(shares.get(key), share)
            reports[key].add(one.document["report"])
    return entities, {
        key: {**share, "sources": len(reports[key]), "predicate": key[0]}
        for key, share in shares.items()
    }


@given(st.data())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_same_as_in_memory(monkeypatch: pytest.MonkeyPatch, data: st.DataObject) -> None:
    found = [data.draw(articles(number)) for number in range(data.draw(st.integers(0, 6)))]
    entities, edges = in_memory(found)
    monkeypatch.setattr(sums, "_HELD", data.draw(st.sampled_from([0, 3, 100])))
    made = sums.Sums()
    for one in data.draw(st.permutations(found)):
        made.add(one)
    assert list(made.entities()) == [entities[iri] for iri in sorted(entities)]
    assert list(made.edges()) == sorted(edges.items())
    made.close()
