"""One HTML file with the graph in it, which needs no network and no program but a browser."""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from typing import Any, BinaryIO, Final

from kg.errors import KgError
from kg.exports.graph import Edge, Node, elements
from kg.exports.options import USUAL, Options
from kg.exports.values import Value, flat
from kg.lexicons.predicates import predicates
from kg.model import Record

#: Actors that are drawn, those with the most statements; and sentences of an edge, the newest.
ACTORS: Final = 200
SENTENCES: Final = 20
_COLOURS: Final = {
    "state": "#4292c6", "organisation": "#41ab5d", "group": "#f16913", "person": "#807dba",
    "alliance": "#fd8d3c", "place": "#969696",
}  # fmt: skip
_FRIENDLY, _HOSTILE, _NEITHER = "#2b8cbe", "#d7301f", "#7a7a7a"
#: JSON inside a page: nothing that could end the script element or a line of it.
_SAFE: Final = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


@dataclass(slots=True)
class _Bundle:
    """Statements of one subject, predicate and object."""

    number: int = 0
    articles: set[str] = field(default_factory=set)
    confidence: float = 0.0
    newest: list[tuple[str, int, dict[str, Value]]] = field(default_factory=list)

    def add(self, edge: Edge, order: int) -> None:
        values = edge.values
        self.number += 1
        self.articles.add(str(values["document"]))
        self.confidence = max(self.confidence, float(values["confidence"] or 0))
        self.newest.append((str(values["date"]), -order, values))
        if len(self.newest) > 2 * SENTENCES:
            self.cut()

    def cut(self) -> None:
        self.newest.sort(key=lambda each: each[:2], reverse=True)
        del self.newest[SENTENCES:]


def write(records: Iterable[Record], out: BinaryIO, options: Options = USUAL) -> None:
    """Write the page; it says how many actors it leaves out.

    Everything that an article says is JSON in the page and becomes text in it, never markup; the
    page's policy lets no other script run and no request leave.
    """
    page = files("kg.exports") / "page"
    labels = _shared("js", "labels.js").replace("export function", "function")
    script = f"{labels}\n{(page / 'page.js').read_text('utf-8')}"
    style = (page / "page.css").read_text("utf-8")
    library = _shared("vendor", "cytoscape.min.js")
    policy = (
        f"default-src 'none'; script-src {_hash(library)} {_hash(script)}; "
        "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    )
    data = json.dumps(_data(records), ensure_ascii=False, allow_nan=False).translate(_SAFE)
    parts = {"policy": policy, "style": style, "data": data, "library": library, "script": script}
    rest = (page / "page.html").read_text("utf-8")
    for name, part in parts.items():
        before, _, rest = rest.partition(f"{{{name}}}")
        out.write(before.encode() + part.encode())
    out.write(rest.encode())


def _shared(folder: str, name: str) -> str:
    """A script that the explorer has too."""
    path = files("kg") / "explorer" / "static" / folder / name
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        raise KgError(f"{path} is missing: install geopolitical-kg again") from error


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _data(records: Iterable[Record]) -> dict[str, Any]:
    nodes: dict[str, Node] = {}
    bundles: dict[tuple[str, str, str], _Bundle] = {}
    degree: Counter[str] = Counter()
    for order, element in enumerate(elements(records)):
        if isinstance(element, Node):
            nodes[element.id] = element
            continue
        key = (element.source, str(element.values["predicate"]), element.target)
        bundles.setdefault(key, _Bundle()).add(element, order)
        degree.update((element.source, element.target))
    kept = {iri for iri, _ in sorted(degree.items(), key=lambda d: (-d[1], d[0]))[:ACTORS]}
    edges = [
        _edge(f"e{number}", key, bundle)
        for number, (key, bundle) in enumerate(bundles.items())
        if {key[0], key[2]} <= kept
    ]
    return {
        "about": _about(len(nodes), len(kept), sum(edge["number"] for edge in edges)),
        "nodes": [_node(node, degree[iri]) for iri, node in nodes.items() if iri in kept],
        "edges": edges,
    }


def _about(actors: int, drawn: int, statements: int) -> str:
    more = f"; {actors - drawn} more, with fewer statements, are left out" if actors > drawn else ""
    return f"{drawn} actors and {statements} statements between them{more}."


def _node(node: Node, statements: int) -> dict[str, Any]:
    return {
        "id": node.id,
        "number": statements,
        "en": flat(node.values["label_en"]) or flat(node.values["label"]),
        "ar": flat(node.values["label_ar"]),
        "colour": _COLOURS.get(str(node.values["kind"]), _NEITHER),
    }


def _edge(number: str, key: tuple[str, str, str], bundle: _Bundle) -> dict[str, Any]:
    bundle.cut()
    known = predicates().get(key[1])
    # An alliance has no weight and is friendly.
    weight = 1.0 if known is None or known.goldstein is None else known.goldstein
    return {
        "id": number,
        "source": key[0],
        "target": key[2],
        "predicate": key[1],
        "colour": _FRIENDLY if weight > 0 else _HOSTILE,
        "number": bundle.number,
        "articles": len(bundle.articles),
        "confidence": bundle.confidence,
        "statements": [_sentence(values) for _, _, values in bundle.newest],
    }


def _sentence(values: dict[str, Value]) -> dict[str, Any]:
    how = [
        "denied" if values["polarity"] == "negative" else "",
        "" if values["modality"] == "actual" else str(values["modality"]),
        "" if values["explicit"] else "implied",
    ]
    names = ("quote", "date", "speaker", "title", "outlet", "url")
    return {
        **{name: flat(values[name]) for name in names},
        "how": ", ".join(filter(None, how)),
        "confidence": values["confidence"],
    }
