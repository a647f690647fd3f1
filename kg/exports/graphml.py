"""GraphML, typed: for yEd, Cytoscape, igraph and networkx."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from kg.exports.graph import multigraph
from kg.model import Record


def write(records: Iterable[Record], out: BinaryIO) -> None:
    """Write all actors and statements as one GraphML graph; it is held in memory."""
    import networkx

    # edge_id_from_attribute would need unique keys per graph; `key` is one already.
    networkx.write_graphml(multigraph(records), out, named_key_ids=True)
