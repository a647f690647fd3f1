"""Commands about the runs of `kg refresh`: status, runs, diff."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import state as graphs
from kg.cli.questions import Graph
from kg.cli.refresh import DEFAULT, Config

if TYPE_CHECKING:
    from kg.refresh.state import State

Json = Annotated[bool, typer.Option("--json", help="For scripts.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog=_STATUS)(status)
    app.command(epilog=_RUNS)(runs)
    app.command(epilog=_DIFF)(diff)


_STATUS = """\b
Examples:
  kg status
  kg status --json"""


def status(graph: Graph = None, config: Config = DEFAULT, as_json: Json = False) -> None:
    """Show the sources, those that are silent or fail, and how the last run ended."""
    from kg.cli.console import now
    from kg.refresh import status as about

    with _state(graph, config) as (place, state, silent):
        found = about.status(place, state, now(), silent)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for line in about.lines(found):
        typer.echo(line)


_RUNS = """\b
Examples:
  kg runs
  kg runs --limit 5 --json
  kg runs --errors"""


def runs(
    graph: Graph = None,
    config: Config = DEFAULT,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many, newest first.")] = 20,
    errors: Annotated[bool, typer.Option("--errors", help="Also what went wrong in each.")] = False,
    as_json: Json = False,
) -> None:
    """List the runs: when, how they ended, what they met in each source."""
    from kg.refresh import history
    from kg.refresh import status as about

    with _state(graph, config) as (_, state, _):
        found = history.runs(state, limit)
        for run in found if errors or as_json else ():
            run["errors"] = history.problems(state, run["run"])
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for run in found:
        for line in about.run_lines(run):
            typer.echo(line)


_DIFF = """\b
Examples:
  kg diff 0 1
  kg diff 1 2 --json

Run 0 is the empty graph; a statement that only moved within its article has not changed."""


def diff(
    one: Annotated[int, typer.Argument(min=0, metavar="RUN", show_default=False)],
    other: Annotated[int, typer.Argument(min=0, metavar="RUN", show_default=False)],
    graph: Graph = None,
    config: Config = DEFAULT,
    as_json: Json = False,
) -> None:
    """Show which statements came (+) and went (-) from one run to another."""
    from dataclasses import asdict

    from kg.refresh import history
    from kg.refresh import status as about

    with _state(graph, config) as (_, state, _):
        for change in history.difference(state, one, other):
            line = asdict(change) if as_json else None
            typer.echo(json.dumps(line, ensure_ascii=False) if line else about.change_line(change))


@contextmanager
def _state(graph: Path | None, config: Path) -> Iterator[tuple[Path, State, float]]:
    """The graph that is meant, its state, and after how many seconds a source is silent.

    Raises:
        NotFoundError: it has none.
    """
    from kg.errors import NotFoundError
    from kg.refresh import state

    silent: Any = 3 * 86400.0
    if config.exists() or config != DEFAULT:
        from kg.refresh.settings import load

        settings = load(config)
        silent = settings.silent
        graph = graph or settings.at(settings.graph)
    place = graph or graphs.chosen(None)
    if not state.place(place).exists():
        raise NotFoundError(f"{place} has not been refreshed yet: `kg refresh` does it")
    with state.opened(state.place(place), create=False) as opened:
        yield place, opened, silent
