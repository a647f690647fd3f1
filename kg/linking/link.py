"""From the claims of one article to its record: entities and statements with stable ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.errors import KgError
from kg.lexicons import Actor, Lexicon
from kg.lexicons.predicates import predicates
from kg.linking.iris import entity_iri, statement_iri
from kg.model import (
    Claim,
    Document,
    Entity,
    Extraction,
    Kind,
    Mention,
    Record,
    Referent,
    Span,
    Statement,
)


def link(extraction: Extraction, lexicon: Lexicon | None = None) -> Record:
    """The record of one article.

    Entities come in order of first mention; after them, by IRI, the states and bodies that one
    of them acts for and that the text does not name. Statements come in order of their evidence.

    Args:
        extraction: what the text says.
        lexicon: gives the labels of actors that the text itself does not name.

    Raises:
        KgError: a claim names a referent that neither the extraction nor the lexicon knows.
    """
    known = _Known(extraction.referents, lexicon.actors if lexicon is not None else {})
    claims = [c for c in map(_canonical, extraction.claims) if _between_two(c, known)]
    statements = [_statement(c, extraction.document, known) for c in _distinct(claims, known)]
    named = {s for c in claims for s in (c.subject, c.object, c.speaker) if s is not None}
    return Record(
        document=extraction.document,
        entities=tuple(_entities(extraction.referents, named, known)),
        statements=tuple(sorted(statements, key=lambda s: (s.evidence, s.trigger, s.id))),
    )


class _Known:
    """The referents of one article, and behind them the lexicon."""

    def __init__(self, referents: Iterable[Referent], actors: Mapping[str, Actor]) -> None:
        self._referents = {r.ref: r for r in referents}
        self._actors = actors

    def __getitem__(self, ref: str) -> Referent:
        if ref in self._referents or ref in self._actors:
            return self.find(ref)
        raise KgError(f"a claim names {ref!r}, which is no referent of its article")

    def find(self, ref: str) -> Referent:
        """The referent; one known by its code alone where nothing more is at hand."""
        if (referent := self._referents.get(ref)) is not None:
            return referent
        if (actor := self._actors.get(ref)) is not None:
            return Referent(
                ref, actor.kind, actor.actor, actor.ar, actor.en or None, actor.wikidata,
                actor.acts_for,
            )  # fmt: skip
        top, _, organ = ref.partition("/")
        state = len(ref) == 3 and ref.isalpha()
        kind: Kind = "state" if state else "organisation"
        return Referent(ref, kind, top, None, None, acts_for=top if organ else None)

    def iri(self, ref: str) -> str:
        """The IRI of a referent."""
        return entity_iri(ref, self.find(ref).actor)


def _canonical(claim: Claim) -> Claim:
    """A symmetric claim with its two sides in the order of their refs."""
    if not predicates()[claim.predicate].symmetric or claim.object is None:
        return claim
    first, second = sorted((claim.subject, claim.object))
    return replace(claim, subject=first, object=second)


def _between_two(claim: Claim, known: _Known) -> bool:
    """Whether subject and object are two actors.

    Two bodies of one state are one actor. A place is not: "قصف الجيش السوري إدلب" has the army
    of the state that the town lies in as its subject.
    """
    subject = known[claim.subject]
    if claim.object is None:
        return True
    target = known[claim.object]
    return subject.actor != target.actor or (target.kind == "place" and subject.ref != target.ref)


def _distinct(claims: Iterable[Claim], known: _Known) -> Iterable[Claim]:
    """One claim per subject, predicate, object, polarity and modality: the surest, then first."""
    best: dict[tuple[str | None, ...], Claim] = {}
    for claim in claims:
        target = known.iri(claim.object) if claim.object is not None else None
        subject = known.iri(claim.subject)
        key = (subject, claim.predicate, target, claim.polarity, claim.modality)
        if key not in best or _rank(claim) < _rank(best[key]):
            best[key] = claim
    return best.values()


def _rank(claim: Claim) -> tuple[float, bool, Span, Span, str, str]:
    """The surest first, then one that says what it is about, then the earliest."""
    untold = claim.topic is None
    return (
        -claim.confidence, untold, claim.evidence, claim.trigger, claim.rule, claim.speaker or "",
    )  # fmt: skip


def _statement(claim: Claim, document: Document, known: _Known) -> Statement:
    kind = predicates()[claim.predicate]
    subject = known.iri(claim.subject)
    target = known.iri(claim.object) if claim.object is not None else None
    topic = document.text[slice(*claim.topic)] if claim.topic else None
    what = (subject, claim.predicate, target, claim.polarity, claim.modality)
    return Statement(
        id=statement_iri(document.version, *what, *claim.evidence),
        subject=subject,
        predicate=claim.predicate,
        object=target,
        plover=kind.plover,
        cameo=kind.cameo,
        speaker=known.iri(claim.speaker) if claim.speaker is not None else None,
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


def _entities(referents: Iterable[Referent], named: set[str], known: _Known) -> list[Entity]:
    """Those the text names, those that statements name, and those that any of them acts for."""
    wanted = list(dict.fromkeys([*(r.ref for r in referents), *sorted(named)]))
    seen: dict[str, Entity] = {}
    for ref in wanted:  # grows while it is read: whom an actor acts for follows at the end
        referent = known.find(ref)
        entity = _entity(referent, known)
        if (twin := seen.get(entity.id)) is not None:
            mentions = tuple(sorted({*twin.mentions, *entity.mentions}, key=_position))
            entity = replace(twin, mentions=mentions)
        elif referent.acts_for is not None and referent.acts_for not in wanted:
            wanted.append(referent.acts_for)
        seen[entity.id] = entity
    return sorted(seen.values(), key=_first_mention)


def _first_mention(entity: Entity) -> tuple[bool, int, str]:
    first = entity.mentions[0].begin if entity.mentions else 0
    return not entity.mentions, first, entity.id


def _entity(referent: Referent, known: _Known) -> Entity:
    body = referent.acts_for
    iri = entity_iri(referent.ref, referent.actor)
    return Entity(
        id=iri,
        kind=referent.kind,
        actor=referent.actor,
        label_ar=referent.label_ar,
        label_en=referent.label_en,
        wikidata=referent.wikidata,
        acts_for=known.iri(body) if body is not None else None,
        acts_from=referent.acts_from,
        acts_to=referent.acts_to,
        mentions=tuple(
            sorted({Mention(m.begin, m.end, m.text, iri) for m in referent.mentions}, key=_position)
        ),
    )


def _position(mention: Mention) -> tuple[int, int]:
    return mention.begin, mention.end
