"""GEXF 1.2: for Gephi."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO, Final

from kg.exports.graph import multigraph
from kg.model import Record

_TODAY: Final = re.compile(r' lastmodifieddate="[^"]*"')


def write(records: Iterable[Record], out: BinaryIO) -> None:
    """Write all actors and statements as one GEXF graph; it is held in memory.

    The library puts the day of writing into the head; it is taken out, so that the same graph
    gives the same bytes.
    """
    import networkx

    lines = networkx.generate_gexf(multigraph(records))
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    for line in lines:
        head = "<meta" in line
        out.write((_TODAY.sub("", line) if head else line).encode() + b"\n")
