"""The triples of one article: what its named graph holds.

No blank node and no clock time: the same record gives the same triples in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Document, Entity, Record, Span, Statement
from kg.rdf.terms import (
    BASE,
    CLASSES,
    WIKIDATA,
    Triple,
    Versions,
    article_path,
    boolean,
    day,
    decimal,
    iri,
    moment,
    text,
    version_path,
)


def graph_name(document: Document) -> str:
    """IRI of the named graph that holds what one version of an article says."""
    return BASE + version_path(document)


def triples(record: Record, versions: Versions) -> list[Triple]:
    """All triples of an article's graph, sorted, each once."""
    found: set[Triple] = set()
    found.update(_article(record.document))
    found.update(_provenance(record.document, versions))
    version = version_path(record.document)
    for entity in record.entities:
        found.update(_entity(entity))
        found.update(_mentions(entity, version))
    for statement in record.statements:
        found.update(_statement(statement, version))
        if record.document.retired is None:
            found.update(_direct(statement))
        found.update(_evidence(statement, version))
    return sorted(found)


def quads(record: Record, versions: Versions) -> Iterator[tuple[str, str, str, str]]:
    """The triples with the name of their graph: tokens of TriG, relative to BASE."""
    graph = f"<{version_path(record.document)}>"
    for triple in triples(record, versions):
        yield (*triple, graph)


def _article(document: Document) -> Iterator[Triple]:
    article, version = f"<{article_path(document.id)}>", f"<{version_path(document)}>"
    yield Triple(article, "a", "gkg:Article")
    yield Triple(article, "dcterms:identifier", text(document.id))
    yield Triple(article, "dcterms:hasVersion", version)
    yield Triple(version, "a", "gkg:ArticleVersion")
    yield Triple(version, "dcterms:isVersionOf", article)
    yield Triple(version, "gkg:contentHash", text(document.version))
    yield Triple(version, "schema:headline", text(document.title))
    if document.published is not None:
        yield Triple(version, "schema:datePublished", day(document.published))
    if document.url is not None:
        yield Triple(version, "schema:url", text(document.url, "^^xsd:anyURI"))
    if document.source is not None:
        yield Triple(version, "dcterms:publisher", text(document.source))
    if document.report is not None:
        yield Triple(version, "gkg:report", f"<{article_path(document.report)}>")
    if document.retired is not None:
        yield Triple(version, "prov:invalidatedAtTime", moment(document.retired))


def _provenance(document: Document, versions: Versions) -> Iterator[Triple]:
    version = version_path(document)
    run, program = f"<{version}#extraction>", iri(f"{BASE}software/kg-{versions.kg}")
    yield Triple(run, "a", "gkg:Extraction")
    yield Triple(run, "prov:used", f"<{version}>")
    yield Triple(run, "prov:wasAssociatedWith", program)
    yield Triple(run, "gkg:lexiconVersion", text(versions.lexicon))
    yield Triple(run, "gkg:morphologyVersion", text(versions.morphology))
    yield Triple(run, "gkg:ontologyVersion", text(versions.ontology))
    yield Triple(program, "a", "prov:SoftwareAgent")
    yield Triple(program, "schema:softwareVersion", text(versions.kg))


def _entity(entity: Entity) -> Iterator[Triple]:
    subject = iri(entity.id)
    yield Triple(subject, "a", "gkg:Actor")
    yield Triple(subject, "a", CLASSES[entity.kind])
    yield Triple(subject, "gkg:actorCode", text(entity.actor))
    if entity.label_ar is not None:
        yield Triple(subject, "rdfs:label", text(entity.label_ar, "@ar"))
    if entity.label_en is not None:
        yield Triple(subject, "rdfs:label", text(entity.label_en, "@en"))
    if entity.wikidata is not None:
        yield Triple(subject, "owl:sameAs", iri(WIKIDATA + entity.wikidata))
    if entity.acts_for is not None:
        yield Triple(subject, "gkg:actsFor", iri(entity.acts_for))
    if entity.acts_from is not None:
        yield Triple(subject, "gkg:actsFrom", day(entity.acts_from))
    if entity.acts_to is not None:
        yield Triple(subject, "gkg:actsTo", day(entity.acts_to))


