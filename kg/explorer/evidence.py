"""A statement in its article: the text, and which characters of it say what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from kg.explorer.source import Row
from kg.model import Document, Record, Span, Statement


class Mark(NamedTuple):
    """A stretch of the text that has a part in a statement, in code points; roles by spaces."""

    begin: int
    end: int
    role: str


def evidence(record: Record, statement: Statement) -> Row:
    """What the page needs to show a statement in its article.

    `marks` do not overlap and are in the order of the text: the actors in the sentence, each with
    its role, the topic and the word that set off the rule. Where the text was not kept, the
    sentence stands for it, `whole` is false, and there are no marks.
    """
    document, sentence = record.document, statement.evidence
    if document.text[slice(*sentence)] != statement.quote:
        quote = Span(0, len(statement.quote))
        return {**_about(document), "text": statement.quote, "whole": False,
                "sentence": quote, "marks": []}  # fmt: skip
    return {
        **_about(document),
        "text": document.text,
        "whole": True,
        "sentence": sentence,
        "marks": [mark._asdict() for mark in _flat(_marks(record, statement))],
    }


def _about(document: Document) -> dict[str, Any]:
    return {
        "document": document.id,
        "title": document.title,
        "published": document.published,
        "url": document.url if (document.url or "").startswith(("http://", "https://")) else None,
        "source": document.source,
    }


def _marks(record: Record, statement: Statement) -> Iterator[Mark]:
    """Marks, those first that count where two overlap."""
    entities = {entity.id: entity for entity in record.entities}
    parts = ("subject", statement.subject), ("object", statement.object)
    yield Mark(*statement.trigger, "trigger")
    for role, iri in (*parts, ("speaker", statement.speaker)):
        entity = entities.get(iri or "")
        mentions = [m for m in entity.mentions if _near(m, statement)] if entity else []
        inside = [m for m in mentions if statement.evidence.begin <= m.begin < m.end
                  <= statement.evidence.end]  # fmt: skip
        # A speaker, and an actor that a pronoun stands for, may be named before the sentence.
        for mention in inside or mentions[-1:]:
            yield Mark(mention.begin, mention.end, role)
    if statement.topic_span is not None:
        yield Mark(*statement.topic_span, "topic")


def _near(mention: Any, statement: Statement) -> bool:
    return bool(mention.begin < statement.evidence.end)


def _flat(marks: Iterator[Mark]) -> list[Mark]:
    """The same without overlaps: what came first stays, others keep what is left of them."""
    done: list[Mark] = []
    for mark in marks:
        twin = next((n for n, other in enumerate(done) if other[:2] == mark[:2]), None)
        if twin is not None:
            done[twin] = mark._replace(role=f"{done[twin].role} {mark.role}")
            continue
        pieces = [mark]
        for other in done:
            pieces = [rest for piece in pieces for rest in _without(piece, other)]
        done += pieces
    return sorted(done)


def _without(mark: Mark, other: Mark) -> Iterator[Mark]:
    if mark.end <= other.begin or other.end <= mark.begin:
        yield mark
        return
    if mark.begin < other.begin:
        yield Mark(mark.begin, other.begin, mark.role)
    if other.end < mark.end:
        yield Mark(other.end, mark.end, mark.role)
