"""The neighbourhood of actors, bounded: nodes, edges, and how much was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from kg.explorer.source import BASE, Row, Source

MOST: Final = 200
"""So many actors are drawn at most."""
_EDGES: Final = 3000
#: Links that are looked at to find out whom to draw.
_COUNTED: Final = 20_000


def picture(
    source: Source, centres: Sequence[str], nodes: int, between: bool, filters: Mapping[str, Any]
) -> Row:
    """What to draw around some actors.

    Args:
        source: the graph.
        centres: their IRIs.
        nodes: how many actors to draw.
        between: also what lies between the neighbours, not only their links to the centres.
        filters: parameters of the question `edges`.

    Returns:
        `nodes` with iri, names, kind, weight; `edges` with subject, object, predicate, numbers of
        statements and of outlets; `more`: how many neighbours are not drawn.
    """
    exact = bool(filters.get("exact")) and filters["exact"] != "false"
    actors = source.rows("labels", {"actors": list(centres)})
    first = list(dict.fromkeys(_key(row["iri"], row["code"], exact) for row in actors))
    edges = source.rows(
        "edges", {**filters, "actors": list(centres), "limit": _COUNTED}
    ) if actors else []  # fmt: skip
    weight = _weights(edges)
    others = sorted(weight.keys() - set(first), key=lambda key: (-weight[key], key))
    shown = [*first, *others[: max(0, min(nodes, MOST) - len(first))]]
    if between and shown:
        iris = [_iri(key) for key in shown]
        edges = source.rows(
            "edges", {**filters, "actors": iris, "nodes": shown, "limit": _EDGES}
        )  # fmt: skip
    drawn = [e for e in edges if {e["subject"], e["object"]} <= set(shown)]
    return {
        "nodes": _nodes(source, shown, weight, set(first)),
        "edges": [
            {**e, "subject": _iri(e["subject"]), "object": _iri(e["object"])}
            for e in drawn[:_EDGES]
        ],
        "more": len(first) + len(others) - len(shown),
    }


def _weights(edges: Iterable[Row]) -> Counter[str]:
    """The number of statements that each actor is in."""
    found: Counter[str] = Counter()
    for edge in edges:
        for key in {edge["subject"], edge["object"]}:
            found[key] += edge["statements"]
    return found


def _nodes(
    source: Source, keys: Sequence[str], weight: Mapping[str, int], centres: set[str]
) -> list[Row]:
    iris = [_iri(key) for key in keys]
    known = {row["iri"]: row for row in source.rows("labels", {"actors": iris})} if iris else {}
    return [
        {
            "iri": iri,
            "en": known.get(iri, {}).get("en") or (None if iri in known else key),
            "ar": known.get(iri, {}).get("ar"),
            "kind": known.get(iri, {}).get("kind"),
            "statements": weight.get(key, 0),
            "centre": key in centres,
        }
        for key, iri in zip(keys, iris, strict=True)
    ]


def _key(iri: str, code: str | None, exact: bool) -> str:
    """What the questions call an actor: itself, or the state or body that it acts for."""
    return iri if exact else code or iri


def _iri(key: str) -> str:
    return key if "://" in key else f"{BASE}entity/{quote(key, safe=':/')}"
