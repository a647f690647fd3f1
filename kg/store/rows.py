"""A record as the nodes and edges that it stands for: plain rows, no database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote

from kg.model import Document, Entity, Record, Statement
from kg.store.names import BASE

Row = dict[str, Any]

#: Statements that a derived edge counts: what is said to be so, or to be intended.
EDGE_POLARITY: Final = "positive"
EDGE_MODALITIES: Final = ("actual", "planned")


#: What a mention says of its entity, besides the names that its article uses.
DESCRIPTION: Final = ("kind", "actor", "labelAr", "labelEn", "wikidata", "actsFor", "from", "to")


@dataclass(frozen=True, slots=True)
class Article:
    """One article's share of the graph, or that of a retired version of it.

    Attributes:
        article, version: IRIs of the article and of this version of it. The node has the former,
            and the latter once it is retired.
        document: properties of its node, among them `iri` and `digest`, the hash of all rows:
            an article whose digest is in the graph already needs no loading.
        mentions: one row per entity: `entity`, what the article knows of it, and its `names`.
        statements: one row each: `iri`, `props`, `subject`, `object`, `speaker`, `document`.
        shared: other articles carry the same report, so what an edge counts is no sum.
    """

    article: str
    version: str
    document: Row
    mentions: tuple[Row, ...]
    statements: tuple[Row, ...]
    shared: bool = False

    @property
    def iri(self) -> str:
        """IRI of its node."""
        return str(self.document["iri"])

    @property
    def retired(self) -> bool:
        """Whether another version has taken its place."""
        return self.document["retired"] is not None


def article(record: Record) -> Article:
    """The rows of a record."""
    whole = document_iri(record.document.id)
    version = f"{whole}/{record.document.version}"
    retired = _moment(record.document.retired)
    iri = whole if retired is None else version
    statements = {s.id: _statement(s, iri, retired) for s in record.statements}
    mentions = {e.id: _mention(e, iri) for e in record.entities}
    for row in _unknown(record, mentions, iri):
        mentions.setdefault(row["entity"], row)
    for row in mentions.values():
        row["retired"] = retired is not None
    rows = (
        tuple(mentions[key] for key in sorted(mentions)),
        tuple(statements[key] for key in sorted(statements)),
    )
    document = {**_document(record.document, iri), "retired": retired}
    shared = record.document.report is not None
    return Article(whole, version, _digested(document, *rows), *rows, shared)


def unretired(one: Article) -> Article:
    """A retired version as the graph held it before another took its place."""
    told = {**one.document, "iri": one.article, "retired": None}
    if told["report"] == one.iri:
        told["report"] = one.article
    mentions = tuple({**r, "document": one.article, "retired": False} for r in one.mentions)
    statements = tuple(
        {**row, "document": one.article, "props": {**row["props"], "retired": None}}
        for row in one.statements
    )
    document = _digested(told, mentions, statements)
    return replace(one, document=document, mentions=mentions, statements=statements)


def _digested(document: Row, mentions: tuple[Row, ...], statements: tuple[Row, ...]) -> Row:
    """The properties of an article's node with the digest of all its rows."""
    told = {key: document[key] for key in document if key != "digest"}
    content = json.dumps([told, mentions, statements], sort_keys=True, default=str)
    return {**told, "digest": sha256(content.encode()).hexdigest()[:16]}


def document_iri(document_id: str) -> str:
    """IRI of an article, as in the RDF (kg.rdf.terms.article_path)."""
    name = quote(document_id, safe="", errors="surrogatepass")
    return f"{BASE}article/" + (name if name.strip(".") else name.replace(".", "%2E"))


def edges(statements: Iterable[Row]) -> Iterator[tuple[tuple[str, str, str], Row]]:
    """The derived edges that one article adds to: `(predicate, subject, object)`, its share."""
    found: dict[tuple[str, str, str], Row] = {}
    for row in statements:
        props = row["props"]
        if row["object"] is None or props["polarity"] != EDGE_POLARITY:
            continue
        if props["modality"] not in EDGE_MODALITIES or props["retired"] is not None:
            continue
        key = (props["predicate"], row["subject"], row["object"])
        day = props["date"]
        share = found.setdefault(key, {"count": 0, "sources": 1, "first": day, "last": day})
        share["count"] += 1
    yield from found.items()


def _document(document: Document, iri: str) -> Row:
    return {
        "iri": iri,
        "id": clean(document.id),
        "title": clean(document.title),
        "published": document.published,
        "source": clean(document.source),
        "url": clean(document.url),
        "version": document.version,
        # Copies of one report are one source.
        "report": document_iri(document.report) if document.report is not None else iri,
    }


def _mention(entity: Entity, document: str) -> Row:
    return {
        "document": document,
        "entity": entity.id,
        "kind": entity.kind,
        "actor": clean(entity.actor),
        "labelAr": clean(entity.label_ar),
        "labelEn": clean(entity.label_en),
        "wikidata": entity.wikidata,
        "actsFor": entity.acts_for,
        "from": entity.acts_from,
        "to": entity.acts_to,
        "names": sorted({str(clean(m.text)) for m in entity.mentions}),
    }


def _unknown(record: Record, known: dict[str, Row], document: str) -> Iterator[Row]:
    """Rows for entities that a record names without describing them."""
    for entity in record.entities:
        if entity.acts_for is not None and entity.acts_for not in known:
            yield _bare(entity.acts_for, entity.actor, document)
    for statement in record.statements:
        for iri in (statement.subject, statement.object, statement.speaker):
            if iri is not None and iri not in known:
                yield _bare(iri, None, document)


def _bare(iri: str, actor: str | None, document: str) -> Row:
    nothing = dict.fromkeys(("kind", "labelAr", "labelEn", "wikidata", "actsFor", "from", "to"))
    return {"document": document, "entity": iri, "actor": clean(actor), "names": [], **nothing}


def _statement(statement: Statement, document: str, retired: datetime | None) -> Row:
    from kg.arabic.normalise import fold_long

    props = {
        "predicate": statement.predicate,
        "plover": statement.plover,
        "cameo": statement.cameo,
        "polarity": statement.polarity,
        "modality": statement.modality,
        "explicit": statement.explicit,
        "date": statement.date,
        "topic": clean(statement.topic),
        "confidence": statement.confidence,
        "rule": clean(statement.rule),
        "quote": clean(statement.quote),
        "folded": clean(fold_long(statement.quote)),
        "begin": statement.evidence.begin,
        "end": statement.evidence.end,
        "retired": retired,
    }
    return {
        "iri": statement.id,
        "document": document,
        "subject": statement.subject,
        "object": statement.object,
        "speaker": statement.speaker,
        "props": props,
    }


def _moment(value: datetime | None) -> datetime | None:
    """In UTC without saying so, since the embedded store keeps no time zone."""
    return None if value is None else value.astimezone(UTC).replace(tzinfo=None)


def clean(text: str | None) -> str | None:
    """The text without lone surrogates, which no database takes."""
    if text is None or text.isascii():
        return text
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
