"""FollowTheMoney entities, one a line: for Aleph, OpenSanctions and their tools."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, BinaryIO, Final

from kg.exports.options import USUAL, Options
from kg.exports.values import clean, plain
from kg.model import Document, Entity, Record, Statement

_SCHEMATA: Final = {
    "state": "PublicBody",
    "organisation": "Organization",
    "group": "Organization",
    "person": "Person",
    "alliance": "Organization",
    "place": "Thing",
}
_ADDRESS: Final = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?#][!-~]*)?", re.ASCII)
_WIKIDATA: Final = re.compile(r"Q[1-9]\d*")


def write(records: Iterable[Record], out: BinaryIO, options: Options = USUAL) -> None:
    """Write actors, articles and statements as FollowTheMoney entities, as a stream.

    An actor comes once, as the first article describes it. A statement between two is an
    UnknownLink whose role is the predicate, one without object an Event, and whom somebody acts
    for an UnknownLink with the role "acts for".
    """
    seen: set[str] = set()
    for record in records:
        for schema, iri, properties in _entities(record, seen):
            values = {name: _texts(value) for name, value in properties.items()}
            row = {
                "id": _id(iri),
                "schema": schema,
                "properties": {name: texts for name, texts in values.items() if texts},
            }
            out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def _entities(record: Record, seen: set[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    known = {entity.id for entity in record.entities}
    for entity in record.entities:
        if entity.id not in seen:
            seen.add(entity.id)
            yield _SCHEMATA[entity.kind], entity.id, _actor(entity)
            if entity.acts_for in known:
                yield "UnknownLink", f"{entity.id} acts for", _office(entity)
    for statement in record.statements:
        for iri in (statement.subject, statement.object):
            if iri is not None and iri not in known and iri not in seen:
                seen.add(iri)
                yield "Thing", iri, {"name": iri.rpartition("/")[2] or iri}
    yield "Article", _article(record.document), _about(record.document)
    for statement in record.statements:
        if statement.object is None:
            yield "Event", statement.id, _event(statement, record.document)
        else:
            yield "UnknownLink", statement.id, _link(statement, record.document)


def _actor(entity: Entity) -> dict[str, Any]:
    wikidata = entity.wikidata or ""
    return {
        "name": (entity.label_en, entity.label_ar)
        if entity.label_en or entity.label_ar
        else (entity.id.rpartition("/")[2],),
        "wikidataId": wikidata if _WIKIDATA.fullmatch(wikidata) else None,
        "keywords": (entity.kind, entity.actor),
    }


def _office(entity: Entity) -> dict[str, Any]:
    return {
        "subject": _id(entity.id),
        "object": _id(entity.acts_for or ""),
        "role": "acts for",
        "startDate": entity.acts_from,
        "endDate": entity.acts_to,
    }


def _about(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "publishedAt": document.published,
        "sourceUrl": _address(document),
        "publisher": document.source,
    }


def _link(statement: Statement, document: Document) -> dict[str, Any]:
    return {
        "subject": _id(statement.subject),
        "object": _id(statement.object or ""),
        "role": statement.predicate,
        **_reported(statement, document),
    }


def _event(statement: Statement, document: Document) -> dict[str, Any]:
    return {
        "name": statement.predicate,
        "involved": _id(statement.subject),
        "proof": _id(_article(document)),
        **_reported(statement, document),
    }


def _reported(statement: Statement, document: Document) -> dict[str, Any]:
    said = (statement.polarity, statement.modality, f"confidence {statement.confidence:g}")
    return {
        "recordId": statement.id,
        "date": statement.date,
        "summary": statement.quote,
        "description": (f"topic: {statement.topic}" if statement.topic else None, ", ".join(said)),
        "sourceUrl": _address(document),
        "publisher": document.source,
    }


def _article(document: Document) -> str:
    return f"article {document.id}"


def _address(document: Document) -> str | None:
    """An address that FollowTheMoney takes for one."""
    return document.url if document.url and _ADDRESS.fullmatch(document.url) else None


def _id(iri: str) -> str:
    """IRIs hold characters that ids must not."""
    return "kg-" + sha256(iri.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _texts(value: Any) -> list[str]:
    """Each value once, as text without white space around it."""
    values = value if isinstance(value, tuple) else (value,)
    return list(dict.fromkeys(filter(None, (" ".join(clean(plain(v)).split()) for v in values))))
