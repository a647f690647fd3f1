"""The lexicons of ontology/: read once, validated with file and line, frozen.

Every table is UTF-8, tab-separated, with a header row; `#` starts a comment line, `|` separates
several values in a cell. A folder of one's own with the same layout (`KG_LEXICONS`, or the
argument of `load`) is read after the shipped one and adds to it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final, Protocol, TypeVar

from kg.errors import LexiconError
from kg.lexicons import records
from kg.lexicons.tables import Row, read_table, read_tables
from kg.lexicons.types import Actor, Frame, Institution, Lexicon, Tenure, Title
from kg.resources import ontology

__all__ = [
    "ACTOR_TABLES", "Actor", "Frame", "Institution", "Lexicon", "Row", "Tenure", "Title",
    "check", "load", "read_table",
]  # fmt: skip

ACTOR_TABLES: Final = ("states", "organisations", "groups", "people")


@cache
def load(extra: Path | None = None) -> Lexicon:
    """Read and validate every table, the shipped ones and then those of `extra`.

    Raises:
        LexiconError: with every finding, one `file:line: text` each.
    """
    folders = [ontology()]
    problems: list[str] = []
    own = extra or (Path(os.environ["KG_LEXICONS"]) if os.environ.get("KG_LEXICONS") else None)
    if own:
        folders.append(own)
        if not own.is_dir():
            problems.append(f"{own}:1: there is no such folder of lexicons (KG_LEXICONS)")
    lexicon = _assemble(folders, problems)
    if problems:
        raise LexiconError(*problems)
    return lexicon


def check(extra: Path | None = None) -> list[str]:
    """All findings about the lexicons, one `file:line: text` each; empty if they are sound."""
    try:
        load(extra)
    except LexiconError as e:
        return list(e.problems)
    return []


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T")
_N = TypeVar("_N", bound=_Named)


class _Tables:
    """The tables of some folders; what is wrong with them is collected."""

    def __init__(self, folders: list[Path], problems: list[str]) -> None:
        self.folders, self.problems = folders, problems

    def rows(self, name: str, build: Callable[[Row], _T]) -> list[tuple[Row, _T]]:
        """The sound records of a table."""
        found: list[tuple[Row, _T]] = []
        for row in read_tables(self.folders, name, self.problems):
            try:
                found.append((row, build(row)))
            except LexiconError as e:
                self.problems.extend(e.problems)
        return found

    def by_id(self, names: tuple[str, ...], build: Callable[[Row], _N]) -> dict[str, _N]:
        """The records of some tables by their ids, which are theirs alone."""
        found: dict[str, _N] = {}
        for name in names:
            for row, record in self.rows(f"actors/{name}.tsv", build):
                if record.id in found:
                    self.problems.extend(row.error(f"id '{record.id}' is defined twice").problems)
                found.setdefault(record.id, record)
        return found

    def classes(self, name: str) -> dict[str, tuple[str, ...]]:
        """Word classes by name, the forms of equally named rows joined."""
        found: dict[str, tuple[str, ...]] = {}
        for row in read_tables(self.folders, name, self.problems):
            found[row["class"]] = found.get(row["class"], ()) + row.many("forms")
        return found


def _assemble(folders: list[Path], problems: list[str]) -> Lexicon:
    tables = _Tables(folders, problems)
    lines: dict[str, Row] = {}

    def actor(row: Row) -> Actor:
        lines.setdefault(row["id"], row)
        return records.actor(row)

    actors = tables.by_id(ACTOR_TABLES, actor)
    _check_links(actors, lines, problems)
    places = tables.by_id(("places",), lambda row: records.place(row, actors))
    titles = tables.by_id(("titles",), records.title)
    institutions = tables.by_id(("institutions",), records.institution)
    tenures = tables.rows("actors/offices.tsv", lambda row: records.tenure(row, actors, titles))
    frames = tables.rows("frames/frames.tsv", lambda row: tuple(records.frames(row)))
    return Lexicon(
        actors, tuple(titles.values()), tuple(institutions.values()), tuple(places.values()),
        tuple(tenure for _, tenure in tenures),
        tuple(frame for _, group in frames for frame in group),
        tables.classes("frames/words.tsv"), tables.classes("frames/classes.tsv"),
        _version(folders),
    )  # fmt: skip


def _check_links(actors: dict[str, Actor], lines: dict[str, Row], problems: list[str]) -> None:
    for a in actors.values():
        if a.acts_for and a.acts_for not in actors:
            finding = lines[a.id].error(f"acts_for: '{a.acts_for}' is no actor")
            problems.extend(finding.problems)


def _version(folders: list[Path]) -> str:
    """Hash of all tables: part of every statement's provenance."""
    from hashlib import sha256

    digest = sha256()
    for folder in folders:
        for path in sorted(folder.glob("*/*.tsv")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
