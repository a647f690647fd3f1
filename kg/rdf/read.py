"""TriG back to records, graph by graph."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kg.errors import SourceError
from kg.model import Record
from kg.rdf.rebuild import Graph, Term, record, versions
from kg.rdf.scan import ForeignError, graphs
from kg.rdf.terms import PREFIXES, Versions

if TYPE_CHECKING:
    from rdflib.term import Node as RdfNode


def records(path: Path) -> Iterator[Record]:
    """The articles of a TriG file, in its order; see `articles`."""
    return (article for article, _ in articles(path))


def articles(path: Path) -> Iterator[tuple[Record, Versions]]:
    """The articles of a TriG file, in its order, and the versions that made each.

    A file that `kg.rdf.trig` wrote is read as a stream, one graph in memory at a time; any other
    goes through rdflib, which holds it all.

    Raises:
        SourceError: the file cannot be read, is no TriG, or an article in it lacks something.
    """
    done: set[str] = set()
    try:
        for name, graph in _stream(path):
            found = record(name, graph)
            if found is not None:
                yield found, versions(graph)
            done.add(name)
        return
    except ForeignError:
        pass
    except (OSError, UnicodeDecodeError) as error:
        _unreadable(path, error)
    for name, graph in _through_rdflib(path):
        if name not in done and (found := record(name, graph)) is not None:
            yield found, versions(graph)


def parse(content: bytes) -> Iterator[tuple[str, Graph]]:
    """The graphs of what `kg.rdf.trig` wrote, each with its name.

    Raises:
        SourceError: it is of another layout.
    """
    try:
        yield from graphs(StringIO(content.decode(), newline="\n"))
    except ForeignError:
        raise SourceError("the text is not of this program's layout of TriG") from None


def _stream(path: Path) -> Iterator[tuple[str, Graph]]:
    """The graphs of a file of our own layout.

    Raises:
        ForeignError: at the first line that is not of that layout.
    """
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from graphs(lines)


def _through_rdflib(path: Path) -> Iterator[tuple[str, Graph]]:
    from rdflib import Dataset

    dataset = Dataset()
    try:
        dataset.parse(path, format="trig")
    except Exception as error:  # noqa: BLE001 - the parser raises whatever its parts raise
        _unreadable(path, error)
    for named in sorted(dataset.graphs(), key=lambda g: str(g.identifier)):
        graph: Graph = {}
        for subject, predicate, target in named:
            node = graph.setdefault(str(subject), {})
            node.setdefault(short(str(predicate)), []).append(_foreign_term(target))
        yield str(named.identifier), graph


def short(address: str) -> str:
    """An IRI with one of PREFIXES, where it has one; `a` for rdf:type."""
    if address == PREFIXES["rdf"] + "type":
        return "a"
    for prefix, namespace in PREFIXES.items():
        if address.startswith(namespace):
            return f"{prefix}:{address[len(namespace) :]}"
    return address


def full(name: str) -> str:
    """The opposite of `short`."""
    if name == "a":
        return PREFIXES["rdf"] + "type"
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name


def _foreign_term(node: RdfNode) -> Term:
    from rdflib import Literal

    if isinstance(node, Literal):
        if node.language:
            return Term(str(node), f"@{node.language}")
        datatype = short(str(node.datatype)) if node.datatype else "xsd:string"
        return Term(str(node), "" if datatype == "xsd:string" else f"^^{datatype}")
    return Term(str(node), "iri")


def _unreadable(path: Path, error: Exception) -> NoReturn:
    first = str(error).strip().split("\n", 1)[0]
    raise SourceError(f"{path}: cannot be read as TriG: {first}") from error
