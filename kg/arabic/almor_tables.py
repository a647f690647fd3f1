"""Read and check the tables of ontology/morphology."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.arabic import almor_verbs
from kg.arabic.almor_roots import PATTERNS, weakness

VERB_COLUMNS = ("lemma", "root", "form", "imperfect", "masdar", "gloss", "flags")
NOUN_COLUMNS = ("lemma", "pos", "plural", "gender", "gloss")
PARTICLE_COLUMNS = ("lemma", "forms")
_FLAGS = frozenset({"intr", "aux"})
_LETTERS = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
_POS = ("noun", "adj")
COLUMNS = {
    "verbs.tsv": VERB_COLUMNS,
    "nouns.tsv": NOUN_COLUMNS,
    "particles.tsv": PARTICLE_COLUMNS,
}


class Row(NamedTuple):
    """A record of a table with the place it stands at, `file:line`."""

    place: str
    cells: dict[str, str]


def read(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Read a table: `#` lines are comments, the first other line is the header.

    Args:
        path: a UTF-8 file with tab-separated cells.
        columns: the names that the header may have, in this order; the last ones may lack.

    Raises:
        ValueError: for another header, or a line with too many cells.
    """
    header: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("#") or not line.strip():
                continue
            cells = [cell.strip() for cell in line.rstrip("\n").split("\t")]
            place = f"{path.name}:{number}"
            if not header:
                header = cells
                if tuple(header) != columns[: len(header)]:
                    raise ValueError(f"{place}: the header is not {' '.join(columns)}")
                continue
            if len(cells) > len(columns):
                raise ValueError(f"{place}: {len(cells)} cells in {len(columns)} columns")
            yield Row(place, dict.fromkeys(columns, "") | dict(zip(header, cells, strict=False)))


def check(paths: Iterable[Path]) -> list[str]:
    """Check tables.

    Args:
        paths: files with a name of `COLUMNS`.

    Returns:
        One `file:line: problem` for each problem, none for sound tables.
    """
    problems: list[str] = []
    for path in paths:
        if path.name not in COLUMNS:
            problems.append(f"{path.name}:1: not a table of the morphology")
            continue
        columns, check_row = COLUMNS[path.name], _CHECKS[path.name]
        seen: dict[str, str] = {}
        try:
            for row in read(path, columns):
                key = " ".join(row.cells[name] for name in ("lemma", "root", "form", "pos")
                               if name in row.cells)  # fmt: skip
                found = list(check_row(row.cells))
                if key in seen:
                    found.append(f"{row.cells['lemma']} stands at {seen[key]} already")
                seen.setdefault(key, row.place)
                problems += [f"{row.place}: {text}" for text in found]
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{path.name}:1: cannot be read as UTF-8: {error}")
        except ValueError as error:
            problems.append(str(error))
    return problems


def _letters(cells: dict[str, str], names: tuple[str, ...]) -> Iterator[str]:
    if not cells["lemma"]:
        yield "no lemma"
    for name in names:
        strange = set(cells[name]) - _LETTERS - set("|/ ")
        if strange:
            yield f"{name} {cells[name]}: not an unvocalised Arabic letter: {sorted(strange)}"


def _check_verb(cells: dict[str, str]) -> Iterator[str]:
    yield from _letters(cells, ("lemma", "root", "masdar"))
    root, form, vowel = cells["root"], cells["form"], cells["imperfect"]
    if form not in PATTERNS:
        yield f"unknown form {form!r}"
        return
    if len(root) != (4 if form.startswith("Q") else 3):
        yield f"root {root} has {len(root)} letters"
        return
    if (vowel not in ("a", "i", "u")) if form == "I" else vowel:
        yield f"imperfect vowel {vowel!r} in form {form}"
    elif almor_verbs.find(cells["lemma"], root, form, vowel) is None:
        yield f"{cells['lemma']}: root {root} ({weakness(root, form) or 'sound'}) and form {form} "\
              "do not give the lemma"  # fmt: skip
    if form == "I" and not cells["masdar"] and cells["flags"] != "aux":
        yield f"{cells['lemma']}: form I needs a verbal noun"
    for flag in set(cells["flags"].split()) - _FLAGS:
        yield f"unknown flag {flag}"


def _check_noun(cells: dict[str, str]) -> Iterator[str]:
    yield from _letters(cells, ("lemma", "plural"))
    if cells["pos"] not in _POS:
        yield f"unknown pos {cells['pos']!r}"
    if cells["gender"] not in ("m", "f", "mf"):
        yield f"unknown gender {cells['gender']!r}"


def _check_particle(cells: dict[str, str]) -> Iterator[str]:
    yield from _letters(cells, ("lemma", "forms"))


_CHECKS: dict[str, Callable[[dict[str, str]], Iterator[str]]] = {
    "verbs.tsv": _check_verb,
    "nouns.tsv": _check_noun,
    "particles.tsv": _check_particle,
}
