"""Articles as CSV: one a record, with the columns of JSON lines in its header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from kg.errors import SourceError
from kg.model import Document
from kg.sources import jsonl
from kg.sources.encoding import decode
from kg.sources.issues import Issue, Report

COLUMNS: Final = ("id", "title", "text", "published", "url", "source")
#: A field may be a whole article; the limit of the csv module is for spreadsheets.
_FIELD: Final = 64 * 1024 * 1024


def read(data: bytes, name: str, report: Report) -> Iterator[Document]:
    """The article of each record; bad ones are reported by `file:line`.

    Commas, semicolons or tabs may separate; columns with other names are passed over.

    Raises:
        SourceError: no header with an id (or url) and a text.
    """
    csv.field_size_limit(_FIELD)
    text = decode(data, name)
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
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
                report(Issue("error", where, str(error).removeprefix(f"{where}: ")))
    except csv.Error as error:
        raise SourceError(f"{name}:{reader.line_num}: not CSV: {error}") from error
