"""What a group of articles changes in the graph: which are new, and what they take the place of."""

from __future__ import annotations

from collections.abc import Iterator

from kg.store import cypher
from kg.store.rows import Article, Row
from kg.store.transaction import Transaction


def news(tx: Transaction, group: list[Article]) -> tuple[list[Article], list[str], int]:
    """The articles that the graph does not hold, what goes for them, and how many were there."""
    places = sorted({place for a in group for place in (a.iri, a.article, a.version)})
    present = {row["iri"]: row for row in tx.run(cypher.PRESENT, places)}
    new = [a for a in group if _digest(present, a) != a.document["digest"]]
    old = sorted({iri for a in new for iri in _in_the_way(present, a)})
    return new, old, sum(a.iri in present for a in new if not a.retired)


def _digest(present: dict[str, Row], one: Article) -> str | None:
    return present[one.iri]["digest"] if one.iri in present else None


def _in_the_way(present: dict[str, Row], new: Article) -> Iterator[str]:
    """Nodes that go when an article comes: its own, and the same version current or retired."""
    if new.iri in present:
        yield new.iri
    if not new.retired and new.version in present:
        yield new.version
    if new.retired and new.article in present:
        current = present[new.article]
        if current["version"] == new.document["version"]:
            yield new.article
