"""Values that every format can hold: the one place where what a format cannot hold is turned.

| what                        | becomes                                     |
|-----------------------------|---------------------------------------------|
| None, NaN, infinite         | the empty text                              |
| date, time                  | ISO 8601                                    |
| list, tuple, set            | its values joined by "; " (a set sorted)    |
| characters XML cannot hold  | nothing (lone surrogates, U+0000, U+FFFE …) |
| text in a table             | tabs and line breaks become spaces          |
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any, Final

Value = str | int | float | bool

#: What XML 1.0 forbids; other formats gain nothing by it either.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAKS: Final = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_FORMULA: Final = ("=", "+", "-", "@")


def clean(text: str | None) -> str:
    """The text without characters that XML cannot hold; empty for None."""
    return _ILLEGAL.sub("", text) if text else ""


def held(value: Any) -> Value:
    """Any value as text, number or boolean, by the rules above; never an exception."""
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    if isinstance(value, int):  # a bool is one too
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else ""
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, list | tuple):
        return "; ".join(plain(item) for item in value)
    return clean(str(value))


def plain(value: Any) -> str:
    """Any value as text, booleans in lower case."""
    kept = held(value)
    return str(kept).lower() if isinstance(kept, bool) else str(kept)


def flat(value: Any) -> str:
    """Any value as text on one line without tabs: a cell of a table."""
    return _BREAKS.sub(" ", plain(value))


def cell(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula: such text gets an apostrophe before it."""
    text = flat(value)
    return f"'{text}" if isinstance(value, str) and text.lstrip().startswith(_FORMULA) else text
