"""Turtle and N-Quads: the articles' graphs for programs that do not read TriG."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from kg.model import Record
from kg.rdf.read import full, parse
from kg.rdf.rebuild import Term
from kg.rdf.terms import Versions, iri_text, text
from kg.rdf.trig import PREAMBLE, lines, trig


def write_turtle(articles: Iterable[tuple[Record, Versions]], out: BinaryIO) -> None:
    """Write the triples of all articles as Turtle, as a stream; which graph said them is lost."""
    out.write(PREAMBLE.partition("\n")[2].encode())
    for record, versions in articles:
        out.write(("\n" + "\n".join(lines(record, versions)) + "\n").encode())


def write_nquads(articles: Iterable[tuple[Record, Versions]], out: BinaryIO) -> None:
    """Write one quad a line, with full IRIs, as a stream."""
    for record, versions in articles:
        for name, graph in parse(trig(record, versions)):
            end = f" {iri_text(name)} .\n"
            out.write("".join(
                f"{iri_text(subject)} {iri_text(full(predicate))} {_object(term)}{end}"
                for subject, node in graph.items()
                for predicate, terms in node.items()
                for term in terms
            ).encode())  # fmt: skip


def _object(term: Term) -> str:
    if term.suffix == "iri":
        return iri_text(term.value)
    if term.suffix.startswith("^^"):
        return text(term.value, f"^^{iri_text(full(term.suffix[2:]))}")
    return text(term.value, term.suffix)
