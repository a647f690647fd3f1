"""DOT, the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from kg.exports.graph import Edge, elements
from kg.exports.options import USUAL, Options
from kg.exports.values import Value, flat
from kg.model import Record


def write(records: Iterable[Record], out: BinaryIO, options: Options = USUAL) -> None:
    """Write all actors and statements as one directed graph, as a stream."""
    out.write(b'digraph "kg" {\n')
    for element in elements(records):
        if isinstance(element, Edge):
            name = f"{_quoted(element.source)} -> {_quoted(element.target)}"
            values = {"id": element.id, **element.values}
        else:
            name, values = _quoted(element.id), element.values
        out.write(f"{name} [{_attributes(values)}];\n".encode())
    out.write(b"}\n")


def _attributes(values: Mapping[str, Value]) -> str:
    # To Graphviz a URL is where a click leads; that of an article is not trusted with it.
    named = {("address" if name == "url" else name): value for name, value in values.items()}
    return ", ".join(f"{name}={_quoted(value)}" for name, value in named.items() if value != "")


def _quoted(value: Value) -> str:
    """A quoted string on one line; a backslash would begin an escape."""
    return '"' + flat(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
