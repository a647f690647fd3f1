"""Sources and runs as people and scripts read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kg.refresh import history
from kg.refresh.history import Change
from kg.refresh.state import Row, State, moment

_FATES = ("new", "changed", "unchanged", "gone", "failed")


def status(graph: Path, state: State, now: datetime, silent: float) -> dict[str, Any]:
    """What is known of the sources and the last run.

    Args:
        graph: the graph folder.
        state: its state.
        now: the time.
        silent: seconds without anything new after which a source is silent.
    """
    found = history.runs(state, 1)
    good = state.row("SELECT max(begun) FROM runs WHERE outcome = 'done'")
    rows = list(state.rows("SELECT * FROM sources ORDER BY name"))
    return {
        "graph": str(graph),
        "last_run": found[0] if found else None,
        "last_done": good[0] if good else None,
        "waiting": state.count("SELECT count(*) FROM versions WHERE run IS NULL"),
        "articles": state.count("SELECT count(DISTINCT article) FROM versions"),
        "statements": state.count("SELECT count(*) FROM statements"),
        "sources": [_source(state, row, now - timedelta(seconds=silent)) for row in rows],
    }


def _source(state: State, row: Row, since: datetime) -> dict[str, Any]:
    """One source; it is silent if it has brought nothing new since then."""
    query = "SELECT state, count(*) AS n FROM items WHERE source = ? GROUP BY state"
    last = row["new_at"]
    return {
        "name": row["name"],
        "articles": {each["state"]: each["n"] for each in state.rows(query, row["name"])},
        "read": row["checked"],
        "new": last,
        "silent": last is None or moment(last) < since,
        "not_before": row["not_before"],
        "error": row["error"],
    }


def lines(found: dict[str, Any]) -> Iterator[str]:
    """`status` for people."""
    yield (
        f"{found['graph']}: {found['articles']} articles, {found['statements']} statements"
        + (f", {found['waiting']} versions wait to be published" if found["waiting"] else "")
    )
    if found["last_run"]:
        yield from run_lines(found["last_run"], sources=False)
    for source in found["sources"]:
        counts = ", ".join(f"{n} {state}" for state, n in sorted(source["articles"].items()))
        remark = ""
        if source["error"]:
            remark = f"  FAILS: {source['error']}"
        elif source["silent"]:
            remark = "  SILENT" + (f" since {source['new']}" if source["new"] else "")
        yield f"  {source['name']}: {counts or 'nothing yet'}{remark}"


def run_lines(run: dict[str, Any], *, sources: bool = True) -> Iterator[str]:
    """One run of `kg runs` for people."""
    seconds = f", {run['seconds']:.1f} s" if run["seconds"] is not None else ""
    yield (
        f"run {run['run']}  {run['begun']}  {run['outcome']}{seconds}: {run['articles']} articles "
        f"read, {run['statements']} statements (kg {run['program']}, lexicons {run['lexicon']})"
    )
    if run["reason"]:
        yield f"    {run['reason']}"
    for source in run["sources"] if sources else ():
        counts = ", ".join(f"{source[fate]} {fate}" for fate in _FATES if source[fate])
        error = f"  FAILED: {source['error']}" if source["error"] else ""
        yield f"    {source['source']}: {counts or 'nothing'}; {source['seconds']:.1f} s{error}"
    for problem in run.get("errors", ()):
        yield f"    {problem['place']}: {problem['message']}"


def change_line(change: Change) -> str:
    """One statement of `kg diff` for people."""
    names = [_short(iri) for iri in (change.subject, change.object or "")]
    denied = " (denied)" if change.polarity == "negative" else ""
    mood = f" ({change.modality})" if change.modality != "actual" else ""
    text = f"{change.sign} {names[0]} {change.predicate} {names[1]}".rstrip()
    return f"{text}{denied}{mood}\n    {' '.join(change.quote.split())}\n    in: {change.article}"


def _short(iri: str) -> str:
    return iri.partition("/entity/")[2] or iri
