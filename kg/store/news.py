"""What a group of articles changes in the graph: which are new, and what they take the place of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.store import cypher
from kg.store.rows import Article, Row, unretired
from kg.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class News:
    """What is to be done for a group of articles.

    Attributes:
        new: articles, current or retired, that the graph does not hold and that are to be put in.
        retiring: versions that the graph holds as current and has to hold as retired: as they are
            in it, and as they will be.
        old: nodes that go, by IRI.
        replaced: how many of the new ones are another version of a current article.
    """

    new: list[Article]
    retiring: list[tuple[Article, Article]]
    old: list[str]
    replaced: int

    @property
    def articles(self) -> list[Article]:
        """All that the graph will hold otherwise than before."""
        return [*self.new, *(after for _, after in self.retiring)]


def news(tx: Transaction, group: list[Article]) -> News:
    """What the graph holds otherwise than these articles say."""
    places = sorted({place for a in group for place in (a.iri, a.article, a.version)})
    present = {row["iri"]: row for row in tx.run(cypher.PRESENT, places)}
    new = [a for a in group if _digest(present, a.iri) != a.document["digest"]]
    retiring = [(before, a) for a in new for before in _current(present, a)]
    kept = {after.iri for _, after in retiring}
    new = [a for a in new if a.iri not in kept]
    stays = {before.iri for before, _ in retiring}
    old = sorted({iri for a in new for iri in _in_the_way(present, a)} - stays)
    return News(new, retiring, old, sum(a.iri in present for a in new if not a.retired))


def _digest(present: dict[str, Row], iri: str) -> str | None:
    return present[iri]["digest"] if iri in present else None


def _current(present: dict[str, Row], new: Article) -> Iterator[Article]:
    """A retired version as the graph holds it as current, if it does."""
    if new.retired and new.article in present and new.iri not in present:
        before = unretired(new)
        if _digest(present, new.article) == before.document["digest"]:
            yield before


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
