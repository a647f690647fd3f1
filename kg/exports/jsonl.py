"""JSON lines: one object per article; docs/formats.md and docs/extract.schema.json define it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO, Final

from kg.exports.options import USUAL, Options
from kg.model import Document, Entity, Mention, Record, Span, Statement

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def dumps(record: Record) -> str:
    """One article as one line of JSON, without the line break.

    The same record always gives the same line. A lone surrogate, which no encoding can hold,
    becomes U+FFFD, so that offsets stay true.
    """
    row = {
        "document": _document(record.document),
        "entities": [_entity(e) for e in record.entities],
        "statements": [_statement(s, record.document) for s in record.statements],
    }
    line = json.dumps(row, ensure_ascii=False, separators=(", ", ": "), allow_nan=False)
    return _SURROGATE.sub("\ufffd", line)


def write(records: Iterable[Record], out: BinaryIO, options: Options = USUAL) -> None:
    """Write records as UTF-8 JSON lines."""
    for record in records:
        out.write(dumps(record).encode() + b"\n")


def loads(line: str) -> Record:
    """The record of a line that `dumps` wrote; its document holds no more text than the title.

    Raises:
        KeyError, ValueError, TypeError: the line is not of that form.
    """
    row = json.loads(line)
    document = row["document"]
    return Record(
        document=Document(
            id=document["id"],
            text=document["title"],
            published=_date(document["published"]),
            url=document["url"],
            source=document["source"],
            known_version=document["version"],
        ),
        entities=tuple(map(_read_entity, row["entities"])),
        statements=tuple(map(_read_statement, row["statements"])),
    )


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "version": document.version,
        "title": document.title,
        "published": _iso(document.published),
        "url": document.url,
        "source": document.source,
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "kind": entity.kind,
        "actor": entity.actor,
        "label_ar": entity.label_ar,
        "label_en": entity.label_en,
        "wikidata": entity.wikidata,
        "acts_for": entity.acts_for,
        "acts_from": _iso(entity.acts_from),
        "acts_to": _iso(entity.acts_to),
        "mentions": [{"begin": m.begin, "end": m.end, "text": m.text} for m in entity.mentions],
    }


def _statement(statement: Statement, document: Document) -> dict[str, Any]:
    begin, end = statement.evidence
    return {
        "id": statement.id,
        "subject": statement.subject,
        "predicate": statement.predicate,
        "object": statement.object,
        "topic": statement.topic,
        "topic_span": _span(statement.topic_span),
        "speaker": statement.speaker,
        "polarity": statement.polarity,
        "modality": statement.modality,
        "explicit": statement.explicit,
        "confidence": statement.confidence,
        "plover": statement.plover,
        "cameo": statement.cameo,
        "rule": statement.rule,
        "trigger": _span(statement.trigger),
        "date": _iso(statement.date),
        "evidence": {"begin": begin, "end": end, "text": statement.quote},
    }


def _read_entity(row: dict[str, Any]) -> Entity:
    return Entity(
        **{key: row[key] for key in _PLAIN_ENTITY},
        acts_from=_date(row["acts_from"]),
        acts_to=_date(row["acts_to"]),
        mentions=tuple(
            Mention(m["begin"], m["end"], m["text"], row["id"]) for m in row["mentions"]
        ),
    )


def _read_statement(row: dict[str, Any]) -> Statement:
    return Statement(
        **{key: row[key] for key in _PLAIN_STATEMENT},
        date=_date(row["date"]),
        topic_span=_read_span(row["topic_span"]),
        quote=row["evidence"]["text"],
        evidence=Span(row["evidence"]["begin"], row["evidence"]["end"]),
        trigger=Span(row["trigger"]["begin"], row["trigger"]["end"]),
    )


_PLAIN_ENTITY: Final = ("id", "kind", "actor", "label_ar", "label_en", "wikidata", "acts_for")
_PLAIN_STATEMENT: Final = (
    "id", "subject", "predicate", "object", "topic", "speaker", "polarity", "modality",
    "explicit", "confidence", "plover", "cameo", "rule",
)  # fmt: skip


def _span(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"begin": span.begin, "end": span.end}


def _read_span(row: dict[str, int] | None) -> Span | None:
    return None if row is None else Span(row["begin"], row["end"])


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
