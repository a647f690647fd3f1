"""What a new reading of all articles gives, against the old one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kg.refresh.batch import Batch, Key
from kg.refresh.history import Change

#: Statements that are shown of each predicate that gains or loses some.
EXAMPLES = 3


@dataclass(slots=True)
class Generation:
    """What a new reading gives, against the old one.

    Attributes:
        batch: what each article says now.
        came, went: statements that are new or no more there, by predicate.
        examples: some of them.
        before, after: statements in all.
    """

    batch: Batch
    came: Counter[str] = field(default_factory=Counter)
    went: Counter[str] = field(default_factory=Counter)
    examples: list[Change] = field(default_factory=list)
    before: int = 0
    after: int = 0


def compare(new: Generation) -> None:
    """Fill in what came and went against what the state says."""
    for article in new.batch.names():
        before, after = new.batch.before(article), new.batch.said(article)
        new.after += len(after)
        _note(new, "-", article, before, after)
        _note(new, "+", article, after, before)


def _note(
    new: Generation,
    sign: Literal["+", "-"],
    article: str,
    one: dict[Key, str],
    other: dict[Key, str],
) -> None:
    """Count the statements of one reading that the other has not, and keep some to show."""
    counts = new.came if sign == "+" else new.went
    for key in sorted((k for k in one if k not in other), key=str):
        subject, predicate, target, polarity, modality = key
        counts[predicate] += 1
        if counts[predicate] <= EXAMPLES:
            new.examples.append(
                Change(sign, article, subject, predicate, target, polarity, modality, one[key])
            )


def lines(new: Generation) -> Iterator[str]:
    """What changes, for people: counts by predicate, then examples."""
    from kg.refresh.status import change_line

    articles = new.batch.articles
    yield f"{articles} articles read again: {new.before} statements before, {new.after} after"
    for predicate in sorted({*new.came, *new.went}):
        yield f"  {predicate}: {new.came[predicate]} come, {new.went[predicate]} go"
    for change in new.examples:
        yield change_line(change)
