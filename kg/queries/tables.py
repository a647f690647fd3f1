"""Answers as JSON and CSV: what `kg ask` prints and the explorer hands out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any


def json_lines(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """An array with one object a row, one row a line."""
    yield "["
    for number, row in enumerate(rows, 1):
        text = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=str)
        yield f"  {text}{',' if number < len(rows) else ''}"
    yield "]"


def csv_lines(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """A header and one record a row, as in `kg export csv`."""
    for row in (columns, *rows):
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow(map(_cell, row))
        yield out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "|".join(map(_cell, value))
    flat = " ".join(str(value).splitlines()).replace("\t", " ")
    # A spreadsheet would run it as a formula.
    return f"'{flat}" if flat.startswith(("=", "+", "-", "@")) and isinstance(value, str) else flat
