"""The data that passes between stages: plain frozen values, standard library only.

    Document --extraction--> Extraction --linking--> Record --rdf--> quads --store--> graph

All offsets are half-open `[begin, end)` and count Unicode code points of `Document.text`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Final, Literal, NamedTuple

Polarity = Literal["positive", "negative"]
Modality = Literal["actual", "planned", "possible", "former"]
Kind = Literal["state", "organisation", "group", "person", "alliance", "place"]

#: The predicates, core four first; each is a property of ontology/geopolitics.ttl.
PREDICATES: Final = (
    "accuses", "agreedWith", "alliedWith", "targets",
    "condemns", "threatens", "demands", "rejects", "supports", "meets", "cooperatesWith",
    "aids", "sanctions", "coerces", "mobilizes", "concedes", "protests",
)  # fmt: skip
SYMMETRIC: Final = frozenset({"agreedWith", "alliedWith", "meets", "cooperatesWith"})


class Span(NamedTuple):
    """A stretch `[begin, end)` of a document's text."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one article.

    Attributes:
        id: stable name of the article: the file name without its ending, or the `id` field.
        text: the whole article; its first line is the title.
        published: when it was published, if known (dates of office are resolved by it).
        retrieved: when it was fetched, if it was.
        known_version: the version, for a document read back from a graph, where `text` is no more
            than the title.
        retired: when another version took its place, to the second and in UTC; None: it is the
            article's current version.
        report: id of the first, by id, of the articles that carry the same report in nearly the
            same words; None: no other does.
        url: canonical address, if any; source: the outlet's name, if known.
    """

    id: str
    text: str
    published: date | None = None
    url: str | None = None
    source: str | None = None
    retrieved: datetime | None = None
    known_version: str | None = None
    retired: datetime | None = None
    report: str | None = None

    @property
    def title(self) -> str:
        """The first line."""
        return self.text.split("\n", 1)[0].strip()

    @property
    def version(self) -> str:
        """Content hash of this version: 16 hexadecimal digits of SHA-256 over id and text."""
        if self.known_version is not None:
            return self.known_version
        return sha256(f"{self.id}\0{self.text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the text and the referent that it names."""

    begin: int
    end: int
    text: str
    ref: str


@dataclass(frozen=True, slots=True)
class Referent:
    """An actor as one document knows it: from the lexicon, or learned in the text.

    Attributes:
        ref: lexicon id ("TUR", "person:putin", "TUR/army"), or "learned:..." for a name that
            only this document introduces.
        kind: what sort of actor it is.
        actor: code of the top-level political actor it acts for (ISO 3166 alpha-3, or a short
            upper-case name such as ISIS).
        label_ar, label_en: display names; either may be None for a learned one.
        wikidata: Wikidata id, only where checked.
        acts_for: lexicon id of the state or body it acts for, None if it is one itself.
        mentions: where the text names it, in text order.
    """

    ref: str
    kind: Kind
    actor: str
    label_ar: str | None
    label_en: str | None
    wikidata: str | None = None
    acts_for: str | None = None
    acts_from: date | None = None
    acts_to: date | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What the text says: who did or said what to whom, in which characters, by which rule.

    Attributes:
        subject, object, speaker: refs; `object` may be None (the text names none); `speaker`
            None means the article itself (the narrator).
        predicate: one of PREDICATES.
        topic: what it is about.
        evidence: the sentence or quoted clause.
        trigger: the word that fired the rule.
        explicit: False for an accusation implied by a reproach in reported speech.
        confidence: calibrated probability in [0, 1] that the row is right.
        rule: name of the rule, `<frame>/<construction>`.
    """

    subject: str
    predicate: str
    object: str | None
    evidence: Span
    trigger: Span
    rule: str
    topic: Span | None = None
    speaker: str | None = None
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    explicit: bool = True
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that extraction found in one document."""

    document: Document
    referents: tuple[Referent, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A resolved actor or place.

    Attributes:
        id: IRI. For the rest see Referent; `acts_for` is an IRI here.
    """

    id: str
    kind: Kind
    actor: str
    label_ar: str | None
    label_en: str | None
    wikidata: str | None = None
    acts_for: str | None = None
    acts_from: date | None = None
    acts_to: date | None = None
    mentions: tuple[Mention, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with entities (IRIs) for refs, a deterministic id and PLOVER/CAMEO codes.

    Attributes:
        id: IRI, a content hash of document version, predicate, entities, polarity, modality
            and evidence offsets.
        plover: PLOVER event type ("ACCUSE"), None for the relation alliedWith.
        cameo: closest CAMEO root or code ("112"), None likewise.
        date: publication date of the article, if known.
        topic, quote: the text of the spans.
    """

    id: str
    subject: str
    predicate: str
    object: str | None
    plover: str | None
    cameo: str | None
    speaker: str | None
    polarity: Polarity
    modality: Modality
    explicit: bool
    confidence: float
    rule: str
    date: date | None
    topic: str | None
    topic_span: Span | None
    quote: str
    evidence: Span
    trigger: Span


@dataclass(frozen=True, slots=True)
class Record:
    """One article's share of the graph: what `kg extract --format jsonl` prints as one line."""

    document: Document
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
