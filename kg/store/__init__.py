"""The graph store: records into a property graph over Bolt, and Cypher back out of it.

    with open_store(Path("news.kg/store")) as store:
        print(load(store, records))

The graph is a projection of the RDF: it can be deleted and loaded again at any time.
"""

from __future__ import annotations

from kg.store.connection import Store, open_store
from kg.store.load import load
from kg.store.marks import Marks
from kg.store.removal import remove
from kg.store.rows import Article, article
from kg.store.summary import LoadSummary
from kg.store.verify import differences

__all__ = [
    "Article",
    "LoadSummary",
    "Marks",
    "Store",
    "article",
    "differences",
    "load",
    "open_store",
    "remove",
]
