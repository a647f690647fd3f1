"""Small records written by hand, for tests of the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from kg.model import Document, Entity, Kind, Mention, Record, Span, Statement

BASE = "https://w3id.org/geopolitical-kg/"
ENTITY = BASE + "entity/"
EVIL = "`}) DETACH DELETE n //"


def entity(
    ref: str, ar: str, en: str | None, *, kind: Kind = "state", acts_for: str | None = None,
    wikidata: str | None = None, names: Iterable[str] = (),
) -> Entity:  # fmt: skip
    iri = ENTITY + ref
    mentions = tuple(Mention(0, len(name), name, iri) for name in names)
    body = ENTITY + acts_for if acts_for else None
    code = (acts_for or ref).split("/")[0]
    return Entity(iri, kind, code, ar, en, wikidata, body, mentions=mentions)


TURKEY = entity("TUR", "تركيا", "Turkey", wikidata="Q43", names=["تركيا", "أنقرة"])
RUSSIA = entity("RUS", "روسيا", "Russia", wikidata="Q159", names=["روسيا"])
SYRIA = entity("SYR", "سوريا", "Syria", names=["دمشق"])
FRANCE = entity("FRA", "فرنسا", "France")
IRAN = entity("IRN", "إيران", "Iran")
ISIS = entity("ISIS", "داعش", "Islamic State", kind="group")
PUTIN = entity("person:vladimir-putin", "فلاديمير بوتين", "Vladimir Putin", kind="person",
               acts_for="RUS", names=["بوتين"])  # fmt: skip
TURKISH_ARMY = entity("TUR/army", "الجيش التركي", "army (Turkey)", kind="organisation",
                      acts_for="TUR")  # fmt: skip
EVERYONE = (TURKEY, RUSSIA, SYRIA, FRANCE, IRAN, ISIS, PUTIN, TURKISH_ARMY)


def record(
    name: str, *rows: tuple[Entity, str, Entity | None], text: str = "عنوان",
    published: date | None = None, extra: Iterable[Entity] = (), **more: Any,
) -> Record:  # fmt: skip
    """An article that says each row; `more` are fields of all its statements."""
    document = Document(
        name, f"{text} {name}\nنص", published, f"https://example.org/{name}", "وكالة"
    )
    people = {e.id: e for s, _, o in rows for e in (s, o) if e is not None}
    people |= {e.id: e for e in extra}
    for one in list(people.values()):
        if one.acts_for:
            people.setdefault(one.acts_for, next(e for e in EVERYONE if e.id == one.acts_for))
    statements = tuple(
        statement(document, number, subject, predicate, target, **more)
        for number, (subject, predicate, target) in enumerate(rows)
    )
    return Record(document, tuple(people.values()), statements)


def retired(record: Record, day: int = 1) -> Record:
    """The record as one that another version of its article has taken the place of."""
    moment = datetime(2020, 1, day, 12, tzinfo=UTC)
    return replace(record, document=replace(record.document, retired=moment))


def statement(
    document: Document, number: int, subject: Entity, predicate: str, target: Entity | None,
    **more: Any,
) -> Statement:  # fmt: skip
    fields: dict[str, Any] = {
        "id": f"{BASE}statement/{document.version}{number:02}",
        "subject": subject.id,
        "predicate": predicate,
        "object": target.id if target else None,
        "plover": "ACCUSE",
        "cameo": "112",
        "speaker": None,
        "polarity": "positive",
        "modality": "actual",
        "explicit": True,
        "confidence": 0.75,
        "rule": "test/hand",
        "date": document.published,
        "topic": "شراء النفط",
        "topic_span": Span(0, 10),
        "quote": f"الجملة {number} عن شراء النفط من إدلب",
        "evidence": Span(number, number + 20),
        "trigger": Span(number, number + 4),
    }
    return Statement(**{**fields, **more})


def sample() -> list[Record]:
    """A dozen rows in six articles, of which every stored question has something to say."""
    return [
        record("a1", (PUTIN, "accuses", TURKEY), (PUTIN, "accuses", TURKISH_ARMY),
               (RUSSIA, "agreedWith", FRANCE), published=date(2015, 11, 26), speaker=PUTIN.id),
        record("a2", (TURKEY, "accuses", RUSSIA), (RUSSIA, "targets", TURKEY),
               published=date(2015, 12, 1)),
        record("a3", (RUSSIA, "alliedWith", SYRIA), (IRAN, "alliedWith", RUSSIA),
               (RUSSIA, "targets", ISIS), (FRANCE, "targets", ISIS), (FRANCE, "targets", SYRIA)),
        record("a4", (TURKEY, "rejects", RUSSIA), (RUSSIA, "alliedWith", TURKEY),
               published=date(2016, 8, 9)),
        record("a5", (PUTIN, "accuses", TURKEY), published=date(2016, 1, 1), polarity="negative"),
        record("a6", (FRANCE, "condemns", None), published=date(2016, 1, 1), extra=[IRAN]),
    ]  # fmt: skip


def many(count: int) -> Iterable[Record]:
    """Articles that differ, between the same few actors."""
    for number in range(count):
        one, two = EVERYONE[number % 6], EVERYONE[(number * 5 + 1) % 6]
        yield record(
            f"n{number}", (one, "accuses", two), (two, "targets", EVERYONE[number % 5]),
            published=date(2015, 1 + number % 12, 1), extra=[PUTIN],
        )  # fmt: skip
