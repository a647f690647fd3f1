"""How the command line speaks: errors, progress, colours, and when to keep quiet."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

import typer
from typer.core import TyperGroup

from kg.errors import ConfigError, KgError

INTERRUPTED: Final = 130
_COLOURS: Final = {"error": "31", "warning": "33", "done": "32"}


class Guarded(TyperGroup):
    """Commands whose errors become a message and an exit status, never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command.

        Raises:
            typer.Exit: with the status of docs/formats.md.
        """
        try:
            value = super().invoke(ctx)
            sys.stdout.flush()
            return value
        except KgError as error:
            if debugging():
                raise
            say("error", explained(error))
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError as error:
            # The reader has what it wanted; Python would complain again when it closes stdout.
            _silence()
            raise typer.Exit(0) from error
        except KeyboardInterrupt as error:
            say("error", "interrupted")
            raise typer.Exit(INTERRUPTED) from error
        except OSError as error:
            if debugging():
                raise
            where = f"{error.filename}: " if error.filename else ""
            say("error", f"{where}{error.strerror or error}")
            try:
                sys.stdout.flush()
            except OSError:  # it is stdout that fails, and would again when Python closes it
                _silence()
            raise typer.Exit(1) from error


def _silence() -> None:
    """Send what is left for stdout nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def explained(error: KgError) -> str:
    """The message of an error, with the near misses that it carries."""
    near = getattr(error, "suggestions", ())
    if not near or str(near[0]) in str(error):
        return str(error)
    return f"{error}\ndid you mean: {', '.join(map(str, near))}"


def debugging() -> bool:
    """Whether KG_DEBUG asks for tracebacks."""
    return os.environ.get("KG_DEBUG", "").lower() not in ("", "0", "false", "no")


def coloured(stream: Any) -> bool:
    """Whether a stream is a terminal that wants colours."""
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR")


def say(level: str, message: str) -> None:
    """One message to stderr: `error: ...`, `warning: ...`; other levels without their name."""
    name = f"{level}: " if level in ("error", "warning") else ""
    if name and coloured(sys.stderr):
        name = f"\x1b[{_COLOURS[level]}m{name}\x1b[0m"
    sys.stderr.write(f"{name}{message}\n")
    sys.stderr.flush()


def now() -> datetime:
    """The time of this run: SOURCE_DATE_EPOCH (seconds since 1970) where it is set, or the clock.

    Raises:
        ConfigError: SOURCE_DATE_EPOCH is no number of seconds.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigError(f"SOURCE_DATE_EPOCH={fixed}: not a number of seconds") from error


@contextmanager
def progress(
    totals: Mapping[str, Callable[[], int | None]] | None = None,
) -> Iterator[Callable[[str, int], None]]:
    """Running counts on stderr, if that is a terminal: call with what is counted, and how many.

    Args:
        totals: for what is counted, how to find out how many there will be (None: unknown).
            Where that is known, the time left is shown.
    """
    if not sys.stderr.isatty():
        yield lambda what, more: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:,}{task.fields[of]} {task.description}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[pace]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}
        begun: dict[str, float] = {}
        last = time.monotonic()

        def tick(what: str, more: int) -> None:
            nonlocal last
            # What comes first has been worked on since the last that was told, be it of another.
            begin = begun.setdefault(what, last)
            last = time.monotonic()
            if what not in tasks:
                total = totals[what]() if totals and what in totals else None
                of = f" of {total:,}" if total else ""
                tasks[what] = bar.add_task(what, total=total, of=of, pace="")
            bar.advance(tasks[what], more)
            task = bar.tasks[tasks[what]]
            bar.update(task.id, pace=pace(task.completed, task.total, last - begin))

        yield tick


def pace(done: float, total: float | None, seconds: float) -> str:
    """How fast it goes, and how long it will still take where the total is known."""
    if seconds < 1 or not done:
        return ""
    said = f"{done / seconds:,.0f}/s"
    if total:
        hours, rest = divmod(round(max(0, total - done) * seconds / done), 3600)
        said += f", {hours}:{rest // 60:02}:{rest % 60:02} left"
    return said
