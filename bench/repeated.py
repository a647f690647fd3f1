"""Graphs of any number of statements, made by repeating the articles of one under other ids."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from kg.model import Entity, Record
from kg.rdf.archive import Archive
from kg.rdf.terms import Versions

VERSIONS = Versions("bench", "bench", "bench")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
#: Statements of a graph whose copies are about other actors.
BASE = 3000


def make(graph: Path, target: Path, statements: int, *, strangers: bool = False) -> int:
    """A graph folder of so many statements, without a store.

    Articles that say nothing are left out.

    Args:
        graph: where the articles are taken from.
        target: the folder.
        statements: at least so many, up to the end of an article.
        strangers: the first 3,000 statements once, and copies of them about other actors, so that
            questions about an actor have the same answers in a graph of any size.

    Returns:
        The number of statements.
    """
    told = (record for record in Archive.open(graph).records() if record.statements)
    articles = list(_first(told, BASE) if strangers else told)
    done = 0
    with Archive.open(target, create=True) as archive:
        for record in _first(_copies(articles, strangers), statements):
            archive.put(record, VERSIONS, NOW)
            done += len(record.statements)
    return done


def correct(graph: Path, share: int) -> None:
    """Give one in `share` articles another text."""
    articles = list(itertools.islice(Archive.open(graph).records(), 0, None, share))
    with Archive.open(graph) as archive:
        for record in articles:
            archive.put(corrected(record), VERSIONS, NOW)


def corrected(record: Record) -> Record:
    """The record with another text."""
    new = copy(record, 777)
    return replace(new, document=replace(new.document, id=record.document.id))


def _first(records: Iterator[Record], statements: int) -> Iterator[Record]:
    done = 0
    for record in records:
        if done >= statements:
            return
        done += len(record.statements)
        yield record


def _copies(records: list[Record], strangers: bool) -> Iterator[Record]:
    for number in itertools.count():
        for record in records:
            one = copy(record, number)
            yield estranged(one, number) if strangers and number else one


def copy(record: Record, number: int) -> Record:
    """The record as that of another article."""
    if not number:
        return record
    name = f"{record.document.id}-{number}"
    version = sha256(f"{record.document.version}{number}".encode()).hexdigest()[:16]
    document = replace(record.document, id=name, known_version=version, report=None)
    statements = tuple(
        replace(
            s, id=f"{s.id.rpartition('/')[0]}/{sha256(f'{s.id}{number}'.encode()).hexdigest()[:24]}"
        )
        for s in record.statements
    )
    return Record(document, record.entities, statements)


def estranged(record: Record, number: int) -> Record:
    """The record with other actors, of other names."""

    def other(iri: str | None) -> str | None:
        return f"{iri}~{number}" if iri else None

    def named(name: str | None) -> str | None:
        return f"{name} {number}" if name else None

    def stranger(entity: Entity) -> Entity:
        iri = f"{entity.id}~{number}"
        mentions = tuple(replace(m, text=f"{m.text} {number}", ref=iri) for m in entity.mentions)
        return replace(
            entity, id=iri, label_ar=named(entity.label_ar), label_en=named(entity.label_en),
            wikidata=None, acts_for=other(entity.acts_for), mentions=mentions,
        )  # fmt: skip

    statements = tuple(
        replace(s, subject=f"{s.subject}~{number}", object=other(s.object),
                speaker=other(s.speaker))
        for s in record.statements
    )  # fmt: skip
    return Record(record.document, tuple(map(stranger, record.entities)), statements)
