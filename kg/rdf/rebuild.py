"""One named graph back to the record that it was written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from kg.errors import SourceError
from kg.model import Document, Entity, Mention, Record, Span, Statement
from kg.rdf.terms import CLASSES, PREFIXES, WIKIDATA, Versions


class Term(NamedTuple):
    """An object: its full IRI or its text, and "iri", "@ar", a datatype or nothing."""

    value: str
    suffix: str


Node = dict[str, list[Term]]
#: Subjects by IRI; predicates with the prefixes of PREFIXES, and "a".
Graph = dict[str, Node]

_GKG: Final = PREFIXES["gkg"]
_KINDS: Final[dict[str, Any]] = {
    _GKG + name.removeprefix("gkg:"): kind for kind, name in CLASSES.items()
}


def record(name: str, graph: Graph) -> Record | None:
    """The article of a graph; None if the graph holds none.

    Args:
        name: the graph's IRI, for messages.
        graph: its triples.

    Raises:
        SourceError: the graph holds several articles, or something that an article needs is not
            there or not readable.
    """
    kinds = _by_class(graph)
    versions = kinds.get(_GKG + "ArticleVersion", ())
    if not versions:
        return None
    if len(versions) > 1:
        raise SourceError(f"graph <{name}> holds {len(versions)} articles; one graph holds one")
    try:
        document = _document(graph, versions[0])
        mentions = _mentions(graph, kinds.get(_GKG + "Mention", ()))
        entities = [
            _entity(iri, kind, graph[iri], mentions.get(iri, ()))
            for name, kind in _KINDS.items()
            for iri in kinds.get(name, ())
        ]
        statements = [_statement(graph, iri) for iri in kinds.get(_GKG + "Statement", ())]
    except KeyError as error:
        raise SourceError(f"graph <{name}>: a node lacks {error}") from error
    except ValueError as error:
        raise SourceError(f"graph <{name}>: {error}") from error
    return Record(
        document,
        tuple(sorted(entities, key=_first_mention)),
        tuple(sorted(statements, key=lambda s: (s.evidence, s.trigger, s.id))),
    )


def versions(graph: Graph) -> Versions:
    """What made a graph, as far as it says."""
    runs = _by_class(graph).get(_GKG + "Extraction", ())
    run: Node = graph[runs[0]] if runs else {}
    program = graph.get(_maybe(run, "prov:wasAssociatedWith") or "", {})
    return Versions(
        kg=_maybe(program, "schema:softwareVersion") or "unknown",
        lexicon=_maybe(run, "gkg:lexiconVersion") or "unknown",
        morphology=_maybe(run, "gkg:morphologyVersion") or "unknown",
        ontology=_maybe(run, "gkg:ontologyVersion") or "unknown",
    )


def _by_class(graph: Graph) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for iri, node in graph.items():
        for term in node.get("a", ()):
            found.setdefault(term.value, []).append(iri)
    return found


def _document(graph: Graph, version: str) -> Document:
    node = graph[version]
    retired = _maybe(node, "prov:invalidatedAtTime")
    report = _maybe(node, "gkg:report")
    article = graph[_one(node, "dcterms:isVersionOf")]
    return Document(
        id=_one(article, "dcterms:identifier"),
        text=_one(node, "schema:headline"),
        published=_day(node, "schema:datePublished"),
        url=_maybe(node, "schema:url"),
        source=_maybe(node, "dcterms:publisher"),
        known_version=_one(node, "gkg:contentHash"),
        retired=datetime.fromisoformat(retired) if retired is not None else None,
        report=_article_id(report) if report is not None else None,
    )


def _article_id(iri: str) -> str:
    return unquote(iri.rpartition("/")[2], errors="surrogatepass")


def _mentions(graph: Graph, iris: Iterable[str]) -> dict[str, tuple[Mention, ...]]:
    found: dict[str, list[Mention]] = {}
    for iri in iris:
        node = graph[iri]
        begin, end, text = int(_one(node, "oa:start")), int(_one(node, "oa:end")), node["oa:exact"]
        for entity in node["gkg:mentions"]:
            mention = Mention(begin, end, text[0].value, entity.value)
            found.setdefault(entity.value, []).append(mention)
    return {iri: tuple(sorted(ms, key=lambda m: (m.begin, m.end))) for iri, ms in found.items()}


def _entity(iri: str, kind: Any, node: Node, mentions: tuple[Mention, ...]) -> Entity:
    labels = {t.suffix: t.value for t in node.get("rdfs:label", ())}
    same = (t.value for t in node.get("owl:sameAs", ()) if t.value.startswith(WIKIDATA))
    wikidata = next(same, None)
    return Entity(
        id=iri,
        kind=kind,
        actor=_one(node, "gkg:actorCode"),
        label_ar=labels.get("@ar"),
        label_en=labels.get("@en"),
        wikidata=wikidata.removeprefix(WIKIDATA) if wikidata is not None else None,
        acts_for=_maybe(node, "gkg:actsFor"),
        acts_from=_day(node, "gkg:actsFrom"),
        acts_to=_day(node, "gkg:actsTo"),
        mentions=mentions,
    )


def _statement(graph: Graph, iri: str) -> Statement:
    node = graph[iri]
    selectors = list(_selectors(graph, _one(node, "gkg:evidence")))
    position = next((s for s in selectors if "oa:start" in s), {})
    quote = next((s for s in selectors if "oa:exact" in s), {})
    topic_at = _maybe(node, "gkg:topicPosition")
    coded: Any = {name: _local(_one(node, f"gkg:{name}")) for name in ("polarity", "modality")}
    event, cameo = _maybe(node, "gkg:eventType"), _maybe(node, "gkg:cameoCode")
    return Statement(
        id=iri,
        subject=_one(node, "gkg:subject"),
        predicate=_local(_one(node, "gkg:predicate")),
        object=_maybe(node, "gkg:object"),
        plover=_local(event) if event else None,
        cameo=cameo.rpartition("/")[2] if cameo else None,
        speaker=_maybe(node, "prov:wasAttributedTo"),
        explicit=_one(node, "gkg:explicit") in ("true", "1"),
        confidence=float(_one(node, "gkg:confidence")),
        rule=_one(node, "gkg:rule"),
        date=_day(node, "dcterms:date"),
        topic=_maybe(node, "gkg:topic"),
        topic_span=_span(graph[topic_at]) if topic_at else None,
        quote=_one(quote, "oa:exact"),
        evidence=_span(position),
        trigger=_span(graph[_one(node, "gkg:trigger")]),
        **coded,
    )


def _selectors(graph: Graph, target: str) -> Iterator[Node]:
    for selector in graph[target].get("oa:hasSelector", ()):
        yield graph.get(selector.value, {})


def _span(node: Node) -> Span:
    return Span(int(_one(node, "oa:start")), int(_one(node, "oa:end")))


def _one(node: Node, predicate: str) -> str:
    return node[predicate][0].value


def _maybe(node: Node, predicate: str) -> str | None:
    terms = node.get(predicate)
    return terms[0].value if terms else None


def _day(node: Node, predicate: str) -> date | None:
    value = _maybe(node, predicate)
    return None if value is None else date.fromisoformat(value)


def _local(iri: str) -> str:
    return iri.removeprefix(_GKG)


def _first_mention(entity: Entity) -> tuple[bool, int, str]:
    first = entity.mentions[0].begin if entity.mentions else 0
    return not entity.mentions, first, entity.id
