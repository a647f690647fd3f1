"""The record of runs: how each began and ended, what it met, which statements came and went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from kg import pipeline
from kg.errors import NotFoundError
from kg.refresh.run import Run
from kg.refresh.settings import Settings
from kg.refresh.state import State, stamp
from kg.sources import Report

Outcome = Literal["done", "stopped", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that came (`+`) or went (`-`)."""

    sign: Literal["+", "-"]
    article: str
    subject: str
    predicate: str
    object: str | None
    polarity: str
    modality: str
    quote: str


def begin(
    settings: Settings,
    state: State,
    now: datetime,
    report: Report,
    progress: Callable[[str, int], None],
    stop: Callable[[], bool],
    alive: Callable[[], None],
) -> Run:
    """A new run; one that was going on has been killed, since we hold the lock."""
    made = pipeline.made_by()
    with state.transaction():
        state.run("UPDATE runs SET outcome = 'killed' WHERE outcome = 'running'")
        number = state.run(
            "INSERT INTO runs (begun, outcome, program, lexicon, morphology, ontology)"
            " VALUES (?, 'running', ?, ?, ?, ?)",
            stamp(now), made.kg, made.lexicon, made.morphology, made.ontology,
        )  # fmt: skip
        names = [(source.name,) for source in settings.source]
        state.many("INSERT INTO sources (name) VALUES (?) ON CONFLICT DO NOTHING", names)
    run = Run(settings, state, number, now, report, progress, stop, alive)
    run.followed = pipeline.follows(settings.at(settings.graph))
    return run


def end(
    run: Run,
    outcome: Outcome,
    reason: str | None,
    ended: datetime,
    articles: int,
    statements: int,
) -> None:
    """Note how a run ended; if it is done, the watermarks move with it."""
    state = run.state
    with state.transaction():
        if outcome == "done":
            for statement, values in run.marks:
                state.run(statement, *values)
            state.run(
                "DELETE FROM files WHERE (source, path) IN"
                " (SELECT source, path FROM looked WHERE digest IS NULL)"
            )
            state.run("INSERT OR REPLACE INTO files SELECT * FROM looked WHERE digest IS NOT NULL")
        for name, tally in run.tallies.items():
            _source(run, name)
            state.run(
                "INSERT OR REPLACE INTO run_sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                run.number, name, tally.seen, tally.new, tally.changed, tally.unchanged,
                tally.gone, tally.failed, round(tally.seconds, 3), tally.error,
            )  # fmt: skip
        state.run(
            "UPDATE runs SET ended = ?, outcome = ?, reason = ?, articles = ?, statements = ?,"
            " seconds = ? WHERE run = ?",
            stamp(ended), outcome, reason, articles, statements,
            (ended - run.now).total_seconds(), run.number,
        )  # fmt: skip


def _source(run: Run, name: str) -> None:
    tally = run.tallies[name]
    run.state.run("UPDATE sources SET error = ? WHERE name = ?", tally.error, name)
    if tally.error is None:
        run.state.run("UPDATE sources SET checked = ? WHERE name = ?", run.stamp, name)
    if tally.new or tally.changed:
        run.state.run("UPDATE sources SET new_at = ? WHERE name = ?", run.stamp, name)


def runs(state: State, limit: int) -> list[dict[str, Any]]:
    """The last runs, newest first, each with its sources."""
    found = []
    for row in state.rows("SELECT * FROM runs ORDER BY run DESC LIMIT ?", limit):
        sources = state.rows("SELECT * FROM run_sources WHERE run = ? ORDER BY source", row["run"])
        found.append({**dict(row), "sources": [_without_run(each) for each in sources]})
    return found


def _without_run(row: Any) -> dict[str, Any]:
    return {key: row[key] for key in row.keys() if key != "run"}  # noqa: SIM118 - a Row is no dict


def problems(state: State, run: int) -> list[dict[str, Any]]:
    """What went wrong in a run, one entry each."""
    query = "SELECT source, place, message FROM errors WHERE run = ? ORDER BY rowid"
    return [dict(row) for row in state.rows(query, run)]


def difference(state: State, one: int, other: int) -> Iterator[Change]:
    """The statements that are in the graph after run `other` and not after run `one`, or reverse.

    Raises:
        NotFoundError: no such run.
    """
    for number in (one, other):
        if number and state.row("SELECT run FROM runs WHERE run = ?", number) is None:
            last = state.count("SELECT max(run) FROM runs")
            raise NotFoundError(f"no run {number}; the last one is {last}, `kg runs` lists them")
    first, last, turn = min(one, other), max(one, other), 1 if one <= other else -1
    query = """
        SELECT sum(sign) AS sign, article, subject, predicate, object, polarity, modality,
               max(quote) AS quote
        FROM changes WHERE run > ? AND run <= ?
        GROUP BY article, subject, predicate, object, polarity, modality HAVING sum(sign) <> 0
        ORDER BY article, subject, predicate, object, polarity, modality"""
    for row in state.rows(query, first, last):
        values = dict(row)
        sign: Literal["+", "-"] = "+" if values.pop("sign") * turn > 0 else "-"
        yield Change(sign, **values)
