"""`kg schedule`: refresh on a timer, or the files that make that a service."""

from __future__ import annotations

import threading
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.articles import Workers
from kg.cli.console import say
from kg.cli.refresh import DEFAULT, Config, on_signals, once

if TYPE_CHECKING:
    from kg.refresh.settings import Settings


class Unit(StrEnum):
    """What `kg schedule --print` can write."""

    systemd = "systemd"
    cron = "cron"
    kubernetes = "kubernetes"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_SCHEDULE)(schedule)


_SCHEDULE = """\b
Examples:
  kg schedule --every 15m
  kg schedule --every 1h -c sources.toml
  kg schedule --print systemd
  kg schedule --every 15m --print cron
  kg schedule --every 6h --print kubernetes"""


def schedule(
    every: Annotated[
        str, typer.Option(metavar="TIME", help="How often: 90s, 15m, 6h, 1d.")
    ] = "15m",
    config: Config = DEFAULT,
    workers: Workers = None,
    unit: Annotated[
        Unit | None,
        typer.Option("--print", help="Print the files that make this a service, and do nothing."),
    ] = None,
) -> None:
    """Refresh again and again, in the foreground; ends cleanly on SIGTERM and Ctrl-C."""
    from kg.refresh import units
    from kg.refresh.settings import load

    settings, period = load(config), _period(every)
    if unit is not None:
        typer.echo(units.WRITERS[unit.value](config, settings, period), nl=False)
        return
    say("done", f"every {every}: {settings.at(settings.graph)}; end with Ctrl-C")
    _repeat(settings, period, workers)


def _period(every: str) -> float:
    """Seconds between two runs.

    Raises:
        ConfigError: no such time, or too short.
    """
    from kg.errors import ConfigError
    from kg.refresh.values import seconds

    try:
        period = seconds(every)
    except ValueError as error:
        raise ConfigError(f"--every {every}: {error}") from error
    if period < 1:
        raise ConfigError(f"--every {every}: at least a second")
    return period


def _repeat(settings: Settings, period: float, workers: int | None) -> None:
    from kg.errors import KgError
    from kg.refresh import timer

    stop = threading.Event()
    on_signals(stop.set)

    def run() -> None:
        try:
            once(settings, (), force=False, workers=workers, stop=stop.is_set)
        except KgError as error:  # the next run may do better
            say("error", str(error))

    timer.repeat(run, period, stop)
