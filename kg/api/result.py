"""Rows, as Python, pandas and notebooks want them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from kg.errors import ConfigError

if TYPE_CHECKING:
    from pandas import DataFrame

#: Rows that a notebook shows.
SHOWN: Final = 50
_RTL: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_IRI: Final = "https://w3id.org/geopolitical-kg/"
_STYLE: Final = "text-align:start;vertical-align:top;max-width:30em;white-space:normal"


@dataclass(frozen=True, slots=True)
class Result:
    """A table: names of columns, and rows with a value for each.

    Attributes:
        columns: names.
        rows: values; text, numbers, booleans, dates, lists, None for what is not known.
        notes: what the asker should know, such as that an actor is known but not in the graph.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __getitem__(self, number: int) -> dict[str, Any]:
        return dict(zip(self.columns, self.rows[number], strict=True))

    def to_pandas(self) -> DataFrame:
        """The table as a DataFrame; columns called `date` become datetimes.

        Raises:
            ConfigError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise ConfigError(
                "pandas is not installed: `pip install 'geopolitical-kg[pandas]'`"
            ) from error
        frame = pandas.DataFrame(list(self.rows), columns=list(self.columns))
        for name in self.columns:
            if name in ("date", "first", "last"):
                frame[name] = pandas.to_datetime(frame[name])
        return frame

    def _repr_html_(self) -> str:
        """The table for a notebook: text escaped, each cell in the direction of its script.

        Columns without any value and IRIs of the graph are left out.
        """
        kept = [i for i, _ in enumerate(self.columns) if self._worth_showing(i)]
        head = "".join(f'<th style="{_STYLE}">{escape(self.columns[i])}</th>' for i in kept)
        body = "".join(
            f"<tr>{''.join(_cell(self.columns[i], row[i]) for i in kept)}</tr>"
            for row in self.rows[:SHOWN]
        )
        more = len(self.rows) - SHOWN
        notes = [*self.notes, *([f"{more} more rows"] if more > 0 else [])]
        below = "".join(f'<p dir="auto">{escape(note)}</p>' for note in notes)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"

    def _worth_showing(self, number: int) -> bool:
        values = [row[number] for row in self.rows if row[number] not in (None, "")]
        return not self.rows or any(not (isinstance(v, str) and v.startswith(_IRI)) for v in values)


def _cell(column: str, value: Any) -> str:
    text = "" if value is None else f"{value:.2f}" if isinstance(value, float) else _text(value)
    shown = escape(text)
    if column == "url" and re.match(r"https?://", text):
        shown = f'<a href="{shown}" rel="noopener noreferrer">{shown}</a>'
    script = ' dir="rtl" lang="ar"' if _RTL.search(text) else ' dir="auto"'
    return f'<td{script} style="{_STYLE}">{shown}</td>'


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
