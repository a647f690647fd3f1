"""The one place where the stages are wired: articles to records to RDF to the graph store.

    sources ──> extraction ──> linking ──> rdf ──> store

Every function here is one command's work, without its words: progress and issues go to callables
that the caller passes. A graph folder holds the RDF, which is the truth, and the embedded store,
which follows it; while it does not, a file `store.stale` stands there.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg import parallel, places, sources
from kg.errors import KgError, SourceError, ValidationError
from kg.model import Document, Record
from kg.seen import Seen
from kg.sources import Issue, Report
from kg.sources.failures import Failures

if TYPE_CHECKING:
    from kg.queries import Answer
    from kg.rdf.archive import Archive
    from kg.rdf.journal import Done, Journal
    from kg.rdf.parts import Parts, Piece
    from kg.rdf.terms import Versions
    from kg.store import Article, LoadSummary, Store

Progress = Callable[[str, int], None]
"""Called with what is counted ("articles read", "articles loaded") and how many more are done."""

#: So many changed articles are kept for the store; if there are more it reads them from the RDF.
KEPT: Final = 200
#: Articles that another process reads at a time.
_BATCH: Final = 20
_STALE: Final = "store.stale"


@dataclass(slots=True)
class Summary:
    """What a build did.

    Attributes:
        added, replaced, unchanged: articles by what became of them in the graph.
        failed: inputs that were left out, each with a reported issue.
        statements, entities: in the articles of this run, entities counted once.
        seconds: wall time.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    failed: int = 0
    statements: int = 0
    entities: int = 0
    seconds: float = 0.0


def build(
    names: Iterable[str | Path],
    output: Path,
    *,
    report: Report,
    progress: Progress,
    now: datetime,
    workers: int = 1,
    validate: bool = True,
    store: str | None = None,
    resume: bool = False,
) -> Summary:
    """Take articles into the graph folder `output`: all of them, or after an error none.

    An article whose text has changed is replaced; its earlier version stays, retired at `now`.
    What cannot be read is reported and noted in `errors.jsonl`. A build that is stopped leaves
    what it has done beside the graph; `resume` takes it up and gives the same bytes.

    Raises:
        KgError: see kg/errors.py; the RDF is as it was.
    """
    from kg.rdf.archive import Archive

    begin, done, changed = time.monotonic(), Summary(), list[str]()
    names = [*names]
    sources.check(names)  # a mistyped name ends the run before a folder is made
    with (
        _new_folder(output),
        Archive.open(output, create=True, keep=True, resume=resume) as archive,
        _journal(archive, now, validate, resume) as journal,
        closing(Failures(output, report)) as failures,
    ):
        entities = Seen()

        def take(document: str, result: Done) -> None:
            setattr(done, result.change, getattr(done, result.change) + 1)
            if result.change != "unchanged" and len(changed) <= KEPT:
                changed.append(document)
            done.statements += result.statements
            for entity in result.entities:
                entities.add(entity)
            progress("articles read", 1)

        _put(names, archive, journal, workers, validate, failures, take)
        done.failed = failures.count
        if not (done.added or done.replaced or done.unchanged or archive.exists()):
            raise SourceError("none of the articles could be read: no graph was made")
        followed = follows(output)
        if changed:
            (output / _STALE).touch()
    journal.forget()
    done.entities = len(entities)
    entities.close()
    if store or changed or not followed:
        few = followed and not store and len(changed) <= KEPT
        load(output, changed if few else None, store=store, progress=progress, workers=workers)
    done.seconds = time.monotonic() - begin
    return done


def load(
    graph: Path,
    changed: Iterable[str] | None = None,
    *,
    progress: Progress,
    store: str | None = None,
    whole: bool = False,
    workers: int = 1,
) -> LoadSummary:
    """Bring a graph store up to the RDF of a graph folder.

    Args:
        graph: the folder, with a `store` also a partitioned one.
        changed: ids of the articles in which the store is behind, if no others are; None: it may
            be any.
        progress: told of articles that are done.
        store: address of a server; its other articles stay. None: the folder's own store.
        whole: in one transaction, so that readers of a server see all of it or nothing.
        workers: processes that read the RDF; 1 reads in this one.

    Raises:
        KgError: see kg/errors.py; repeating it completes the store.
    """
    from kg.rdf.archive import Archive
    from kg.rdf.parts import opened

    place = store or own_store(graph)
    found = opened(graph) if store else Archive.open(graph)
    few = None
    if changed is not None and isinstance(found, Archive):
        few = [found.path(name) for name in changed]
    done = _load(_Reader(found, workers), place, few, progress, prune=not store, whole=whole)
    if not store:
        (graph / _STALE).unlink(missing_ok=True)
    return done


