"""CSV: one row per statement, with its actors, article and sentence."""

from __future__ import annotations

from collections.abc import Iterable
from csv import DictWriter
from io import TextIOWrapper
from typing import BinaryIO, Final

from kg.exports.graph import edge
from kg.exports.text import clean
from kg.model import Entity, Record

COLUMNS: Final = (
    "statement", "date", "subject", "subject_ar", "subject_en", "subject_actor", "predicate",
    "object", "object_ar", "object_en", "object_actor", "topic", "speaker", "plover", "cameo",
    "polarity", "modality", "explicit", "confidence", "quote", "quote_begin", "quote_end",
    "rule", "document", "title", "source", "url",
)  # fmt: skip


def write(records: Iterable[Record], out: BinaryIO) -> None:
    """Write UTF-8 CSV with a header, as a stream; line breaks in a cell become spaces.

    A cell that a spreadsheet would take for a formula is preceded by an apostrophe.
    """
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        table = DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
        table.writeheader()
        for record in records:
            entities = {entity.id: entity for entity in record.entities}
            for statement in record.statements:
                row = edge(statement, record, entities)
                row["statement"] = statement.id
                row.update(_side("subject", statement.subject, entities))
                row.update(_side("object", statement.object, entities))
                table.writerow({column: _cell(value) for column, value in row.items()})
    finally:
        text.detach()  # `out` is the caller's to close


def _side(name: str, iri: str | None, entities: dict[str, Entity]) -> dict[str, str]:
    entity = entities.get(iri or "")
    return {
        name: iri or "",
        f"{name}_ar": clean(entity.label_ar) if entity else "",
        f"{name}_en": clean(entity.label_en) if entity else "",
        f"{name}_actor": clean(entity.actor) if entity else "",
    }


def _cell(value: str | float | bool) -> str | float:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    flat = " ".join(value.splitlines()).replace("\t", " ")
    return "'" + flat if flat.startswith(("=", "+", "-", "@")) else flat
