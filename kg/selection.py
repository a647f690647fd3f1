"""Which statements of a graph words describe: actors, a stored question, days, predicates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import QueryError
from kg.exports.select import Selection
from kg.pipeline import Progress


def selection(
    graph: Path,
    *,
    progress: Progress,
    actors: Sequence[str] = (),
    exact: bool = False,
    question: str | None = None,
    parameters: Mapping[str, str] | None = None,
    since: Any = None,
    until: Any = None,
    predicates: Any = None,
    min_confidence: float = 0.0,
    store: str | None = None,
) -> Selection:
    """The statements that words describe; the store is opened only for actors and questions.

    Args:
        graph: the folder.
        progress: told of articles that are loaded into the store before it is asked.
        actors: names as `kg ask` takes them.
        exact: without those who act for them.
        question: a stored question, of whose rows the statements are taken.
        parameters: of the question, as typed.
        since: first day, as typed.
        until: last day, as typed.
        predicates: names, a list or separated by commas.
        min_confidence: from 0 to 1.
        store: address of a server to ask; None: the folder's own store.

    Raises:
        KgError: see kg/errors.py: an unknown actor, question or predicate, no date, ...
    """
    from kg.queries.values import check_days, value

    place = store or graph
    first = value("since", "date", since) if since is not None else None
    last = value("until", "date", until) if until is not None else None
    check_days(first, last)
    return Selection(
        actors=frozenset(_iris(place, actors, progress)) if actors else None,
        exact=exact,
        predicates=frozenset(value("predicate", "predicates", predicates)) if predicates else None,
        since=first,
        until=last,
        min_confidence=min_confidence,
        statements=_answer(place, question, parameters or {}, progress) if question else None,
    )


def _iris(place: Path | str, names: Sequence[str], progress: Progress) -> Iterator[str]:
    from kg import pipeline
    from kg.queries.actors import resolve

    with pipeline.opened(place, progress=progress) as store:
        for found in resolve(store, {f"actor {n}": name for n, name in enumerate(names)}).values():
            yield found.iri


def _answer(
    place: Path | str, question: str, parameters: Mapping[str, str], progress: Progress
) -> frozenset[str]:
    from kg import pipeline, queries

    columns = [column.name for column in queries.get(question).columns]
    if "statement" not in columns:
        raise QueryError(f"the rows of {question} are no statements: it cannot choose any")
    answer = pipeline.ask(question, parameters, place, progress=progress)
    return frozenset(row["statement"] for row in answer if row["statement"])
