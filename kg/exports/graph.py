"""All statements as one graph: actors are nodes, statements are edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from kg.exports.values import Value, clean, held
from kg.model import Entity, Record, Statement

if TYPE_CHECKING:
    import networkx

#: What a format says of an actor, and of a statement, in this order. No name is id, start, end,
#: key, weight, source or target: readers take those for their own.
NODE_FIELDS: Final[Mapping[str, type]] = {
    "label": str, "label_ar": str, "label_en": str, "kind": str, "actor": str, "acts_for": str,
    "wikidata": str,
}  # fmt: skip
EDGE_FIELDS: Final[Mapping[str, type]] = {
    "label": str, "predicate": str, "plover": str, "cameo": str, "polarity": str, "modality": str,
    "explicit": bool, "confidence": float, "date": str, "topic": str, "speaker": str, "quote": str,
    "quote_begin": int, "quote_end": int, "rule": str, "document": str, "title": str,
    "outlet": str, "url": str,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """An actor: its IRI, and a value for each of NODE_FIELDS."""

    id: str
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """A statement that has an object: its IRI, its ends, a value for each of EDGE_FIELDS."""

    id: str
    source: str
    target: str
    day: date | None
    values: dict[str, Value]


def elements(records: Iterable[Record]) -> Iterator[Node | Edge]:
    """Actors and statements as a stream; each actor once, before the first edge that needs it.

    An actor that no statement links is left out. Where articles label an actor differently, the
    first label stays.
    """
    seen: set[str] = set()
    for record in records:
        entities = {entity.id: entity for entity in record.entities}
        for statement in record.statements:
            if statement.object is None:
                continue
            for iri in (statement.subject, statement.object):
                if iri not in seen:
                    seen.add(iri)
                    yield Node(clean(iri), node(iri, entities.get(iri)))
            yield Edge(
                clean(statement.id), clean(statement.subject), clean(statement.object),
                statement.date, edge(statement, record, entities),
            )  # fmt: skip


def multigraph(records: Iterable[Record]) -> networkx.MultiDiGraph[str]:
    """Actors by IRI, with one edge per statement that has an object; its key is its IRI.

    Attributes are text, numbers and booleans only, with the empty string for what is not known,
    so that every format can hold them.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for element in elements(records):
        if isinstance(element, Node):
            graph.add_node(element.id, **element.values)
        else:
            graph.add_edge(element.source, element.target, key=element.id, **element.values)
    return graph


def node(iri: str, entity: Entity | None) -> dict[str, Value]:
    """What a format says of an actor; of one that is not described, the last part of its IRI."""
    name = iri.rpartition("/")[2]
    if entity is None:
        return {**dict.fromkeys(NODE_FIELDS, ""), "label": clean(name)}
    values = {
        "label": entity.label_en or entity.label_ar or name,
        "label_ar": entity.label_ar,
        "label_en": entity.label_en,
        "kind": entity.kind,
        "actor": entity.actor,
        "acts_for": entity.acts_for,
        "wikidata": entity.wikidata,
    }
    return {field: held(values[field]) for field in NODE_FIELDS}


def edge(statement: Statement, record: Record, entities: dict[str, Entity]) -> dict[str, Value]:
    """What a format says of a statement."""
    speaker = entities.get(statement.speaker or "")
    document = record.document
    values = {
        "label": statement.predicate,
        "predicate": statement.predicate,
        "plover": statement.plover,
        "cameo": statement.cameo,
        "polarity": statement.polarity,
        "modality": statement.modality,
        "explicit": statement.explicit,
        "confidence": statement.confidence,
        "date": statement.date,
        "topic": statement.topic,
        "speaker": (speaker.label_en or speaker.label_ar) if speaker else None,
        "quote": statement.quote,
        "quote_begin": statement.evidence.begin,
        "quote_end": statement.evidence.end,
        "rule": statement.rule,
        "document": document.id,
        "title": document.title,
        "outlet": document.source,
        "url": document.url,
    }
    return {field: held(values[field]) for field in EDGE_FIELDS}
