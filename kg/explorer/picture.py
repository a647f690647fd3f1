"""The neighbourhood of actors, bounded: nodes, edges, and how much was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from kg.explorer.members import iri, is_whole, labels, members
from kg.explorer.near import Link, Near, between, links, near
from kg.explorer.source import Row, Source

MOST: Final = 200
"""So many actors are drawn at most."""
_EDGES: Final = 3000
#: What counts as no filter.
_USUAL: Final = {
    "polarity": "positive", "modality": "actual-planned", "explicit": "any", "confidence": "0",
}  # fmt: skip


def picture(
    source: Source, centres: Sequence[str], nodes: int, inner: bool, filters: Mapping[str, Any]
) -> Row:
    """What to draw around some actors.

    Args:
        source: the graph.
        centres: their IRIs.
        nodes: how many actors to draw.
        inner: also what lies between the neighbours, not only their links to the centres.
        filters: parameters of the question `links`.

    Returns:
        `nodes` with iri, names, kind, weight; `edges` with subject, object, predicate, numbers of
        statements and of sources; `more`: how many neighbours are not drawn.
    """
    filters = {name: each for name, each in filters.items() if _USUAL.get(name) != each}
    asked, under, ends = _asked(source, centres, filters)
    found = near(source, filters, asked, MOST + len(ends)) if ends else Near(0, [], {})
    inside = [each for each, *_ in found.ranked if ends.get(iri(each), iri(each)) in under]
    others = [row for row in found.ranked if row[0] not in set(inside)]
    shown = others[: max(0, min(nodes, MOST) - len(under))]
    keys = [other for other, *_ in shown]
    edges = _Edges(ends, under)
    for other, theirs in links(source, found, asked, [*keys, *inside]):
        edges.add(theirs, other)
    if inner and shown:
        edges.add(between(source, filters, sorted(ends), keys, _EDGES))
    weight = Counter({iri(other): number for other, number, *_ in shown}) + edges.centres
    return {
        "nodes": _nodes(source, [*under, *(iri(other) for other, *_ in shown)], weight, under),
        "edges": edges.rows(),
        "more": found.total - len(inside) - len(shown),
    }


def _asked(
    source: Source, centres: Sequence[str], filters: Mapping[str, Any]
) -> tuple[dict[str, Any], Mapping[str, Sequence[str]], Mapping[str, str]]:
    """Parameters, who stands for each chosen actor, and the chosen actor of each of those."""
    exact = filters.get("exact", "false") != "false"
    actors = list(labels(source, centres).values())
    under = members(source, actors, exact)
    # One who acts for another of the chosen stands for himself.
    ends = {m: actor for actor in sorted(under, key=lambda a: -len(under[a])) for m in under[actor]}
    apart = sorted({*under, *(m for a in actors if not is_whole(a) for m in under[a["iri"]])})
    return {**filters, "members": sorted(ends), "apart": apart}, under, ends


class _Edges:
    """Links summed up between the actors that are drawn.

    Args:
        ends: the chosen actor that each of its members stands for.
        chosen: the chosen actors.
    """

    def __init__(self, ends: Mapping[str, str], chosen: Collection[str]) -> None:
        self._ends, self._chosen = ends, chosen
        self._found: dict[tuple[str, str, str], Row] = {}
        self.centres = Counter[str]()

    def add(self, links: Iterable[Link], other: str | None = None) -> None:
        """Add links; those among chosen actors come from both sides and count once."""
        for subject, predicate, object_, *numbers in links:
            sides = [self._ends.get(iri(side), iri(side)) for side in (subject, object_)]
            if other is not None and other == subject and sides[0] in self._chosen:
                continue
            self._sum((sides[0], predicate, sides[1]), numbers)

    def rows(self) -> list[Row]:
        """The edges, those with most sources first."""
        found = [
            {"subject": key[0], "object": key[2], "predicate": key[1], **row}
            for key, row in self._found.items()
        ]
        found.sort(key=lambda e: (-e["sources"], -e["statements"], e["subject"], e["object"],
                                  e["predicate"]))  # fmt: skip
        return found[:_EDGES]

    def _sum(self, key: tuple[str, str, str], numbers: Sequence[Any]) -> None:
        statements, sources, first, last = numbers
        row = self._found.setdefault(
            key, {"statements": 0, "sources": 0, "first": first, "last": last}
        )
        row["statements"] += statements
        row["sources"] += sources
        row["first"] = min(filter(None, (row["first"], first)), default=None)
        row["last"] = max(filter(None, (row["last"], last)), default=None)
        self.centres.update(dict.fromkeys({key[0], key[2]} & set(self._chosen), statements))


def _nodes(
    source: Source, iris: Sequence[str], weight: Mapping[str, int], centres: Collection[str]
) -> list[Row]:
    known = labels(source, iris)
    return [
        {
            "iri": each,
            "en": known.get(each, {}).get("en") or (None if each in known else each.split("/")[-1]),
            "ar": known.get(each, {}).get("ar"),
            "kind": known.get(each, {}).get("kind"),
            "statements": weight.get(each, 0),
            "centre": each in centres,
        }
        for each in iris
    ]
