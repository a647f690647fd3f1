"""Geopolitical relations in Arabic news, as a knowledge graph.

import kg
g = kg.open("news.kg")
g.ask("who-accuses", target="Turkey").to_pandas()
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, Result, open  # noqa: A004

__all__ = ["Graph", "Result", "__version__", "open"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """What kg.api offers, imported when it is asked for: the command line does without it."""
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute '{name}'")
    from kg import api

    return getattr(api, name)
