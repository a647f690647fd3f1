"""Who is near some actors, and what lies between them: out of derived edges, or of statements.

What goes over statements is asked in two halves at once: the store answers each on a core of its
own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, NamedTuple

from kg.explorer.source import Row, Source

#: Subject, predicate, object; then numbers of statements and sources, first and last day.
Link = Sequence[Any]
#: Filters that the derived edges know; with any other, statements have to be gone over.
_DERIVED: Final = frozenset({"predicates", "exact"})
_EVERYONE: Final = 1_000_000


class Near(NamedTuple):
    """Neighbours: how many, the first of them, and their links as far as they are known yet.

    `ranked` has rows of code or IRI, number of statements, number of sources.
    """

    total: int
    ranked: Sequence[Sequence[Any]]
    links: Mapping[str, Sequence[Link]]


def near(source: Source, filters: Mapping[str, Any], asked: Row, limit: int) -> Near:
    """Those with most sources first; of statements, their links are counted in the same go.

    Args:
        source: the graph.
        filters: what is asked for besides actors.
        asked: all parameters.
        limit: at most so many.
    """
    if filters.keys() <= _DERIVED:
        rows = source.rows("near", {**asked, "limit": limit})
        return Near(rows[0]["total"], rows[0]["found"], {}) if rows else Near(0, [], {})
    halves = [{**asked, "limit": _EVERYONE, "side": side} for side in ("from", "to")]
    found: dict[str, tuple[int, int, list[Link]]] = {}
    for row in (row for rows in _at_once(source, "links", halves) for row in rows):
        for other, statements, sources, links in row["found"]:
            before = found.get(other, (0, 0, []))
            found[other] = (before[0] + statements, before[1] + sources, [*before[2], *links])
    ranked = sorted(found, key=lambda other: (-found[other][1], -found[other][0], other))
    return Near(
        len(found),
        [(other, *found[other][:2]) for other in ranked[:limit]],
        {other: found[other][2] for other in ranked[:limit]},
    )


def links(
    source: Source, near: Near, asked: Mapping[str, Any], keys: Sequence[str]
) -> Iterator[tuple[str, Sequence[Link]]]:
    """The links of some of the neighbours; with derived edges only those are summed up."""
    known = near.links
    if keys and not known:
        known = dict(source.rows("ties", {**asked, "others": keys})[0]["found"])
    yield from ((key, known[key]) for key in keys if key in known)


def between(
    source: Source, filters: Mapping[str, Any], apart: Sequence[str], keys: Sequence[str], most: int
) -> Iterable[Link]:
    """What lies between neighbours: links of each of one half and of the other with all."""
    question = "ties-between" if filters.keys() <= _DERIVED else "links-between"
    halves = [
        {**filters, "apart": apart, "nodes": keys, "ones": half, "limit": most}
        for half in (keys[::2], keys[1::2]) if half
    ]  # fmt: skip
    found = [link for rows in _at_once(source, question, halves) for link in rows[0]["found"]]
    return sorted(found, key=lambda link: (-link[4], -link[3], *link[:3]))[:most]


def _at_once(source: Source, name: str, asked: Sequence[Row]) -> list[list[Row]]:
    with ThreadPoolExecutor(len(asked)) as pool:
        return list(pool.map(lambda parameters: source.rows(name, parameters), asked))
