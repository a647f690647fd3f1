"""Options by which commands take a part of the graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.questions import split
from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.exports.select import Selection

Actor = Annotated[
    list[str] | None,
    typer.Option("--actor", metavar="NAME", help="Only what is said of this actor; repeatable."),
]
Exact = Annotated[
    bool, typer.Option("--exact", help="The actor alone, without its organs and officials.")
]
Question = Annotated[
    str | None,
    typer.Option("--query", metavar="QUERY", help="Only statements that this question answers."),
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="From this day on.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Up to this day.")]
Predicate = Annotated[
    list[str] | None,
    typer.Option("--predicate", metavar="NAME", help="Only this predicate; repeatable."),
]
Confidence = Annotated[
    float,
    typer.Option("--min-confidence", min=0.0, max=1.0, metavar="P", help="Only these or surer."),
]


def chosen(
    graph: Path, words: list[str], tick: Any, *, question: str | None, **more: Any
) -> Selection:
    """What the options select; words that no option took are parameters of the question.

    Raises:
        ConfigError: there are such words, and no question.
    """
    from kg.queries import get
    from kg.selection import selection

    if question is None:
        if words:
            raise ConfigError(f"no such option: {words[0]} (parameters need a --query)")
        return selection(graph, progress=tick, **more)
    parameters = split([question, *words])[1]
    known = {parameter.name for parameter in get(question).params}
    # Options of the export that the question has too are meant for it.
    for name in {"since", "until", "exact"} & known:
        if more[name]:
            parameters.setdefault(name, str(more[name]).lower())
    if "actor" in known and len(more["actors"]) == 1:
        parameters["actor"], more["actors"] = more["actors"][0], ()
    return selection(graph, progress=tick, question=question, parameters=parameters, **more)
