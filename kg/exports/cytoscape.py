"""Cytoscape.js JSON, and CX2 for Cytoscape and NDEx."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, Final

from kg.exports.graph import EDGE_FIELDS, NODE_FIELDS, Edge, Node, elements
from kg.exports.options import USUAL, Options
from kg.model import Record

_CX_TYPES: Final = {str: "string", bool: "boolean", float: "double", int: "integer"}


def write(records: Iterable[Record], out: BinaryIO, options: Options = USUAL) -> None:
    """Write what `cytoscape({elements: ...})` and networkx's `cytoscape_graph` take.

    Actors and edges wait in temporary files.
    """
    about = {"data": {"name": "kg"}, "directed": True, "multigraph": True}
    with TemporaryFile() as nodes, TemporaryFile() as edges:
        _fill(nodes, edges, records, _data)
        out.write(dumps(about)[:-1].encode() + b', "elements": {"nodes": [\n')
        copyfileobj(nodes, out)
        out.write(b'\n], "edges": [\n')
        copyfileobj(edges, out)
        out.write(b"\n]}}\n")


def write_cx2(records: Iterable[Record], out: BinaryIO, options: Options = USUAL) -> None:
    """Write CX2, which counts nodes and edges first: both wait in temporary files."""
    numbers: dict[str, int] = {}
    ids = count()

    def row(each: Node | Edge) -> dict[str, Any]:
        values = {"iri": each.id, **_known(each.values)}
        if isinstance(each, Edge):
            ends = {"s": numbers[each.source], "t": numbers[each.target]}
            return {"id": next(ids), **ends, "v": {"interaction": each.values["label"], **values}}
        numbers[each.id] = len(numbers)
        return {"id": numbers[each.id], "v": {"name": each.values["label"], **values}}

    with TemporaryFile() as nodes, TemporaryFile() as edges:
        counts = _fill(nodes, edges, records, row)
        for piece in _cx_head(counts):
            out.write(piece.encode())
        out.write(b'{"nodes": [\n')
        copyfileobj(nodes, out)
        out.write(b'\n]},\n{"edges": [\n')
        copyfileobj(edges, out)
        out.write(b'\n]},\n{"status": [{"success": true}]}]\n')


def dumps(value: Any) -> str:
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _fill(
    nodes: IO[bytes],
    edges: IO[bytes],
    records: Iterable[Record],
    row: Callable[[Node | Edge], dict[str, Any]],
) -> tuple[int, int]:
    """Write nodes and edges as lines of JSON into files, rewind those; how many there are."""
    counts = [0, 0]
    for element in elements(records):
        which = isinstance(element, Edge)
        line = (",\n" if counts[which] else "") + dumps(row(element))
        (nodes, edges)[which].write(line.encode())
        counts[which] += 1
    nodes.seek(0)
    edges.seek(0)
    return counts[0], counts[1]


def _data(element: Node | Edge) -> dict[str, Any]:
    # networkx calls a node by `value` and tells parallel edges apart by `key`.
    names = (
        {"id": element.id, "key": element.id, "source": element.source, "target": element.target}
        if isinstance(element, Edge)
        else {"id": element.id, "value": element.id}
    )
    return {"data": {**names, "name": element.values["label"], **element.values}}


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value != "" and name != "label"}


def _cx_head(counts: tuple[int, int]) -> Iterable[str]:
    def declared(own: str, fields: Mapping[str, type]) -> dict[str, Any]:
        plain = {name: {"d": _CX_TYPES[kind]} for name, kind in fields.items() if name != "label"}
        return {own: {"d": "string"}, "iri": {"d": "string"}, **plain}

    yield '[{"CXVersion": "2.0", "hasFragments": false},\n'
    names = (("attributeDeclarations", 1), ("networkAttributes", 1), ("nodes", counts[0]),
             ("edges", counts[1]))  # fmt: skip
    about = [{"name": name, "elementCount": count} for name, count in names]
    yield dumps({"metaData": about}) + ",\n"
    yield dumps({"attributeDeclarations": [{
        "networkAttributes": {"name": {"d": "string"}},
        "nodes": declared("name", NODE_FIELDS),
        "edges": declared("interaction", EDGE_FIELDS),
    }]}) + ",\n"  # fmt: skip
    yield dumps({"networkAttributes": [{"name": "kg"}]}) + ",\n"
