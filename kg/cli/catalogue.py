"""`kg queries`: what can be asked, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.cli.table import cells_of, isolate, styled
from kg.queries import Parameter, Query


def several(queries: Iterable[Query], *, terminal: bool) -> Iterator[str]:
    """One line for each question: name, required parameters, title."""
    calls = [(_call(query), query) for query in queries]
    width = max((cells_of(call) for call, _ in calls), default=0)
    for call, query in calls:
        yield f"{styled(call.ljust(width), '1', terminal)}  {query.title_en}"


def one(query: Query, *, terminal: bool) -> Iterator[str]:
    """All about a question."""
    yield styled(query.title_en, "1", terminal)
    yield isolate(query.title_ar, terminal=terminal)
    yield ""
    yield query.answers
    yield isolate(query.answers_ar, terminal=terminal)
    yield ""
    yield f"  {_example(query)}"
    yield ""
    yield styled("Parameters:", "1", terminal)
    for parameter in query.params:
        need = "required" if parameter.required else f"default {parameter.default}"
        yield f"  {_option(parameter)} ({parameter.type}, {need})  {parameter.en}"
        yield f"      {isolate(parameter.ar, terminal=terminal)}"
    yield ""
    yield styled("Columns:", "1", terminal)
    yield from (f"  {column.name} ({column.type})  {column.en}" for column in query.columns)
    yield ""
    yield styled("Cypher:", "1", terminal)
    yield from (f"  {line}" for line in query.cypher.splitlines())


def _call(query: Query) -> str:
    required = (f" {_option(p)} {p.type.upper()}" for p in query.params if p.required)
    return query.name + "".join(required)


def _example(query: Query) -> str:
    words = (f" {_option(p)} {_quoted(p.example)}" for p in query.params if p.required)
    return f"kg ask {query.name}{''.join(words)}"


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _option(parameter: Parameter) -> str:
    return f"--{parameter.name.replace('_', '-')}"
