"""Commands that read articles: build, extract, explain."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from kg.cli import state
from kg.cli.console import now, progress, say
from kg.cli.server import Database, Store, server
from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.pipeline import Summary
    from kg.sources import Issue

FAILED = 3  #: Status where some input could not be read; the rest is done.

Articles = Annotated[
    list[str],
    typer.Argument(
        metavar="ARTICLES...",
        help="Files (.txt .html .jsonl .csv .parquet .warc, also .gz and .zst), folders, patterns, "
        "addresses (https: s3: gs: hdfs:), or - for stdin.",
        show_default=False,
    ),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", "-j", min=1, max=256, metavar="N", help="Processes to extract with."),
]


class Recogniser(StrEnum):
    """Neural recognisers of people and organisations."""

    camel = "camel"


def _use(name: Recogniser | None) -> None:
    """Before any work, so that one that is missing is told at once."""
    if name:
        from kg import pipeline

        pipeline.use_recognizer(name.value)


Ner = Annotated[
    Recogniser | None,
    typer.Option(
        "--ner", callback=_use, envvar="KG_NER", show_envvar=False,
        help="camel: also unknown people and organisations, by CAMeL Tools' model (needs torch).",
    ),
]  # fmt: skip


class Format(StrEnum):
    """Formats of `kg extract`."""

    jsonl = "jsonl"
    trig = "trig"


class Partition(StrEnum):
    """What folders of partitioned files go by."""

    month = "month"


class Rdf(StrEnum):
    """Forms of RDF in partitioned files."""

    nquads = "nquads"
    trig = "trig"


class Engine(StrEnum):
    """What extracts elsewhere than in processes of this machine."""

    ray = "ray"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog=_BUILD)(build)
    app.command(epilog=_EXTRACT)(extract)
    app.command(epilog=_EXPLAIN)(explain)


_BUILD = """\b
Examples:
  kg build examples/
  kg build examples/ -o news.kg --workers 2
  kg build 'examples/*.txt' -o news.kg --no-validate
  kg build examples/ -o news.kg --resume
  kg build examples/ -o months --partition month
  kg build examples/ -o trig-months --partition month --rdf trig
  kg build examples/ -o months --engine ray --address ADDRESS
  cat examples/*.txt | kg build - -o one.kg

A second build into the same graph adds new articles, replaces those whose text changed, and
leaves the others as they are. An input that cannot be read is named in GRAPH/errors.jsonl, the
others go on, and the status is 3. After a stop (Ctrl-C, a kill, a crash) the graph is as it was;
the same command with --resume goes on where it stood."""


def build(
    articles: Articles,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="GRAPH", help="Folder of the graph.")
    ] = state.DEFAULT,
    workers: Workers = None,
    validate: Annotated[
        bool, typer.Option("--validate/--no-validate", help="Check the RDF against the shapes.")
    ] = True,
    resume: Annotated[
        bool, typer.Option("--resume", help="Continue a build that was stopped.")
    ] = False,
    partition: Annotated[
        Partition | None,
        typer.Option(help="Write RDF and Parquet in folders by month instead of a graph."),
    ] = None,
    rdf: Annotated[Rdf | None, typer.Option(help="Of --partition; default: nquads.")] = None,
    engine: Annotated[
        Engine | None, typer.Option(help="ray: partitioned files on a Ray cluster.")
    ] = None,
    address: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of the Ray cluster; default: one here.")
    ] = None,
    store: Store = None,
    database: Database = None,
    ner: Ner = None,
) -> None:
    """Build a graph from articles, or add articles to it."""
    from kg import pipeline, sources
    from kg.config import settings

    if address and not engine:
        raise ConfigError("--address is for --engine ray")
    if rdf and not (partition or engine):
        raise ConfigError("--rdf is for --partition: a graph folder holds TriG")
    if partition or engine:
        if store or database:
            raise ConfigError("--partition writes files, no graph: --store means nothing to it")
        count = workers or settings().workers
        how: dict[str, Any] = {"workers": count, "validate": validate, "resume": resume}
        if rdf:
            how["rdf"] = rdf.value
        _partitioned(articles, output, engine, address, how)
        return
    with progress({"articles read": lambda: sources.count(articles)}) as tick:
        summary = pipeline.build(
            articles,
            output,
            workers=workers or settings().workers,
            validate=validate,
            store=server(store, database),
            resume=resume,
            report=tell,
            progress=tick,
            now=now(),
        )
    state.remember(output)
    say("done", _summary(summary, output))
    if summary.failed:
        raise typer.Exit(FAILED)


def _partitioned(
    articles: list[str],
    output: Path,
    engine: Engine | None,
    address: str | None,
    how: dict[str, Any],
) -> None:
    from kg import scale, sources
    from kg.scale.on_ray import Ray

    total = partial(sources.count, articles)
    with progress({"articles read": total, "articles written": total}) as tick:
        done = scale.build(
            articles,
            output,
            report=tell,
            progress=tick,
            engine=Ray(address, how["workers"]) if engine else None,
            **how,
        )
    failed = f", {done.failed} failed" if done.failed else ""
    what = f"articles {done.articles} written{failed}; {done.statements} statements"
    say("done", f"{output}: {what}; {done.seconds:.1f} s")
    if done.failed:
        raise typer.Exit(FAILED)


_EXTRACT = """\b
Examples:
  kg extract examples/ --format jsonl
  kg extract examples/ --format trig -o examples.trig
  kg extract examples/ --min-confidence 0.7 --workers 2 -o out.jsonl

The formats are described in docs/formats.md."""


def extract(
    articles: Articles,
    form: Annotated[Format, typer.Option("--format", "-f", help="What to write.")] = Format.jsonl,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Default: stdout.")
    ] = None,
    workers: Workers = None,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, metavar="X", help="Leave out statements below this.")
    ] = 0.0,
    ner: Ner = None,
) -> None:
    """Print what articles say, without building a graph."""
    from kg import pipeline, sources
    from kg.config import settings

    failed = 0

    def counted(issue: Issue) -> None:
        nonlocal failed
        failed += issue.level == "error"
        tell(issue)

    found = pipeline.records(
        articles,
        report=counted,
        workers=workers or settings().workers,
        min_confidence=min_confidence,
    )
    with (
        progress({"articles read": lambda: sources.count(articles)}) as tick,
        written(output) as out,
    ):
        for piece in pipeline.extract(found, form.value):
            out.write(piece)
            tick("articles read", 1)
    if failed:
        raise typer.Exit(FAILED)


_EXPLAIN = """\b
Examples:
  kg explain examples/2015-12-02-oil-trade-accusations.txt
  cat examples/2015-12-02-oil-trade-accusations.txt | kg explain -"""


def explain(articles: Articles, ner: Ner = None) -> None:
    """Show for each statement of an article its sentence, the actors in it, and the rule."""
    from kg import pipeline
    from kg.cli.explanation import lines

    for record in pipeline.records(articles, report=tell):
        for line in lines(record, terminal=sys.stdout.isatty()):
            typer.echo(line)


def tell(issue: Issue) -> None:
    """An issue on stderr."""
    say(issue.level, str(issue))


@contextmanager
def written(output: Path | None) -> Iterator[BinaryIO]:
    """stdout, or a file that appears under its name only when it is complete."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = output.with_name(f"{output.name}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def _summary(summary: Summary, output: Path) -> str:
    articles = ", ".join(
        f"{count} {name}"
        for name in ("added", "replaced", "unchanged", "failed")
        if (count := getattr(summary, name)) or name == "added"
    )
    return (
        f"{output}: articles {articles}; {summary.statements} statements, "
        f"{summary.entities} entities; {summary.seconds:.1f} s"
    )
