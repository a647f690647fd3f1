"""The scheduled run: what is new or changed in the sources goes into the graph.

    sources.toml ──> announced ──> stored (state.py) ──> published (publish.py) ──> watermarks

Everything that a run learns is stored at once, article by article; what readers see changes once,
at its end. So a run can be killed at any moment: the next one goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from kg.errors import GateError, KgError, NotFoundError
from kg.sources import Issue, Report

if TYPE_CHECKING:
    from kg.refresh.batch import Batch
    from kg.refresh.run import Run, Tally
    from kg.refresh.settings import Files, Own, Settings, Source

    AnySource = TypeVar("AnySource", Files, Own)


@dataclass(slots=True)
class Summary:
    """What a run did.

    Attributes:
        run: its number.
        stopped: whether it was told to end before it was through.
        sources: what it met in each.
        articles, statements: that it published.
    """

    run: int
    stopped: bool = False
    sources: dict[str, Tally] = field(default_factory=dict)
    articles: int = 0
    statements: int = 0
    seconds: float = 0.0


def refresh(
    settings: Settings,
    *,
    report: Report,
    progress: Callable[[str, int], None],
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    stop: Callable[[], bool] = lambda: False,
    only: Collection[str] = (),
    force: bool = False,
    workers: int = 1,
    store: str | None = None,
) -> Summary:
    """Read the sources and bring the graph up to what they say now.

    Args:
        settings: of `sources.toml`.
        report: told of issues.
        progress: told of what is done.
        clock: the time.
        stop: asked after each article whether the run shall end.
        only: names of sources; empty: all.
        force: publish also what a gate would refuse.
        workers: processes to extract with.
        store: address of a graph server; None: the embedded store.

    Raises:
        BusyError: another run holds the graph.
        GateError: what was found is not shown to readers; the last good graph stays.
        KgError: the graph cannot be written; what was read before is stored.
    """
    from kg.refresh import history

    chosen = _chosen(settings, only)
    with opened(settings, report, progress, clock, stop) as run:
        try:
            batch = _work(run, chosen, force=force, workers=workers, store=store)
        except KgError as error:
            outcome = "refused" if isinstance(error, GateError) else "failed"
            history.end(run, outcome, str(error), clock(), 0, 0)  # type: ignore[arg-type]
            raise
        stopped, ended = stop(), clock()
        made = (batch.articles, batch.statements)
        history.end(run, "stopped" if stopped else "done", None, ended, *made)
    seconds = (ended - run.now).total_seconds()
    return Summary(run.number, stopped, run.tallies, *made, seconds)


@contextmanager
def opened(
    settings: Settings,
    report: Report,
    progress: Callable[[str, int], None],
    clock: Callable[[], datetime],
    stop: Callable[[], bool],
) -> Iterator[Run]:
    """A run that has begun and holds the lock.

    Raises:
        BusyError: another one holds it.
        StoreError: the state cannot be written.
    """
    from kg.refresh import history, state
    from kg.refresh.lock import held

    graph = settings.at(settings.graph)
    lock = graph.with_name(f"{graph.name}.lock")
    with (
        held(lock, lambda text: report(Issue("warning", str(lock), text))) as alive,
        state.opened(state.place(graph)) as found,
    ):
        yield history.begin(settings, found, clock(), report, progress, stop, alive)


def _work(run: Run, chosen: list[Source], *, force: bool, workers: int, store: str | None) -> Batch:
    from kg.refresh import gates, local, own, publish, stores, web
    from kg.refresh.batch import Batch
    from kg.refresh.settings import Files, Own

    publish.withdraw(run)
    for source in chosen:
        run.tally(source.name)
        if isinstance(source, Files):
            _timed(run, source, local.collect)
        elif isinstance(source, Own):
            _timed(run, source, own.collect)
    remote = [source for source in chosen if not isinstance(source, Files | Own)]
    if remote:
        web.collect(run, remote)
    if run.stop():
        return Batch(run.state)
    if not force:
        gates.sources(run)
    batch = publish.publish(run, force=force, workers=workers)
    stores.follow(run, store)
    return batch


def _timed(run: Run, source: AnySource, collect: Callable[[Run, AnySource], None]) -> None:
    """A source that fails is recorded and does not stop the others."""
    begin = time.monotonic()
    try:
        collect(run, source)
    except KgError as error:
        run.tally(source.name).error = str(error)
        run.failed(source.name, source.name, error)
    run.tally(source.name).seconds += time.monotonic() - begin


def _chosen(settings: Settings, only: Collection[str]) -> list[Source]:
    names = [source.name for source in settings.source]
    for name in only:
        if name not in names:
            raise NotFoundError(f"no source {name!r} in sources.toml", tuple(names))
    return [source for source in settings.source if not only or source.name in only]
