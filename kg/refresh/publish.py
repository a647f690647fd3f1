"""What is stored goes into the graph: read, checked, committed as one, then the store.

Everything up to the commit of the RDF can be thrown away, everything after it can be repeated.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg import pipeline
from kg.errors import GateError, ValidationError
from kg.model import Document, Record
from kg.rdf.archive import Archive
from kg.refresh import copies, gates
from kg.refresh.run import Run
from kg.refresh.state import Row, moment
from kg.refresh.take import document
from kg.sources import Issue

_WAITING = "SELECT * FROM versions WHERE run IS NULL ORDER BY number"
Key = tuple[str, str, str | None, str, str]


@dataclass(slots=True)
class Batch:
    """What is about to be published.

    Attributes:
        done: number and article of each version that was read.
        said: what each article says now.
        broken: number of each version that could not be read, and why.
        reports: the report of each article, see kg.refresh.copies.
        statements: how many were read.
    """

    done: dict[int, str] = field(default_factory=dict)
    broken: dict[int, str] = field(default_factory=dict)
    said: dict[str, list[tuple[Key, str]]] = field(default_factory=dict)
    reports: dict[str, str | None] = field(default_factory=dict)
    statements: int = 0

    @property
    def articles(self) -> int:
        """How many versions were read."""
        return len(self.done)


def publish(run: Run, *, force: bool, workers: int) -> Batch:
    """Bring everything that waits into the RDF of the graph.

    Raises:
        GateError: what was found is not for readers; the graph is as it was.
        KgError: the disk is full, the graph is locked; the graph is as it was.
    """
    batch = Batch()
    query = "SELECT DISTINCT article FROM versions WHERE run IS NULL"
    waiting = [row["article"] for row in run.state.rows(query)]
    if not waiting:
        return batch
    batch.reports = copies.reports(run.state, waiting)
    try:
        with pipeline.revision(run.settings.at(run.settings.graph)) as archive:
            _read(run, archive, batch, force=force, workers=workers)
            again = [archive.regroup(*each) for each in batch.reports.items()]
            if not force:
                gates.statements(run, batch.articles, batch.statements)
            if not batch.done and "replaced" not in again:
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
            batch.broken[row["number"]] = result.message
            run.failed(_source(run, row["article"]), row["article"], result.message)
        else:
            record = _grouped(result, batch.reports)
            archive.put(record, pipeline.made_by(), moment(row["retrieved"]))
            _note(batch, row["number"], record)
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


def _grouped(record: Record, reports: dict[str, str | None]) -> Record:
    report = reports.get(record.document.id)
    return replace(record, document=replace(record.document, report=report)) if report else record


def _source(run: Run, article: str) -> str:
    row = run.state.row("SELECT source FROM items WHERE article = ? AND owner = 1", article)
    return row["source"] if row else ""


def _note(batch: Batch, number: int, record: Record) -> None:
    article = record.document.id
    batch.done[number] = article
    batch.statements += len(record.statements)
    batch.said[article] = list(said(record))


def said(record: Record) -> Iterator[tuple[Key, str]]:
    """What an article says, without regard to the wording of the rest of it."""
    for s in record.statements:
        yield (s.subject, s.predicate, s.object, s.polarity, s.modality), s.quote


def _settle(run: Run, batch: Batch) -> None:
    """Note that what was read is in the graph."""
    state, number = run.state, run.number
    state.many("UPDATE versions SET run = ? WHERE number = ?", [(number, n) for n in batch.done])
    state.many(
        "UPDATE versions SET run = ?, error = ? WHERE number = ?",
        [(number, error, n) for n, error in batch.broken.items()],
    )
    for article, now in batch.said.items():
        changes(run, article, now)
    touched = [*batch.said, *_regroup(run, batch)]
    state.many("INSERT OR IGNORE INTO touched VALUES (?, ?)", [(number, a) for a in touched])


def changes(run: Run, article: str, now: Iterable[tuple[Key, str]]) -> None:
    """Note which statements of an article came and went."""
    query = "SELECT * FROM statements WHERE article = ?"
    before = {tuple(row)[1:6]: row["quote"] for row in run.state.rows(query, article)}
    after = dict(now)
    came = [(run.number, 1, article, *k, q) for k, q in after.items() if k not in before]
    went = [(run.number, -1, article, *k, q) for k, q in before.items() if k not in after]
    run.state.many("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", went + came)
    run.state.run("DELETE FROM statements WHERE article = ?", article)
    rows = [(article, *key, quote) for key, quote in after.items()]
    run.state.many("INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _regroup(run: Run, batch: Batch) -> Iterator[str]:
    """Note the reports; the value is the articles for which that is another than before."""
    for article, leader in batch.reports.items():
        row = run.state.row("SELECT leader FROM reports WHERE article = ?", article)
        if (row["leader"] if row else None) == leader:
            continue
        if leader is None:
            run.state.run("DELETE FROM reports WHERE article = ?", article)
        else:
            run.state.run("INSERT OR REPLACE INTO reports VALUES (?, ?)", article, leader)
        yield article


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
