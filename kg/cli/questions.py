"""Commands that ask the graph: ask, queries."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli import state
from kg.cli.console import progress, say
from kg.cli.server import Database, Store, server
from kg.errors import ConfigError

Graph = Annotated[
    Path | None,
    typer.Option("--graph", "-g", metavar="GRAPH", help="Default: the last one built."),
]


class Format(StrEnum):
    """Formats of answers; docs/command-line.md describes them."""

    table = "table"
    json = "json"
    csv = "csv"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    free = {"allow_extra_args": True, "ignore_unknown_options": True}
    app.command(epilog=_ASK, context_settings=free)(ask)
    app.command(epilog=_QUERIES)(queries)


_ASK = """\b
Examples:
  kg ask who-accuses --target Turkey
  kg ask who-accuses --target تركيا --format json
  kg ask allies-of --actor Syria --format csv
  kg ask who-accuses --target Turkey --exact --limit 5

`kg queries` lists the questions, `kg queries NAME` the options of one. Actors are given by English
or Arabic name, alias, ISO code, IRI or Wikidata id."""


def ask(
    words: Annotated[
        list[str],
        typer.Argument(metavar="QUERY [--PARAMETER VALUE]...", show_default=False),
    ],
    graph: Graph = None,
    store: Store = None,
    database: Database = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print.")] = Format.table,
    exact: Annotated[
        bool, typer.Option("--exact", help="The actor alone, without its organs and officials.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Print no more than N rows.")
    ] = None,
) -> None:
    """Ask a stored question."""
    from kg import pipeline
    from kg.config import settings

    name, parameters = split(words)
    parameters |= {"exact": "true"} if exact else {}
    parameters |= {"limit": str(limit)} if limit else {}
    address = server(store, database)
    place = address or state.chosen(graph or settings().graph)
    with progress() as tick:
        answer = pipeline.ask(name, parameters, place, progress=tick)
    for line in _FORMATS[form](answer.columns, answer.rows):
        sys.stdout.write(f"{line}\n")
    for note in answer.notes or (() if answer.rows else ("nothing found",)):
        say("note", note)


def split(words: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The question and its parameters out of what stands behind `kg ask`.

    Raises:
        ConfigError: no question or two, or a parameter without value.
    """
    names: list[str] = []
    parameters: dict[str, str] = {}
    left = iter(words)
    for word in left:
        if not word.startswith("--"):
            names.append(word)
            continue
        key, given, value = word.removeprefix("--").partition("=")
        if not given:
            value = next(left, "--")
        if not key or (not given and value.startswith("--")):
            raise ConfigError(f"--{key} needs a value: `--{key} VALUE`")
        parameters[key.replace("-", "_")] = value
    if len(names) != 1:
        raise ConfigError(
            f"one question is expected, here are: {', '.join(names)}"
            if names
            else "which question? `kg queries` lists them"
        )
    return names[0], parameters


_QUERIES = """\b
Examples:
  kg queries
  kg queries who-accuses"""


def queries(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", show_default=False)] = None,
) -> None:
    """List the stored questions, or show one: what it answers, its parameters, its Cypher."""
    from kg import queries as stored
    from kg.cli.catalogue import one, several

    terminal = sys.stdout.isatty()
    lines = (
        one(stored.get(name), terminal=terminal)
        if name
        else several(stored.load_all().values(), terminal=terminal)
    )
    for line in lines:
        sys.stdout.write(f"{line}\n")


def _table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    from kg.cli.table import render
    from kg.cli.view import BELOW, shown

    if rows:
        width = shutil.get_terminal_size((100, 24)).columns
        view = shown(columns, rows)
        yield from render(*view, width, below=BELOW, terminal=sys.stdout.isatty())


def _json(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    from kg.queries.tables import json_lines

    return json_lines(columns, rows)


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    from kg.queries.tables import csv_lines

    return csv_lines(columns, rows)


_FORMATS = {Format.table: _table, Format.json: _json, Format.csv: _csv}
