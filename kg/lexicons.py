"""The lexicons of ontology/: read once, validated with file and line, frozen.

Every table is UTF-8, tab-separated, with a header row; `#` starts a comment line, `|` separates
several values in a cell. A folder of one's own with the same layout (`KG_LEXICONS`, or the
argument of `load`) is read after the shipped one and adds to it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import LexiconError
from kg.model import PREDICATES, Kind
from kg.resources import ontology

KINDS: Final = frozenset({"state", "organisation", "group", "person", "alliance", "place"})
ACTOR_COLUMNS: Final = (
    "id", "kind", "actor", "en", "ar", "aliases", "seats", "nisba", "acts_for", "wikidata",
)  # fmt: skip
ACTOR_TABLES: Final = ("states", "organisations", "groups", "people")


class Row(NamedTuple):
    """One record of a table, and where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:  # type: ignore[override]
        return self.cells.get(column, "")

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a cell, split at `|`."""
        cell = self.cells.get(column, "")
        return tuple(v.strip() for v in cell.split("|") if v.strip()) if cell else ()

    def error(self, text: str) -> LexiconError:
        """A finding about this record."""
        return LexiconError(f"{self.file}:{self.line}: {text}")


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's time in an office of a state or body; open ends are None."""

    person: str
    office: str
    body: str
    begin: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A lexicon actor; see ontology/actors/README.md for the fields."""

    id: str
    kind: Kind
    actor: str
    en: str
    ar: str
    aliases: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    nisba: tuple[str, ...] = ()
    acts_for: str | None = None
    wikidata: str | None = None
    ambiguous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """An office-holder's title: forms that introduce or replace a name."""

    id: str
    en: str
    ar: tuple[str, ...]
    feminine: tuple[str, ...]
    plural: tuple[str, ...]
    rank: int = 3


@dataclass(frozen=True, slots=True)
class Institution:
    """A head noun that with a nisba or a state names an organ of that state."""

    id: str
    kind: Kind
    en: str
    ar: tuple[str, ...]
    feminine: frozenset[str]
    suffix: str
    of: str = "state"


@dataclass(frozen=True, slots=True)
class Frame:
    """How one trigger word expresses one predicate.

    Attributes:
        lemma, pos: the trigger ("اتهم", "verb").
        predicate: one of PREDICATES.
        agent, patient, topic: slots to try in order, see ontology/frames/README.md.
        with_: nouns one of which must stand by the trigger (شن ... غارات).
        flags: modifiers ("mutual", "harm", "weak", ...).
    """

    lemma: str
    pos: str
    predicate: str
    agent: tuple[str, ...]
    patient: tuple[str, ...]
    topic: tuple[str, ...]
    with_: frozenset[str]
    flags: frozenset[str]

    @property
    def name(self) -> str:
        """Stable name for rules and explanations."""
        return f"{self.predicate}:{self.lemma}/{self.pos}"


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All tables together."""

    actors: dict[str, Actor]
    titles: tuple[Title, ...]
    institutions: tuple[Institution, ...]
    places: tuple[Actor, ...]
    tenures: tuple[Tenure, ...]
    frames: tuple[Frame, ...]
    words: dict[str, tuple[str, ...]]
    classes: dict[str, tuple[str, ...]]
    version: str


def read_table(path: Path) -> Iterator[Row]:
    """Yield the records of a table.

    Raises:
        LexiconError: unreadable file, missing header, or a row with too many cells.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise LexiconError(f"{path}:1: cannot be read as UTF-8: {e}") from e
    header: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.rstrip("\r").split("\t")]
        if not header:
            header = cells
            continue
        if len(cells) > len(header):
            raise LexiconError(
                f"{path}:{number}: {len(cells)} cells where the header has {len(header)} columns"
            )
        yield Row(str(path), number, dict(zip(header, cells, strict=False)))


@cache
def load(extra: Path | None = None) -> Lexicon:
    """Read and validate every table, the shipped ones and then those of `extra`.

    Raises:
        LexiconError: with every finding, one `file:line: text` each.
    """
    folders = [ontology()]
    own = extra or (Path(os.environ["KG_LEXICONS"]) if os.environ.get("KG_LEXICONS") else None)
    if own:
        folders.append(own)
    problems: list[str] = []
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


