"""`kg explain`: each statement with its sentence, the actors marked in it, and the rule."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.cli.table import isolate, plain
from kg.model import Entity, Record, Statement

#: Begin and end of a mark: in colours on a terminal, and elsewhere.
_COLOURS: Final = {"subject": "1;36", "object": "1;35", "speaker": "4", "trigger": "1;33"}
_ACTOR: Final = ("⟦", "⟧")
_TRIGGER: Final = ("‹", "›")


class Mark(NamedTuple):
    """A stretch of the document that has a part in a statement."""

    begin: int
    end: int
    role: str


def lines(record: Record, *, terminal: bool) -> Iterator[str]:
    """The explanation of one article.

    Args:
        record: with the whole text of its document.
        terminal: with colours and isolates; otherwise actors stand in ⟦⟧ and the trigger in ‹›.
    """
    document = record.document
    published = f"  {document.published}" if document.published else ""
    yield f"{document.id}{published}  {isolate(plain(document.title), terminal=terminal)}"
    entities = {entity.id: entity for entity in record.entities}
    for number, statement in enumerate(record.statements, 1):
        yield ""
        yield from _statement(number, statement, record, entities, terminal)
    if not record.statements:
        yield "  no statements"
    yield ""


def _statement(
    number: int, statement: Statement, record: Record, entities: dict[str, Entity], terminal: bool
) -> Iterator[str]:
    subject, object_, speaker = (
        isolate(name(entities.get(iri or "")), terminal=terminal)
        for iri in (statement.subject, statement.object, statement.speaker)
    )
    yield f"{number}. {subject} —{statement.predicate}→ {object_ or '(no one named)'}"
    text = marked(record.document.text, statement, marks(statement, entities), terminal)
    yield f"   {isolate(text, terminal=terminal)}"
    if statement.topic:
        yield f"   about: {isolate(plain(statement.topic), terminal=terminal)}"
    said = f"said by {speaker}" if speaker else "told by the article itself"
    explicit = "" if statement.explicit else ", implied"
    yield f"   {said}; {statement.polarity}, {statement.modality}{explicit}"
    trigger = plain(record.document.text[slice(*statement.trigger)])
    yield (
        f"   rule {isolate(statement.rule, terminal=terminal)}"
        f" at {isolate(trigger, terminal=terminal)}; confidence {statement.confidence:.2f}"
    )


def name(entity: Entity | None) -> str:
    """Both labels of an entity, English first."""
    if entity is None:
        return ""
    return " · ".join(filter(None, (entity.label_en, entity.label_ar))) or entity.actor


def marks(statement: Statement, entities: dict[str, Entity]) -> list[Mark]:
    """The trigger, and the mentions of the statement's actors in its sentence, none overlapping."""
    begin, end = statement.evidence
    found = [Mark(*statement.trigger, "trigger")]
    parts = (
        (statement.subject, "subject"),
        (statement.object, "object"),
        (statement.speaker, "speaker"),
    )
    for iri, role in parts:
        entity = entities.get(iri or "")
        for mention in entity.mentions if entity else ():
            mark = Mark(mention.begin, mention.end, role)
            if begin <= mark.begin and mark.end <= end and not _overlaps(mark, found):
                found.append(mark)
    return sorted(mark for mark in found if begin <= mark.begin and mark.end <= end)


def _overlaps(mark: Mark, others: list[Mark]) -> bool:
    return any(mark.begin < other.end and other.begin < mark.end for other in others)


def marked(text: str, statement: Statement, found: list[Mark], terminal: bool) -> str:
    """The sentence with its marks."""
    position, end = statement.evidence
    parts: list[str] = []
    for mark in found:
        parts += (plain_inside(text[position : mark.begin]), _mark(text, mark, terminal))
        position = mark.end
    return "".join((*parts, plain_inside(text[position:end]))).strip()


def plain_inside(text: str) -> str:
    """Like `plain`, but a space at either end stays."""
    return plain(f"|{text}|")[1:-1]


def _mark(text: str, mark: Mark, terminal: bool) -> str:
    inside = plain(text[mark.begin : mark.end])
    if terminal and not os.environ.get("NO_COLOR"):
        return f"\x1b[{_COLOURS[mark.role]}m{inside}\x1b[0m"
    left, right = _TRIGGER if mark.role == "trigger" else _ACTOR
    return f"{left}{inside}{right}"
