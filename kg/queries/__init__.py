"""The stored questions of queries/*.cypher: loaded, checked, and asked.

    answer = run(store, get("who-accuses"), {"target": "Turkey"})
    for row in answer:
        print(row["subject_en"], row["topic"])

The store is anything that can `read` Cypher; nothing that a user types becomes part of it.
"""

from __future__ import annotations

from kg.queries.ask import Answer, run
from kg.queries.header import Column, Parameter, Query, get, load_all, parse

__all__ = ["Answer", "Column", "Parameter", "Query", "get", "load_all", "parse", "run"]
