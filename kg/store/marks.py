"""Which articles need no reading: their RDF is what they were last loaded from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, Generic, TypeVar

from kg.parallel import ahead
from kg.seen import Seen
from kg.store import cypher
from kg.store.connection import Store
from kg.store.rows import Article, document_iri
from kg.store.schema import LAYOUT

_SIZE: Final = 1000
_PAGE: Final = 20_000


Source = TypeVar("Source")


class Marks(Generic[Source]):
    """Hashes of the RDF of articles, and what the graph knows of them.

    Memory does not grow with the articles: marks are held from when an article is found to be
    behind until it is written, and the names of the others on disk.

    Args:
        store: the graph.
        marks: id and hash of each article, and what it is to be read from.
    """

    def __init__(self, store: Store, marks: Iterable[tuple[str, str, Source]]) -> None:
        self._store = store
        self._marks = marks
        self._known: dict[str, str] = {}
        self._same = Seen()

    def behind(self) -> Iterator[Source]:
        """What is to be read."""
        marks = iter(self._marks)
        groups = iter(lambda: list(islice(marks, _SIZE)), [])
        for group in ahead(groups, 2):
            # Another layout of the store gives other rows.
            rows = {document_iri(n): (source, f"{LAYOUT} {mark}") for n, mark, source in group}
            asked = {"rows": [(iri, mark) for iri, (_, mark) in rows.items()]}
            behind = {row["iri"] for row in self._store.read(cypher.BEHIND, asked)}
            self._same.update(iri for iri in rows if iri not in behind)
            for iri, (source, mark) in rows.items():
                if iri in behind:
                    self._known[iri] = mark
                    yield source

    @property
    def same(self) -> int:
        """How many articles are in the graph as their RDF says; `in` tells which."""
        return len(self._same)

    def __contains__(self, iri: str) -> bool:
        return iri in self._same

    def of(self, group: Iterable[Article]) -> list[tuple[str, str, str]]:
        """IRI, mark and digest of those in a group that have a mark and are current."""
        return [
            (one.iri, self._known[one.iri], one.document["digest"])
            for one in group
            if one.iri in self._known
        ]

    def written(self, group: Iterable[Article]) -> None:
        """Forget the marks of a group, which the graph holds now."""
        for one in group:
            self._known.pop(one.iri, None)


def documents(store: Store) -> Iterator[str]:
    """IRIs of all articles of the graph, and of their retired versions, page by page."""
    after = ""
    while page := list(store.read(cypher.SOME_DOCUMENTS, {"after": after, "count": _PAGE})):
        yield from (str(row["iri"]) for row in page)
        after = page[-1]["iri"]
