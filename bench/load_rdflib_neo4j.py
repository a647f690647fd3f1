"""Load a TriG file with rdflib-neo4j, in its batched mode; prints the seconds.

Runs in an environment of its own: it needs other versions than kg. Parsing is not counted.
"""

from __future__ import annotations

import os
import sys
import time

from rdflib import Dataset, Graph
from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig

user, host = sys.argv[1].removeprefix("bolt://").split("@")
dataset = Dataset()
dataset.parse(sys.argv[2], format="trig")
config = Neo4jStoreConfig(
    auth_data={
        "uri": f"bolt://{host}", "database": "neo4j", "user": user,
        "pwd": os.environ["KG_STORE_PASSWORD"],
    },
    handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE,
    batching=True,
)  # fmt: skip
graph = Graph(store=Neo4jStore(config=config))
start = time.perf_counter()
for subject, predicate, value, _ in dataset.quads():
    graph.add((subject, predicate, value))
graph.close(True)
print(time.perf_counter() - start)
