"""The tables of ontology/actors: what they refer to exists, and a name names one actor."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pytest

from kg.arabic.normalise import fold
from kg.lexicons import ACTOR_TABLES, Actor, Lexicon, Row, load, read_table
from kg.resources import ontology

FOLDER = ontology() / "actors"
NEEDED = {
    **dict.fromkeys(ACTOR_TABLES, ("id", "kind", "actor", "en", "ar")),
    "places": ("id", "state", "en", "ar"),
    "titles": ("id", "en", "ar", "rank"),
    "institutions": ("id", "kind", "en", "ar", "of"),
    "offices": ("person", "office", "body"),
}
ARABIC = {
    **dict.fromkeys(ACTOR_TABLES, ("ar", "aliases", "seats", "nisba", "ambiguous")),
    "places": ("ar", "aliases", "ambiguous"),
    "titles": ("ar", "feminine", "plural"),
    "institutions": ("ar", "feminine"),
}
#: Arabic letters, with shadda and the foreign ones of names; digits, dots, acronyms in Latin.
WORDS = re.compile(r"(?:[\u0621-\u063a\u0641-\u064a\u0651پچژڤگ0-9.]+|[A-Z]{2,5})(?:[ -](?!$)|$)")
SIDE = re.compile(r"([A-Z]{3})_(?:OPP|CIV)")
#: No seat of government, or one that is another's (موسكو for the Soviet Union, بلغراد).
NO_SEAT = {"ATA", "GIB", "MAC", "MSR", "SUN", "TKL", "YUG"}
#: Territories whose people the news does not name with a demonym of their own.
NO_NISBA = {
    "ASM", "ATA", "BLM", "COK", "GGY", "GIB", "GUF", "IMN", "JEY", "MAF", "MNP", "NIU", "SHN",
    "SJM", "SPM", "SXM", "TCA", "TKL", "VGB", "VIR", "WLF",
}  # fmt: skip


def rows(name: str) -> list[Row]:
    """The records of a table; an unwritten one skips the test."""
    path = FOLDER / f"{name}.tsv"
    if not path.exists():
        pytest.skip(f"{name}.tsv does not exist yet")
    return list(read_table(path))


def at(row: Row) -> str:
    """Where a row stands, for messages."""
    return f"{row.file}:{row.line}"


def names(actor: Actor) -> set[str]:
    """Folded names and seats."""
    return {fold(n) for n in (actor.ar, *actor.aliases, *actor.seats)}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The shipped tables."""
    return load()


@pytest.fixture(scope="module")
def states(lexicon: Lexicon) -> dict[str, Actor]:
    """States and territories."""
    return {a.id: a for a in lexicon.actors.values() if a.kind == "state"}


def everybody(lexicon: Lexicon) -> Iterator[Actor]:
    """Actors and places."""
    yield from lexicon.actors.values()
    yield from lexicon.places


@pytest.mark.parametrize("name", NEEDED)
def test_no_needed_cell_is_empty(name: str) -> None:
    assert not [f"{at(r)}: {c}" for r in rows(name) for c in NEEDED[name] if not r[c]]


@pytest.mark.parametrize("group", [ACTOR_TABLES, ("places",), ("titles",), ("institutions",)])
def test_ids_are_unique(group: tuple[str, ...]) -> None:
    seen: dict[str, str] = {}
    tables = [n for n in group if (FOLDER / f"{n}.tsv").exists()]
    twice = [f"{at(r)}: {r['id']} is at {seen[r['id']]}" for n in tables for r in rows(n)
             if seen.setdefault(r["id"], at(r)) != at(r)]  # fmt: skip
    assert not twice


@pytest.mark.parametrize("name", ARABIC)
def test_arabic_columns_hold_arabic(name: str) -> None:
    assert not [
        f"{at(r)}: {c}: {value}"
        for r in rows(name)
        for c in ARABIC[name]
        for value in r.many(c)
        if WORDS.sub("", value)
    ]


@pytest.mark.parametrize("name", ARABIC)
def test_no_value_stands_twice_in_a_cell(name: str) -> None:
    assert not [
        f"{at(r)}: {c}" for r in rows(name) for c in ARABIC[name]
        if len(set(r.many(c))) < len(r.many(c))
    ]  # fmt: skip


