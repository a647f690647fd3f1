"""TriG, written by hand: stable to the byte, one predicate a line, hundreds of articles a second.

rdflib reads it (a test compares triple by triple), and so does any other TriG parser; `kg.rdf.read`
has a faster way for files of exactly this layout, which PREAMBLE announces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO, Final

from kg.model import Record
from kg.rdf.quads import triples
from kg.rdf.terms import BASE, PREFIXES, Versions, version_path

#: How every file of this layout begins; its first line names layout and version.
PREAMBLE: Final = "\n".join(
    (
        "# Geopolitical knowledge graph, layout 1",
        f"@base <{BASE}> .",
        *(f"@prefix {prefix}: <{address}> ." for prefix, address in PREFIXES.items()),
        "",
    )
)


def block(record: Record, versions: Versions) -> str:
    """One article's named graph, without the preamble."""
    return "\n".join((f"\n<{version_path(record.document)}> {{", *lines(record, versions), "}\n"))


def lines(record: Record, versions: Versions) -> Iterator[str]:
    """What stands inside an article's named graph."""
    for subject, group in groupby(triples(record, versions), key=lambda triple: triple.subject):
        pairs = [f"{triple.predicate} {triple.object}" for triple in group]
        yield f"  {subject}"
        yield from (f"    {pair} ;" for pair in pairs[:-1])
        yield f"    {pairs[-1]} ."


def trig(record: Record, versions: Versions) -> bytes:
    """One article as a whole TriG file, UTF-8."""
    return (PREAMBLE + block(record, versions)).encode()


def write(records: Iterable[Record], out: BinaryIO, versions: Versions) -> None:
    """Write the graphs of several articles as one TriG file."""
    out.write(PREAMBLE.encode())
    for record in records:
        out.write(block(record, versions).encode())


def write_all(articles: Iterable[tuple[Record, Versions]], out: BinaryIO) -> None:
    """Write the graphs of articles, each with the versions that made it, as one TriG file."""
    out.write(PREAMBLE.encode())
    for record, versions in articles:
        out.write(block(record, versions).encode())
