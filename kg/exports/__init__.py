"""Records in the formats of other tools: one file per kind of format, one visible registry.

The RDF formats are not among them: `kg.rdf` writes those, and `kg.export` has all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from kg.exports import (
    csv,
    cytoscape,
    dot,
    events,
    ftm,
    gexf,
    graphml,
    html,
    jsonl,
    obsidian,
    parquet,
)
from kg.exports.options import Options
from kg.model import Record


class Format(NamedTuple):
    """A format that is one file.

    Attributes:
        name: as the command line knows it.
        ending: usual ending of its files.
        what: what it holds or who reads it, in a few words.
        write: what writes it.
        options: the fields of Options that mean something to it.
    """

    name: str
    ending: str
    what: str
    write: Callable[[Iterable[Record], BinaryIO, Options], None]
    options: tuple[str, ...] = ()


class FolderFormat(NamedTuple):
    """A format that is a folder of files; `write` fills one that exists and is empty."""

    name: str
    what: str
    write: Callable[[Iterable[Record], Path, Options], None]
    options: tuple[str, ...] = ()


FORMATS: Final[tuple[Format | FolderFormat, ...]] = (
    Format("jsonl", ".jsonl", "one article a line, as `kg extract` prints", jsonl.write),
    Format("gexf", ".gexf", "Gephi, with a timeline", gexf.write),
    Format("graphml", ".graphml", "Cytoscape, networkx; yEd with --yed", graphml.write, ("yed",)),
    Format("cytoscape", ".cyjs", "Cytoscape.js JSON", cytoscape.write),
    Format("cx2", ".cx2", "Cytoscape, NDEx", cytoscape.write_cx2),
    Format("dot", ".dot", "Graphviz", dot.write),
    Format("csv", ".csv", "a row per statement with all about it", csv.write, ("bom",)),
    Format("csv-nodes", ".csv", "a row per actor", csv.write_nodes, ("bom",)),
    Format("csv-edges", ".csv", "a row per statement between two", csv.write_edges, ("bom",)),
    Format("events", ".tsv", "event table as of GDELT, POLECAT", events.write, ("bom",)),
    Format("parquet", ".parquet", "the rows of csv, typed", parquet.write),
    Format("ftm", ".ftm.json", "FollowTheMoney entities, one a line", ftm.write),
    Format("html", ".html", "a page with the graph, for any browser", html.write),
    FolderFormat("obsidian", "notes for Obsidian, linked", obsidian.write),
)
