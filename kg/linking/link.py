"""From the claims of one article to its record: entities and statements with stable ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.errors import KgError
from kg.linking.iris import entity_iri, statement_iri
from kg.linking.predicates import predicates
from kg.model import (
    Claim,
    Document,
    Entity,
    Extraction,
    Mention,
    Record,
    Referent,
    Span,
    Statement,
)


def link(extraction: Extraction, actors: Mapping[str, Referent] | None = None) -> Record:
    """The record of one article.

    Entities come in order of first mention; after them the states and bodies that one of them
    acts for and that the text does not name. Statements come in order of their evidence.

    Args:
        extraction: what the text says.
        actors: the lexicon by id, for labels of actors that the text does not name.

    Raises:
        KgError: a claim names a referent that neither the extraction nor the lexicon knows.
    """
    known = dict(actors or {})
    known.update((r.ref, r) for r in extraction.referents)
    claims = [c for c in map(_canonical, extraction.claims) if _between_two(c, known)]
    statements = [_statement(c, extraction.document, known) for c in _distinct(claims)]
    named = {s for c in claims for s in (c.subject, c.object, c.speaker) if s is not None}
    return Record(
        document=extraction.document,
        entities=tuple(_entities(extraction.referents, named, known)),
        statements=tuple(sorted(statements, key=lambda s: (s.evidence, s.trigger, s.id))),
    )


def _canonical(claim: Claim) -> Claim:
    """A symmetric claim with its two sides in the order of their refs."""
    if not predicates()[claim.predicate].symmetric or claim.object is None:
        return claim
    first, second = sorted((claim.subject, claim.object))
    return replace(claim, subject=first, object=second)


def _between_two(claim: Claim, known: Mapping[str, Referent]) -> bool:
    """Whether subject and object are two actors.

    Two bodies of one state are one actor. A place is not: "قصف الجيش السوري إدلب" has the army
    of the state that the town lies in as its subject.
    """
    subject = _referent(claim.subject, known)
    if claim.object is None:
        return True
    target = _referent(claim.object, known)
    return subject.actor != target.actor or (target.kind == "place" and subject.ref != target.ref)


def _distinct(claims: Iterable[Claim]) -> Iterable[Claim]:
    """One claim per subject, predicate, object, polarity and modality: the surest, then first."""
    best: dict[tuple[str | None, ...], Claim] = {}
    for claim in claims:
        key = (claim.subject, claim.predicate, claim.object, claim.polarity, claim.modality)
        if key not in best or _rank(claim) < _rank(best[key]):
            best[key] = claim
    return best.values()


def _rank(claim: Claim) -> tuple[float, Span, Span, str, str]:
    return -claim.confidence, claim.evidence, claim.trigger, claim.rule, claim.speaker or ""


def _statement(claim: Claim, document: Document, known: Mapping[str, Referent]) -> Statement:
    kind = predicates()[claim.predicate]
    subject = _iri(claim.subject, known)
    target = _iri(claim.object, known) if claim.object is not None else None
    topic = document.text[slice(*claim.topic)] if claim.topic else None
    what = (subject, claim.predicate, target, claim.polarity, claim.modality)
    return Statement(
        id=statement_iri(document.version, *what, *claim.evidence),
        subject=subject,
        predicate=claim.predicate,
        object=target,
        plover=kind.plover,
        cameo=kind.cameo,
        speaker=_iri(claim.speaker, known) if claim.speaker is not None else None,
        polarity=claim.polarity,
        modality=claim.modality,
        explicit=claim.explicit,
        confidence=round(claim.confidence, 4),
        rule=claim.rule,
        date=document.published,
        topic=topic,
        topic_span=claim.topic,
        quote=document.text[slice(*claim.evidence)],
        evidence=claim.evidence,
        trigger=claim.trigger,
    )


def _entities(
    referents: Iterable[Referent], named: set[str], known: Mapping[str, Referent]
) -> Iterable[Entity]:
    """Those the text names, those that statements name, and those that any of them acts for."""
    first = {r.ref: min((m.begin for m in r.mentions), default=-1) for r in referents}
    wanted = sorted(first, key=lambda ref: (first[ref] < 0, first[ref], ref))
    wanted += sorted(named - first.keys())
    seen: dict[str, Entity] = {}
    for ref in wanted:  # grows while it is read: whom an actor acts for follows at the end
        referent = known.get(ref) or _stand_in(ref)
        entity = _entity(referent, known)
        if (twin := seen.get(entity.id)) is not None:
            mentions = tuple(sorted({*twin.mentions, *entity.mentions}, key=_position))
            entity = replace(twin, mentions=mentions)
        elif referent.acts_for is not None and referent.acts_for not in wanted:
            wanted.append(referent.acts_for)
        seen[entity.id] = entity
    return seen.values()


def _entity(referent: Referent, known: Mapping[str, Referent]) -> Entity:
    body = referent.acts_for
    iri = entity_iri(referent.ref, referent.actor)
    return Entity(
        id=iri,
        kind=referent.kind,
        actor=referent.actor,
        label_ar=referent.label_ar,
        label_en=referent.label_en,
        wikidata=referent.wikidata,
        acts_for=_iri(body, known) if body is not None else None,
        acts_from=referent.acts_from,
        acts_to=referent.acts_to,
        mentions=tuple(
            Mention(m.begin, m.end, m.text, iri) for m in sorted(referent.mentions, key=_position)
        ),
    )


def _position(mention: Mention) -> tuple[int, int]:
    return mention.begin, mention.end


def _stand_in(ref: str) -> Referent:
    """An actor known by its code alone: what someone acts for, where no lexicon is at hand."""
    state = len(ref) == 3 and ref.isalpha()
    return Referent(ref, "state" if state else "organisation", ref.split("/")[0], None, None)


def _referent(ref: str, known: Mapping[str, Referent]) -> Referent:
    try:
        return known[ref]
    except KeyError:
        raise KgError(f"a claim names {ref!r}, which is no referent of its article") from None


def _iri(ref: str, known: Mapping[str, Referent]) -> str:
    referent = known.get(ref) or _stand_in(ref)
    return entity_iri(ref, referent.actor)
