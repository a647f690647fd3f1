"""One chunk: from articles to a run, a file with what is said in each, sorted and packed.

Pure but for that file, which is written under a name of its own and then renamed: whoever works
on a chunk a second time, or beside another, leaves the same bytes.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

from kg import pipeline
from kg.model import Record
from kg.scale.chunks import Chunk
from kg.sources import Issue

ENDING: Final = ".run"


class Run(NamedTuple):
    """What came of a chunk; the file's first line holds the same.

    Attributes:
        chunk: its name.
        digest: of its articles and of what worked on them.
        articles: place, id, version and number of statements of each, in their order.
        issues: of reading and of working.
    """

    chunk: str
    digest: str
    articles: list[tuple[str, str, str, int]]
    issues: list[Issue]


@dataclass(frozen=True, slots=True)
class Task:
    """What to do with chunks; it goes to other processes and machines.

    Attributes:
        folder: where runs go, the same for all.
        made_by: versions and settings.
        validate: check the RDF against the shapes.
        rdf: "nquads" or "trig".
    """

    folder: Path
    made_by: str
    validate: bool
    rdf: str = "nquads"

    def __call__(self, chunk: Chunk) -> Run:
        """Work on a chunk, unless its run is there."""
        path, digest = self.folder / f"{chunk.name}{ENDING}", _digest(chunk, self.made_by)
        before = _head(path)
        if before is not None and before.digest == digest:
            return before
        documents = (document for _, document in chunk.documents)
        places = {document.id: where for where, document in chunk.documents}
        issues, lines = list(chunk.issues), list[tuple[str, str, int, str]]()
        articles = list[tuple[str, str, str, int]]()
        results = pipeline.results(documents, validate=self.validate, tolerant=True)
        for result in results:
            if isinstance(result, Issue):
                issues.append(result)
                continue
            document = result.document
            where = places[document.id]
            position = f"{chunk.name}/{len(articles)}"
            articles.append((where, document.id, document.version, len(result.statements)))
            lines.append(_line(result, position, len(articles), self.rdf))
        run = Run(chunk.name, digest, articles, issues)
        _write(path, [_dumped(run), *(line for *_, line in sorted(lines))])
        return run


def month(published: date | None) -> str:
    """The partition of an article; Hive's name for none where it has no date."""
    return published.strftime("%Y-%m") if published else "__HIVE_DEFAULT_PARTITION__"


def rows(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """The lines of a run: month, id, position, and the whole line, in the order of the first two.

    Raises:
        OSError: it is damaged.
    """
    for line in _lines(path, skip=True):
        key, _, _ = line.partition("\t")
        name, place, position = json.loads(key)
        yield name, place, position, line


def content(line: str) -> tuple[str, list[dict[str, Any]]]:
    """RDF and event rows of a line."""
    quads, events = json.loads(line.partition("\t")[2])
    return quads, events


def write_lines(path: Path, lines: Iterator[str]) -> None:
    """Write a file of packed lines under another name and then rename it."""
    import zstandard

    # A small window, since many such files are read at once.
    options = zstandard.ZstdCompressionParameters.from_level(3, window_log=18)
    part = path.with_name(f".{path.name}.{platform.node()}.{os.getpid()}")
    with part.open("wb") as raw:
        with zstandard.ZstdCompressor(compression_params=options).stream_writer(
            raw, closefd=False
        ) as out:
            for line in lines:
                out.write(line.encode("utf-8", "surrogatepass"))
        raw.flush()
        os.fsync(raw.fileno())
    part.replace(path)


def _write(path: Path, lines: list[str]) -> None:
    write_lines(path, iter(lines))


def _lines(path: Path, *, skip: bool = False) -> Iterator[str]:
    import zstandard

    with path.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw) as packed:
        lines = iter(BufferedReader(packed))
        if skip:
            next(lines, None)
        for line in lines:
            yield line.decode("utf-8", "surrogatepass")


def _head(path: Path) -> Run | None:
    """The first line of a run; None where there is none that can be read."""
    import zstandard

    try:
        found = json.loads(next(_lines(path)))
        articles = [tuple(each) for each in found[2]]
        return Run(found[0], found[1], articles, [Issue(*each) for each in found[3]])
    except (OSError, ValueError, StopIteration, IndexError, zstandard.ZstdError):
        return None


def _dumped(run: Run) -> str:
    issues = [(i.level, i.where, i.message, i.line) for i in run.issues]
    return json.dumps([run.chunk, run.digest, run.articles, issues]) + "\n"


def _line(record: Record, position: str, number: int, rdf: str) -> tuple[str, str, int, str]:
    """What a record says, in one line behind its key: month, id, position."""
    from kg.exports.events import rows as events

    key = (month(record.document.published), record.document.id)
    table = [{k: str(v) if isinstance(v, date) else v for k, v in row.items()}
             for row in events([record])]  # fmt: skip
    head = json.dumps((*key, position))
    return (*key, number, f"{head}\t{json.dumps([_quads(record, rdf), table])}\n")


def _quads(record: Record, rdf: str) -> str:
    """Its named graph; TriG without the prefixes, which each file has once."""
    if rdf == "trig":
        from kg.rdf.trig import block

        return block(record, pipeline.made_by())
    from kg.rdf.turtle import write_nquads

    out = BytesIO()
    write_nquads([(record, pipeline.made_by())], out)
    return out.getvalue().decode()


def _digest(chunk: Chunk, made_by: str) -> str:
    found = sha256(made_by.encode())
    for where, d in chunk.documents:
        known = (where, d.id, d.version, d.published, d.url, d.source)
        found.update(repr(known).encode("utf-8", "backslashreplace"))
    found.update(repr(chunk.issues).encode("utf-8", "backslashreplace"))
    return found.hexdigest()[:32]
