"""Records in the formats of other tools: one file per format, one visible registry.

TriG is not among them: `kg.rdf` writes it, and a graph folder already holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO, Final, NamedTuple

from kg.exports import csv, gexf, graphml, jsonl
from kg.model import Record


class Format(NamedTuple):
    """A format: its name, the usual ending of its files, and what writes it."""

    name: str
    ending: str
    write: Callable[[Iterable[Record], BinaryIO], None]


FORMATS: Final = (
    Format("jsonl", ".jsonl", jsonl.write),
    Format("graphml", ".graphml", graphml.write),
    Format("gexf", ".gexf", gexf.write),
    Format("csv", ".csv", csv.write),
)
