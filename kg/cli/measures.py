"""The command that sums a graph up, measure, and what it prints."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from kg.cli import state
from kg.cli.console import progress
from kg.cli.questions import Graph
from kg.cli.selecting import Actor, Confidence, Predicate, Since, Until
from kg.cli.server import Database, Store, server
from kg.cli.table import render, styled

if TYPE_CHECKING:
    from kg.exports.measure import Measures, Share


class MeasureFormat(StrEnum):
    """Formats of `kg measure`."""

    table = "table"
    json = "json"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_MEASURE)(measure)


#: Members of a community that are named.
_NAMED: Final = 12
_KINDS: Final = {
    "+++": "three friends",
    "+--": "two friends with a common enemy",
    "++-": "two enemies with a common friend",
    "---": "three enemies",
}


_MEASURE = """\b
Examples:
  kg measure
  kg measure --top 5 --since 2015 --min-confidence 0.8
  kg measure --exact --format json"""


Apart = Annotated[bool, typer.Option("--exact", help="Organs and officials by themselves.")]


def measure(
    graph: Graph = None,
    store: Store = None,
    database: Database = None,
    top: Annotated[int, typer.Option(min=1, metavar="N", help="Actors in each list.")] = 10,
    form: Annotated[
        MeasureFormat, typer.Option("--format", "-f", help="How to print.")
    ] = MeasureFormat.table,
    actor: Actor = None,
    exact: Apart = False,
    since: Since = None,
    until: Until = None,
    predicate: Predicate = None,
    min_confidence: Confidence = 0.0,
) -> None:
    """Sum the graph up: most accused and accusing, betweenness, communities, balance of triads."""
    from kg.config import settings
    from kg.export import records
    from kg.exports.measure import measure as measured
    from kg.selection import selection

    folder = state.chosen(graph or settings().graph)
    with progress() as tick:
        selected = selection(
            folder, store=server(store, database), progress=tick, actors=actor or (),
            exact=exact, since=since, until=until, predicates=",".join(predicate or ()),
            min_confidence=min_confidence,
        )  # fmt: skip
        found = measured(records(folder, selected), top=top, exact=exact)
    lines = as_json(found) if form is MeasureFormat.json else tables(found)
    for line in lines:
        sys.stdout.write(f"{line}\n")


def tables(found: Measures) -> Iterator[str]:
    """For people."""
    yield from _part("Most accused", ("actor", "accusations", "articles"), _counts(found.accused))
    yield from _part("Most accusing", ("actor", "accusations", "articles"), _counts(found.accusing))
    estimate = ", estimated" if found.estimated else ""
    yield from _part(
        f"Betweenness among {found.actors} actors and {found.ties} ties{estimate}",
        ("actor", "betweenness"), [(_name(s), f"{s.value:.3f}") for s in found.between],
    )  # fmt: skip
    yield from _part(
        "Communities by friendly ties (Louvain)", ("size", "actors"),
        [(len(group), _members(group)) for group in found.communities],
    )  # fmt: skip
    balance = "no triangles" if found.balance is None else f"{found.balance:.0%} balanced"
    yield from _part(
        f"Triangles of friendly (+) and hostile (-) ties: {balance}", ("signs", "what", "number"),
        [(signs, _KINDS[signs], number) for signs, number in found.triads.items()],
    )  # fmt: skip


def as_json(found: Measures) -> Iterator[str]:
    """For scripts: the fields of kg.exports.measure.Measures."""
    yield json.dumps({**asdict(found), "balance": found.balance}, ensure_ascii=False, indent=2)


def _part(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    terminal = sys.stdout.isatty()
    yield styled(title, "1", terminal)
    if rows:
        yield from render(columns, rows, shutil.get_terminal_size((100, 24)).columns,
                          below=("actors",), terminal=terminal)  # fmt: skip
    else:
        yield "nothing"
    yield ""


def _counts(shares: Sequence[Share]) -> list[tuple[str, int, int]]:
    return [(_name(share), int(share.value), share.articles) for share in shares]


def _name(share: Share) -> str:
    return "\n".join(dict.fromkeys(filter(None, (share.label_en, share.label_ar))))


def _members(group: Sequence[Share]) -> str:
    names = [share.label_en for share in group[:_NAMED]]
    more = len(group) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")