def _assemble(folders: list[Path], problems: list[str]) -> Lexicon:
    digest = _version(folders)
    actors: dict[str, Actor] = {}
    for name in ACTOR_TABLES:
        for row in _rows(folders, f"actors/{name}.tsv", problems):
            _collect(problems, _actor, row, actors)
    _check_links(actors, problems)
    places: dict[str, Actor] = {}
    for row in _rows(folders, "actors/places.tsv", problems):
        _collect(problems, _place, row, places, actors)
    titles = tuple(
        Title(
            r["id"], r["en"], r.many("ar"), r.many("feminine"), r.many("plural"),
            int(r["rank"] or 3),
        )  # fmt: skip
        for r in _rows(folders, "actors/titles.tsv", problems)
    )
    institutions = tuple(
        Institution(
            r["id"], r["kind"] or "organisation", r["en"], r.many("ar"),  # type: ignore[arg-type]
            frozenset(r.many("feminine")), f"_{r['suffix']}" if r["suffix"] else "",
            r["of"] or "state",
        )
        for r in _rows(folders, "actors/institutions.tsv", problems)
    )  # fmt: skip
    offices = frozenset(t.id for t in titles)
    tenures: list[Tenure] = []
    for row in _rows(folders, "actors/offices.tsv", problems):
        _collect(problems, _tenure, row, tenures, actors, offices)
    frames: list[Frame] = []
    for row in _rows(folders, "frames/frames.tsv", problems):
        _collect(problems, _frame, row, frames)
    words, classes = (
        _classes(folders, f"frames/{name}.tsv", problems) for name in ("words", "classes")
    )
    return Lexicon(
        actors, titles, institutions, tuple(places.values()), tuple(tenures), tuple(frames),
        words, classes, digest,
    )  # fmt: skip


def _classes(folders: list[Path], name: str, problems: list[str]) -> dict[str, tuple[str, ...]]:
    """Word classes by name, the forms of equally named rows joined."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows(folders, name, problems):
        found[row["class"]] = found.get(row["class"], ()) + row.many("forms")
    return found


def _rows(folders: list[Path], name: str, problems: list[str]) -> Iterator[Row]:
    for number, folder in enumerate(folders):
        path = folder / name
        if not path.exists():
            if number == 0 and False:
                problems.append(f"{path}:1: the table is missing")
            continue
        try:
            yield from read_table(path)
        except LexiconError as e:
            problems.extend(e.problems)


def _collect(problems: list[str], build, row: Row, *context) -> None:  # type: ignore[no-untyped-def]
    try:
        build(row, *context)
    except LexiconError as e:
        problems.extend(e.problems)


def _actor(row: Row, actors: dict[str, Actor]) -> None:
    for column in ("id", "kind", "actor", "ar"):
        if not row[column]:
            raise row.error(f"column '{column}' is empty; it names the actor")
    if row["kind"] not in KINDS:
        raise row.error(f"kind '{row['kind']}' is none of {', '.join(sorted(KINDS))}")
    if row["id"] in actors:
        raise row.error(f"id '{row['id']}' is defined twice")
    actors[row["id"]] = Actor(
        row["id"], row["kind"], row["actor"], row["en"], row["ar"],  # type: ignore[arg-type]
        row.many("aliases"), row.many("seats"), row.many("nisba"),
        row["acts_for"] or None, row["wikidata"] or None, row.many("ambiguous"),
    )  # fmt: skip


def _place(row: Row, places: dict[str, Actor], actors: dict[str, Actor]) -> None:
    if row["state"] not in actors:
        raise row.error(f"state '{row['state']}' of place '{row['id']}' is no actor")
    places[row["id"]] = Actor(
        row["id"], "place", actors[row["state"]].actor, row["en"], row["ar"],
        row.many("aliases"), acts_for=row["state"], ambiguous=row.many("ambiguous"),
    )  # fmt: skip


def _check_links(actors: dict[str, Actor], problems: list[str]) -> None:
    for a in actors.values():
        if a.acts_for and a.acts_for not in actors:
            problems.append(f"actors: '{a.id}' acts for '{a.acts_for}', which is no actor")


def _date(row: Row, column: str) -> date | None:
    try:
        return date.fromisoformat(row[column]) if row[column] else None
    except ValueError as e:
        raise row.error(f"column '{column}': '{row[column]}' is no date YYYY-MM-DD") from e


def _tenure(
    row: Row, tenures: list[Tenure], actors: dict[str, Actor], offices: frozenset[str]
) -> None:
    for column, known in (("person", actors), ("body", actors), ("office", offices)):
        if row[column] not in known:
            raise row.error(f"column '{column}': '{row[column]}' is not defined")
    begin, end = _date(row, "from"), _date(row, "to")
    if begin and end and begin > end:
        raise row.error(f"'from' {begin} is later than 'to' {end}")
    tenures.append(Tenure(row["person"], row["office"], row["body"], begin, end))


def _frame(row: Row, frames: list[Frame]) -> None:
    if row["predicate"] not in PREDICATES:
        raise row.error(f"predicate '{row['predicate']}' is none of {', '.join(PREDICATES)}")
    for pos in row.many("pos"):
        for lemma in row.many("lemma"):
            frames.append(
                Frame(
                    lemma, pos, row["predicate"], row.many("agent"), row.many("patient"),
                    row.many("topic"), frozenset(row.many("with")), frozenset(row.many("flags")),
                )
            )  # fmt: skip


def _version(folders: list[Path]) -> str:
    """Hash of all tables: part of every statement's provenance."""
    from hashlib import sha256

    digest = sha256()
    for folder in folders:
        for path in sorted(folder.glob("*/*.tsv")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
