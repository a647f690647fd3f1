"""All stored articles read again: a new generation beside the old one, compared, then switched.

The RDF is written beside the old one and decided by one rename; the folder's own store is loaded
beside the old one as well, and takes its place in one step. A server follows in one transaction.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from kg import pipeline
from kg.errors import GateError, KgError, NotFoundError, ValidationError
from kg.model import Document, Record
from kg.rdf.archive import Archive
from kg.refresh import history, stores
from kg.refresh.batch import Batch
from kg.refresh.comparison import Generation, compare, lines
from kg.refresh.run import Run
from kg.refresh.settings import Settings
from kg.refresh.state import Row, State
from kg.refresh.take import document as stored
from kg.sources import Issue, Report

_STORED = """
SELECT * FROM versions WHERE number IN (
    SELECT max(number) FROM versions WHERE run IS NOT NULL GROUP BY article, version)
ORDER BY number"""


class _UndoneError(Exception):
    """Undo the generation: it was only to be looked at, or the run is to end."""


def re_extract(
    settings: Settings,
    *,
    report: Report,
    progress: Callable[[str, int], None],
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    stop: Callable[[], bool] = lambda: False,
    dry_run: bool = False,
    force: bool = False,
    workers: int = 1,
    store: str | None = None,
) -> Iterator[str]:
    """Read all stored articles again; nothing is fetched. Yields what changes, for people.

    The new generation is written beside the old one and takes its place in one step, after all
    has been yielded; until then, and after an error, readers see the old one. Texts of retired
    versions are read again as well.

    Raises:
        BusyError: a run holds the graph.
        GateError: nearly all statements would go, or the RDF does not conform to the shapes.
        KgError: the graph cannot be written.
    """
    from kg.refresh import opened

    with opened(settings, report, progress, clock, stop) as run:
        before = run.state.count("SELECT count(*) FROM statements")
        new = Generation(Batch(run.state), before=before)
        try:
            yield from _build(run, new, dry_run=dry_run, force=force, workers=workers, store=store)
            stores.follow(run, store, whole=True)
        except _UndoneError as error:
            yield "nothing was changed"
            history.end(run, "stopped", f"re-extraction, {error}", clock(), 0, 0)
        except KgError as error:
            refused = isinstance(error, GateError)
            history.end(run, "refused" if refused else "failed", str(error), clock(), 0, 0)
            raise
        else:
            history.end(run, "done", "re-extraction", clock(), new.batch.articles, new.after)


def _build(
    run: Run, new: Generation, *, dry_run: bool, force: bool, workers: int, store: str | None
) -> Iterator[str]:
    """Make the new generation, say what changes, and switch."""
    graph = run.settings.at(run.settings.graph)
    if not Archive(graph).exists():
        raise NotFoundError(f"{graph} holds nothing to read again: `kg refresh` first")
    folder = None
    try:
        with pipeline.revision(graph, beside=True) as archive:
            _read(run, archive, new, workers=workers, validate=not force)
            compare(new)
            yield from lines(new)
            if not force:
                _gate(run, new)
            if dry_run:
                raise _UndoneError("dry run")
            if store is None:
                folder = pipeline.load_beside(graph, progress=run.progress)
            followed = _behind(run.state)
    except ValidationError as error:
        raise GateError(f"the RDF does not conform, so nothing was changed: {error}") from error
    if folder is not None:
        pipeline.switch(graph, folder)
        run.followed, followed["embedded"] = True, run.number
    _settle(run, new, followed)


def _read(run: Run, archive: Archive, new: Generation, *, workers: int, validate: bool) -> None:
    for row, result in _results(run.state, workers, validate=validate):
        if run.stop():
            raise _UndoneError("told to end")
        if isinstance(result, Issue):
            run.failed("", row["article"], result.message)
        else:
            _put(archive, row, result, new)
        run.progress("articles read", 1)
        run.alive()


def _results(state: State, workers: int, *, validate: bool) -> Iterator[tuple[Row, Record | Issue]]:
    ahead: deque[Row] = deque()

    def documents() -> Iterator[Document]:
        for row in state.rows(_STORED):
            ahead.append(row)
            yield stored(row)

    for result in pipeline.results(documents(), workers=workers, validate=validate):
        yield ahead.popleft(), result


def _put(archive: Archive, row: Row, record: Record, new: Generation) -> None:
    """Take in the new reading of a version, current or retired as the old one is."""
    article, version = record.document.id, record.document.version
    for old in archive.article(article, retired=True):
        if old.document.version == version:
            retired, group = old.document.retired, old.document.report
            document = replace(record.document, retired=retired, report=group)
            record = replace(record, document=document)
            break
    else:
        return  # a version that came and went between two runs
    archive.put(record, pipeline.made_by(), datetime.now(UTC))  # no version is retired by it
    if record.document.retired is None:
        new.batch.note(row["number"], record)


def _gate(run: Run, new: Generation) -> None:
    gates = run.settings.gates
    if new.before >= gates.least and new.after <= new.before * (1 - gates.max_drop):
        raise GateError(
            f"{new.after} statements would be left of {new.before}: nothing was changed; "
            "`kg refresh --re-extract --force` does it all the same"
        )


def _behind(state: State) -> dict[str, int]:
    """Have all stores count as behind, should this run be killed once the RDF is decided.

    Returns:
        By store the run that it has followed.
    """
    followed = {row["place"]: row["run"] for row in state.rows("SELECT * FROM stores")}
    state.run("DELETE FROM stores")
    return followed


def _settle(run: Run, new: Generation, followed: dict[str, int]) -> None:
    """Note that the new generation is in the graph."""
    with run.state.transaction():
        new.batch.settle(run.number)
        run.state.run("UPDATE versions SET error = NULL WHERE run IS NOT NULL")
        run.state.many("INSERT INTO stores VALUES (?, ?)", followed.items())
