"""TriG of exactly the layout that `kg.rdf.trig` writes, read line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Final, TextIO

from kg.rdf.rebuild import Graph, Node, Term
from kg.rdf.terms import BASE, PREFIXES
from kg.rdf.trig import PREAMBLE

_GRAPH: Final = re.compile(r"<([^<>]*)> \{\n")
_PREDICATE: Final = re.compile(r"a|\w+:\w+")
_OBJECT: Final = re.compile(r"(\w+:\w+)|\"((?:[^\"\\\n]|\\.)*)\"(\S*)|([\w.+-]+)")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
_CHARS: Final = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
#: Terms and nodes that are remembered with what they mean.
_TERMS: Final = 10_000
_NODES: Final = 5000


class ForeignError(Exception):
    """The text is TriG of another layout, or damaged."""


def graphs(lines: TextIO) -> Iterator[tuple[str, Graph]]:
    """The named graphs of a text, one in memory at a time; nodes of them may be shared.

    Raises:
        ForeignError: at the first graph that is not of the layout.
    """
    if lines.read(len(PREAMBLE)) != PREAMBLE:
        raise ForeignError
    for line in lines:
        if line == "\n":
            continue
        if (head := _GRAPH.fullmatch(line)) is None:
            raise ForeignError
        yield _address(head[1]), _graph("".join(iter(partial(next, lines, "}\n"), "}\n")))


def _graph(body: str) -> Graph:
    """What stands between the braces. No line break is part of a term, so it can be cut at them."""
    graph: Graph = {}
    if not body.startswith("  <") or not body.endswith(" .\n"):
        raise ForeignError
    for text in body[3:-3].split(" .\n  <"):
        head, _, pairs = text.partition(">\n    ")
        subject = _address(head)
        if subject in graph:
            raise ForeignError
        graph[subject] = _node(pairs)
    return graph


@lru_cache(_NODES)
def _node(pairs: str) -> Node:
    """Many articles describe an actor in the same words."""
    node: Node = {}
    for pair in pairs.split(" ;\n    "):
        predicate, _, text = pair.partition(" ")
        if predicate in node:
            node[predicate].append(_term(text))
        else:
            node[_predicate(predicate)] = [_term(text)]
    return node


@lru_cache(1024)
def _predicate(name: str) -> str:
    if not _PREDICATE.fullmatch(name):
        raise ForeignError
    return name


@lru_cache(_TERMS)
def _term(text: str) -> Term:
    if text.startswith("<") and text.endswith(">"):
        return Term(_address(text[1:-1]), "iri")
    if (match := _OBJECT.fullmatch(text)) is None:
        raise ForeignError
    name, quoted, suffix, bare = match.groups()
    if name is not None:
        prefix, _, local = name.partition(":")
        if prefix not in PREFIXES:
            raise ForeignError
        return Term(PREFIXES[prefix] + local, "iri")
    if quoted is not None:
        return Term(_ESCAPE.sub(_char, quoted) if "\\" in quoted else quoted, suffix)
    return Term(bare, _bare_type(bare))


def _bare_type(bare: str) -> str:
    if bare in ("true", "false"):
        return "^^xsd:boolean"
    return "^^xsd:decimal" if "." in bare else "^^xsd:integer"


def _address(text: str) -> str:
    """The whole of an IRI that stands between angle brackets."""
    if "<" in text or ">" in text or "\n" in text:
        raise ForeignError
    return text if ":" in text and _ABSOLUTE.match(text) else BASE + text


def _char(match: re.Match[str]) -> str:
    if match[1] is not None:
        return chr(int(match[1], 16))
    if match[2] not in _CHARS:
        raise ForeignError
    return _CHARS[match[2]]
