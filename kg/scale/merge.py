"""Runs into folders by month, in the order of the articles' ids: an external merge sort.

quads/month=2018-03/part-0000.nq.gz (or .trig.gz)
events/month=2018-03/part-0000.parquet
"""

from __future__ import annotations

import gzip
import heapq
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from kg.errors import ConfigError
from kg.exports.events import COLUMNS
from kg.rdf.trig import PREAMBLE
from kg.scale import work
from kg.seen import Seen

FOLDERS: Final = ("quads", "events")
#: Endings of files by the form of RDF in them.
ENDINGS: Final = {"nquads": ".nq.gz", "trig": ".trig.gz"}
#: Runs that are read at once.
FAN: Final = 64
#: Articles of one file.
PART: Final = 100_000
#: Rows of a group of Parquet: what is held in memory.
_ROWS: Final = 5_000
Row = tuple[str, str, str, str]


def need_parquet() -> None:
    """See that Parquet can be written.

    Raises:
        ConfigError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise ConfigError(
            "--partition writes Parquet and needs pyarrow: `pip install 'geopolitical-kg[parquet]'`"
        ) from error


def write(runs: Path, losers: Seen, output: Path, rdf: str, done: Callable[[int], None]) -> None:
    """Write what is in the runs, but for the losers, into the folders of `output`.

    Args:
        runs: folder of the runs, which stay.
        losers: positions of articles that came before.
        output: where to.
        rdf: one of ENDINGS, what the runs hold.
        done: told of articles that are written.

    Raises:
        OSError: the disk is full or refuses, or a run is damaged.
    """
    whole, merged = output / ".whole", runs / "merged"
    for folder in (whole, merged, *(output / name for name in FOLDERS)):
        shutil.rmtree(folder, ignore_errors=True)
    for months, rows in groupby(_sorted(runs, merged), key=itemgetter(0)):
        kept = (row for row in rows if not losers or row[2] not in losers)
        number = 0
        while part := list(islice(kept, 1)):
            name = f"month={months}/part-{number:04}"
            _part(whole, name, rdf, _chained(part, islice(kept, PART - 1)), done)
            number += 1
    for name in FOLDERS:
        (whole / name).replace(output / name)
    whole.rmdir()


def _chained(first: list[Row], rest: Iterable[Row]) -> Iterator[Row]:
    yield from first
    yield from rest


def _sorted(runs: Path, merged: Path) -> Iterator[Row]:
    """All rows of all runs in order; with many runs, through files that each merge some."""
    paths, level = sorted(runs.glob(f"*{work.ENDING}")), 0
    while len(paths) > FAN:
        merged.mkdir(exist_ok=True)
        groups = [paths[n : n + FAN] for n in range(0, len(paths), FAN)]
        paths = [
            _merged(group, merged / f"{level}-{n:08}{work.ENDING}")
            for n, group in enumerate(groups)
        ]
        level += 1
    return heapq.merge(*map(work.rows, paths), key=itemgetter(0, 1, 2))


def _merged(paths: list[Path], target: Path) -> Path:
    rows = heapq.merge(*map(work.rows, paths), key=itemgetter(0, 1, 2))
    work.write_lines(target, _chained_lines(rows))
    return target


def _chained_lines(rows: Iterable[Row]) -> Iterator[str]:
    yield "\n"  # the place of a run's first line
    for row in rows:
        yield row[3]


def _part(
    whole: Path, name: str, rdf: str, rows: Iterator[Row], done: Callable[[int], None]
) -> None:
    """One file of RDF and one of events, of the same articles."""
    from pyarrow import parquet

    quads = whole / "quads" / f"{name}{ENDINGS[rdf]}"
    events = whole / "events" / f"{name}.parquet"
    for path in (quads, events):
        path.parent.mkdir(parents=True, exist_ok=True)
    schema, held = _schema(), list[dict[str, Any]]()
    with ExitStack() as stack:
        # No name and no time in the head: the same quads are the same bytes.
        raw = stack.enter_context(quads.open("wb"))
        out = stack.enter_context(gzip.GzipFile("", "wb", 6, raw, mtime=0))
        table = stack.enter_context(parquet.ParquetWriter(events, schema, compression="zstd"))
        if rdf == "trig":
            out.write(PREAMBLE.encode())
        for row in rows:
            text, found = work.content(row[3])
            out.write(text.encode("utf-8", "backslashreplace"))
            held += map(_typed, found)
            done(1)
            if len(held) >= _ROWS:
                _group(table, held, schema)
        _group(table, held, schema)


def _group(table: Any, held: list[dict[str, Any]], schema: Any) -> None:
    import pyarrow

    table.write_table(pyarrow.Table.from_pylist(held, schema=schema))
    held.clear()


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    when = row["event_date"]
    return {**row, "event_date": date.fromisoformat(when) if when else None}


def _schema() -> Any:
    import pyarrow

    types = {
        "event_date": pyarrow.date32(), "quad_class": pyarrow.int64(),
        "goldstein": pyarrow.float64(), "explicit": pyarrow.bool_(),
        "confidence": pyarrow.float64(),
    }  # fmt: skip
    return pyarrow.schema([(name, types.get(name, pyarrow.string())) for name in COLUMNS])
