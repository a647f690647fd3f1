"""From a row of a table to what it says; all that is wrong with the row is one error."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator
from datetime import date
from typing import Final, get_args

from kg.lexicons.tables import Row
from kg.lexicons.types import Actor, Frame, Institution, Tenure, Title
from kg.model import PREDICATES, Kind

_KINDS: Final[dict[str, Kind]] = {kind: kind for kind in get_args(Kind)}
_OF: Final = frozenset({"state", "group", "any"})
#: Parts of speech of triggers, as the morphology names them.
_POS: Final = frozenset({"verb", "masdar", "noun", "adj", "part_act", "part_pass", "prep"})
_FLAGS: Final = frozenset({
    "alliance", "asserted", "backing", "both", "carrier", "denied", "event", "former", "group",
    "human", "implied", "main", "mutual", "named", "near", "objective", "offered", "omission",
    "own", "planned", "relation", "relative", "suffers", "victim", "visit", "war", "weak",
})  # fmt: skip
#: Where an actor or topic stands: a letter of ontology/frames, or the word that leads it in.
_SLOT: Final = re.compile(r"(?:[SOGACEHKLNPTWVXZ&@-]|[\u0621-\u064a]+(?: [\u0621-\u064a]+)*)\*?")


def actor(row: Row) -> Actor:
    """A row of an actor table; to whom it is linked is not looked at.

    Raises:
        LexiconError: an empty or impossible cell.
    """
    found = [f"column '{c}' is empty; it names the actor" for c in ("id", "actor", "ar")
             if not row[c]]  # fmt: skip
    if found or row["kind"] not in _KINDS:
        raise row.error(*found, *_strange("kind", [row["kind"]], _KINDS))
    return Actor(
        row["id"], _KINDS[row["kind"]], row["actor"], row["en"], row["ar"],
        row.many("aliases"), row.many("seats"), row.many("nisba"),
        row["acts_for"] or None, row["wikidata"] or None, row.many("ambiguous"),
    )  # fmt: skip


def place(row: Row, actors: dict[str, Actor]) -> Actor:
    """A row of the table of places.

    Raises:
        LexiconError: a place without a name, or in a state that is none of `actors`.
    """
    found = [f"column '{c}' is empty; it names the place" for c in ("id", "ar") if not row[c]]
    if found or row["state"] not in actors:
        raise row.error(*found, *_undefined(row, "state", actors))
    return Actor(
        row["id"], "place", actors[row["state"]].actor, row["en"], row["ar"],
        row.many("aliases"), acts_for=row["state"], ambiguous=row.many("ambiguous"),
    )  # fmt: skip


def title(row: Row) -> Title:
    """A row of the table of titles.

    Raises:
        LexiconError: no id, no form, or a rank that is no number.
    """
    found = [f"column '{c}' is empty" for c in ("id", "ar") if not row[c]]
    rank = row["rank"] or "3"
    if found or not rank.isdecimal():
        raise row.error(*found, *([] if rank.isdecimal() else [f"rank '{rank}' is no number"]))
    return Title(
        row["id"], row["en"], row.many("ar"), row.many("feminine"), row.many("plural"), int(rank)
    )


def institution(row: Row) -> Institution:
    """A row of the table of institutions.

    Raises:
        LexiconError: no id, no form, an unknown kind or owner.
    """
    kind, of = row["kind"] or "organisation", row["of"] or "state"
    found = [f"column '{c}' is empty" for c in ("id", "ar") if not row[c]]
    found += [*_strange("kind", [kind], _KINDS), *_strange("of", [of], _OF)]
    if found:
        raise row.error(*found)
    return Institution(
        row["id"], _KINDS[kind], row["en"], row.many("ar"), frozenset(row.many("feminine")),
        f"_{row['suffix']}" if row["suffix"] else "", of,
    )  # fmt: skip


def tenure(row: Row, actors: dict[str, Actor], offices: Container[str]) -> Tenure:
    """A row of the table of offices held.

    Raises:
        LexiconError: an unknown person, body or title, or impossible dates.
    """
    found = [text for column, known in (("person", actors), ("body", actors), ("office", offices))
             for text in _undefined(row, column, known)]  # fmt: skip
    begin, end = _date(row, "from", found), _date(row, "to", found)
    if begin and end and begin > end:
        found.append(f"'from' {begin} is later than 'to' {end}")
    if found:
        raise row.error(*found)
    return Tenure(row["person"], row["office"], row["body"], begin, end)


def frames(row: Row) -> Iterator[Frame]:
    """Yield the frames of a row, one for each lemma and part of speech.

    Raises:
        LexiconError: an unknown predicate, part of speech, slot or flag.
    """
    found = [f"column '{c}' is empty" for c in ("lemma", "pos") if not row[c]]
    found += _strange("predicate", [row["predicate"]], PREDICATES)
    found += _strange("pos", row.many("pos"), _POS)
    found += _strange("flags", row.many("flags"), _FLAGS)
    for column in ("agent", "patient", "topic"):
        found += [f"column '{column}': '{slot}' is no slot" for slot in row.many(column)
                  if not _SLOT.fullmatch(slot)]  # fmt: skip
    if found:
        raise row.error(*found)
    for pos in row.many("pos"):
        for lemma in row.many("lemma"):
            yield Frame(
                lemma, pos, row["predicate"], row.many("agent"), row.many("patient"),
                row.many("topic"), frozenset(row.many("with")), frozenset(row.many("flags")),
            )  # fmt: skip


def _strange(column: str, values: Iterable[str], known: Collection[str]) -> list[str]:
    return [f"column '{column}': '{value}' is none of {', '.join(sorted(known))}"
            for value in values if value not in known]  # fmt: skip


def _undefined(row: Row, column: str, known: Container[str]) -> list[str]:
    value = row[column]
    return [] if value in known else [f"column '{column}': '{value}' is not defined"]


def _date(row: Row, column: str, found: list[str]) -> date | None:
    try:
        return date.fromisoformat(row[column]) if row[column] else None
    except ValueError:
        found.append(f"column '{column}': '{row[column]}' is no date YYYY-MM-DD")
        return None
