"""N-Quads back to graphs, line by line: the grammar of the standard, without blank nodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final, NoReturn

from kg.errors import SourceError
from kg.rdf.read import short
from kg.rdf.rebuild import Graph, Term

#: Subject, predicate, object, graph: all four must be there, since a graph is an article.
_LINE: Final = re.compile(
    r"[ \t]*<([^<>]*)>[ \t]*<([^<>]*)>[ \t]*"
    r"(?:<([^<>]*)>|\"((?:[^\"\\\n\r]|\\.)*)\"(?:@([A-Za-z0-9-]+)|\^\^<([^<>]*)>)?)"
    r"[ \t]*<([^<>]*)>[ \t]*\.[ \t]*(?:#.*)?\r?\n?"
)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_CHARS: Final = {
    "n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\",
}  # fmt: skip


def graphs(lines: Iterable[str], where: str) -> Iterator[tuple[str, Graph]]:
    """The named graphs of a text, of each its name; the quads of one stand together.

    Args:
        lines: of the text.
        where: for messages.

    Raises:
        SourceError: a line is no quad of IRIs and literals in a named graph.
    """
    quads = (_quad(line, where) for line in lines if line.strip() and not line.startswith("#"))
    for name, found in groupby(quads, key=lambda quad: quad[3]):
        graph: Graph = {}
        for subject, predicate, term, _ in found:
            graph.setdefault(subject, {}).setdefault(predicate, []).append(term)
        yield name, graph


def graph_name(line: str) -> str:
    """In which graph a line is, without a look at the rest of it; empty if none is named."""
    return line[line.rfind("<") + 1 : line.rfind(">")]


def _quad(line: str, where: str) -> tuple[str, str, Term, str]:
    match = _LINE.fullmatch(line)
    if match is None:
        _refused(line, where)
    subject, predicate, iri, literal, language, datatype, graph = match.groups()
    if iri is not None:
        term = Term(_plain(iri, where), "iri")
    else:
        term = Term(_plain(literal, where), _suffix(language, datatype))
    return _plain(subject, where), _short(predicate), term, _plain(graph, where)


def _suffix(language: str | None, datatype: str | None) -> str:
    if language is not None:
        return f"@{language}"
    name = _short(datatype) if datatype is not None else "xsd:string"
    return "" if name == "xsd:string" else f"^^{name}"


_short = lru_cache(1024)(short)


def _plain(text: str, where: str) -> str:
    """The text without escapes."""

    def char(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        if code is not None and int(code, 16) <= 0x10FFFF:
            return chr(int(code, 16))
        if match[3] not in _CHARS:
            _refused(text, where)
        return _CHARS[match[3]]

    return _ESCAPE.sub(char, text) if "\\" in text else text


def _refused(text: str, where: str) -> NoReturn:
    shown = text.strip()[:80]
    raise SourceError(f"{where}: not N-Quads of named graphs without blank nodes: {shown!r}")