def _mentions(entity: Entity, version: str) -> Iterator[Triple]:
    for mention in entity.mentions:
        node = f"<{version}#mention={mention.begin},{mention.end}>"
        yield Triple(node, "a", "gkg:Mention")
        yield Triple(node, "gkg:mentions", iri(entity.id))
        yield Triple(node, "oa:exact", text(mention.text))
        yield Triple(node, "oa:start", str(mention.begin))
        yield Triple(node, "oa:end", str(mention.end))


def _statement(statement: Statement, version: str) -> Iterator[Triple]:
    node = iri(statement.id)
    yield Triple(node, "a", "gkg:Statement")
    yield Triple(node, "gkg:subject", iri(statement.subject))
    yield Triple(node, "gkg:predicate", f"gkg:{statement.predicate}")
    if statement.object is not None:
        yield Triple(node, "gkg:object", iri(statement.object))
    if statement.plover is not None:
        yield Triple(node, "gkg:eventType", f"gkg:{statement.plover}")
    if statement.cameo is not None:
        yield Triple(node, "gkg:cameoCode", f"<cameo/{statement.cameo}>")
    yield Triple(node, "gkg:polarity", f"gkg:{statement.polarity}")
    yield Triple(node, "gkg:modality", f"gkg:{statement.modality}")
    yield Triple(node, "gkg:explicit", boolean(statement.explicit))
    yield Triple(node, "gkg:confidence", decimal(statement.confidence))
    yield Triple(node, "gkg:rule", text(statement.rule))
    if statement.date is not None:
        yield Triple(node, "dcterms:date", day(statement.date))
    if statement.speaker is not None:
        yield Triple(node, "prov:wasAttributedTo", iri(statement.speaker))
    yield Triple(node, "prov:wasDerivedFrom", f"<{version}>")
    yield Triple(node, "prov:wasGeneratedBy", f"<{version}#extraction>")


def _direct(statement: Statement) -> Iterator[Triple]:
    """What holds, for those who ask over all graphs at once: not denied, planned or retired."""
    holds = statement.polarity == "positive" and statement.modality == "actual"
    if holds and statement.object is not None:
        predicate = f"gkg:{statement.predicate}"
        yield Triple(iri(statement.subject), predicate, iri(statement.object))


def _evidence(statement: Statement, version: str) -> Iterator[Triple]:
    node = iri(statement.id)
    place = "{},{}".format(*statement.evidence)
    target, quote = f"<{version}#char={place}>", f"<{version}#quote={place}>"
    yield Triple(node, "gkg:evidence", target)
    yield Triple(target, "a", "oa:SpecificResource")
    yield Triple(target, "oa:hasSource", f"<{version}>")
    yield Triple(target, "oa:hasSelector", quote)
    yield Triple(target, "oa:hasSelector", f"<{version}#position={place}>")
    yield Triple(quote, "a", "oa:TextQuoteSelector")
    yield Triple(quote, "oa:exact", text(statement.quote))
    yield from _position(statement.evidence, version)
    yield Triple(node, "gkg:trigger", "<{}#position={},{}>".format(version, *statement.trigger))
    yield from _position(statement.trigger, version)
    if statement.topic is not None:
        yield Triple(node, "gkg:topic", text(statement.topic))
    if (span := statement.topic_span) is not None:
        yield Triple(node, "gkg:topicPosition", "<{}#position={},{}>".format(version, *span))
        yield from _position(span, version)


def _position(span: Span, version: str) -> Iterator[Triple]:
    node = f"<{version}#position={span.begin},{span.end}>"
    yield Triple(node, "a", "oa:TextPositionSelector")
    yield Triple(node, "oa:start", str(span.begin))
    yield Triple(node, "oa:end", str(span.end))
