"""Dates of publication."""

from __future__ import annotations

from datetime import date

import pytest

from kg.sources.dates import parse


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("Sat, 24 Mar 2018 00:15:50 +0400", date(2018, 3, 24)),
        ("Sat, 28 Jul 2018 13:32:37 GMT", date(2018, 7, 28)),
        ("2017-04-24T07:47:00+01:00", date(2017, 4, 24)),
        ("2017-01-22T194300", date(2017, 1, 22)),
        ("2015-11-26", date(2015, 11, 26)),
        ("20151126", date(2015, 11, 26)),
        ("04/01/2017", date(2017, 1, 4)),
        ("٢٦/١١/٢٠١٥", date(2015, 11, 26)),
        (1448496000, date(2015, 11, 26)),
        (1448496000000, date(2015, 11, 26)),
        ("2017-13-40", None), ("31/31/2017", None), ("أمس", None), ("", None), (None, None),
        (True, None), (-1e300, None), ("Sat, 99 Foo", None), ([], None),
    ],
)  # fmt: skip
def test_parse(value: object, day: date | None) -> None:
    assert parse(value) == day
