"""Read a database in CAMeL Tools' ALMOR format for look-ups, each stem only when it is asked for.

An article needs some hundred of the stems; turning all twelve thousand lines into dictionaries, as
`camel_tools.morphology.database.MorphologyDB` does, took a third of the time of a whole run over a
short one. A test compares what both have read, entry by entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

Features = dict[str, str]
Entry = tuple[str, Features]
Pairs = dict[str, set[str]]


class Stems(dict[str, list[Entry]]):
    """The stems by their spelling: (category, features); `unread` has the lines of all."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.unread: dict[str, list[str]] = {}
        for line in lines:
            stem, _, rest = line.partition("\t")
            self.unread.setdefault(stem, []).append(rest)

    def __missing__(self, stem: str) -> list[Entry]:
        """Read the lines of a stem; KeyError if there is none."""
        found = self[stem] = [_entry(line) for line in self.unread[stem]]
        return found

    def entries(self) -> Iterator[tuple[str, list[Entry]]]:
        """Every stem with its entries."""
        for stem in self.unread:
            yield stem, self[stem]


class AlmorFile:
    """The indexes of `MorphologyDB` under the same names, out of the file in `path`.

    For the file that kg ships: it is not checked as one that others have made should be.
    """

    def __init__(self, path: Path) -> None:
        sections = _sections(path.read_text("utf-8"))
        self.prefix_hash = _affixes(sections["PREFIXES"])
        self.suffix_hash = _affixes(sections["SUFFIXES"])
        self.stem_hash = Stems(sections["STEMS"])
        self.prefix_stem_compat = _pairs(sections["TABLE AB"])
        self.stem_suffix_compat = _pairs(sections["TABLE BC"])
        self.prefix_suffix_compat = _pairs(sections["TABLE AC"])
        self.max_prefix_size = max(map(len, self.prefix_hash))
        self.max_suffix_size = max(map(len, self.suffix_hash))


def _sections(text: str) -> dict[str, list[str]]:
    """The lines of each section by its name, which stands between ### and ###."""
    pieces = text.split("###")
    return {
        name: body.strip("\n").split("\n")
        for name, body in zip(pieces[1::2], pieces[2::2], strict=True)
    }


def _affixes(lines: list[str]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for line in lines:
        affix, _, rest = line.partition("\t")
        found.setdefault(affix, []).append(_entry(rest))
    return found


def _entry(line: str) -> Entry:
    category, _, features = line.partition("\t")
    pairs = (pair.partition(":") for pair in features.split(" "))
    return category, {name: value for name, _, value in pairs}


def _pairs(lines: list[str]) -> Pairs:
    found: Pairs = {}
    for line in lines:
        left, _, right = line.partition(" ")
        found.setdefault(left, set()).add(right)
    return found