def load_beside(graph: Path, *, progress: Progress) -> Path:
    """Load the graph that a `revision` is about to commit into a store beside the folder's own.

    Returns:
        Where it is, for `switch`; readers have the one before until then.

    Raises:
        KgError: see kg/errors.py.
    """
    from kg.rdf.archive import Preview

    folder = places.beside(graph, "store")
    _load(_Reader(Preview(graph)), folder, None, progress, prune=False, whole=False)
    return folder


def switch(graph: Path, folder: Path) -> None:
    """Make what `load_beside` has loaded the folder's own store, after the commit, in one step.

    Raises:
        StoreError: the disk is full or refuses; the next opening brings the one before up to date.
    """
    places.switch(graph, "store", folder)
    (graph / _STALE).unlink(missing_ok=True)


def tidy(graph: Path) -> None:
    """Remove the generations that others have taken the place of, once nobody can read them."""
    places.tidy(graph, "store")
    places.tidy(graph, "rdf")


def articles(graph: Path) -> int | None:
    """How many articles a folder holds, by its manifest; None if that does not say."""
    from kg.rdf import manifest

    return manifest.articles(graph)


def own_store(graph: Path) -> Path:
    """The folder of a graph's own store."""
    return places.current(graph, "store")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Gives the rows of articles with all versions.

    Attributes:
        archive: has the articles.
        workers: processes that read.
    """

    archive: Archive | Parts
    workers: int = 1

    def rows(self, found: Iterable[Path | Piece]) -> Iterator[Article]:
        """Those of the articles in these files and texts, as far as there are such."""
        each = iter(found)
        batches = iter(lambda: list(islice(each, _BATCH)), [])
        for batch in parallel.ordered(_read, batches, self.workers):
            yield from batch


def _read(found: list[Path | Piece]) -> list[Article]:
    from kg.rdf.read import articles as read
    from kg.store import article

    def articles(one: Path | Piece) -> Iterator[tuple[Record, Versions]]:
        if isinstance(one, Path):
            return read(one) if one.exists() else iter(())
        return one.articles()

    return [article(record) for one in found for record, _ in articles(one)]


@dataclass(frozen=True, slots=True)
class _Again:
    """What can be gone through again: a transaction may be repeated."""

    make: Callable[[], Iterator[Article]]

    def __iter__(self) -> Iterator[Article]:
        return self.make()


def _load(
    reader: _Reader,
    where: Path | str,
    few: list[Path] | None,
    progress: Progress,
    *,
    prune: bool,
    whole: bool,
) -> LoadSummary:
    """Load what the reader has: a few files of it, or all that the store is behind in."""
    from kg.store import Marks, open_store
    from kg.store import load as bring

    with open_store(where) as opened:
        all_marks: Iterator[tuple[str, str, Path | Piece]] = reader.archive.marks()
        marks = Marks(opened, all_marks) if few is None else None
        behind = marks.behind if marks is not None else lambda: iter(few or ())
        return bring(
            opened,
            _Again(lambda: reader.rows(behind())),
            prune=prune and few is None,
            marks=marks,
            progress=partial(progress, "articles loaded"),
            whole=whole,
        )


def verify(graph: Path, *, progress: Progress, store: str | None = None) -> Iterator[str]:
    """What a graph store holds otherwise than the RDF of a graph folder says, one line each.

    Args:
        graph: the folder, with a `store` also a partitioned one.
        progress: told of articles that are compared.
        store: address of a server; None: the folder's own store.

    Raises:
        KgError: see kg/errors.py.
    """
    from kg.rdf.archive import Archive
    from kg.rdf.parts import opened as rdf
    from kg.store import differences, open_store

    archive = rdf(graph) if store else Archive.open(graph)

    def told() -> Iterator[Record]:
        for record in archive.records(retired=True):
            yield record
            progress("articles compared", 1)

    with open_store(store or own_store(graph), create=False) as opened:
        yield from differences(opened, told())


def take_in(
    rdf: Path, output: Path, *, now: datetime, progress: Progress = lambda what, more: None
) -> None:
    """Put the articles of a TriG file or a partitioned folder into the RDF of a graph folder.

    Raises:
        SourceError: it cannot be read; the RDF of the graph is as it was.
    """
    from kg.rdf.archive import Archive
    from kg.rdf.parts import Parts
    from kg.rdf.read import articles as read

    found = Parts(rdf).articles() if rdf.is_dir() else read(rdf)
    with _new_folder(output), Archive.open(output, create=True) as archive:
        for record, made_by in found:
            archive.put(record, made_by, now)
            progress("articles read", 1)
        (output / _STALE).touch()


def records(
    names: Iterable[str | Path], *, report: Report, workers: int = 1, min_confidence: float = 0.0
) -> Iterator[Record]:
    """The record of each article, without any graph."""
    for record in _results(names, workers, False, report):
        kept = tuple(s for s in record.statements if s.confidence >= min_confidence)
        yield replace(record, statements=kept)


def extract(found: Iterable[Record], form: str) -> Iterator[bytes]:
    """Records as `kg extract` prints them, one piece each: "jsonl" or "trig"."""
    if form == "jsonl":
        from kg.exports.jsonl import dumps

        yield from (f"{dumps(record)}\n".encode() for record in found)
        return
    from kg.rdf.trig import PREAMBLE, block

    yield PREAMBLE.encode()
    yield from (block(record, _versions()).encode() for record in found)


def ask(
    question: str, parameters: Mapping[str, Any], place: Path | str, *, progress: Progress
) -> Answer:
    """Ask a stored question.

    Args:
        question: its name.
        parameters: as typed, or of the right Python type.
        place: a graph folder, whose store is first brought up to its RDF where that is needed;
            or the address of a server.
        progress: told of articles that are loaded before.

    Raises:
        KgError: see kg/errors.py.
    """
    from kg import queries

    query = queries.get(question)
    for name in parameters:
        query.param(name)  # a mistyped one need not wait for the store
    with opened(place, progress=progress) as store:
        return queries.run(store, query, parameters)


@contextmanager
def opened(place: Path | str, *, progress: Progress) -> Iterator[Store]:
    """The store of a graph folder, brought up to its RDF where that is needed, or a server's.

    Raises:
        KgError: see kg/errors.py.
    """
    from kg.store import open_store

    if isinstance(place, Path):
        from kg.rdf.archive import Archive

        Archive.open(place)
        if not follows(place):
            load(place, progress=progress)
        place = own_store(place)
    with open_store(place, create=False) as store:
        yield store


@contextmanager
def revision(output: Path, *, beside: bool = False) -> Iterator[Archive]:
    """The RDF of a graph folder, to be written by the block: all of it or, after an error, nothing.

    Until `load` has been called, the folder's own store counts as behind.

    Args:
        output: the folder.
        beside: as a generation of its own, see `Archive.open`.

    Raises:
        StoreError: the folder is locked, or the disk is full.
    """
    from kg.rdf.archive import Archive

    with _new_folder(output), Archive.open(output, create=True, beside=beside) as archive:
        yield archive
        (output / _STALE).touch()


def results(
    documents: Iterable[Document],
    *,
    workers: int = 1,
    validate: bool = True,
    tolerant: bool = False,
) -> Iterator[Record | Issue]:
    """For each article its record, or what is wrong with it, in their order.

    Args:
        documents: the articles.
        workers: processes.
        validate: check the RDF against the shapes.
        tolerant: RDF that does not conform is an issue, too.

    Raises:
        ValidationError: the RDF of one does not conform to the shapes.
    """
    work = partial(_tolerant if tolerant else _record, validate=validate)
    yield from parallel.ordered(work, documents, workers)


def use_recognizer(name: str) -> None:
    """Let this process and those that it starts use a neural recogniser; loads it to be sure.

    Raises:
        ConfigError: it or its model is missing or broken; the message has the commands to run.
    """
    from kg.extraction import recognizer

    os.environ["KG_NER"] = name
    if recognizer.chosen():
        recognizer.recognizer()


def made_by() -> Versions:
    """What makes a record: versions of the program and of all that it reads."""
    return _versions()


def _results(
    names: Iterable[str | Path], workers: int, validate: bool, report: Report
) -> Iterator[Record]:
    """Each article's record, in order; what went wrong with one is reported."""
    documents = sources.documents(names, report)  # a mistyped name ends the run here
    work = partial(_record, validate=validate)
    return _reported(parallel.ordered(work, documents, workers), report)


