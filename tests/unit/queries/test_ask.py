"""Parameters and actors: what people type, and what the graph is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from kg.errors import NotFoundError, QueryError
from kg.queries import get, run
from kg.queries.values import near, value

ENTITY = "https://w3id.org/geopolitical-kg/entity/"
TURKEY = {"iri": ENTITY + "TUR", "wikidata": "Q43", "en": "Turkey", "ar": "تركيا"}


class FakeGraph:
    """Answers the lookup of actors from a list and keeps what else it is asked."""

    def __init__(self, *entities: dict[str, Any]) -> None:
        self.entities = entities
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def read(
        self, cypher: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[dict[str, Any]]:
        given = dict(parameters or {})
        if "wanted" in given:
            for wanted in given["wanted"]:
                for e in self.entities:
                    names = e.get("names", (e["en"].lower(), e["ar"]))
                    if (
                        e["iri"] in wanted["iris"]
                        or e["wikidata"] == wanted["wikidata"]
                        or wanted["name"] in names
                    ):
                        yield {"param": wanted["param"], **e}
        elif "iris" in given:
            yield from ({"iri": e["iri"]} for e in self.entities if e["iri"] in given["iris"])
        elif "$" not in cypher:
            yield from self.entities
        else:
            self.asked.append((cypher, given))


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("integer", "7", 7),
        ("integer", 7, 7),
        ("boolean", "Yes", True),
        ("boolean", False, False),
        ("date", "2015-11-24", date(2015, 11, 24)),
        ("date", "2015", date(2015, 1, 1)),
        ("date", date(2015, 1, 2), date(2015, 1, 2)),
        ("predicates", "ACCUSES, agreedwith", ["accuses", "agreedWith"]),
        ("predicates", ["targets"], ["targets"]),
        ("words", "النَّفط  إدلب", ["النفط", "ادلب"]),
        ("positive/negative/any", "ANY", "any"),
        ("string", " x ", "x"),
    ],
)
def test_values(kind: str, given: Any, expected: Any) -> None:
    assert value("p", kind, given) == expected


@pytest.mark.parametrize(
    ("kind", "given", "complaint"),
    [
        ("integer", "0", "no whole number"),
        ("integer", "many", "no whole number"),
        ("boolean", "perhaps", "neither true nor false"),
        ("date", "yesterday", "no date such as"),
        ("predicates", "acuses", "did you mean accuses"),
        ("words", "ـ", "nothing to look for"),
        ("positive/negative/any", "both", "none of positive, negative, any"),
        ("string", " ", "empty"),
    ],
)
def test_bad_values(kind: str, given: Any, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        value("p", kind, given)


def test_near() -> None:
    assert near("turky", ["Turkey", "Russia"]) == ("Turkey",)
    assert near("x", ["Turkey"]) == ()


@pytest.mark.parametrize(
    "name", ["Turkey", "turkey", "تركيا", "TUR", "tr", "Q43", ENTITY + "TUR",
             "https://www.wikidata.org/wiki/Q43", "تُركيا", "أنقرة"],
)  # fmt: skip
def test_names_of_an_actor(name: str) -> None:
    graph = FakeGraph(TURKEY)
    answer = run(graph, get("who-accuses"), {"target": name})
    assert dict(answer.actors)["target"].iri == TURKEY["iri"]
    (asked,) = graph.asked
    assert asked[1]["target"] == TURKEY["iri"]
    assert asked[0] == get("who-accuses").cypher


def test_defaults_and_given_values() -> None:
    graph = FakeGraph(TURKEY)
    run(graph, get("who-accuses"), {"target": "TUR", "exact": True, "limit": None})
    assert graph.asked[0][1] == {
        "target": TURKEY["iri"], "polarity": "positive", "since": None, "until": None,
        "exact": True, "limit": 1000,
    }  # fmt: skip


def test_optional_actor_left_out() -> None:
    graph = FakeGraph(TURKEY)
    run(graph, get("agreements"), {"actor": "Turkey"})
    assert graph.asked[0][1]["with"] is None


def test_known_to_the_lexicon_but_not_in_the_graph() -> None:
    graph = FakeGraph(TURKEY)
    answer = run(graph, get("who-accuses"), {"target": "Japan"})
    assert not graph.asked
    assert answer.rows == ()
    assert "statement" in answer.columns
    assert "Japan is known, but no article of this graph names it" in answer.notes[0]


def test_nobody_has_that_name() -> None:
    with pytest.raises(NotFoundError, match="no actor 'Turky'") as caught:
        run(FakeGraph(TURKEY), get("who-accuses"), {"target": "Turky"})
    assert caught.value.suggestions[0] == "Turkey"


def test_two_have_that_name() -> None:
    learned = [
        {"iri": f"{ENTITY}learned/{code}/x", "wikidata": None, "en": "", "ar": "علي حسن"}
        for code in ("EGY", "SYR")
    ]
    with pytest.raises(NotFoundError, match="any of several") as caught:
        run(FakeGraph(*learned), get("who-accuses"), {"target": "علي حسن"})
    assert len(caught.value.suggestions) == 2


def test_an_alias_used_by_an_article() -> None:
    someone = {"iri": ENTITY + "learned/EGY/x", "wikidata": None, "en": "", "ar": "علي حسن",
               "names": ("ابو زيد",)}  # fmt: skip
    answer = run(FakeGraph(someone, TURKEY), get("who-accuses"), {"target": "أبو زيد"})
    assert dict(answer.actors)["target"].label == "علي حسن"


def test_wrong_parameters() -> None:
    with pytest.raises(QueryError, match="needs target"):
        run(FakeGraph(), get("who-accuses"), {})
    with pytest.raises(QueryError, match=r"no parameter 'traget'.*did you mean target"):
        run(FakeGraph(), get("who-accuses"), {"traget": "x"})
