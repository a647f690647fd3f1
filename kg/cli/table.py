"""Rows as a table for people: short columns side by side, sentences below their row.

Arabic stands between isolates (U+2067, U+2069) on every line that holds any, so that a terminal
that knows right-to-left text shows each piece the right way round and leaves the columns in
place; other terminals ignore the marks, which take no room. They are written to terminals only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

_RTL: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_CONTROL: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_GAP: Final = "  "
_INDENT: Final = "    "
#: A column with a wider cell than this goes below its row.
NARROW: Final = 34


def render(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], width: int, *, terminal: bool
) -> Iterator[str]:
    """The lines of a table.

    Args:
        columns: their names, in order.
        rows: one value for each column.
        width: cells in a line of the terminal.
        terminal: with isolates and colours (bold header, dim lines below).
    """
    cells = [[plain(value) for value in row] for row in rows]
    beside, below, widths = _layout(columns, cells, width)
    header = _beside([columns[i] for i in beside], widths, terminal=False)
    yield _styled(header, "1", terminal)
    if below:
        yield _styled(_INDENT + " / ".join(columns[i] for i in below), "1", terminal)
    yield _styled("─" * min(width, max(20, sum(widths) + len(_GAP) * len(widths))), "2", terminal)
    for row in cells:
        yield _beside([row[i] for i in beside], widths, terminal=terminal)
        for i in below:
            for line in wrap(row[i], max(20, width - len(_INDENT))):
                yield _INDENT + isolate(line, terminal=terminal)


def plain(value: Any) -> str:
    """A value as text in one line, without marks that would disturb a terminal."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, list | tuple):
        return ", ".join(map(plain, value))
    return " ".join(_CONTROL.sub(" ", str(value)).split())


def isolate(text: str, *, terminal: bool) -> str:
    """The text as one right-to-left piece, if it holds any Arabic and goes to a terminal."""
    return f"\u2067{text}\u2069" if terminal and _RTL.search(text) else text


def wrap(text: str, width: int) -> Iterator[str]:
    """Lines of at most `width` cells, broken at spaces (a longer word at the end of the line)."""
    line, used = "", 0
    for word in text.split(" "):
        size = cells_of(word)
        if line and used + 1 + size > width:
            yield line
            line, used = "", 0
        while size > width:
            yield word[:width]
            word = word[width:]
            size = cells_of(word)
        line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    if line:
        yield line


def cells_of(text: str) -> int:
    """How many cells of a terminal the text takes; marks above letters take none."""
    from rich.cells import cell_len

    return cell_len(text)


def _layout(
    columns: Sequence[str], cells: list[list[str]], width: int
) -> tuple[list[int], list[int], list[int]]:
    """Columns side by side, columns below, and the widths of the former."""
    sizes = [
        max([cells_of(name), *(cells_of(row[i]) for row in cells)])
        for i, name in enumerate(columns)
    ]
    beside = [i for i, size in enumerate(sizes) if size <= NARROW] or [0]
    while len(beside) > 1 and sum(sizes[i] + len(_GAP) for i in beside) > width:
        beside.remove(max(beside[1:], key=lambda i: sizes[i]))
    below = [i for i in range(len(columns)) if i not in beside]
    return beside, below, [sizes[i] for i in beside]


def _beside(row: Sequence[str], widths: Sequence[int], *, terminal: bool) -> str:
    parts = [
        isolate(cell, terminal=terminal) + " " * (size - cells_of(cell))
        for cell, size in zip(row, widths, strict=True)
    ]
    return _GAP.join(parts).rstrip()


def _styled(text: str, code: str, terminal: bool) -> str:
    import os

    return f"\x1b[{code}m{text}\x1b[0m" if terminal and not os.environ.get("NO_COLOR") else text