@contextmanager
def _journal(archive: Archive, now: datetime, validate: bool, resume: bool) -> Iterator[Journal]:
    """The journal of a build, removed when all of it is done."""
    from kg.rdf.journal import Journal, made_by

    journal = Journal(archive, made_by(_versions(), validate), now, resume=resume)
    try:
        yield journal
    finally:
        journal.close()


def _put(
    names: list[str | Path],
    archive: Archive,
    journal: Journal,
    workers: int,
    validate: bool,
    report: Report,
    take: Callable[[str, Done], None],
) -> None:
    """Put each article into the archive, but for those that an earlier try has put there."""
    from kg.rdf.journal import Done

    archive.made_by(_versions())

    def open_ones() -> Iterator[Document]:
        for document in sources.documents(names, report):
            if (done := journal.done(document)) is None:
                yield document
            else:
                take(document.id, done)

    work = partial(_tolerant, validate=validate)
    for record in _reported(parallel.ordered(work, open_ones(), workers), report):
        change = archive.put(record, _versions(), journal.began)
        names_of = [entity.id for entity in record.entities]
        journal.note(record, change, names_of)
        take(record.document.id, Done(change, len(record.statements), names_of))
    journal.finish()


def _reported(results: Iterator[Record | Issue], report: Report) -> Iterator[Record]:
    for result in results:
        if isinstance(result, Issue):
            report(result)
        else:
            yield result


