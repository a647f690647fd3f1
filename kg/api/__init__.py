"""kg from Python: `import kg; g = kg.open("news.kg")`.

Nothing is loaded before it is needed; networkx, pandas and rdflib are imported by the methods that
give their objects.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from kg.api.graph import Graph
from kg.api.result import Result

__all__ = ["Graph", "Result", "open"]


def open(path: str | PathLike[str], *, store: str | None = None) -> Graph:  # noqa: A001
    """The graph of a folder that `kg build` made.

    Args:
        path: the folder.
        store: address of a graph server to put questions to; None: the folder's own store.

    Raises:
        NotFoundError: there is no graph.
    """
    from kg.rdf.archive import Archive

    Archive.open(Path(path))
    return Graph(Path(path), store)
