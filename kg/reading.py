"""An open graph for those who only read it: what the explorer asks, from several threads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg import pipeline, queries
from kg.idle import Kept, WhileAsked
from kg.model import Record
from kg.resources import queries as folder

if TYPE_CHECKING:
    from kg.rdf.archive import Archive

#: Seconds without anything new after which a source counts as silent, as `kg status` has it.
SILENT: Final = 3 * 86400.0


class Reading:
    """A graph folder, or the graph of a server beside it; implements kg.explorer.source.Source.

    Args:
        graph: the folder.
        store: address of a server; None: the folder's own store.
        progress: told of articles that are loaded, where the store is behind the RDF.
    """

    def __init__(
        self, graph: Path, store: str | None = None, *, progress: pipeline.Progress
    ) -> None:
        self._graph = graph
        self.archive()  # so that it is said now, if there is none
        self._store = WhileAsked(graph, store, progress=progress)
        self._kept = Kept(graph) if store is None else None

    def archive(self) -> Archive:
        """The articles, of the generation that is current now."""
        from kg.rdf.archive import Archive

        return Archive.open(self._graph)

    def questions(self) -> Mapping[str, queries.Query]:
        """The stored questions by name."""
        return queries.load_all()

    def ask(self, name: str, parameters: Mapping[str, str]) -> queries.Answer:
        """The answer to a stored question."""
        query = queries.get(name)
        with self._store.open() as store:
            return queries.run(store, query, parameters)

    def table(self, answer: queries.Answer, form: str) -> str:
        """An answer as text: "csv" or "json"."""
        from kg.queries.tables import csv_lines, json_lines

        lines = {"csv": csv_lines, "json": json_lines}[form](answer.columns, answer.rows)
        return "".join(f"{line}\n" for line in lines)

    def rows(self, name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows of one of the explorer's own questions."""
        return self._once((name, repr(sorted(parameters.items()))),
                          lambda: self._asked(name, parameters))  # fmt: skip

    def resolve(self, name: str) -> str:
        """The IRI of an actor."""
        from kg.queries.actors import resolve

        def found() -> list[dict[str, Any]]:
            with self._store.open() as store:
                return [{"iri": resolve(store, {"actor": name})["actor"].iri}]

        return str(self._once(("resolve", name), found)[0]["iri"])

    def article(self, document_id: str) -> Record | None:
        """An article, with its text if it was kept."""
        return self.archive().record(document_id)

    def excerpt(self, record: Record, statement: str) -> str | None:
        """The RDF of a statement."""
        from kg.rdf.excerpt import excerpt

        return excerpt(self.archive().path(record.document.id), record, statement)

    def predicates(self) -> Sequence[dict[str, Any]]:
        """The predicates, as ontology/predicates.tsv has them."""
        from kg.lexicons.predicates import predicates

        return [asdict(each) for each in predicates().values()]

    def state(self) -> dict[str, Any]:
        """Number of articles, versions, last change, and what the last refresh noted."""
        from kg.rdf import manifest

        about = manifest.read(self._graph)
        changed = (self._graph / manifest.NAME).stat().st_mtime
        when = datetime.fromtimestamp(changed, tz=UTC).isoformat(timespec="seconds")
        return {**about, "changed": when, "refresh": self._refresh()}

    def metrics(self) -> str:
        """What `kg refresh` counts, in Prometheus' text format; empty if it never ran."""
        from kg.refresh import metrics

        return metrics.text(self._graph)

    def close(self) -> None:
        """Close the store, as soon as nobody reads."""
        self._store.close()

    def _once(self, key: Any, ask: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
        return self._kept.get(key, ask) if self._kept is not None else ask()

    def _asked(self, name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        with self._store.open() as store:
            return list(queries.run(store, self._own[name], parameters))

    @cached_property
    def _own(self) -> dict[str, queries.Query]:
        return queries.load_all(folder() / "explorer")

    def _refresh(self) -> dict[str, Any] | None:
        """What `kg status` says; None if the graph was never refreshed."""
        from kg.refresh import state, status

        place = state.place(self._graph)
        if not place.exists():
            return None
        with state.opened(place, create=False) as opened:
            return status.status(self._graph, opened, datetime.now(UTC), SILENT)


def serve(
    graph: Path,
    *,
    host: str,
    port: int,
    token: str | None,
    ready: Callable[[str], None],
    progress: pipeline.Progress,
    store: str | None = None,
) -> None:
    """Show a graph on a page until Ctrl-C.

    Raises:
        ConfigError: a host other than this machine's own without a token, or a port that is taken.
        NotFoundError: no such graph.
    """
    from kg import explorer

    reading = Reading(graph, store, progress=progress)
    try:
        reading.rows("count-statements", {})  # what is wrong with the store is said now
        explorer.serve(reading, host=host, port=port, token=token, ready=ready)
    finally:
        reading.close()
