"""Random articles, and the property graph read back as the records that it was made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, get_args
from urllib.parse import unquote

from hypothesis import strategies as st
from store_samples import BASE, EVERYONE, EVIL

from kg.model import PREDICATES, Document, Entity, Kind, Mention, Modality, Record, Span, Statement
from kg.rdf.quads import triples
from kg.rdf.terms import Triple, Versions
from kg.store import Store, cypher, differences, load
from kg.store.marks import documents

VERSIONS = Versions("1", "2", "3")
BODIES = [e.id for e in EVERYONE if e.acts_for is None]
IRIS = [e.id for e in EVERYONE]
TEXTS = st.text(st.sampled_from("اتهم \"\\\n\r\t\x85\u2028\u202e😀'`{}$;"), max_size=8)
WORDS = TEXTS | st.just(EVIL)
#: What is left out rather than empty.
SOME = WORDS.filter(bool) | st.none()
SPANS = st.builds(lambda begin, size: Span(begin, begin + size), st.integers(0, 99),
                  st.integers(1, 99))  # fmt: skip
DAYS = st.dates() | st.none()


def _mentions(iri: str) -> st.SearchStrategy[tuple[Mention, ...]]:
    one = st.builds(lambda span, text: Mention(*span, text, iri), SPANS, WORDS)
    return st.lists(one, max_size=2, unique_by=lambda m: (m.begin, m.end)).map(tuple)


@st.composite
def _entity(draw: st.DrawFn, iri: str) -> Entity:
    body = draw(st.sampled_from([b for b in BODIES if b != iri]) | st.none())
    days = (draw(DAYS), draw(DAYS)) if body else (None, None)
    return Entity(
        iri, draw(st.sampled_from(get_args(Kind))), draw(st.sampled_from(["TUR", "UN_X"])),
        draw(SOME), draw(SOME), draw(st.none() | st.just("Q43")),
        body, *days, draw(_mentions(iri)),
    )  # fmt: skip


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    """A few articles about the same actors; some with a version that is retired."""
    found = []
    names = draw(st.lists(st.text(min_size=1, max_size=4) | st.just("a/b"), min_size=1, max_size=3,
                          unique=True))  # fmt: skip
    for name in names:
        found.append(draw(_record(name, f"{len(found):016x}", None)))
        if draw(st.booleans()):
            then = datetime(2020, 1, 1, 12, 30, 1, tzinfo=UTC)
            found.append(draw(_record(name, f"{len(found):016x}", then)))
    return found


@st.composite
def _record(draw: st.DrawFn, name: str, version: str, then: datetime | None) -> Record:
    document = Document(
        name, draw(WORDS), draw(DAYS), draw(SOME), draw(SOME),
        known_version=version, retired=then, report=draw(st.none() | st.just("a report")),
    )  # fmt: skip
    described = draw(st.lists(st.sampled_from(IRIS), max_size=4, unique=True))
    entities = tuple(draw(_entity(iri)) for iri in described)
    statements = tuple(draw(_statement(document, n)) for n in range(draw(st.integers(0, 3))))
    return Record(document, entities, statements)


@st.composite
def _statement(draw: st.DrawFn, document: Document, number: int) -> Statement:
    someone = st.sampled_from(IRIS)
    topic = draw(SOME)
    return Statement(
        f"{BASE}statement/{document.version}{number}", draw(someone),
        draw(st.sampled_from(PREDICATES)), draw(someone | st.none()),
        draw(st.none() | st.just("ACCUSE")), draw(st.none() | st.just("112")),
        draw(someone | st.none()), draw(st.sampled_from(["positive", "negative"])),
        draw(st.sampled_from(get_args(Modality))), draw(st.booleans()),
        draw(st.integers(0, 100)) / 100, draw(WORDS), document.published, topic,
        draw(SPANS) if topic else None, draw(WORDS), draw(SPANS), draw(SPANS),
    )  # fmt: skip


def agree(store: Store, articles: list[Record]) -> None:
    """Put articles into the store, which is emptied before, and compare what comes back."""
    store.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))
    load(store, articles)
    assert list(differences(store, articles)) == []
    back = list(rebuilt(store))
    assert _triples(map(_kept, back)) == _triples(map(_kept, articles))
    assert _names(back) == _names(articles)


def _triples(articles: Any) -> dict[str, set[Triple]]:
    """The named graphs."""
    return {one.document.version: set(triples(one, VERSIONS)) for one in articles}


def _names(articles: list[Record]) -> set[tuple[str, str, str]]:
    """What each article calls each actor."""
    return {
        (one.document.version, entity.id, m.text)
        for one in articles for entity in one.entities for m in entity.mentions
    }  # fmt: skip


def _kept(record: Record) -> Record:
    """A record without what stays in the RDF only: positions of mentions, triggers, topics."""
    return Record(
        record.document,
        tuple(replace(entity, mentions=()) for entity in record.entities),
        tuple(replace(s, trigger=s.evidence, topic_span=None) for s in record.statements),
    )


def rebuilt(store: Store) -> Iterator[Record]:
    """The articles of a store; mentions have texts and no positions."""
    iris = {"rows": list(documents(store))}
    statements, entities = defaultdict(list), defaultdict(list)
    for row in store.read(cypher.STATEMENTS_WHOLE, iris):
        statements[row["document"]].append(_stated(row))
    for row in store.read(cypher.MENTIONS_OF_DOCUMENTS, iris):
        if row["kind"]:  # others are only named
            entities[row["document"]].append(_described(row))
    for row in store.read(cypher.DOCUMENTS, iris):
        iri = row["props"]["iri"]
        yield Record(_document(row["props"]), tuple(entities[iri]), tuple(statements[iri]))


def _document(props: dict[str, Any]) -> Document:
    retired, report = props.get("retired"), props["report"]
    own = props["iri"].removesuffix(f"/{props['version']}")
    name = None if report in (props["iri"], own) else report.removeprefix(f"{BASE}article/")
    return Document(
        props["id"], props["title"], props.get("published"), props.get("url"), props.get("source"),
        known_version=props["version"], retired=retired and retired.replace(tzinfo=UTC),
        report=name and unquote(name),
    )  # fmt: skip


def _described(row: dict[str, Any]) -> Entity:
    mentions = tuple(Mention(0, 0, name, row["entity"]) for name in row["names"])
    return Entity(
        row["entity"], row["kind"], row["actor"], row["labelAr"], row["labelEn"], row["wikidata"],
        row["actsFor"], row["from"], row["to"], mentions,
    )  # fmt: skip


def _stated(row: dict[str, Any]) -> Statement:
    props, place = row["props"], Span(row["props"]["begin"], row["props"]["end"])
    return Statement(
        row["iri"], row["subject"], props["predicate"], row["object"], props.get("plover"),
        props.get("cameo"), row["speaker"], props["polarity"], props["modality"],
        props["explicit"], props["confidence"], props["rule"], props.get("date"),
        props.get("topic"), None, props["quote"], place, place,
    )  # fmt: skip
