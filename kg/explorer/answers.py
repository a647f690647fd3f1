"""What each address of the API gives, out of the graph and what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.arabic.normalise import fold
from kg.errors import NotFoundError, QueryError
from kg.explorer import between
from kg.explorer.evidence import evidence as marked
from kg.explorer.members import labels, resolve
from kg.explorer.periods import QUADRANTS, periods
from kg.explorer.phrases import understood
from kg.explorer.picture import MOST, picture
from kg.explorer.source import Row, Source

Given = Mapping[str, list[str]]
#: So many rows an answer has at most.
ROWS: Final = 5000
FILTERS: Final = (
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
class Text:
    """An answer that is no JSON: content, media type, name of the file to save."""

    content: str
    media_type: str
    file_name: str


def questions(source: Source, given: Given) -> list[Row]:
    """The stored questions with their parameters and columns."""
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


def ask(source: Source, given: Given) -> Any:
    """The answer to a stored question, as JSON with notes or as a file."""
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


def understand(source: Source, given: Given) -> Row:
    """Which stored question a sentence asks."""
    found = understood(source, given["q"][-1])
    query = source.questions()[found["question"]]
    return {**found, "title_en": query.title_en, "title_ar": query.title_ar}


def actors(source: Source, given: Given) -> list[Row]:
    """Actors whose name begins so."""
    text = fold(given.get("q", [""])[-1])
    if not text:
        return source.rows("most-linked", {})
    return source.rows("actors", {"text": text})


def names(source: Source, given: Given) -> list[Row]:
    """Names and kinds of actors."""
    return list(labels(source, given["iri"][:MOST]).values())


def _filters(given: Given) -> dict[str, Any]:
    return {name: given[name][-1] for name, _ in FILTERS if given.get(name, [""])[-1] != ""}


def _number(given: Given, name: str, default: str, most: int) -> int:
    text = given.get(name, [default])[-1]
    if not (text.isascii() and text.isdigit() and int(text)):
        raise QueryError(f"{name}: '{text}' is no number from 1 to {most}")
    return min(int(text), most)


def graph(source: Source, given: Given) -> Row:
    """The neighbourhood of actors."""
    centres = [resolve(source, name) for name in given["actor"][:8]]
    nodes = _number(given, "nodes", "40", MOST)
    inner = given.get("between", ["false"])[-1] == "true"
    return picture(source, list(dict.fromkeys(centres)), nodes, inner, _filters(given))


def statements(source: Source, given: Given) -> list[Row]:
    """The statements between two actors."""
    actor, other = (resolve(source, given[name][-1]) for name in ("actor", "other"))
    directed = given.get("directed", ["false"])[-1] == "true"
    limit = _number(given, "limit", "200", ROWS)
    return between.statements(source, actor, other, directed, limit, _filters(given))


def timeline(source: Source, given: Given) -> Row:
    """Cooperation and conflict between two actors."""
    by = given.get("by", ["month"])[-1]
    if by not in ("week", "month", "year"):
        raise QueryError(f"by: '{by}' is none of week, month, year")
    actor, other = (resolve(source, given[name][-1]) for name in ("actor", "other"))
    days = between.days(source, actor, other, _filters(given))
    names = list(labels(source, [actor, other]).values())
    return {"actor": actor, "other": other, "by": by, "actors": names,
            "periods": periods(days, source.predicates(), by)}  # fmt: skip


def evidence(source: Source, given: Given) -> Row:
    """A statement in its article."""
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
        **marked(record, statement),
        "others": others,
        "rdf": source.excerpt(record, iri),
    }


def vocabulary(source: Source, given: Given) -> Row:
    """The predicates, and the limits."""
    return {
        "predicates": [
            {**p, "quadrant": QUADRANTS.get(p["plover"] or "")} for p in source.predicates()
        ],
        "nodes": MOST,
        "rows": ROWS,
    }


def status(source: Source, given: Given) -> Row:
    """How much there is, and when it changed."""
    counts = {
        name: source.rows(f"count-{name}", {})[0]["number"] for name in ("statements", "entities")
    }
    return {**source.state(), **counts, "sources": source.rows("outlets", {"limit": 100})}
