"""What all steps of one run share: settings, state, clock, and the counts of each source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from kg.errors import KgError
from kg.refresh.settings import Settings
from kg.refresh.state import State, stamp
from kg.sources import Issue, Report

Fate = Literal["new", "changed", "unchanged", "gone", "failed"]


@dataclass(slots=True)
class Tally:
    """What a run met in one source: numbers of articles, seconds, and why it failed as a whole."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    failed: int = 0
    seconds: float = 0.0
    error: str | None = None

    @property
    def seen(self) -> int:
        """All articles."""
        return self.new + self.changed + self.unchanged + self.gone + self.failed


@dataclass(slots=True)
class Run:
    """One run.

    Attributes:
        number: from 1.
        now: when it began; stamps and decisions of the run are by it.
        report, progress: told of issues, and of what is done.
        stop: whether it shall end after the article in hand.
        alive: the sign of life of the lock.
        followed: whether the folder's own store was up to the RDF when the run began.
        tallies: by source.
        marks: watermarks to be moved when everything is in the graph, as statement and values.
    """

    settings: Settings
    state: State
    number: int
    now: datetime
    report: Report
    progress: Callable[[str, int], None]
    stop: Callable[[], bool]
    alive: Callable[[], None]
    followed: bool = False
    tallies: dict[str, Tally] = field(default_factory=dict)
    marks: list[tuple[str, tuple[object, ...]]] = field(default_factory=list)

    @property
    def stamp(self) -> str:
        """`now` as the state holds it."""
        return stamp(self.now)

    def tally(self, source: str) -> Tally:
        """The counts of a source."""
        return self.tallies.setdefault(source, Tally())

    def count(self, source: str, fate: Fate, more: int = 1) -> None:
        """Count articles."""
        tally = self.tally(source)
        setattr(tally, fate, getattr(tally, fate) + more)
        self.progress("articles seen", more)

    def failed(self, source: str, where: str, error: KgError | str) -> None:
        """Record what went wrong with an article, or with a source as a whole."""
        message = str(error).removeprefix(f"{where}: ")
        self.report(Issue("error", where, message))
        self.state.run(
            "INSERT INTO errors VALUES (?, ?, ?, ?)", self.number, source, where, message
        )
