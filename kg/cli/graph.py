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
  kg load examples.trig -o examples.kg
  kg load months -o months.kg
  kg load months --store bolt://neo4j@localhost

Partitioned files (`kg build --partition`) go into a server as they are read; without a --store, or
with -o, a graph folder is made of them."""


def load(
    source: Annotated[
        Path,
        typer.Argument(metavar="GRAPH", help="A graph folder, partitioned files, or a TriG file."),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="GRAPH", help="Graph to make of files."),
    ] = None,
    store: Store = None,
    database: Database = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Load nothing: name where the store differs.")
    ] = False,
) -> None:
    """Fill the graph store from RDF: a graph's own, partitioned files, or a TriG file."""
    from kg import parallel, pipeline
    from kg.rdf.parts import partitioned

    address = server(store, database)
    if verify:
        _verify(source, address)
        return
    straight = partitioned(source) and address is not None and output is None
    graph = straight or (source.is_dir() and not partitioned(source))
    target = source if graph else output or source.with_suffix(".kg")
    totals = {
        "articles read": lambda: pipeline.articles(source),
        "articles loaded": lambda: pipeline.articles(target),
    }
    with progress(totals) as tick:
        if target != source:
            pipeline.take_in(source, target, now=now(), progress=tick)
        workers = min(2, parallel.cores())  # one store takes in what two processes read
        summary = pipeline.load(target, store=address, progress=tick, workers=workers)
    if not straight:
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
