"""Commands about a graph or the lexicons as a whole: load, lexicon check."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import state
from kg.cli.console import now, progress, say
from kg.cli.server import Database, Store, server
from kg.errors import LexiconError, StoreError


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog=_LOAD)(load)
    lexicon = typer.Typer(
        no_args_is_help=True, rich_markup_mode=None, help="Work on the lexicons of ontology/."
    )
    lexicon.command("check", epilog=_CHECK)(check)
    lexicon.callback()(lambda: None)
    app.add_typer(lexicon, name="lexicon")


_LOAD = """\b
Examples:
  kg load news.kg
  kg load news.kg --verify
  kg load examples.trig -o examples.kg"""


def load(
    source: Annotated[
        Path, typer.Argument(metavar="GRAPH", help="A graph folder, or a TriG file.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="GRAPH", help="Graph to make of a TriG file."),
    ] = None,
    store: Store = None,
    database: Database = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Load nothing: name where the store differs.")
    ] = False,
) -> None:
    """Fill the graph store again from RDF: from a graph's own, or from a TriG file."""
    from kg import parallel, pipeline

    address = server(store, database)
    if verify:
        _verify(source, address)
        return
    target = source if source.is_dir() else output or source.with_suffix(".kg")
    with progress({"articles loaded": lambda: pipeline.articles(target)}) as tick:
        if not source.is_dir():
            pipeline.take_in(source, target, now=now())
        workers = min(2, parallel.cores())  # one store takes in what two processes read
        summary = pipeline.load(target, store=address, progress=tick, workers=workers)
    state.remember(target)
    say("done", f"{target}: {summary}")


def _verify(graph: Path, address: str | None) -> None:
    from kg import pipeline

    count = 0
    with progress({"articles compared": lambda: pipeline.articles(graph)}) as tick:
        for line in pipeline.verify(graph, store=address, progress=tick):
            sys.stdout.write(f"{line}\n")
            count += 1
    if count:
        raise StoreError(f"{count} differences; `kg load {graph}` sets the store right")
    say("done", f"{graph}: the store holds what the RDF says")


_CHECK = """\b
Examples:
  kg lexicon check
  KG_LEXICONS=my-lexicons kg lexicon check"""


def check() -> None:
    """Check the lexicons; findings are printed one a line as FILE:LINE: TEXT."""
    from kg import lexicons
    from kg.arabic import almor
    from kg.resources import ontology
    from kg.sources import boilerplate, calendar

    morphology = [ontology() / "morphology" / name for name in almor.COLUMNS]
    tables = (lexicons.check(), boilerplate.check(), calendar.check(), almor.check(morphology))
    problems = [problem for found in tables for problem in found]
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    if problems:
        raise typer.Exit(LexiconError.exit_code)
    say("done", "the lexicons are sound")
