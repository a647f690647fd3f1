from __future__ import annotations

from datetime import date

import pandas
from lxml import html

import kg

EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'&"
RESULT = kg.Result(
    ("quote", "date", "url", "empty", "subject", "confidence", "words"),
    (
        ("اتهمت روسيا تركيا", date(2015, 11, 24), "https://example.org/?a=1&b=2", None,
         "https://w3id.org/geopolitical-kg/entity/RUS", 0.456, ["a", "b"]),
        (EVIL, None, "javascript:alert(1)", None, None, None, None),
    ),
    ("these are the first <2> rows",),
)  # fmt: skip


def test_rows() -> None:
    assert len(RESULT) == 2
    assert RESULT[0]["date"] == date(2015, 11, 24)
    assert [row["confidence"] for row in RESULT] == [0.456, None]


def test_pandas() -> None:
    frame = RESULT.to_pandas()
    assert list(frame.columns) == list(RESULT.columns)
    assert frame["quote"][1] == EVIL
    assert str(frame["date"].dtype).startswith("datetime64")
    assert frame["date"][0] == pandas.Timestamp(2015, 11, 24)
    assert list(kg.Result(("date", "x"), ()).to_pandas().columns) == ["date", "x"]


def test_html_shows_text_as_text_and_arabic_from_right_to_left() -> None:
    page = html.fromstring(RESULT._repr_html_())
    assert not page.xpath("//img | //script")
    assert [th.text for th in page.iter("th")] == ["quote", "date", "url", "confidence", "words"]
    arabic, evil = (row[0] for row in page.xpath("//tbody/tr"))
    assert (arabic.get("dir"), arabic.get("lang")) == ("rtl", "ar")
    assert (evil.get("dir"), evil.text) == ("auto", EVIL)
    assert page.xpath("//a/@href") == ["https://example.org/?a=1&b=2"]
    assert page.xpath("//p")[0].text == "these are the first <2> rows"


def test_html_of_many_rows_says_how_many_more() -> None:
    page = html.fromstring(kg.Result(("a",), tuple((i,) for i in range(60)))._repr_html_())
    assert len(page.xpath("//tbody/tr")) == 50
    assert page.xpath("//p")[0].text == "10 more rows"
