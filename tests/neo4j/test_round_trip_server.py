"""RDF and property graph hold the same, whatever the articles say: Neo4j."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from round_trip import agree, records

from kg.model import Record
from kg.store import open_store


@pytest.mark.slow
def test_rdf_to_graph_to_rdf(neo4j_server: Any) -> None:
    with open_store(neo4j_server.address) as store:

        @given(records())
        @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
        def agrees(articles: list[Record]) -> None:
            agree(store, articles)

        agrees()
        store.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))
