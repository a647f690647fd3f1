"""Which articles need no reading: their RDF is what they were last loaded from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from kg.store import cypher
from kg.store.connection import Store
from kg.store.rows import Article, document_iri
from kg.store.schema import LAYOUT

_SIZE = 1000


class Marks:
    """Hashes of the RDF of articles, and what the graph knows of them.

    Attributes:
        same: IRIs of the articles that are in the graph as their RDF says.
    """

    def __init__(self, store: Store, marks: Iterable[tuple[str, str]]) -> None:
        self._store = store
        self._marks = marks
        self._known: dict[str, str] = {}
        self.same: set[str] = set()

    def behind(self) -> Iterator[str]:
        """Ids of the articles that are to be read."""
        marks = iter(self._marks)
        while group := list(islice(marks, _SIZE)):
            # Another layout of the store gives other rows.
            rows = {document_iri(name): (name, f"{LAYOUT} {mark}") for name, mark in group}
            asked = {"rows": [(iri, mark) for iri, (_, mark) in rows.items()]}
            same = {row["iri"] for row in self._store.read(cypher.MARKED, asked)}
            self.same |= same
            for iri, (name, mark) in rows.items():
                if iri not in same:
                    self._known[iri] = mark
                    yield name

    def of(self, group: Iterable[Article]) -> list[tuple[str, str, str]]:
        """IRI, mark and digest of those in a group that have a mark and are current."""
        return [
            (one.iri, self._known[one.iri], one.document["digest"])
            for one in group
            if one.iri in self._known
        ]
