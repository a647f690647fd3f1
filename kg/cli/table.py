"""Rows as a table for people: short columns side by side, sentences below their row.

Arabic stands between isolates (U+2067, U+2069) on every line that holds any, so that a terminal
that knows right-to-left text shows each piece the right way round and leaves the columns in
place; other terminals ignore the marks, which take no room. They are written to terminals only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, Final

_RTL: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_CONTROL: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_GAP: Final = "  "
_INDENT: Final = "    "
#: Widths of a column that are tried until all fit beside each other.
_CAPS: Final = (32, 28, 24, 20, 16)


def render(
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    width: int,
    *,
    below: Sequence[str] = (),
    terminal: bool = False,
) -> Iterator[str]:
    """The lines of a table.

    Args:
        columns: their names, in order.
        rows: one value for each column; a line break in a value is one in its cell.
        width: cells in a line of the terminal.
        below: the columns that stand below their row at full width, `quote` without its name.
        terminal: with isolates and colours (bold header, dim rules).
    """
    cells = [[plain(value) for value in row] for row in rows]
    beside = [i for i, name in enumerate(columns) if name not in below]
    under = [i for i, name in enumerate(columns) if name in below]
    # A terminal multiplexer drops a mark in the very first cell: one cell of margin.
    margin = " " if terminal else ""
    widths, moved = _widths(beside, columns, cells, width - len(margin))
    beside, under = beside[: len(widths)], moved + under
    for line in _beside([columns[i] for i in beside], widths, terminal=False):
        yield margin + styled(line, "1", terminal)
    yield margin + styled(
        "─" * min(width, sum(widths) + len(_GAP) * (len(widths) - 1)), "2", terminal
    )
    for row in cells:
        for line in _beside([row[i] for i in beside], widths, terminal=terminal):
            yield margin + line
        for i in under:
            yield from _below(columns[i], row[i], width, terminal)


def plain(value: Any) -> str:
    """A value as text, without marks that would disturb a terminal."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, list | tuple):
        return ", ".join(map(plain, value))
    text = _CONTROL.sub(" ", str(value))
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def isolate(text: str, *, terminal: bool) -> str:
    """The text as one right-to-left piece, if it holds any Arabic and goes to a terminal."""
    return f"\u2067{text}\u2069" if terminal and _RTL.search(text) else text


def wrap(text: str, width: int) -> Iterator[str]:
    """Lines of at most `width` cells, broken at spaces, and inside words that are longer."""
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


def styled(text: str, code: str, terminal: bool) -> str:
    """The text in a colour or weight, unless NO_COLOR is set or it goes elsewhere."""
    if not (text.strip() and terminal) or os.environ.get("NO_COLOR"):
        return text
    return f"\x1b[{code}m{text}\x1b[0m"


def _widths(
    beside: list[int], columns: Sequence[str], cells: list[list[str]], width: int
) -> tuple[list[int], list[int]]:
    """Widths of the columns that fit side by side, and the columns that do not."""
    sizes = [
        max(cells_of(line) for cell in (columns[i], *(row[i] for row in cells))
            for line in cell.split("\n"))
        for i in beside
    ]  # fmt: skip
    for fitting in range(len(beside), 0, -1):
        for cap in _CAPS:
            widths = [min(size, cap) for size in sizes[:fitting]]
            if sum(widths) + len(_GAP) * (fitting - 1) <= width:
                return widths, beside[fitting:]
    return [min(sizes[0], max(1, width))], beside[1:]


def _below(name: str, cell: str, width: int, terminal: bool) -> Iterator[str]:
    lead = "" if name == "quote" or not cell else f"{name}: "
    room = max(1, width - len(_INDENT) - len(lead))
    lines = list(wrap(cell.replace("\n", " · "), room))
    # The lines of a sentence that is read from the right begin at the same place on the right.
    edge = max(map(cells_of, lines), default=0) if terminal and _RTL.search(cell) else 0
    for line in lines:
        shift = " " * (edge - cells_of(line))
        yield _INDENT + styled(lead, "2", terminal) + shift + isolate(line, terminal=terminal)
        lead = " " * len(lead)


def _beside(row: Sequence[str], widths: Sequence[int], *, terminal: bool) -> Iterator[str]:
    wrapped = [
        [line for part in cell.split("\n") for line in wrap(part, size)]
        for cell, size in zip(row, widths, strict=True)
    ]
    for lines in zip_longest(*wrapped, fillvalue=""):
        parts = [
            isolate(line, terminal=terminal) + " " * (size - cells_of(line))
            for line, size in zip(lines, widths, strict=True)
        ]
        yield _GAP.join(parts).rstrip()
