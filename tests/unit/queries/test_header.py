"""Headers of stored questions: what is declared fits the Cypher, or the question is no good."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import NotFoundError, QueryError
from kg.queries import get, load_all, parse
from kg.resources import queries

GOOD = """\
// title: Who is X?
// title-ar: من «س»؟
// answers: One actor.
// answers-ar: فاعل واحد.
//
// param actor (actor, required, e.g. Turkey): Who. | من.
// param limit (integer, default 10, e.g. 5): How many. | كم.
//
// column name (string): Its name.
// column n (integer): How many.

MATCH (e:Entity {iri: $actor}) // $comment AS no
RETURN e.labelEn AS name, count(*) AS n
ORDER BY name
LIMIT $limit
"""


def test_header_is_parsed() -> None:
    query = parse("who-is", GOOD)
    assert query.title_en == "Who is X?"
    assert query.title_ar == "من «س»؟"
    assert [(p.name, p.type, p.default, p.example) for p in query.params] == [
        ("actor", "actor", None, "Turkey"),
        ("limit", "integer", "10", "5"),
    ]
    assert query.params[0].required
    assert query.params[0].ar == "من."
    assert [(c.name, c.type) for c in query.columns] == [("name", "string"), ("n", "integer")]
    assert query.cypher.startswith("MATCH")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("{iri: $actor}", "{iri: 'x'}", "declared but not used: actor"),
        ("LIMIT $limit", "LIMIT $most", "used but not declared: most"),
        ("AS n\n", "AS m\n", "columns declared are not those returned: name, m"),
        ("(actor, required", "(person, required", "'person' is no type"),
        ("(string)", "(text)", "'text' is no type"),
        ("default 10", "default ten", "'ten' is no whole number"),
        ("// title-ar: من «س»؟\n", "", "lacks '// title-ar"),
        ("// param actor (", "// parameter actor (", "line 6 is not a line of a header"),
        ("RETURN", "SET e.x = 1 RETURN", "clauses that write: SET"),
        ("ORDER BY name", "", "RETURN ... ORDER BY"),
        ("// param limit", "// param actor (actor, required, e.g. x): a | b\n// param limit",
         "declared twice: actor"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_an_error(old: str, new: str, complaint: str) -> None:
    assert old in GOOD
    with pytest.raises(QueryError, match=re.escape(complaint)):
        parse("who-is", GOOD.replace(old, new, 1))


def test_every_shipped_question_is_sound() -> None:
    found = load_all()
    assert len(found) >= 16
    for name, query in found.items():
        assert get(name) == query
        assert re.search("[\u0600-\u06ff]", query.title_ar + query.answers_ar)
        assert {"statement", "quote", "document"} <= {c.name for c in query.columns}, name
        assert all(re.search("[\u0600-\u06ff]", p.ar) for p in query.params)
        assert (
            any(p.type == "actor" for p in query.params)
            <= any(p.name == "exact" for p in query.params)
            or name == "path-between"
        )


def test_every_file_is_documented() -> None:
    readme = (queries() / "README.md").read_text(encoding="utf-8")
    for path in queries().glob("*.cypher"):
        assert f"`{path.stem}`" in readme


def test_unknown_question_suggests_others() -> None:
    with pytest.raises(NotFoundError, match="no stored question 'who-acuses'") as caught:
        get("who-acuses")
    assert caught.value.suggestions[0] == "who-accuses"
    for name in ("../README", "schema/common", ""):
        with pytest.raises(NotFoundError):
            get(name)


def test_own_folder(tmp_path: Path) -> None:
    (tmp_path / "who-is.cypher").write_text(GOOD, encoding="utf-8")
    assert list(load_all(tmp_path)) == ["who-is"]
