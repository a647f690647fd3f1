"""Articles as CSV: one a record, with the columns of JSON lines in its header."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from kg.errors import SourceError
from kg.model import Document
from kg.sources import jsonl, raw
from kg.sources.encoding import decode
from kg.sources.issues import Issue, Report

COLUMNS: Final = ("id", "title", "text", "published", "url", "source")
#: A field may be a whole article; the limit of the csv module is for spreadsheets.
_FIELD: Final = 64 * 1024 * 1024


#: A file up to this size is decoded as a whole, a larger one line by line, as JSON lines are.
_SMALL: Final = 4 * 1024 * 1024


def stream(file: io.BufferedReader, name: str, report: Report) -> Iterator[Document]:
    """As `read`, in bounded memory whatever the size of the file.

    Raises:
        SourceError: no header with an id (or url) and a text.
    """
    head = file.read(_SMALL)
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if len(head) < _SMALL or wide:
        yield from read(head + (raw.whole(file, name) if wide else b""), name, report)
        return
    last = head.rfind(b"\n") + 1
    begun = io.BytesIO(head[last:] + file.readline(_FIELD))
    lines = chain(io.BytesIO(head[:last]), begun, iter(lambda: file.readline(_FIELD), b""))
    del head
    yield from _articles(
        (decode(line, f"{name}:{n}") for n, line in enumerate(lines, 1)), name, report
    )


def read(data: bytes, name: str, report: Report) -> Iterator[Document]:
    """The article of each record; bad ones are reported by `file:line`.

    Commas, semicolons or tabs may separate; columns with other names are passed over.

    Raises:
        SourceError: no header with an id (or url) and a text.
    """
    yield from _articles(io.StringIO(decode(data, name), newline=""), name, report)


def _articles(lines: Iterable[str], name: str, report: Report) -> Iterator[Document]:
    csv.field_size_limit(_FIELD)
    found = iter(lines)
    head = next(found, "")
    separator = max(",;\t", key=head.count)
    reader = csv.DictReader(chain((head,), found), delimiter=separator)
    columns = {column.strip().lower() for column in reader.fieldnames or () if column}
    if not columns & {"id", "url"} or not columns & {"text", "title"}:
        raise SourceError(f"{name}:1: a header with id (or url), title and text is expected")
    try:
        for row in reader:
            where = f"{name}:{reader.line_num}"
            fields = {k.strip().lower(): v for k, v in row.items() if k and v}
            try:
                yield jsonl.document({k: fields[k] for k in COLUMNS if k in fields}, where, report)
            except SourceError as error:
                report(
                    Issue("error", where, str(error).removeprefix(f"{where}: "), reader.line_num)
                )
    except csv.Error as error:
        raise SourceError(f"{name}:{reader.line_num}: not CSV: {error}") from error
