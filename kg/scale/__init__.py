"""Articles into partitioned files, on one machine or many.

    names -> chunks (chunks.py) -> runs, each of one chunk and sorted (work.py)
          -> folders by month, merged out of the runs (merge.py)

A chunk is worked on by a pure function, here in processes (`kg.parallel`), there by Ray (ray.py).
Which engine, how many workers and how often it was stopped leaves no trace in the result.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from kg import parallel, pipeline, sources
from kg.errors import ConfigError, SourceError, StoreError
from kg.rdf.lock import exclusive
from kg.scale import chunks, merge, work
from kg.seen import Seen
from kg.sources import Issue, Report
from kg.sources.failures import Failures

NAME: Final = "manifest.json"
RUNS: Final = ".runs"
Results = Callable[[Iterable[str | Path], "work.Task"], Iterator[work.Run]]


class Summary(NamedTuple):
    """What was done: articles, those left out, statements, seconds."""

    articles: int
    failed: int
    statements: int
    seconds: float


def build(
    names: list[str],
    output: Path,
    *,
    report: Report,
    progress: pipeline.Progress,
    workers: int,
    validate: bool = True,
    resume: bool = False,
    engine: Results | None = None,
    rdf: str = "nquads",
) -> Summary:
    """Write the statements of articles as RDF and Parquet, in folders by month.

    Args:
        names: as `kg.sources.documents` takes them.
        output: a new or empty folder, or with `resume` one where such a build was stopped.
        report: told of each issue.
        progress: told of articles that are read and written.
        workers: processes; for an engine of its own without meaning.
        validate: check the RDF against the shapes.
        resume: use what an earlier try has done.
        engine: gives the run of each chunk in their order; None: processes of this machine.
        rdf: "nquads" or "trig".

    Raises:
        KgError: see kg/errors.py; the same with `resume` goes on.
    """
    begin = time.monotonic()
    merge.need_parquet()
    sources.check(names)
    _prepare(output, resume)
    made_by = json.dumps([*pipeline.made_by(), validate, rdf])
    task = work.Task(output.absolute() / RUNS, made_by, validate, rdf)
    found = (engine or partial(_here, workers))(names, task)
    try:
        with exclusive(output / ".lock"), closing(Failures(output, report)) as failures:
            losers, articles, statements = _take(found, failures, progress)
            if not articles:
                raise SourceError("none of the articles could be read: nothing was written")
            merge.write(task.folder, losers, output, rdf, partial(progress, "articles written"))
        _finish(output, rdf, articles, statements)
    except OSError as error:
        raise StoreError(f"{output}: {error.strerror or error}; --resume goes on") from error
    return Summary(articles, failures.count, statements, time.monotonic() - begin)


def _here(workers: int, names: Iterable[str | Path], task: work.Task) -> Iterator[work.Run]:
    return parallel.ordered(task, chunks.read(names), workers)


def _take(
    found: Iterator[work.Run], failures: Failures, progress: pipeline.Progress
) -> tuple[Seen, int, int]:
    """Take note of each run; of articles of one id the first is kept, as `kg build` has it."""
    seen, losers, statements = Seen(), Seen(), 0
    for run in found:
        for issue in run.issues:
            failures(issue)
        for number, (where, name, version, count) in enumerate(run.articles):
            known = seen.add(name, version)
            if known is None:
                statements += count
                progress("articles read", 1)
                continue
            losers.add(f"{run.chunk}/{number}")
            if known == version:
                failures(Issue("warning", where, f"article {name!r} came before: skipped"))
            else:
                told = f"article {name!r} came before with another text"
                failures(Issue("error", where, told))
    articles = len(seen)
    seen.close()
    return losers, articles, statements


def _prepare(output: Path, resume: bool) -> None:
    if output.exists() and not output.is_dir():
        raise ConfigError(f"{output} is a file, not a folder")
    if (output / NAME).exists():
        raise ConfigError(f"{output} is complete: choose another folder")
    ours = {RUNS, ".lock", ".whole", f".{NAME}", "errors.jsonl", *merge.FOLDERS}
    if output.exists() and any(e.name not in ours for e in output.iterdir()):
        raise ConfigError(f"{output} holds other files: choose a new or empty folder")
    try:
        if not resume:
            shutil.rmtree(output / RUNS, ignore_errors=True)
        (output / RUNS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{output}: {error.strerror or error}") from error


def _finish(output: Path, rdf: str, articles: int, statements: int) -> None:
    """The manifest says that everything is there, so it comes last."""
    about = {"partition": "month", "rdf": rdf, "articles": articles, "statements": statements}
    about.update(pipeline.made_by()._asdict())
    (output / f".{NAME}").write_text(json.dumps(about, indent=2) + "\n", "utf-8")
    (output / f".{NAME}").replace(output / NAME)
    shutil.rmtree(output / RUNS)
    (output / ".lock").unlink()