def _tolerant(document: Document, validate: bool) -> Record | Issue:
    """As `_record`, but an article whose RDF is not as it should be is an issue, too."""
    try:
        return _record(document, validate)
    except ValidationError as error:
        return Issue("error", document.id, str(error))


def _record(document: Document, validate: bool) -> Record | Issue:
    """One article through extraction, linking and the shapes; runs in a worker process."""
    from kg import lexicons
    from kg.extraction import extract as read
    from kg.linking.link import link

    try:
        record = link(read(document, lexicons.load()), lexicons.load())
        if validate:
            from kg.rdf.validate import check

            check(record, _versions())
    except KgError:
        raise
    except Exception as error:
        from kg.config import settings

        if settings().debug:
            raise
        what = f"{type(error).__name__}: {error}"
        return Issue("error", document.id, f"left out, this is a bug of kg ({what})")
    return record


def follows(graph: Path) -> bool:
    """Whether the folder's own store is up to its RDF."""
    return own_store(graph).is_dir() and not (graph / _STALE).exists()


@contextmanager
def _new_folder(output: Path) -> Iterator[None]:
    """After an error, a folder in which no graph was begun is gone again."""
    from kg.rdf.archive import Archive

    existed = output.exists()
    try:
        yield
    except BaseException:
        if not existed and not Archive(output).exists() and not Archive(output).waits():
            shutil.rmtree(output, ignore_errors=True)
        raise


@cache
def _versions() -> Versions:
    """What has a part in what the graph says: code, lexicons, morphology."""
    from hashlib import sha256

    from kg import __version__, lexicons
    from kg.extraction import recognizer
    from kg.rdf.terms import Versions
    from kg.resources import ontology

    morphology = (ontology() / "morphology" / "morphology.db").read_bytes()
    made = sha256(morphology).hexdigest()[:12]
    if recognizer.chosen():
        made = f"{made}+{recognizer.version()}"
    return Versions(__version__, lexicons.load().version, made)
