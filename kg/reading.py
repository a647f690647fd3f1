"""An open graph for those who only read it: what the explorer asks, from several threads.

The embedded store can be open in one process only. So that a page left open does not keep `kg
build` waiting, the store is closed when nothing was asked for a while, and opened again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any, Final

from kg import pipeline, queries
from kg.model import Record
from kg.resources import queries as folder

if TYPE_CHECKING:
    from kg.store import Store

#: Seconds without a question after which the embedded store is closed.
IDLE: Final = 5.0
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
        from kg.rdf.archive import Archive

        self.archive = Archive.open(graph)
        self._graph, self._address, self._progress = graph, store, progress
        self._turn = Condition()
        self._open: tuple[ExitStack, Store] | None = None
        self._readers, self._last = 0, 0.0

    def questions(self) -> Mapping[str, queries.Query]:
        """The stored questions by name."""
        return queries.load_all()

    def ask(self, name: str, parameters: Mapping[str, str]) -> queries.Answer:
        """The answer to a stored question."""
        query = queries.get(name)
        with self._store() as store:
            return queries.run(store, query, parameters)

    def table(self, answer: queries.Answer, form: str) -> str:
        """An answer as text: "csv" or "json"."""
        from kg.queries.tables import csv_lines, json_lines

        lines = {"csv": csv_lines, "json": json_lines}[form](answer.columns, answer.rows)
        return "".join(f"{line}\n" for line in lines)

    def rows(self, name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows of one of the explorer's own questions."""
        with self._store() as store:
            return list(queries.run(store, self._own[name], parameters))

    def resolve(self, name: str) -> str:
        """The IRI of an actor."""
        from kg.queries.actors import resolve

        with self._store() as store:
            return resolve(store, {"actor": name})["actor"].iri

    def article(self, document_id: str) -> Record | None:
        """An article, with its text if it was kept."""
        return self.archive.record(document_id)

    def excerpt(self, record: Record, statement: str) -> str | None:
        """The RDF of a statement."""
        from kg.rdf.excerpt import excerpt

        return excerpt(self.archive.path(record.document.id), record, statement)

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
        with self._turn:
            self._turn.wait_for(lambda: not self._readers)
            self._shut()

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

    @contextmanager
    def _store(self) -> Iterator[Store]:
        with self._turn:
            if self._open is not None and not self._readers and self._replaced(self._open[1]):
                self._shut()
            if self._open is None:
                self._open = self._opened()
                self._watch()
            self._readers += 1
            store = self._open[1]
        try:
            yield store
        finally:
            with self._turn:
                self._readers -= 1
                self._last = time.monotonic()
                self._turn.notify_all()

    def _opened(self) -> tuple[ExitStack, Store]:
        from kg.store import open_store

        if not self._address and not pipeline.follows(self._graph):
            pipeline.load(self._graph, progress=self._progress)
        place: Path | str = self._address or pipeline.own_store(self._graph)
        stack = ExitStack()
        return stack, stack.enter_context(open_store(place, create=False))

    def _replaced(self, store: Store) -> bool:
        """Whether another store has taken the place of the one that is open."""
        return self._address is None and store.location != str(pipeline.own_store(self._graph))

    def _watch(self) -> None:
        """Have the embedded store closed once it is idle; a server does not mind."""
        self._last = time.monotonic()
        if self._address is None:
            Thread(target=self._close_when_idle, daemon=True, name="kg-idle").start()

    def _close_when_idle(self) -> None:
        with self._turn:
            while self._open is not None:
                left = self._last + IDLE - time.monotonic()
                if not self._readers and left <= 0:
                    self._shut()
                else:
                    self._turn.wait(max(left, 0.1))

    def _shut(self) -> None:
        if self._open is not None:
            stack, self._open = self._open[0], None
            stack.close()


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
