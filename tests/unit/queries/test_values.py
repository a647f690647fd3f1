"""Values as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from kg.errors import QueryError
from kg.queries.values import check_days, value


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [("2016-02-03", date(2016, 2, 3), date(2016, 2, 3)),
     ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
     ("2015", date(2015, 1, 1), date(2015, 12, 31)),
     (date(2016, 2, 3), date(2016, 2, 3), date(2016, 2, 3))],
)  # fmt: skip
def test_a_month_or_year_is_its_first_day_and_as_until_its_last(
    text: str | date, since: date, until: date
) -> None:
    assert value("since", "date", text) == since
    assert value("until", "date", text) == until


def test_days_between_which_there_is_none_are_an_error() -> None:
    check_days(date(2016, 2, 3), date(2016, 2, 3))
    check_days(None, date(2016, 2, 3))
    with pytest.raises(QueryError, match="no day is left"):
        check_days(date(2016, 2, 4), date(2016, 2, 3))


def test_a_set_is_a_map_of_its_texts() -> None:
    assert value("nodes", "set", ["TUR", "RUS", "TUR"]) == {"TUR": True, "RUS": True}
    assert value("nodes", "set", "TUR") == {"TUR": True}
    with pytest.raises(QueryError):
        value("nodes", "set", [])
