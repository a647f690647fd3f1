"""The command `kg`: commands, exit statuses, progress; no logic."""

from __future__ import annotations

import signal
import sys
import threading
from typing import Annotated, Any

import typer

from kg.cli import articles, exports, graph, measures, questions, refresh, runs, schedule, serve
from kg.cli.console import Guarded
from kg.parallel import seldom_collect

app = typer.Typer(
    name="kg",
    cls=Guarded,
    help="Who did or said what to whom: a knowledge graph out of Arabic news.",
    epilog=(
        "Start with `kg build ARTICLES...`, then `kg ask QUERY`; `kg COMMAND --help` has examples."
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        from kg import __version__

        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    pass


for _module in (articles, questions, graph, exports, measures, serve, refresh, schedule, runs):
    _module.register(app)


def main() -> None:
    """Run the command line of this process."""
    seldom_collect()
    signal.signal(signal.SIGTERM, _terminate)
    sys.unraisablehook = _send_again
    for stream in (sys.stdout, sys.stderr):
        # Arabic must come out whatever the locale says, and a file name may not be text at all.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


def _terminate(number: int, frame: Any) -> None:
    """SIGTERM ends like Ctrl-C, with everything put in order, but with its own status."""
    raise SystemExit(128 + number)


def _send_again(dropped: sys.UnraisableHookArgs) -> None:
    """A signal that came where Python cannot raise (its import locks, a finaliser) comes again."""
    number = {KeyboardInterrupt: signal.SIGINT, SystemExit: signal.SIGTERM}.get(dropped.exc_type)
    main_thread = threading.main_thread().ident
    if number is None or main_thread is None:
        sys.__unraisablehook__(dropped)
        return
    # By a thread, a little later: here it would be dropped once more.
    again = threading.Timer(0.05, signal.pthread_kill, (main_thread, number))
    again.daemon = True
    again.start()
