"""Geopolitical relations in Arabic news, as a knowledge graph.

import kg
g = kg.open("news.kg")
g.ask("who-accuses", target="Turkey").to_pandas()
"""

from kg.api import Graph, Result, open  # noqa: A004

__all__ = ["Graph", "Result", "__version__", "open"]

__version__ = "0.1.0"
