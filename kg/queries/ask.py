"""Asking a stored question: parameters coerced, actors found, rows in the declared columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import QueryError
from kg.queries.actors import Found, Graph, resolve
from kg.queries.header import Query
from kg.queries.values import DEFAULTS_TO_NONE, check_days, value


@dataclass(frozen=True, slots=True)
class Answer:
    """What a graph answers.

    Attributes:
        columns: names of the columns, also where there are no rows.
        rows: one value per column each, in the order of the question.
        notes: what the asker should know, such as that an actor is known but not in the graph.
        actors: the actor that each parameter was taken for.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    notes: tuple[str, ...] = ()
    actors: tuple[tuple[str, Found], ...] = ()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def run(store: Graph, query: Query, args: Mapping[str, Any]) -> Answer:
    """Ask a stored question.

    Args:
        store: the graph.
        query: the question.
        args: values by parameter, as typed or of the right type; None counts as not given.

    Raises:
        QueryError: an unknown or missing parameter, or a value that makes no sense.
        NotFoundError: an actor that neither the graph nor the lexicon knows, with suggestions.
        StoreError: the graph cannot be read.
    """
    values = _values(query, args)
    wanted = {p.name: values[p.name] for p in query.params if p.type == "actor"}
    found = resolve(store, {name: text for name, text in wanted.items() if text is not None})
    columns = tuple(column.name for column in query.columns)
    actors = tuple(found.items())
    missing = tuple(
        f"{actor.label} is known, but no article of this graph names it"
        for actor in found.values()
        if not actor.present
    )
    if missing:
        return Answer(columns, (), missing, actors)
    values.update({name: actor.iri for name, actor in found.items()})
    rows = tuple(tuple(row[c] for c in columns) for row in store.read(query.cypher, values))
    return Answer(columns, rows, _cut(rows, values.get("limit")), actors)


def _values(query: Query, args: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: arg for name, arg in args.items() if arg is not None}
    for name in given:
        query.param(name)
    values: dict[str, Any] = {}
    for parameter in query.params:
        text = given.get(parameter.name, parameter.default)
        if text is None:
            raise QueryError(
                f"{query.name} needs {parameter.name}: {parameter.en} "
                f"For example {parameter.example}"
            )
        nothing = parameter.name not in given and text == DEFAULTS_TO_NONE
        values[parameter.name] = None if nothing else value(parameter.name, parameter.type, text)
    check_days(values.get("since"), values.get("until"))
    return values


def _cut(rows: tuple[Any, ...], limit: int | None) -> tuple[str, ...]:
    if limit is None or len(rows) < limit:
        return ()
    return (f"these are the first {limit} rows; a higher limit may give more",)
