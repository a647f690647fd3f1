"""The JSON API: its addresses, their parameters, and how they are read.

Every endpoint is one entry of ENDPOINTS, which the routes and the OpenAPI document are made of; a
parameter that is not listed there is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from kg.errors import QueryError
from kg.explorer import answers
from kg.explorer.answers import FILTERS, ROWS, Given
from kg.explorer.picture import MOST
from kg.explorer.source import Source


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of the API.

    Attributes:
        path: below `/api/`; `{name}` is a part that varies.
        summary: what it gives.
        parameters: name and meaning; a name that ends in `!` is required, in `*` may be repeated.
        answer: gives it.
        open_ended: other parameters are passed on (those of a stored question).
    """

    path: str
    summary: str
    parameters: tuple[tuple[str, str], ...]
    answer: Callable[[Source, Given], Any]
    open_ended: bool = False


ENDPOINTS: Final = (
    Endpoint("questions", "The stored questions with their parameters and columns.", (),
             answers.questions),
    Endpoint("ask/{name}", "The answer to a stored question; its parameters are taken by name.",
             (("name!", "Name of the question."),
              ("format", "json (with notes), rows (the rows alone) or csv.")), answers.ask, True),
    Endpoint("understand", "Which stored question a sentence asks, in Arabic or English.",
             (("q!", "The sentence."),), answers.understand),
    Endpoint("actors", "Actors whose name begins so; the most linked ones without q.",
             (("q", "Beginning of a word of a name, in Arabic or English."),), answers.actors),
    Endpoint("names", "Names and kinds of actors.", (("iri!*", "IRI of the actor."),),
             answers.names),
    Endpoint("graph", "The neighbourhood of up to eight actors, bounded.",
             (("actor!*", "Name, code or IRI."), ("nodes", f"Draw so many, at most {MOST}."),
              ("between", "true: also what lies between neighbours."), *FILTERS), answers.graph),
    Endpoint("statements", "The statements between two actors, newest first.",
             (("actor!", "Name, code or IRI."), ("other!", "Likewise."),
              ("directed", "true: only where the first is the subject."),
              ("limit", f"At most so many, up to {ROWS}."), *FILTERS), answers.statements),
    Endpoint("evidence", "A statement in its article: text, marks, rule, RDF.",
             (("statement!", "IRI of the statement."),), answers.evidence),
    Endpoint("timeline", "Cooperation and conflict between two actors per period.",
             (("actor!", "Name, code or IRI."), ("other!", "Likewise."),
              ("by", "week, month or year."), *FILTERS), answers.timeline),
    Endpoint("vocabulary", "The predicates with labels, event types, weights and quadrants.", (),
             answers.vocabulary),
    Endpoint("status", "Articles, statements, sources, last change and last refresh.", (),
             answers.status),
)  # fmt: skip


def checked(endpoint: Endpoint, pairs: Iterable[tuple[str, str]]) -> Given:
    """The parameters of a request.

    Raises:
        QueryError: one is missing, unknown or given twice.
    """
    known = {name.rstrip("!*"): name for name, _ in endpoint.parameters}
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in known and not endpoint.open_ended:
            raise QueryError(f"no parameter '{name}'; there is {', '.join(known) or 'none'}")
        given.setdefault(name, []).append(value)
        if len(given[name]) > 1 and not known.get(name, "").endswith("*"):
            raise QueryError(f"{name} is given twice")
    for name, marked in known.items():
        if "!" in marked and not "".join(given.get(name, [])).strip():
            raise QueryError(f"{name} is missing")
    return given
