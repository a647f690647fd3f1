"""Graphs of any size, made up: actors as unevenly named as news names them, no extraction."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from kg.model import PREDICATES, Document, Entity, Mention, Record, Span, Statement

BASE = "https://w3id.org/geopolitical-kg/"
PER_ARTICLE = 6


def actors() -> list[Entity]:
    """States and bodies of the lexicon, in its order."""
    from kg import lexicons

    found = [a for a in lexicons.load().actors.values() if "/" not in a.id and ":" not in a.id]
    return [Entity(f"{BASE}entity/{a.id}", a.kind, a.id, a.ar, a.en, a.wikidata) for a in found]


def records(statements: int) -> Iterator[Record]:
    """Articles of six statements each, the same for the same number."""
    dice = random.Random(statements)
    everyone = actors()
    weights = [1 / (rank + 3) for rank in range(len(everyone))]
    for number in range(statements // PER_ARTICLE):
        yield _article(dice, number, dice.choices(everyone, weights, k=2 * PER_ARTICLE))


def _article(dice: random.Random, number: int, cast: list[Entity]) -> Record:
    day = date(2012, 1, 1) + timedelta(days=dice.randrange(5000))
    lines, spans, mentions = [f"مقال {number}"], [], dict[str, list[Mention]]()
    at = len(lines[0]) + 1
    for one, two in zip(cast[::2], cast[1::2], strict=True):
        line = f"اتهمت {one.label_ar} {two.label_ar} بخرق الاتفاق رقم {number}."
        spans.append(Span(at, at + len(line)))
        for entity in (one, two):
            begin = at + line.index(str(entity.label_ar))
            name = str(entity.label_ar)
            mention = Mention(begin, begin + len(name), name, entity.id)
            mentions.setdefault(entity.id, []).append(mention)
        lines.append(line)
        at += len(line) + 1
    document = Document(f"made-up-{number:06}", "\n".join(lines), day, source=f"s{number % 40}")
    entities = tuple(
        Entity(e.id, e.kind, e.actor, e.label_ar, e.label_en, e.wikidata,
               mentions=tuple(mentions[e.id]))
        for e in {e.id: e for e in cast}.values()
    )  # fmt: skip
    said = tuple(
        _statement(dice, document, span, one, two)
        for span, one, two in zip(spans, cast[::2], cast[1::2], strict=True)
    )
    return Record(document, entities, said)


def _statement(
    dice: random.Random, document: Document, span: Span, one: Entity, two: Entity
) -> Statement:
    key = sha256(f"{document.id}{span}".encode()).hexdigest()[:20]
    return Statement(
        f"{BASE}statement/{key}", one.id, dice.choice(PREDICATES), two.id, "ACCUSE", "112",
        None, "positive", "actual", True, round(dice.uniform(0.4, 1), 2), "made/up",
        document.published, None, None, document.text[slice(*span)], span,
        Span(span.begin, span.begin + 5),
    )  # fmt: skip


def graph(folder: Path, statements: int) -> None:
    """Put a graph of so many statements into a folder, its store too."""
    from kg import pipeline
    from kg.rdf.archive import Archive
    from kg.rdf.terms import Versions

    with Archive.open(folder, create=True) as archive:
        for record in records(statements):
            archive.put(record, Versions("bench", "bench", "bench"), datetime.now(UTC))
    pipeline.load(folder, progress=lambda what, more: None)