def test_actors_act_for_somebody_who_exists(lexicon: Lexicon) -> None:
    actors = lexicon.actors
    assert not [a.id for a in everybody(lexicon) if a.acts_for and a.acts_for not in actors]
    assert not [a.id for a in everybody(lexicon) if a.acts_for == a.id]


def test_actor_codes_are_actors_or_sides_of_a_state(lexicon: Lexicon) -> None:
    def known(code: str) -> bool:
        side = SIDE.fullmatch(code)
        return code in lexicon.actors or bool(side and side[1] in lexicon.actors)

    assert not [(a.id, a.actor) for a in everybody(lexicon) if not known(a.actor)]


def test_parts_belong_to_an_actor(lexicon: Lexicon) -> None:
    parts = [i for i in lexicon.actors if "/" in i]
    assert not [i for i in parts if i.partition("/")[0] not in lexicon.actors]


def test_a_name_has_one_owner_unless_it_is_ambiguous(lexicon: Lexicon) -> None:
    owners = defaultdict(set)
    for a in everybody(lexicon):
        for name in names(a) - set(map(fold, a.ambiguous)):
            owners[name].add(a.id)
    assert not {name: found for name, found in owners.items() if len(found) > 1}


def test_a_demonym_has_one_owner_unless_it_is_ambiguous(lexicon: Lexicon) -> None:
    owners = defaultdict(set)
    for a in lexicon.actors.values():
        for nisba in set(map(fold, a.nisba)) - set(map(fold, a.ambiguous)):
            owners[nisba].add(a.id)
    assert not {nisba: found for nisba, found in owners.items() if len(found) > 1}


def test_ambiguous_places_are_names_of_the_place(lexicon: Lexicon) -> None:
    assert not [p.id for p in lexicon.places if not set(p.ambiguous) <= {p.ar, *p.aliases}]


def test_places_are_called_so_and_many(lexicon: Lexicon) -> None:
    assert not [p.id for p in lexicon.places if not re.fullmatch(r"place:[a-z0-9-]+", p.id)]
    assert len(lexicon.places) >= 400


def test_states_have_names_demonym_and_capital(states: dict[str, Actor]) -> None:
    assert len(states) >= 193
    assert not [s for s, a in states.items() if not (a.en and a.ar and len(s) == 3)]
    assert {s for s, a in states.items() if not a.seats} == NO_SEAT
    assert {s for s, a in states.items() if not a.nisba} == NO_NISBA


def test_wikidata_ids_are_wellformed_and_unique(lexicon: Lexicon) -> None:
    ids = [a.wikidata for a in lexicon.actors.values() if a.wikidata]
    assert not [q for q in ids if not re.fullmatch(r"Q[1-9][0-9]*", q)]
    assert len(set(ids)) == len(ids)


def test_wikidata_ids_of_states_agree_with_rigour(states: dict[str, Actor]) -> None:
    territories = pytest.importorskip("rigour.territories")
    theirs = {t.alpha3.upper(): set(t.qids) for t in territories.get_territories() if t.alpha3}
    assert not [s for s, a in states.items() if s in theirs and a.wikidata not in theirs[s]]


def test_institutions_agree_with_themselves(lexicon: Lexicon) -> None:
    assert not [i.id for i in lexicon.institutions if not i.feminine <= set(i.ar)]
    assert {i.suffix for i in lexicon.institutions} <= {"", "_OPP", "_CIV", "_REBELS"}


def test_ranks_are_one_to_four(lexicon: Lexicon) -> None:
    assert {t.rank for t in lexicon.titles} == {1, 2, 3, 4}


def test_there_are_many_people() -> None:
    people = rows("people")
    assert len(people) >= 200
    assert not [at(r) for r in people if r["kind"] != "person"]
    assert not [at(r) for r in people if not re.fullmatch(r"person:[a-z0-9-]+", r["id"])]


def test_offices_join_a_person_a_title_and_a_body(lexicon: Lexicon) -> None:
    people = {a.id for a in lexicon.actors.values() if a.kind == "person"}
    titles = {t.id for t in lexicon.titles}
    for r in rows("offices"):
        assert r["person"] in people, at(r)
        assert r["office"] in titles, at(r)
        assert r["body"] in lexicon.actors, at(r)


def test_terms_of_office_end_after_they_begin() -> None:
    for r in rows("offices"):
        begin, end = (date.fromisoformat(r[c]) if r[c] else None for c in ("from", "to"))
        assert not begin or not end or begin <= end, at(r)
