"""The commands that take statements elsewhere or sum them up: export, measure."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import state
from kg.cli.console import progress
from kg.cli.questions import Graph, split
from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.exports.select import Selection


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


class MeasureFormat(StrEnum):
    """Formats of `kg measure`."""

    table = "table"
    json = "json"


Actor = Annotated[
    list[str] | None,
    typer.Option("--actor", metavar="NAME", help="Only what is said of this actor; repeatable."),
]
Exact = Annotated[
    bool, typer.Option("--exact", help="The actor alone, without its organs and officials.")
]
Question = Annotated[
    str | None,
    typer.Option("--query", metavar="QUERY", help="Only statements that this question answers."),
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="From this day on.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Up to this day.")]
Predicate = Annotated[
    list[str] | None,
    typer.Option("--predicate", metavar="NAME", help="Only this predicate; repeatable."),
]
Confidence = Annotated[
    float,
    typer.Option("--min-confidence", min=0.0, max=1.0, metavar="P", help="Only these or surer."),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    free = {"allow_extra_args": True, "ignore_unknown_options": True}
    app.command(epilog=_EXPORT, context_settings=free)(export)
    app.command(epilog=_MEASURE)(measure)


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

Formats: """
    + ", ".join(Format)
    + """.
docs/formats.md describes them. Options that `kg export` does not know belong to the --query."""
)


def export(
    context: typer.Context,
    form: Annotated[Format, typer.Argument(metavar="FORMAT", help="See below.")],
    graph: Graph = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="File or folder. Default: stdout."),
    ] = None,
    actor: Actor = None,
    exact: Exact = False,
    query: Question = None,
    since: Since = None,
    until: Until = None,
    predicate: Predicate = None,
    min_confidence: Confidence = 0.0,
    bom: Annotated[bool, typer.Option("--bom", help="Tables that Excel takes for UTF-8.")] = False,
    yed: Annotated[bool, typer.Option("--yed", help="GraphML with yEd's labels, shapes.")] = False,
    retired: Annotated[
        bool, typer.Option("--retired", help="RDF with replaced versions of articles, too.")
    ] = False,
) -> None:
    """Write the graph, or a part of it, in a format of other tools."""
    from kg import export as exporting
    from kg.config import settings
    from kg.exports.options import Options

    folder = state.chosen(graph or settings().graph)
    with progress() as tick:
        selected = chosen(
            folder, context.args, tick, actors=actor or (), exact=exact, question=query,
            since=since, until=until, predicates=",".join(predicate or ()),
            min_confidence=min_confidence,
        )  # fmt: skip
        options = Options(bom=bom, yed=yed, retired=retired)
        how: dict[str, Any] = {"selected": selected, "options": options, "progress": tick}
        if output is not None:
            exporting.to_path(folder, form, output, **how)
        elif exporting.is_folder(form):
            raise ConfigError(f"{form} is a folder of files: name it with -o")
        elif form is Format.parquet and sys.stdout.isatty():
            raise ConfigError("parquet is no text: name a file with -o")
        else:
            exporting.export(folder, form, sys.stdout.buffer, **how)
            sys.stdout.buffer.flush()


_MEASURE = """\b
Examples:
  kg measure
  kg measure --top 5 --since 2015 --min-confidence 0.8
  kg measure --exact --format json"""


def measure(
    graph: Graph = None,
    top: Annotated[int, typer.Option(min=1, metavar="N", help="Actors in each list.")] = 10,
    form: Annotated[
        MeasureFormat, typer.Option("--format", "-f", help="How to print.")
    ] = MeasureFormat.table,
    actor: Actor = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Organs and officials by themselves.")
    ] = False,
    since: Since = None,
    until: Until = None,
    predicate: Predicate = None,
    min_confidence: Confidence = 0.0,
) -> None:
    """Sum the graph up: most accused and accusing, betweenness, communities, balance of triads."""
    from kg import export as exporting
    from kg.cli import measures
    from kg.config import settings
    from kg.exports.measure import measure as measured

    folder = state.chosen(graph or settings().graph)
    with progress() as tick:
        selected = exporting.selection(
            folder, progress=tick, actors=actor or (), exact=exact, since=since, until=until,
            predicates=",".join(predicate or ()), min_confidence=min_confidence,
        )  # fmt: skip
        found = measured(exporting.records(folder, selected), top=top, exact=exact)
    lines = measures.as_json(found) if form is MeasureFormat.json else measures.tables(found)
    for line in lines:
        sys.stdout.write(f"{line}\n")


def chosen(
    graph: Path, words: list[str], tick: Any, *, question: str | None, **more: Any
) -> Selection:
    """What the options select; words that no option took are parameters of the question.

    Raises:
        ConfigError: there are such words, and no question.
    """
    from kg.export import selection
    from kg.queries import get

    if question is None:
        if words:
            raise ConfigError(f"no such option: {words[0]} (parameters need a --query)")
        return selection(graph, progress=tick, **more)
    parameters = split([question, *words])[1]
    known = {parameter.name for parameter in get(question).params}
    # Options of the export that the question has too are meant for it.
    for name in {"since", "until", "exact"} & known:
        if more[name]:
            parameters.setdefault(name, str(more[name]).lower())
    if "actor" in known and len(more["actors"]) == 1:
        parameters["actor"], more["actors"] = more["actors"][0], ()
    return selection(graph, progress=tick, question=question, parameters=parameters, **more)
