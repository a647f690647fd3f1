"""CSV: one row per statement with all about it, or actors and statements as two tables."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from typing import BinaryIO, Final

from kg.exports.graph import EDGE_FIELDS, NODE_FIELDS, Edge, Node, edge, elements
from kg.exports.options import USUAL, Options
from kg.exports.values import Value, cell, held
from kg.model import Entity, Record

COLUMNS: Final = (
    "statement", "date", "subject", "subject_ar", "subject_en", "subject_actor", "predicate",
    "object", "object_ar", "object_en", "object_actor", "topic", "speaker", "plover", "cameo",
    "polarity", "modality", "explicit", "confidence", "quote", "quote_begin", "quote_end",
    "rule", "document", "title", "source", "url",
)  # fmt: skip
#: The names by which Gephi knows an id and the ends of an edge.
NODE_COLUMNS: Final = ("Id", *NODE_FIELDS)
EDGE_COLUMNS: Final = ("Id", "Source", "Target", "Type", *EDGE_FIELDS)


def write(records: Iterable[Record], out: BinaryIO, options: Options = USUAL) -> None:
    """Write UTF-8 CSV with a header, one row per statement, as a stream."""
    _table(out, options, COLUMNS, rows(records))


def write_nodes(records: Iterable[Record], out: BinaryIO, options: Options = USUAL) -> None:
    """Write the actors that statements link, one row each, as a stream."""
    nodes = (e for e in elements(records) if isinstance(e, Node))
    _table(out, options, NODE_COLUMNS, ({"Id": n.id, **n.values} for n in nodes))


def write_edges(records: Iterable[Record], out: BinaryIO, options: Options = USUAL) -> None:
    """Write the statements that link two actors, one row each, as a stream."""
    edges = (e for e in elements(records) if isinstance(e, Edge))
    _table(out, options, EDGE_COLUMNS, (
        {"Id": e.id, "Source": e.source, "Target": e.target, "Type": "Directed", **e.values}
        for e in edges
    ))  # fmt: skip


def rows(records: Iterable[Record]) -> Iterator[dict[str, Value]]:
    """Each statement with its actors, article and sentence: a value for each of COLUMNS."""
    for record in records:
        entities = {entity.id: entity for entity in record.entities}
        for statement in record.statements:
            found = edge(statement, record, entities)
            found["statement"], found["source"] = held(statement.id), found["outlet"]
            found.update(_side("subject", statement.subject, entities))
            found.update(_side("object", statement.object, entities))
            yield {column: found[column] for column in COLUMNS}


def _side(name: str, iri: str | None, entities: dict[str, Entity]) -> dict[str, Value]:
    entity = entities.get(iri or "")
    return {
        name: held(iri),
        f"{name}_ar": held(entity.label_ar if entity else None),
        f"{name}_en": held(entity.label_en if entity else None),
        f"{name}_actor": held(entity.actor if entity else None),
    }


def _table(
    out: BinaryIO, options: Options, columns: Sequence[str], found: Iterable[Mapping[str, Value]]
) -> None:
    encoding = "utf-8-sig" if options.bom else "utf-8"
    text = TextIOWrapper(out, encoding=encoding, newline="", write_through=True)
    try:
        table = csv.writer(text, lineterminator="\n")
        table.writerow(columns)
        table.writerows([cell(row[column]) for column in columns] for row in found)
    finally:
        text.detach()  # `out` is the caller's to close
