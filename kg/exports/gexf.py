"""GEXF 1.3 with dynamic edges: for Gephi and its timeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO, Final

from kg.exports.graph import EDGE_FIELDS, NODE_FIELDS, Edge, Node, elements
from kg.exports.options import USUAL, Options
from kg.exports.values import Value, flat
from kg.exports.xml import DECLARATION, attribute, tag
from kg.model import Record

_TYPES: Final = {str: "string", bool: "boolean", float: "double", int: "integer"}


def write(records: Iterable[Record], out: BinaryIO, options: Options = USUAL) -> None:
    """Write all actors and statements as one GEXF graph.

    An edge lasts for the day of its article; without one, for ever. Actors are written as they
    come, and edges, which have to stand behind all actors, wait in a temporary file: only the
    IRIs of actors are held in memory.
    """
    with TemporaryFile() as waiting:
        out.write(DECLARATION + _head().encode())
        for element in elements(records):
            if isinstance(element, Node):
                out.write(_node(element).encode())
            else:
                waiting.write(_edge(element).encode())
        out.write(b"</nodes>\n<edges>\n")
        waiting.seek(0)
        copyfileobj(waiting, out)
        out.write(b"</edges>\n</graph>\n</gexf>\n")


def _head() -> str:
    attributes = "\n".join(
        tag("attributes", {"class": kind, "mode": "static"}, _declared(fields))
        for kind, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS))
    )
    return (
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n<meta><creator>kg</creator></meta>\n'
        '<graph mode="dynamic" timeformat="date" timerepresentation="interval" '
        f'defaultedgetype="directed" idtype="string">\n{attributes}\n<nodes>\n'
    )


def _declared(fields: Mapping[str, type]) -> str:
    return "".join(
        tag("attribute", {"id": name, "title": name, "type": _TYPES[kind]})
        for name, kind in fields.items()
        if name != "label"  # an element has one anyway
    )


def _node(node: Node) -> str:
    named = {"id": node.id, "label": flat(node.values["label"])}
    return tag("node", named, _values(node.values)) + "\n"


def _edge(edge: Edge) -> str:
    named = {
        "id": edge.id, "source": edge.source, "target": edge.target,
        "label": edge.values["label"], "kind": edge.values["predicate"],
        "start": edge.day, "end": edge.day,
    }  # fmt: skip
    return tag("edge", named, _values(edge.values)) + "\n"


def _values(values: Mapping[str, Value]) -> str:
    """What is known; what is not is left out."""
    known = "".join(
        f'<attvalue for="{name}" value="{attribute(value)}"/>'
        for name, value in values.items()
        if value != "" and name != "label"
    )
    return f"<attvalues>{known}</attvalues>"
