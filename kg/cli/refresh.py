"""Commands that keep a graph up to date: init, refresh."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import state
from kg.cli.articles import Ner, Workers
from kg.cli.console import now, progress, say

if TYPE_CHECKING:
    from kg.refresh import Summary
    from kg.refresh.settings import Settings

Config = Annotated[
    Path, typer.Option("--config", "-c", metavar="FILE", help="What to read; default sources.toml.")
]
DEFAULT = Path("sources.toml")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog=_INIT)(init)
    app.command(epilog=_REFRESH)(refresh)


_INIT = """\b
Examples:
  kg init
  kg init my-news"""


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where; default: here.", show_default=False)
    ] = Path(),
) -> None:
    """Write a commented sources.toml to start with."""
    from kg.refresh import template

    path, new = template.write(folder)
    if not new:
        say("done", f"{path} is there already: it stays as it is")
        return
    say(
        "done", f"{path}: put articles into {path.parent / 'articles'}, then `kg refresh -c {path}`"
    )


_REFRESH = """\b
Examples:
  kg refresh
  kg refresh -c sources.toml --source articles
  kg refresh --re-extract --dry-run
  kg refresh --re-extract
  kg refresh --force

docs/refresh.md describes sources.toml, what a run does, and what it leaves when it is killed."""


def refresh(
    config: Config = DEFAULT,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", "-s", metavar="NAME", help="Only this source; can be repeated."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Publish also what a gate would refuse.")
    ] = False,
    re_extract: Annotated[
        bool,
        typer.Option("--re-extract", help="Read all stored articles again, by today's lexicons."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --re-extract: only show what would change.")
    ] = False,
    workers: Workers = None,
    ner: Ner = None,
) -> None:
    """Take in what is new or changed in the sources of sources.toml."""
    from kg.errors import ConfigError
    from kg.refresh.settings import load

    if dry_run and not re_extract:
        raise ConfigError("--dry-run is for --re-extract")
    settings, stop = load(config), _stopping()
    if re_extract:
        _re_extract(settings, dry_run=dry_run, force=force, workers=workers, stop=stop)
        return
    once(settings, tuple(source or ()), force=force, workers=workers, stop=stop)


def once(
    settings: Settings,
    only: tuple[str, ...],
    *,
    force: bool,
    workers: int | None,
    stop: Callable[[], bool],
) -> None:
    """One run, with its progress and what came of it on the terminal."""
    from kg import config
    from kg.cli.articles import tell
    from kg.refresh import refresh as run

    with progress() as tick:
        summary = run(
            settings,
            report=tell,
            progress=tick,
            clock=now,
            stop=stop,
            only=only,
            force=force,
            workers=workers or config.settings().workers,
            store=config.settings().store or settings.store,
        )
    graph = settings.at(settings.graph)
    if graph.is_dir():
        state.remember(graph)
    say("done", _summary(summary, graph))


def _re_extract(
    settings: Settings, *, dry_run: bool, force: bool, workers: int | None, stop: Any
) -> None:
    from kg import config
    from kg.cli.articles import tell
    from kg.refresh.generation import re_extract

    with progress() as tick:
        for line in re_extract(
            settings,
            report=tell,
            progress=tick,
            clock=now,
            stop=stop,
            dry_run=dry_run,
            force=force,
            workers=workers or config.settings().workers,
            store=config.settings().store or settings.store,
        ):
            typer.echo(line)


def _stopping() -> Callable[[], bool]:
    """Whether a signal has asked this process to end after the article in hand."""
    stop = threading.Event()
    on_signals(stop.set)
    return stop.is_set


def on_signals(work: Callable[[], None]) -> None:
    """Call `work` at the first SIGTERM or Ctrl-C; the second one ends at once."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)

        def handle(signum: int, frame: Any, number: int = number, before: Any = before) -> None:
            signal.signal(number, before)
            work()

        signal.signal(number, handle)


def _summary(summary: Summary, graph: Path) -> str:
    names = ("new", "changed", "unchanged", "gone", "failed")
    totals = {n: sum(getattr(t, n) for t in summary.sources.values()) for n in names}
    counts = ", ".join(f"{totals[n]} {n}" for n in names if totals[n] or n == "new")
    ended = "stopped; the rest is for the next run" if summary.stopped else "done"
    return (
        f"{graph}: run {summary.run} {ended}: articles {counts}; "
        f"{summary.statements} statements in what was read; {summary.seconds:.1f} s"
    )
