"""What is stored goes into the graph: read, checked, committed as one, then the store.

Everything up to the commit of the RDF can be thrown away, everything after it can be repeated.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from kg import pipeline
from kg.errors import GateError, ValidationError
from kg.model import Document, Record
from kg.rdf.archive import Archive
from kg.refresh import copies, gates
from kg.refresh.batch import Batch
from kg.refresh.run import Run
from kg.refresh.state import Row, moment
from kg.refresh.take import document
from kg.sources import Issue

_WAITING = "SELECT * FROM versions WHERE run IS NULL ORDER BY number"


def publish(run: Run, *, force: bool, workers: int) -> Batch:
    """Bring everything that waits into the RDF of the graph.

    Raises:
        GateError: what was found is not for readers; the graph is as it was.
        KgError: the disk is full, the graph is locked; the graph is as it was.
    """
    batch = Batch(run.state)
    if run.state.row(_WAITING) is None:
        return batch
    copies.group(run.state)
    try:
        with pipeline.revision(run.settings.at(run.settings.graph)) as archive:
            _read(run, archive, batch, force=force, workers=workers)
            again = {archive.regroup(*each) for each in copies.regrouped(run.state)}
            if not force:
                gates.statements(run, batch.articles, batch.statements)
            if not batch.articles and "replaced" not in again:
                raise _NothingError
    except ValidationError as error:
        raise GateError(
            f"the RDF does not conform to the shapes, so the graph stays as it is: {error}"
        ) from error
    except _NothingError:
        pass
    with run.state.transaction():
        _settle(run, batch)
    return batch


def _read(run: Run, archive: Archive, batch: Batch, *, force: bool, workers: int) -> None:
    """Put all that waits into the archive, until the run is to end."""
    for row, result in _results(run, force=force, workers=workers):
        if isinstance(result, Issue):
            batch.broken(row["number"], row["article"], result.message)
            run.failed(_source(run, row["article"]), row["article"], result.message)
        else:
            record = _grouped(result, copies.report(run.state, row["article"]))
            archive.put(record, pipeline.made_by(), moment(row["retrieved"]))
            batch.note(row["number"], record)
        run.progress("articles read", 1)
        run.alive()
        if run.stop():
            break


class _NothingError(Exception):
    """There is nothing to commit."""


def _results(run: Run, *, force: bool, workers: int) -> Iterator[tuple[Row, Record | Issue]]:
    ahead: deque[Row] = deque()

    def documents() -> Iterator[Document]:
        for row in run.state.rows(_WAITING):
            ahead.append(row)
            yield document(row)

    for result in pipeline.results(documents(), workers=workers, validate=not force):
        yield ahead.popleft(), result


def _grouped(record: Record, report: str | None) -> Record:
    return replace(record, document=replace(record.document, report=report)) if report else record


def _source(run: Run, article: str) -> str:
    row = run.state.row("SELECT source FROM items WHERE article = ? AND owner = 1", article)
    return row["source"] if row else ""


def _settle(run: Run, batch: Batch) -> None:
    """Note that what was read is in the graph."""
    run.state.run(
        "UPDATE versions SET run = ?, error = (SELECT error FROM taken WHERE"
        " taken.number = versions.number) WHERE number IN (SELECT number FROM taken)",
        run.number,
    )
    batch.settle(run.number)
    copies.settle(run.state, run.number)


def withdraw(run: Run) -> None:
    """If the graph folder has been deleted: everything that is stored waits again."""
    if Archive(run.settings.at(run.settings.graph)).exists():
        return
    with run.state.transaction():
        run.state.run("UPDATE versions SET run = NULL, error = NULL")
        run.state.run("DELETE FROM statements")
        run.state.run("DELETE FROM reports")
        run.state.run("DELETE FROM touched")
        run.state.run("DELETE FROM stores")
