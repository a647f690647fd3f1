"""What the answers of the API look like, as JSON Schema, by address."""

from __future__ import annotations

from typing import Any, Final

from kg.explorer.periods import QUADRANTS

Shape = dict[str, Any]
_TEXT: Final[Shape] = {"type": "string"}
_MAYBE: Final[Shape] = {"type": ["string", "null"]}
_WHOLE: Final[Shape] = {"type": "integer"}
_NUMBER: Final[Shape] = {"type": "number"}
_FLAG: Final[Shape] = {"type": "boolean"}


def _one(shape: Shape, *names: str) -> dict[str, Shape]:
    return dict.fromkeys(names, shape)


def _object(*groups: dict[str, Shape], optional: dict[str, Shape] | None = None) -> Shape:
    fields = {name: shape for group in groups for name, shape in group.items()}
    return {
        "type": "object",
        "required": list(fields),
        "properties": {**fields, **(optional or {})},
    }


def _list(shape: Shape) -> Shape:
    return {"type": "array", "items": shape}


_ACTOR: Final = _object(_one(_TEXT, "iri"), _one(_MAYBE, "en", "ar"),
                        optional=_one(_MAYBE, "kind", "code", "wikidata"))  # fmt: skip
_STATEMENT: Final = (
    _one(_TEXT, "statement", "subject", "predicate", "quote", "polarity", "modality", "document"),
    _one(_MAYBE, "object", "speaker", "topic", "date", "title", "url", "source"),
    _one(_MAYBE, *(f"{who}_{language}" for who in ("subject", "object", "speaker")
                   for language in ("en", "ar"))),
    {"explicit": _FLAG, "confidence": _NUMBER},
)  # fmt: skip
_PLACE: Final = _one(_WHOLE, "begin", "end")

SHAPES: Final[dict[str, Shape]] = {
    "questions": _list(_object(
        _one(_TEXT, "name", "title_en", "title_ar", "answers_en", "answers_ar"),
        {"parameters": _list(_object(_one(_TEXT, "name", "type", "en", "ar"),
                                     _one(_MAYBE, "default", "example"), {"required": _FLAG})),
         "columns": _list(_object(_one(_TEXT, "name", "type", "en")))},
    )),
    "ask/{name}": _object(
        {"question": _TEXT, "columns": _list(_TEXT), "rows": _list({"type": "object"}),
         "notes": _list(_TEXT),
         "actors": _list(_object(_one(_TEXT, "parameter", "iri"), {"label": _MAYBE}))},
    ),
    "understand": _object(
        _one(_TEXT, "question", "title_en", "title_ar"),
        {"parameters": {"type": "object", "additionalProperties": _TEXT},
         "actors": _list(_object(_one(_TEXT, "iri", "words"), _one(_MAYBE, "en", "ar")))},
    ),
    "actors": _list(_ACTOR),
    "names": _list(_ACTOR),
    "graph": _object(
        {"more": _WHOLE,
         "nodes": _list(_object(_one(_TEXT, "iri"), _one(_MAYBE, "en", "ar", "kind"),
                                {"statements": _WHOLE, "centre": _FLAG})),
         "edges": _list(_object(_one(_TEXT, "subject", "predicate", "object"),
                                _one(_WHOLE, "statements", "sources"),
                                _one(_MAYBE, "first", "last")))},
    ),
    "statements": _list(_object(*_STATEMENT)),
    "evidence": _object(
        _one(_TEXT, "document", "text"), _one(_MAYBE, "title", "published", "url", "source", "rdf"),
        {"whole": _FLAG, "sentence": {**_list(_WHOLE), "minItems": 2, "maxItems": 2},
         "statement": _object(*_STATEMENT, _one(_MAYBE, "plover", "cameo", "rule"), _PLACE),
         "marks": _list(_object(_PLACE, {"role": _TEXT})),
         "others": _list(_object(_one(_TEXT, "statement", "subject", "predicate"), _PLACE,
                                 {"object": _MAYBE}))},
    ),
    "timeline": _object(
        _one(_TEXT, "actor", "other", "by"),
        {"actors": _list(_ACTOR),
         "periods": _list(_object(_one(_TEXT, "begin", "end"), {"weight": _NUMBER},
                                  _one(_WHOLE, *sorted(set(QUADRANTS.values())))))},
    ),
    "vocabulary": _object(
        _one(_WHOLE, "nodes", "rows"),
        {"predicates": _list(_object(_one(_TEXT, "name", "label_en", "label_ar", "definition"),
                                     _one(_MAYBE, "plover", "cameo", "quadrant"),
                                     {"goldstein": {"type": ["number", "null"]},
                                      "symmetric": _FLAG}))},
    ),
    "status": _object(
        _one(_WHOLE, "articles", "statements", "entities"),
        _one(_TEXT, "kg", "lexicon", "morphology", "ontology", "changed"),
        {"refresh": {"type": ["object", "null"]},
         "sources": _list(_object({"articles": _WHOLE}, _one(_MAYBE, "source", "first", "last")))},
    ),
}  # fmt: skip
"""By path as in kg.explorer.api; objects may have further fields."""
