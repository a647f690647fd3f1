"""The state of a graph for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.refresh import state as states
from kg.refresh.state import State, moment

_FATES = ("new", "changed", "unchanged", "gone", "failed")
_OUTCOMES = ("done", "stopped", "refused", "failed", "killed", "running")


def text(graph: Path) -> str:
    """What the runs on a graph left behind, in the text format of Prometheus (0.0.4).

    Reading only: it never waits for a run and never changes anything.

    Args:
        graph: the graph folder.

    Returns:
        Metrics that begin with `kg_refresh_`; an empty text if the graph was never refreshed.

    Raises:
        StoreError: the state is damaged.
    """
    place = states.place(graph)
    if not place.exists():
        return ""
    with states.opened(place, create=False) as opened:
        return "\n".join([*_lines(opened), ""])


def _lines(state: State) -> Iterator[str]:
    counts = state.rows("SELECT outcome, count(*) AS n FROM runs GROUP BY outcome")
    by_outcome = {row["outcome"]: row["n"] for row in counts}
    yield from _head("kg_refresh_runs_total", "counter", "Runs by how they ended.")
    for outcome in _OUTCOMES:
        yield _sample("kg_refresh_runs_total", {"outcome": outcome}, by_outcome.get(outcome, 0))
    yield from _last(state)
    yield from _sources(state)
    articles = state.count("SELECT count(DISTINCT article) FROM versions")
    waiting = state.count("SELECT count(*) FROM versions WHERE run IS NULL")
    statements = state.count("SELECT count(*) FROM statements")
    for name, value, about in (
        ("articles", articles, "Articles that are stored."),
        ("waiting", waiting, "Versions of articles that wait to be published."),
        ("statements", statements, "Statements in the current versions of all articles."),
    ):
        yield from _head(f"kg_refresh_{name}", "gauge", about)
        yield _sample(f"kg_refresh_{name}", {}, value)


def _last(state: State) -> Iterator[str]:
    row = state.row("SELECT * FROM runs WHERE outcome = 'done' ORDER BY run DESC LIMIT 1")
    if row is None:
        return
    name = "kg_refresh_last_success_timestamp_seconds"
    yield from _head(name, "gauge", "When the last run that was done ended.")
    yield _sample(name, {}, moment(row["ended"]).timestamp())
    name = "kg_refresh_last_success_duration_seconds"
    yield from _head(name, "gauge", "How long it took.")
    yield _sample(name, {}, row["seconds"])


def _sources(state: State) -> Iterator[str]:
    sums = ", ".join(f"sum({fate}) AS {fate}" for fate in _FATES)
    query = f"SELECT source, {sums} FROM run_sources GROUP BY source ORDER BY source"  # noqa: S608
    name = "kg_refresh_articles_total"
    yield from _head(name, "counter", "Articles that runs met, by source and what became of them.")
    for row in state.rows(query):
        for fate in _FATES:
            yield _sample(name, {"source": row["source"], "fate": fate}, row[fate])
    sources = list(state.rows("SELECT * FROM sources ORDER BY name"))
    name = "kg_refresh_source_up"
    yield from _head(name, "gauge", "Whether the source could be read when it was asked last.")
    for row in sources:
        yield _sample(name, {"source": row["name"]}, int(row["error"] is None))
    name = "kg_refresh_source_new_timestamp_seconds"
    yield from _head(name, "gauge", "When the source last brought something new.")
    for row in sources:
        if row["new_at"]:
            yield _sample(name, {"source": row["name"]}, moment(row["new_at"]).timestamp())


def _head(name: str, kind: str, about: str) -> Iterator[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"


def _sample(name: str, labels: dict[str, str], value: Any) -> str:
    inner = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
    return f"{name}{{{inner}}} {value}" if inner else f"{name} {value}"


def _escaped(label: str) -> str:
    return label.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
