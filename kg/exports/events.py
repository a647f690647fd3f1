"""An event table in the manner of GDELT and POLECAT: one line per event, cells by tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

from kg.exports.options import USUAL, Options
from kg.exports.values import cell
from kg.lexicons.predicates import Predicate, predicates
from kg.model import Entity, Record, Statement

COLUMNS: Final = (
    "event_id", "event_date", "event_type", "event_mode", "cameo_code", "cameo_root",
    "quad_class", "goldstein",
    "actor_name", "actor_name_ar", "actor_code", "actor_kind", "actor_id",
    "recipient_name", "recipient_name_ar", "recipient_code", "recipient_kind", "recipient_id",
    "context", "polarity", "modality", "explicit", "confidence", "speaker", "sentence",
    "article_id", "article_title", "publisher", "url",
)  # fmt: skip
#: PLOVER's quadrants, numbered as GDELT's QuadClass.
QUADRANTS: Final = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}


def write(records: Iterable[Record], out: BinaryIO, options: Options = USUAL) -> None:
    """Write UTF-8 with a header, as a stream; nothing is quoted, cells hold no tab or line break.

    `alliedWith`, a relation and no event, is left out.
    """
    if options.bom:
        out.write(b"\xef\xbb\xbf")
    out.write(("\t".join(COLUMNS) + "\n").encode())
    for row in rows(records):
        out.write(("\t".join(cell(row[column]) for column in COLUMNS) + "\n").encode())


def rows(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """The cells of each event by column, as they are."""
    known = predicates()
    for record in records:
        entities = {entity.id: entity for entity in record.entities}
        for statement in record.statements:
            if statement.plover is not None:
                yield {
                    **_event(statement, known.get(statement.predicate)),
                    **_actor("actor", statement.subject, entities),
                    **_actor("recipient", statement.object, entities),
                    **_report(statement, record, entities.get(statement.speaker or "")),
                }


def _event(statement: Statement, predicate: Predicate | None) -> dict[str, Any]:
    return {
        "event_id": statement.id.rpartition("/")[2],
        "event_date": statement.date,
        "event_type": statement.plover,
        "event_mode": predicate.subtype if predicate else None,
        "cameo_code": statement.cameo,
        "cameo_root": statement.cameo[:2] if statement.cameo else None,
        "quad_class": QUADRANTS.get(statement.plover or ""),
        "goldstein": predicate.goldstein if predicate else None,
    }


def _actor(name: str, iri: str | None, entities: dict[str, Entity]) -> dict[str, Any]:
    entity = entities.get(iri or "")
    return {
        f"{name}_name": entity and entity.label_en,
        f"{name}_name_ar": entity and entity.label_ar,
        f"{name}_code": entity and entity.actor,
        f"{name}_kind": entity and entity.kind,
        f"{name}_id": iri,
    }


def _report(statement: Statement, record: Record, speaker: Entity | None) -> dict[str, Any]:
    document = record.document
    return {
        "context": statement.topic,
        "polarity": statement.polarity,
        "modality": statement.modality,
        "explicit": statement.explicit,
        "confidence": statement.confidence,
        "speaker": speaker and (speaker.label_en or speaker.label_ar),
        "sentence": statement.quote,
        "article_id": document.id,
        "article_title": document.title,
        "publisher": document.source,
        "url": document.url,
    }
