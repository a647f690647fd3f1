"""The neighbourhood of actors, bounded: nodes, edges, and how much was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from kg.explorer.source import BASE, Row, Source

MOST: Final = 200
"""So many actors are drawn at most."""
_EDGES: Final = 3000
_COUNTED: Final = 5000


def picture(
    source: Source, centres: Sequence[str], nodes: int, between: bool, filters: Mapping[str, Any]
) -> Row:
    """What to draw around some actors.

    Args:
        source: the graph.
        centres: their IRIs.
        nodes: how many actors to draw.
        between: also what lies between the neighbours, not only their links to the centres.
        filters: parameters of the questions `neighbours` and `edges`.

    Returns:
        `nodes` with iri, names, kind, weight; `edges` with subject, object, predicate, numbers of
        statements and of outlets; `more`: how many neighbours are not drawn.
    """
    exact = bool(filters.get("exact")) and filters["exact"] != "false"
    actors = source.rows("labels", {"actors": list(centres)})
    first = [_key(row["iri"], row["code"], exact) for row in actors]
    ranked = source.rows(
        "neighbours", {**filters, "actors": list(centres), "limit": _COUNTED}
    ) if actors else []  # fmt: skip
    others = [row["neighbour"] for row in ranked if row["neighbour"] not in first]
    room = max(0, min(nodes, MOST) - len(set(first)))
    shown = [*dict.fromkeys(first), *others[:room]]
    iris = [_iri(key) for key in shown]
    edges = source.rows("edges", {
        **filters, "actors": iris if between else list(centres), "nodes": shown, "limit": _EDGES,
    }) if shown else []  # fmt: skip
    weight = {row["neighbour"]: row["statements"] for row in ranked}
    return {
        "nodes": _nodes(source, shown, weight, set(first)),
        "edges": [{**e, "subject": _iri(e["subject"]), "object": _iri(e["object"])} for e in edges],
        "more": len(others) - len(others[:room]),
    }


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
