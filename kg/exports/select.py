"""Which statements of a graph are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from kg.model import Entity, Record, Statement


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that all must hold; one that is None or zero holds always.

    Attributes:
        actors: IRIs; the subject or the object is one of them, or acts for one.
        exact: those who act for an actor are not meant.
        predicates: names; the statement's is one of them.
        since, until: first and last day; a statement without date fits neither.
        min_confidence: the least confidence.
        statements: IRIs; the statement is one of them.
    """

    actors: frozenset[str] | None = None
    exact: bool = False
    predicates: frozenset[str] | None = None
    since: date | None = None
    until: date | None = None
    min_confidence: float = 0.0
    statements: frozenset[str] | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection(exact=self.exact)

    def of(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records with the statements that fit, and only the actors that those need.

        A record of which nothing is left does not come; if everything is wanted, all come as
        they are.
        """
        if self.everything:
            yield from records
            return
        for record in records:
            kept = self.part(record)
            if kept is not None:
                yield kept

    def part(self, record: Record) -> Record | None:
        """What fits of one record; None if nothing does."""
        if self.everything:
            return record
        entities = {entity.id: entity for entity in record.entities}
        kept = tuple(s for s in record.statements if self._fits(s, entities))
        if not kept:
            return None
        needed: set[str] = set()
        for statement in kept:
            for iri in (statement.subject, statement.object, statement.speaker):
                needed.update(_chain(iri, entities))
        actors = tuple(entity for entity in record.entities if entity.id in needed)
        return replace(record, entities=actors, statements=kept)

    def _fits(self, statement: Statement, entities: dict[str, Entity]) -> bool:
        day = statement.date
        return (
            (self.statements is None or statement.id in self.statements)
            and (self.predicates is None or statement.predicate in self.predicates)
            and (self.since is None or (day is not None and day >= self.since))
            and (self.until is None or (day is not None and day <= self.until))
            and statement.confidence >= self.min_confidence
            and (self.actors is None or self._names(statement, entities))
        )

    def _names(self, statement: Statement, entities: dict[str, Entity]) -> bool:
        wanted = self.actors or frozenset()
        ends = (statement.subject, statement.object)
        if self.exact:
            return any(end in wanted for end in ends)
        return any(iri in wanted for end in ends for iri in _chain(end, entities))


def _chain(iri: str | None, entities: dict[str, Entity]) -> list[str]:
    """An actor, and whom it acts for, up to the state."""
    chain: list[str] = []
    while iri is not None and iri not in chain:
        chain.append(iri)
        entity = entities.get(iri)
        iri = entity.acts_for if entity else None
    return chain
