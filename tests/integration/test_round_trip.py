"""RDF and property graph hold the same, whatever the articles say: embedded store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from round_trip import agree, records

from kg.model import Record
from kg.store import Store, open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("store") / "store") as opened:
        yield opened


@given(articles=records())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rdf_to_graph_to_rdf(store: Store, articles: list[Record]) -> None:
    agree(store, articles)
