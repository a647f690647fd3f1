"""What the explorer needs of a graph; kg.reading gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from kg.model import Record

Row = dict[str, Any]
BASE = "https://w3id.org/geopolitical-kg/"
#: Seconds after which the browser is told that an answer takes too long.
PATIENCE: Final = 30.0


class Source(Protocol):
    """An open graph, to be read from several threads."""

    def questions(self) -> Mapping[str, Any]:
        """The stored questions by name; see kg.queries.header.Query."""
        ...

    def ask(self, name: str, parameters: Mapping[str, str]) -> Any:
        """The answer to a stored question; see kg.queries.ask.Answer."""
        ...

    def table(self, answer: Any, form: str) -> str:
        """An answer as text: "csv" or "json"."""
        ...

    def rows(self, name: str, parameters: Mapping[str, Any]) -> list[Row]:
        """The rows of one of the explorer's own questions, queries/explorer/."""
        ...

    def resolve(self, name: str) -> str:
        """The IRI of an actor.

        Raises:
            NotFoundError: nobody has that name, or several do.
        """
        ...

    def article(self, document_id: str) -> Record | None:
        """An article, with its text if it was kept."""
        ...

    def excerpt(self, record: Record, statement: str) -> str | None:
        """The RDF of a statement."""
        ...

    def predicates(self) -> Sequence[Row]:
        """Name, labels, PLOVER type and Goldstein weight of each predicate."""
        ...

    def metrics(self) -> str:
        """What `kg refresh` counts, in Prometheus' text format; empty if it never ran."""
        ...

    def state(self) -> Row:
        """Number of articles, versions, last change; what the last refresh noted."""
        ...
