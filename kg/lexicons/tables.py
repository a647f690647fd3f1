"""Tables: UTF-8, tab-separated, a header row; every finding names its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import LexiconError


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table, and where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a cell, split at `|`."""
        cell = self.cells.get(column)
        if not cell:
            return ()
        if "|" not in cell:
            return (cell,)
        return tuple([v for v in map(str.strip, cell.split("|")) if v])

    def error(self, *texts: str) -> LexiconError:
        """Findings about this record."""
        return LexiconError(*(f"{self.file}:{self.line}: {text}" for text in texts))


def read_table(path: Path) -> Iterator[Row]:
    """Yield the records of a table.

    Raises:
        LexiconError: unreadable file, missing header, or a row with too many cells.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise LexiconError(f"{path}:1: cannot be read as UTF-8: {e}") from e
    header, name = list[str](), str(path)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = list(map(str.strip, line.split("\t")))
        if not header:
            header = cells
            continue
        if len(cells) > len(header):
            raise LexiconError(
                f"{path}:{number}: {len(cells)} cells where the header has {len(header)} columns"
            )
        yield Row(name, number, dict(zip(header, cells, strict=False)))
    if not header:
        raise LexiconError(f"{path}:1: the header is missing")


def read_tables(folders: list[Path], name: str, problems: list[str]) -> Iterator[Row]:
    """Yield the records of the tables `name`, of the shipped folder and then of further ones.

    Args:
        folders: the shipped folder, which has every table, and others, which may lack some.
        name: path of the table in each folder.
        problems: where findings go.
    """
    for folder in folders:
        path = folder / name
        if path.exists():
            try:
                yield from read_table(path)
            except LexiconError as e:
                problems.extend(e.problems)
        elif folder is folders[0]:
            problems.append(f"{path}:1: the table is missing")
