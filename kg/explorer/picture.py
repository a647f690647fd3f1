"""The neighbourhood of actors, bounded: nodes, edges, and how much was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from kg.explorer.members import iri, is_whole, labels, members
from kg.explorer.source import Row, Source

MOST: Final = 200
"""So many actors are drawn at most."""
_EDGES: Final = 3000
#: Filters that the derived edges know; with any other, statements have to be gone over.
_DERIVED: Final = frozenset({"predicates", "exact"})
#: What counts as no filter.
_USUAL: Final = {
    "polarity": "positive", "modality": "actual-planned", "explicit": "any", "confidence": "0",
}  # fmt: skip

#: Subject, predicate, object; then numbers of statements and sources, first and last day.
Link = Sequence[Any]


def picture(
    source: Source, centres: Sequence[str], nodes: int, between: bool, filters: Mapping[str, Any]
) -> Row:
    """What to draw around some actors.

    Args:
        source: the graph.
        centres: their IRIs.
        nodes: how many actors to draw.
        between: also what lies between the neighbours, not only their links to the centres.
        filters: parameters of the question `links`.

    Returns:
        `nodes` with iri, names, kind, weight; `edges` with subject, object, predicate, numbers of
        statements and of sources; `more`: how many neighbours are not drawn.
    """
    filters = {name: each for name, each in filters.items() if _USUAL.get(name) != each}
    asked, under, ends = _asked(source, centres, filters)
    question = "ties" if filters.keys() <= _DERIVED else "links"
    near = _near(source, question, asked, MOST + len(ends)) if ends else _Near(0, [], {})
    inside = [each for each, *_ in near.ranked if ends.get(iri(each), iri(each)) in under]
    others = [row for row in near.ranked if row[0] not in set(inside)]
    shown = others[: max(0, min(nodes, MOST) - len(under))]
    keys = [other for other, *_ in shown]
    edges = _Edges(ends, under)
    for other, links in _links(source, near, asked, [*keys, *inside]):
        edges.add(links, other)
    if between and shown:
        edges.add(_between(source, question, {**filters, "apart": sorted(ends), "nodes": keys}))
    weight = Counter({iri(other): number for other, number, *_ in shown}) + edges.centres
    return {
        "nodes": _nodes(source, [*under, *(iri(other) for other, *_ in shown)], weight, under),
        "edges": edges.rows(),
        "more": near.total - len(inside) - len(shown),
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


def _between(source: Source, question: str, asked: Mapping[str, Any]) -> Iterable[Link]:
    """What lies between the neighbours."""
    found: list[Link] = source.rows(f"{question}-between", {**asked, "limit": _EDGES})[0]["found"]
    return found


class _Near(NamedTuple):
    """Neighbours: how many, the first of them, and their links as far as they are known yet."""

    total: int
    ranked: Sequence[Sequence[Any]]
    links: Mapping[str, Sequence[Link]]


def _near(source: Source, question: str, asked: Mapping[str, Any], limit: int) -> _Near:
    """Those with most sources first; of statements, their links are counted in the same go."""
    name = "near" if question == "ties" else question
    rows = source.rows(name, {**asked, "limit": limit})
    total, found = (rows[0]["total"], rows[0]["found"]) if rows else (0, [])
    return _Near(total, found, {row[0]: row[3] for row in found if len(row) > 3})


def _links(
    source: Source, near: _Near, asked: Mapping[str, Any], keys: Sequence[str]
) -> Iterable[tuple[str, Sequence[Link]]]:
    """The links of some of the neighbours; with derived edges only those are summed up."""
    known = near.links
    if keys and not known:
        known = dict(source.rows("ties", {**asked, "others": keys})[0]["found"])
    return ((key, known[key]) for key in keys if key in known)


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
