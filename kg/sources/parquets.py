"""Articles as Parquet: one a row, with the columns of JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from gzip import GzipFile
from io import BufferedReader
from typing import Any, Final

from kg.errors import ConfigError, SourceError
from kg.model import Document
from kg.sources import jsonl
from kg.sources.csvs import COLUMNS
from kg.sources.issues import Issue, Report

#: Rows that are held at a time.
_ROWS: Final = 256
_SPOOL: Final = 1 << 20


def read(stream: BufferedReader, name: str, report: Report) -> Iterator[Document]:
    """The article of each row; bad ones are reported by `file:row`, counted from 1.

    Raises:
        SourceError: not Parquet, or without a column id (or url) and text (or title).
        ConfigError: pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ConfigError(
            f"{name}: reading Parquet needs pyarrow: `pip install 'geopolitical-kg[parquet]'`"
        ) from error
    try:
        file = parquet.ParquetFile(_seekable(stream))
        columns = [c for c in COLUMNS if c in file.schema_arrow.names]
        if not {"id", "url"} & {*columns} or not {"text", "title"} & {*columns}:
            raise SourceError(f"{name}: columns id (or url), title and text are expected")
        batches = file.iter_batches(_ROWS, columns=columns, use_threads=False)
        rows = (row for batch in batches for row in batch.to_pylist())
        for number, row in enumerate(rows, 1):
            where = f"{name}:{number}"
            try:
                yield jsonl.document(_plain(row), where, report)
            except SourceError as error:
                message = str(error).removeprefix(f"{where}: ")
                report(Issue("error", where, message, number))
    except (pyarrow.ArrowException, UnicodeDecodeError) as error:
        raise SourceError(f"{name}: cannot be read as Parquet: {error}") from error


def _seekable(stream: BufferedReader) -> Any:
    """The stream, or what it holds in a temporary file: Parquet is read from its end."""
    if stream.seekable() and not isinstance(stream.raw, GzipFile):  # which reads all to seek
        return stream
    from shutil import copyfileobj
    from tempfile import TemporaryFile

    spooled = TemporaryFile()  # noqa: SIM115 - it goes with what reads it
    copyfileobj(stream, spooled, _SPOOL)
    spooled.seek(0)
    return spooled


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON would have it."""
    published = row.get("published")
    if isinstance(published, date):
        row["published"] = published.isoformat()
    return row
