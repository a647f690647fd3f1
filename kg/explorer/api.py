"""The JSON API: what each address gives, its parameters, and how they are read.

Every endpoint is one entry of ENDPOINTS, which the routes and the OpenAPI document are made of; a
parameter that is not listed there is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.arabic.normalise import fold
from kg.errors import NotFoundError, QueryError
from kg.explorer import between
from kg.explorer.evidence import evidence
from kg.explorer.members import labels, resolve
from kg.explorer.periods import periods
from kg.explorer.phrases import understood
from kg.explorer.picture import MOST, picture
from kg.explorer.source import Row, Source

Given = Mapping[str, list[str]]
#: So many rows an answer has at most.
ROWS: Final = 5000
_FILTERS: Final = (
    ("predicates", "Names of predicates, separated by commas."),
    ("polarity", "positive (unless given), negative or any."),
    ("modality", "actual-planned (unless given), actual, planned, possible, former or any."),
    ("explicit", "explicit, implied or any."),
    ("confidence", "Only statements at least so sure, 0 to 1."),
    ("since", "Only articles of this day or later, YYYY-MM-DD."),
    ("until", "Only articles of this day or earlier."),
    ("exact", "true: each actor on its own, not under its state."),
)


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


@dataclass(frozen=True, slots=True)
class Text:
    """An answer that is no JSON: content, media type, name of the file to save."""

    content: str
    media_type: str
    file_name: str


def _questions(source: Source, given: Given) -> list[Row]:
    return [
        {
            "name": q.name, "title_en": q.title_en, "title_ar": q.title_ar,
            "answers_en": q.answers, "answers_ar": q.answers_ar,
            "parameters": [
                {"name": p.name, "type": p.type, "required": p.required, "default": p.default,
                 "example": p.example, "en": p.en, "ar": p.ar}
                for p in q.params
            ],
            "columns": [{"name": c.name, "type": c.type, "en": c.en} for c in q.columns],
        }
        for q in source.questions().values()
    ]  # fmt: skip


def _ask(source: Source, given: Given) -> Any:
    parameters = {name: values[-1] for name, values in given.items() if values[-1] != ""}
    name, form = parameters.pop("name"), parameters.pop("format", "json")
    query = source.questions().get(name)
    if query is None:
        raise NotFoundError(f"no stored question '{name}'")
    if any(p.name == "limit" for p in query.params):
        default = next(p.default for p in query.params if p.name == "limit")
        parameters["limit"] = _bounded(parameters.get("limit", default or "1000"))
    answer = source.ask(name, parameters)
    if form in ("csv", "rows"):
        kind = "text/csv" if form == "csv" else "application/json"
        ending = "csv" if form == "csv" else "json"
        return Text(source.table(answer, {"rows": "json"}.get(form, form)), kind,
                    f"{name}.{ending}")  # fmt: skip
    if form != "json":
        raise QueryError(f"format: '{form}' is none of json, rows, csv")
    return {
        "question": name,
        "columns": answer.columns,
        "rows": list(answer),
        "notes": answer.notes,
        "actors": [
            {"parameter": parameter, "iri": found.iri, "label": found.label}
            for parameter, found in answer.actors
        ],
    }


def _bounded(text: str) -> str:
    return str(min(int(text), ROWS)) if text.isdigit() else text


def _understand(source: Source, given: Given) -> Row:
    found = understood(source, given["q"][-1])
    query = source.questions()[found["question"]]
    return {**found, "title_en": query.title_en, "title_ar": query.title_ar}


def _actors(source: Source, given: Given) -> list[Row]:
    text = fold(given.get("q", [""])[-1])
    if not text:
        return source.rows("most-linked", {})
    return source.rows("actors", {"text": text})


def _names(source: Source, given: Given) -> list[Row]:
    return list(labels(source, given["iri"][:MOST]).values())


def _filters(given: Given) -> dict[str, Any]:
    return {name: given[name][-1] for name, _ in _FILTERS if given.get(name, [""])[-1] != ""}


def _number(given: Given, name: str, default: str, most: int) -> int:
    text = given.get(name, [default])[-1]
    if not (text.isascii() and text.isdigit() and int(text)):
        raise QueryError(f"{name}: '{text}' is no number from 1 to {most}")
    return min(int(text), most)


def _graph(source: Source, given: Given) -> Row:
    centres = [resolve(source, name) for name in given["actor"][:8]]
    nodes = _number(given, "nodes", "40", MOST)
    inner = given.get("between", ["false"])[-1] == "true"
    return picture(source, list(dict.fromkeys(centres)), nodes, inner, _filters(given))


def _statements(source: Source, given: Given) -> list[Row]:
    actor, other = (resolve(source, given[name][-1]) for name in ("actor", "other"))
    directed = given.get("directed", ["false"])[-1] == "true"
    limit = _number(given, "limit", "200", ROWS)
    return between.statements(source, actor, other, directed, limit, _filters(given))


def _timeline(source: Source, given: Given) -> Row:
    by = given.get("by", ["month"])[-1]
    if by not in ("week", "month", "year"):
        raise QueryError(f"by: '{by}' is none of week, month, year")
    actor, other = (resolve(source, given[name][-1]) for name in ("actor", "other"))
    days = between.days(source, actor, other, _filters(given))
    names = list(labels(source, [actor, other]).values())
    return {"actor": actor, "other": other, "by": by, "actors": names,
            "periods": periods(days, source.predicates(), by)}  # fmt: skip


def _evidence(source: Source, given: Given) -> Row:
    iri = given["statement"][-1]
    rows = source.rows("statement", {"statement": iri})
    record = source.article(rows[0]["document"]) if rows else None
    statement = next((s for s in record.statements if s.id == iri), None) if record else None
    if record is None or statement is None:
        raise NotFoundError("no such statement; its article may have changed since")
    others = [
        {"statement": s.id, "subject": s.subject, "object": s.object, "predicate": s.predicate,
         "begin": s.evidence.begin, "end": s.evidence.end}
        for s in record.statements
    ]  # fmt: skip
    return {
        "statement": rows[0],
        **evidence(record, statement),
        "others": others,
        "rdf": source.excerpt(record, iri),
    }


def _vocabulary(source: Source, given: Given) -> Row:
    from kg.explorer.periods import QUADRANTS

    return {
        "predicates": [
            {**p, "quadrant": QUADRANTS.get(p["plover"] or "")} for p in source.predicates()
        ],
        "nodes": MOST,
        "rows": ROWS,
    }


def _status(source: Source, given: Given) -> Row:
    counts = {
        name: source.rows(f"count-{name}", {})[0]["number"] for name in ("statements", "entities")
    }
    return {**source.state(), **counts, "sources": source.rows("outlets", {"limit": 100})}


ENDPOINTS: Final = (
    Endpoint("questions", "The stored questions with their parameters and columns.", (),
             _questions),
    Endpoint("ask/{name}", "The answer to a stored question; its parameters are taken by name.",
             (("name!", "Name of the question."),
              ("format", "json (with notes), rows (the rows alone) or csv.")), _ask, True),
    Endpoint("understand", "Which stored question a sentence asks, in Arabic or English.",
             (("q!", "The sentence."),), _understand),
    Endpoint("actors", "Actors whose name begins so; the most linked ones without q.",
             (("q", "Beginning of a word of a name, in Arabic or English."),), _actors),
    Endpoint("names", "Names and kinds of actors.", (("iri!*", "IRI of the actor."),), _names),
    Endpoint("graph", "The neighbourhood of up to eight actors, bounded.",
             (("actor!*", "Name, code or IRI."), ("nodes", f"Draw so many, at most {MOST}."),
              ("between", "true: also what lies between neighbours."), *_FILTERS), _graph),
    Endpoint("statements", "The statements between two actors, newest first.",
             (("actor!", "Name, code or IRI."), ("other!", "Likewise."),
              ("directed", "true: only where the first is the subject."),
              ("limit", f"At most so many, up to {ROWS}."), *_FILTERS), _statements),
    Endpoint("evidence", "A statement in its article: text, marks, rule, RDF.",
             (("statement!", "IRI of the statement."),), _evidence),
    Endpoint("timeline", "Cooperation and conflict between two actors per period.",
             (("actor!", "Name, code or IRI."), ("other!", "Likewise."),
              ("by", "week, month or year."), *_FILTERS), _timeline),
    Endpoint("vocabulary", "The predicates with labels, event types, weights and quadrants.", (),
             _vocabulary),
    Endpoint("status", "Articles, statements, sources, last change and last refresh.", (),
             _status),
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
