"""All statements as one networkx graph: actors are nodes, statements are edges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.exports.text import clean
from kg.model import Entity, Record, Statement

if TYPE_CHECKING:
    import networkx

Value = str | float | bool


def multigraph(records: Iterable[Record]) -> networkx.MultiDiGraph[str]:
    """Actors by IRI, with one edge per statement that has an object; its key is its IRI.

    Attributes are text, numbers and booleans only, with the empty string for what is not known,
    so that every format can hold them. An actor that no statement links is left out. Where
    articles label an actor differently, the first label stays.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for record in records:
        entities = {entity.id: entity for entity in record.entities}
        for statement in record.statements:
            if statement.object is None:
                continue
            for iri in (statement.subject, statement.object):
                if iri not in graph and iri in entities:
                    graph.add_node(iri, **node(entities[iri]))
            values = edge(statement, record, entities)
            graph.add_edge(statement.subject, statement.object, key=statement.id, **values)
    return graph


def node(entity: Entity) -> dict[str, Value]:
    """What a format says of an actor."""
    return {
        "label": clean(entity.label_en or entity.label_ar or entity.id.rpartition("/")[2]),
        "label_ar": clean(entity.label_ar),
        "label_en": clean(entity.label_en),
        "kind": entity.kind,
        "actor": clean(entity.actor),
        "acts_for": entity.acts_for or "",
        "wikidata": clean(entity.wikidata),
    }


def edge(statement: Statement, record: Record, entities: dict[str, Entity]) -> dict[str, Value]:
    """What a format says of a statement.

    No attribute is called id, start, end, key or weight: networkx takes those for its own.
    """
    speaker = entities.get(statement.speaker or "")
    document = record.document
    return {
        "label": statement.predicate,
        "predicate": statement.predicate,
        "plover": statement.plover or "",
        "cameo": statement.cameo or "",
        "polarity": statement.polarity,
        "modality": statement.modality,
        "explicit": statement.explicit,
        "confidence": statement.confidence,
        "date": statement.date.isoformat() if statement.date else "",
        "topic": clean(statement.topic),
        "speaker": clean(speaker.label_en or speaker.label_ar) if speaker else "",
        "quote": clean(statement.quote),
        "quote_begin": statement.evidence.begin,
        "quote_end": statement.evidence.end,
        "rule": clean(statement.rule),
        "document": clean(document.id),
        "title": clean(document.title),
        "source": clean(document.source),
        "url": clean(document.url),
    }
