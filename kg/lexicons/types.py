"""What the lexicons hold, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.model import Kind


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's time in an office of a state or body; open ends are None."""

    person: str
    office: str
    body: str
    begin: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A lexicon actor; the columns of ontology/actors/*.tsv."""

    id: str
    kind: Kind
    actor: str
    en: str
    ar: str
    aliases: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    nisba: tuple[str, ...] = ()
    acts_for: str | None = None
    wikidata: str | None = None
    ambiguous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """An office-holder's title: forms that introduce or replace a name."""

    id: str
    en: str
    ar: tuple[str, ...]
    feminine: tuple[str, ...]
    plural: tuple[str, ...]
    rank: int = 3


@dataclass(frozen=True, slots=True)
class Institution:
    """A head noun that with a nisba or a state names an organ of that state."""

    id: str
    kind: Kind
    en: str
    ar: tuple[str, ...]
    feminine: frozenset[str]
    suffix: str
    of: str = "state"


@dataclass(frozen=True, slots=True)
class Frame:
    """How one trigger word expresses one predicate.

    Attributes:
        lemma, pos: the trigger ("اتهم", "verb").
        predicate: one of PREDICATES.
        agent, patient, topic: slots to try in order, see ontology/frames/README.md.
        with_: nouns one of which must stand by the trigger (شن ... غارات).
        flags: modifiers ("mutual", "weak", ...).
    """

    lemma: str
    pos: str
    predicate: str
    agent: tuple[str, ...]
    patient: tuple[str, ...]
    topic: tuple[str, ...]
    with_: frozenset[str]
    flags: frozenset[str]

    @property
    def name(self) -> str:
        """Stable name for rules and explanations."""
        return f"{self.predicate}:{self.lemma}/{self.pos}"


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All tables together."""

    actors: dict[str, Actor]
    titles: tuple[Title, ...]
    institutions: tuple[Institution, ...]
    places: tuple[Actor, ...]
    tenures: tuple[Tenure, ...]
    frames: tuple[Frame, ...]
    words: dict[str, tuple[str, ...]]
    classes: dict[str, tuple[str, ...]]
    version: str
