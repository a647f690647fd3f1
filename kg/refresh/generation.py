"""All stored articles read again: a new generation beside the old one, compared, then switched."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from kg import pipeline
from kg.errors import GateError, KgError, NotFoundError, ValidationError
from kg.model import Document, Record
from kg.rdf.archive import Archive
from kg.refresh import history, publish
from kg.refresh.history import Change
from kg.refresh.run import Run
from kg.refresh.settings import Settings
from kg.refresh.state import Row, State
from kg.refresh.take import document as stored
from kg.sources import Issue, Report

#: Statements that are shown of each predicate that gains or loses some.
EXAMPLES = 3
_STORED = """
SELECT * FROM versions WHERE number IN (
    SELECT max(number) FROM versions WHERE run IS NOT NULL GROUP BY article, version)
ORDER BY number"""


class _DryRunError(Exception):
    """Undo the generation: it was only to be looked at."""


@dataclass(slots=True)
class Generation:
    """What a new reading gives, against the old one.

    Attributes:
        said: what each article says now.
        came, went: statements that are new or no more there, by predicate; some of them.
        before, after: statements in all.
    """

    said: dict[str, list[tuple[publish.Key, str]]] = field(default_factory=dict)
    came: Counter[str] = field(default_factory=Counter)
    went: Counter[str] = field(default_factory=Counter)
    examples: list[Change] = field(default_factory=list)
    before: int = 0
    after: int = 0


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

    The new generation is written beside the old one and takes its place in one step; until then,
    and after an error, readers see the old one. Texts of retired versions are read again as well.

    Raises:
        BusyError: a run holds the graph.
        GateError: nearly all statements would go, or the RDF does not conform to the shapes.
        KgError: the graph cannot be written.
    """
    from kg.refresh import opened

    with opened(settings, report, progress, clock, stop) as run:
        try:
            generation = _build(run, dry_run=dry_run, force=force, workers=workers)
        except _DryRunError as error:
            yield from lines(error.args[0])
            yield "nothing was changed"
            history.end(run, "stopped", "re-extraction, dry run", clock(), 0, 0)
            return
        except KgError as error:
            refused = isinstance(error, GateError)
            history.end(run, "refused" if refused else "failed", str(error), clock(), 0, 0)
            raise
        yield from lines(generation)
        publish.follow(run, store)
        made = (len(generation.said), generation.after)
        history.end(run, "done", "re-extraction", clock(), *made)


def _build(run: Run, *, dry_run: bool, force: bool, workers: int) -> Generation:
    graph = run.settings.at(run.settings.graph)
    if not Archive(graph).exists():
        raise NotFoundError(f"{graph} holds nothing to read again: `kg refresh` first")
    new = Generation(before=run.state.count("SELECT count(*) FROM statements"))
    try:
        with pipeline.revision(graph) as archive:
            for row, result in _results(run.state, workers, validate=not force):
                if run.stop():
                    raise _DryRunError(new)
                if isinstance(result, Issue):
                    run.failed("", row["article"], result.message)
                else:
                    _put(archive, row, result, new)
                run.progress("articles read", 1)
                run.alive()
            _compare(run.state, new)
            limit = new.before * (1 - run.settings.gates.max_drop)
            if not force and new.before >= run.settings.gates.least and new.after <= limit:
                raise GateError(
                    f"{new.after} statements would be left of {new.before}: nothing was changed; "
                    "`kg refresh --re-extract --force` does it all the same"
                )
            if dry_run:
                raise _DryRunError(new)
    except ValidationError as error:
        raise GateError(f"the RDF does not conform, so nothing was changed: {error}") from error
    with run.state.transaction():
        for article, said in new.said.items():
            publish.changes(run, article, said)
            run.state.run("INSERT OR IGNORE INTO touched VALUES (?, ?)", run.number, article)
        run.state.run("UPDATE versions SET error = NULL WHERE run IS NOT NULL")
    return new


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
        new.said[article] = list(publish.said(record))


def _compare(state: State, new: Generation) -> None:
    shown: Counter[tuple[str, str]] = Counter()
    for article, said in sorted(new.said.items()):
        rows = state.rows("SELECT * FROM statements WHERE article = ?", article)
        before = {tuple(row)[1:6]: row["quote"] for row in rows}
        after = dict(said)
        new.after += len(after)
        for sign, one, other, count in (
            ("-", before, after, new.went),
            ("+", after, before, new.came),
        ):
            for key in sorted((k for k in one if k not in other), key=str):
                count[key[1]] += 1
                shown[sign, key[1]] += 1
                if shown[sign, key[1]] <= EXAMPLES:
                    new.examples.append(_change(sign, article, key, one[key]))


def _change(sign: str, article: str, key: publish.Key, quote: str) -> Change:
    subject, predicate, target, polarity, modality = key
    which: Literal["+", "-"] = "+" if sign == "+" else "-"
    return Change(which, article, subject, predicate, target, polarity, modality, quote)


def lines(new: Generation) -> Iterator[str]:
    """What changes, for people: counts by predicate, then examples."""
    from kg.refresh.status import change_line

    yield f"{len(new.said)} articles read again: {new.before} statements before, {new.after} after"
    for predicate in sorted({*new.came, *new.went}):
        yield f"  {predicate}: {new.came[predicate]} come, {new.went[predicate]} go"
    for change in new.examples:
        yield change_line(change)
