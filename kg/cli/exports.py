"""The command that takes statements elsewhere: export."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli import state
from kg.cli.console import progress
from kg.cli.questions import Graph
from kg.cli.selecting import Actor, Confidence, Exact, Predicate, Question, Since, Until, chosen
from kg.cli.server import Database, Store, server
from kg.errors import ConfigError


class Format(StrEnum):
    """The names of kg.export.ALL (a test compares), which it would take long to import."""

    trig = "trig"
    nquads = "nquads"
    turtle = "turtle"
    jsonld = "jsonld"
    jsonl = "jsonl"
    gexf = "gexf"
    graphml = "graphml"
    cytoscape = "cytoscape"
    cx2 = "cx2"
    dot = "dot"
    csv = "csv"
    csv_nodes = "csv-nodes"
    csv_edges = "csv-edges"
    events = "events"
    parquet = "parquet"
    ftm = "ftm"
    html = "html"
    obsidian = "obsidian"
    neo4j_admin = "neo4j-admin"


Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="File or folder. Default: stdout."),
]
Bom = Annotated[bool, typer.Option("--bom", help="Tables that Excel takes for UTF-8.")]
Yed = Annotated[bool, typer.Option("--yed", help="GraphML with yEd's labels, shapes.")]
Retired = Annotated[
    bool, typer.Option("--retired", help="RDF with replaced versions of articles, too.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    free = {"allow_extra_args": True, "ignore_unknown_options": True}
    app.command(epilog=_EXPORT, context_settings=free)(export)


_EXPORT = (
    """\b
Examples:
  kg export gexf -o news.gexf
  kg export graphml --yed -g news.kg -o news.graphml
  kg export csv --bom --since 2015-11 -o statements.csv
  kg export events --actor Turkey --predicate accuses -o turkey.tsv
  kg export html --actor Turkey --predicate accuses -o turkey.html
  kg export neo4j-admin -o import
  kg export jsonld --query who-accuses --target Turkey --exact > accusations.jsonld
  kg export obsidian --min-confidence 0.8 -o vault
  kg export csv --actor Turkey --store bolt://neo4j@localhost -o turkey.csv

Formats: """
    + ", ".join(Format)
    + """.
docs/formats.md describes them. GRAPH may be partitioned files, too (`kg build --partition`). The
--store is asked what an --actor or --query means; what is written comes out of GRAPH. Options that
are not listed here belong to the --query."""
)


def export(
    context: typer.Context,
    form: Annotated[Format, typer.Argument(metavar="FORMAT", help="See below.")],
    graph: Graph = None,
    store: Store = None,
    database: Database = None,
    output: Output = None,
    actor: Actor = None,
    exact: Exact = False,
    query: Question = None,
    since: Since = None,
    until: Until = None,
    predicate: Predicate = None,
    min_confidence: Confidence = 0.0,
    bom: Bom = False,
    yed: Yed = False,
    retired: Retired = False,
) -> None:
    """Write the graph, or a part of it, in a format of other tools."""
    from kg.config import settings
    from kg.exports.options import Options

    folder = state.chosen(graph or settings().graph)
    with progress() as tick:
        selected = chosen(
            folder, context.args, tick, store=server(store, database), actors=actor or (),
            exact=exact, question=query, since=since, until=until,
            predicates=",".join(predicate or ()), min_confidence=min_confidence,
        )  # fmt: skip
        options = Options(bom=bom, yed=yed, retired=retired)
        _write(folder, form, output, selected=selected, options=options, progress=tick)


def _write(folder: Path, form: Format, output: Path | None, **how: Any) -> None:
    """To a file or folder, or to standard output where that makes sense."""
    from kg import export as exporting

    if output is not None:
        exporting.to_path(folder, form, output, **how)
    elif exporting.is_folder(form):
        raise ConfigError(f"{form} is a folder of files: name it with -o")
    elif form is Format.parquet and sys.stdout.isatty():
        raise ConfigError("parquet is no text: name a file with -o")
    else:
        exporting.export(folder, form, sys.stdout.buffer, **how)
        sys.stdout.buffer.flush()
