"""TriG back to records, graph by graph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, TextIO

from kg.errors import SourceError
from kg.model import Record
from kg.rdf.rebuild import Graph, Node, Term, record, versions
from kg.rdf.terms import BASE, PREFIXES, Versions
from kg.rdf.trig import PREAMBLE

if TYPE_CHECKING:
    from rdflib.term import Node as RdfNode

_GRAPH: Final = re.compile(r"<([^<>]*)> \{\n")
#: A line that begins a node, or one with a predicate and its object.
_LINE: Final = re.compile(
    r"  (?:<([^<>\n]*)>|  (a|\w+:\w+) "
    r"(?:<([^<>\n]*)>|(\w+:\w+)|\"((?:[^\"\\\n]|\\.)*)\"(\S*)|([\w.+-]+)) ([;.]))\n"
)
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
_CHARS: Final = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


class _ForeignError(Exception):
    """The file is TriG of another layout, or damaged."""


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
    except _ForeignError:
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
        yield from _graphs(StringIO(content.decode(), newline="\n"))
    except _ForeignError:
        raise SourceError("the text is not of this program's layout of TriG") from None


def _stream(path: Path) -> Iterator[tuple[str, Graph]]:
    """The graphs of a file of our own layout.

    Raises:
        _ForeignError: at the first line that is not of that layout.
    """
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from _graphs(lines)


def _graphs(lines: TextIO) -> Iterator[tuple[str, Graph]]:
    if lines.read(len(PREAMBLE)) != PREAMBLE:
        raise _ForeignError
    for line in lines:
        if line == "\n":
            continue
        if (head := _GRAPH.fullmatch(line)) is None:
            raise _ForeignError
        yield _absolute(head[1]), _graph(lines)


def _graph(lines: Iterator[str]) -> Graph:
    body = "".join(iter(partial(next, lines, "}\n"), "}\n"))
    graph: Graph = {}
    node: Node | None = None
    done = 0
    for match in _LINE.finditer(body):
        if match.start() != done or (node is None) != (match[1] is not None):
            raise _ForeignError
        done = match.end()
        if node is None:
            node = graph.setdefault(_absolute(match[1]), {})
            continue
        _, predicate, address, name, quoted, suffix, bare, end = match.groups()
        if address is not None:
            term = Term(_absolute(address), "iri")
        elif name is not None:
            term = _named(name)
        elif quoted is not None:
            term = Term(_ESCAPE.sub(_char, quoted) if "\\" in quoted else quoted, suffix)
        else:
            term = Term(bare, _bare_type(bare))
        node.setdefault(predicate, []).append(term)
        if end == ".":
            node = None
    if done != len(body) or node is not None:
        raise _ForeignError
    return graph


@lru_cache(1024)
def _named(name: str) -> Term:
    prefix, _, local = name.partition(":")
    if prefix not in PREFIXES:
        raise _ForeignError
    return Term(PREFIXES[prefix] + local, "iri")


def _bare_type(bare: str) -> str:
    if bare in ("true", "false"):
        return "^^xsd:boolean"
    return "^^xsd:decimal" if "." in bare else "^^xsd:integer"


def _absolute(address: str) -> str:
    return address if ":" in address and _ABSOLUTE.match(address) else BASE + address


def _char(match: re.Match[str]) -> str:
    if match[1] is not None:
        return chr(int(match[1], 16))
    if match[2] not in _CHARS:
        raise _ForeignError
    return _CHARS[match[2]]


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
