from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kg.exports.values import cell, flat, held, plain
from kg.exports.xml import tag, text

SCALAR = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates()
    | st.datetimes() | st.binary(max_size=5)
)  # fmt: skip
ANYTHING = SCALAR | st.lists(SCALAR, max_size=3) | st.sets(st.text(max_size=3), max_size=3)


@pytest.mark.parametrize(
    ("value", "becomes"),
    [
        (None, ""),
        (True, True),
        (3, 3),
        (0.5, 0.5),
        (math.nan, ""),
        (-math.inf, ""),
        (date(2015, 11, 24), "2015-11-24"),
        (datetime(2015, 11, 24, 9, 20, tzinfo=UTC), "2015-11-24T09:20:00+00:00"),
        (["a", None, date(2015, 1, 2), True], "a; ; 2015-01-02; true"),
        ({"b", "a"}, "a; b"),
        ("a\x00b\ud800\ufffe\tc\n", "ab\tc\n"),
    ],
)
def test_what_becomes_of_values(value: Any, becomes: Any) -> None:
    assert held(value) == becomes
    assert type(held(value)) is type(becomes)


def test_cells() -> None:
    assert flat("a\tb\r\nc\u2028d\x0be") == "a b c de"
    assert cell("=1+1") == "'=1+1"
    assert cell(" @x") == "' @x"
    assert cell(-1.5) == "-1.5"
    assert cell(False) == "false"


@given(ANYTHING)
def test_everything_becomes_something_that_xml_holds(value: Any) -> None:
    assert isinstance(held(value), str | int | float)
    element = etree.fromstring(tag("a", {"b": value}, text(held(value))))
    assert (element.text or "", element.get("b", "")) == (plain(value), plain(value))
    assert "\t" not in flat(value)
    assert len(flat(value).splitlines()) < 2
    flat(value).encode()
