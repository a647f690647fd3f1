"""`kg serve`: the graph on a page."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import state
from kg.cli.console import progress, say
from kg.cli.questions import Graph
from kg.cli.server import Database, Store, server

_SERVE = """\b
Examples:
  kg serve
  kg serve -g news.kg --port 8080
  kg serve --host 0.0.0.0 --token TOKEN

The page stays on this machine: it is bound to 127.0.0.1, loads nothing from elsewhere and changes
nothing. Ctrl-C ends it. The JSON behind it is described at /api/openapi.json."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_SERVE)(serve)


def serve(
    graph: Graph = None,
    store: Store = None,
    database: Database = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 8470,
    host: Annotated[
        str, typer.Option(metavar="HOST", help="Another address to bind to; needs --token.")
    ] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(metavar="TOKEN", envvar="KG_TOKEN", help="What readers must know (KG_TOKEN)."),
    ] = None,
) -> None:
    """Show the graph on a local web page: ask, look, read the evidence."""
    from kg import reading
    from kg.config import settings

    folder = state.chosen(graph or settings().graph)
    with progress() as tick:
        reading.serve(
            folder,
            host=host,
            port=port,
            token=token,
            store=server(store, database),
            ready=lambda address: say("done", f"{address}  (Ctrl-C ends it)"),
            progress=tick,
        )
