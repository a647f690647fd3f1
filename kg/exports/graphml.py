"""GraphML, typed: for Cytoscape, networkx and others; with labels and shapes for yEd."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO, Final

from kg.exports.graph import EDGE_FIELDS, NODE_FIELDS, Edge, Node, elements
from kg.exports.options import USUAL, Options
from kg.exports.values import Value, flat
from kg.exports.xml import DECLARATION, tag, text
from kg.model import Record

_TYPES: Final = {str: "string", bool: "boolean", float: "double", int: "int"}
_SPACES: Final = 'xmlns="http://graphml.graphdrawing.org/xmlns"'
_YED: Final = ' xmlns:y="http://www.yworks.com/xml/graphml"'
_SHAPES: Final = {
    "state": ("ellipse", "#9ecae1"),
    "organisation": ("rectangle", "#c7e9c0"),
    "group": ("hexagon", "#fdae6b"),
    "person": ("roundrectangle", "#dadaeb"),
    "alliance": ("octagon", "#fdd0a2"),
    "place": ("diamond", "#d9d9d9"),
}


def write(records: Iterable[Record], out: BinaryIO, options: Options = USUAL) -> None:
    """Write all actors and statements as one GraphML graph, as a stream.

    Every node and edge has a value for every attribute, the empty text for what is not known,
    so that readers which want all of them find them.
    """
    keys = [*_keys("node", NODE_FIELDS), *_keys("edge", EDGE_FIELDS)]
    if options.yed:
        keys += [tag("key", {"id": f"y-{kind}", "for": kind, "yfiles.type": f"{kind}graphics"})
                 for kind in ("node", "edge")]  # fmt: skip
    spaces = _SPACES + (_YED if options.yed else "")
    head = "\n".join((f"<graphml {spaces}>", *keys, '<graph id="kg" edgedefault="directed">', ""))
    out.write(DECLARATION + head.encode())
    for element in elements(records):
        drawn = _drawn(element) if options.yed else ""
        out.write((_element(element, drawn) + "\n").encode())
    out.write(b"</graph>\n</graphml>\n")


def _keys(kind: str, fields: Mapping[str, type]) -> list[str]:
    return [
        tag("key", {"id": f"{kind}-{name}", "for": kind, "attr.name": name,
                    "attr.type": _TYPES[of]})
        for name, of in fields.items()
    ]  # fmt: skip


def _element(element: Node | Edge, drawn: str) -> str:
    if isinstance(element, Node):
        return tag("node", {"id": element.id}, _data("node", element.values) + drawn)
    ends = {"id": element.id, "source": element.source, "target": element.target}
    return tag("edge", ends, _data("edge", element.values) + drawn)


def _data(kind: str, values: Mapping[str, Value]) -> str:
    return "".join(
        f'<data key="{kind}-{name}">{text(value)}</data>' for name, value in values.items()
    )


def _drawn(element: Node | Edge) -> str:
    """How yEd shows it."""
    label = text(flat(element.values["label"]))
    if isinstance(element, Edge):
        arrows = tag("y:Arrows", {"source": "none", "target": "standard"})
        line = tag("y:PolyLineEdge", {}, arrows + tag("y:EdgeLabel", {}, label))
        return tag("data", {"key": "y-edge"}, line)
    shape, colour = _SHAPES.get(str(element.values["kind"]), ("ellipse", "#ffffff"))
    inner = (
        tag("y:Geometry", {"width": str(max(60, 9 * len(label))), "height": "40"})
        + tag("y:Fill", {"color": colour, "transparent": "false"})
        + tag("y:NodeLabel", {}, label)
        + tag("y:Shape", {"type": shape})
    )
    return tag("data", {"key": "y-node"}, tag("y:ShapeNode", {}, inner))
