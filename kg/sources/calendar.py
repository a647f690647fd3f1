"""Dates in Arabic words: both sets of Gregorian month names, and the Hijri calendar.

The names are data: ontology/months.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from kg.arabic.normalise import fold
from kg.errors import LexiconError
from kg.lexicons import Row, read_table
from kg.resources import ontology

#: What may stand around a date in the line of a page that says when it was published.
_AROUND: Final = 40
_CALENDARS: Final = ("gregorian", "hijri")


def find(text: str) -> date | None:
    """The first day that a text names with day, month and year, e.g. `24 تشرين الثاني/نوفمبر 2015`.

    A Gregorian date is preferred to a Hijri one that stands beside it.
    """
    found = sorted(_dates(fold(text)))
    return found[0][2] if found else None


def dateline(lines: list[str]) -> date | None:
    """The day in a line that holds little else: when an article was published, not what it tells.

    Args:
        lines: the lines of an article, title first.
    """
    for line in (*lines[1:6], *lines[-3:]):
        folded = fold(line)
        for _, _, day, length in sorted(_dates(folded)):
            if len(folded) - length <= _AROUND:
                return day
    return None


def check() -> list[str]:
    """All findings about ontology/months.tsv, one `file:line: text` each."""
    problems: list[str] = []
    try:
        for row in read_table(ontology() / "months.tsv"):
            try:
                _row(row)
            except LexiconError as error:
                problems += error.problems
    except LexiconError as error:
        problems += error.problems
    return problems


def _dates(folded: str) -> Iterator[tuple[int, int, date, int]]:
    """Rank, place, day and length of each date in folded text."""
    pattern, months = _months()
    for match in pattern.finditer(folded):
        calendar, month = months[match["month"]]
        day = _day(calendar, int(match["year"]), month, int(match["day"]))
        if day is not None:
            yield _CALENDARS.index(calendar), match.start(), day, match.end() - match.start()


def _day(calendar: str, year: int, month: int, day: int) -> date | None:
    try:
        if calendar == "gregorian":
            return date(year, month, day)
        from hijridate import Hijri

        found = Hijri(year, month, day).to_gregorian()
        return date(found.year, found.month, found.day)
    except (ValueError, OverflowError):
        return None


@cache
def _months() -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    """What finds a date in folded text, and calendar and number of each folded name."""
    months: dict[str, tuple[str, int]] = {}
    for row in read_table(ontology() / "months.tsv"):
        calendar, number, names = _row(row)
        months.update(dict.fromkeys(names, (calendar, number)))
    one = "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True))
    # Agencies write both names, with a slash or the second in brackets: the first counts.
    other = rf"(?:\s*[/(،-]\s*(?:{one})\s*\)?)?"
    pattern = rf"(?<!\d)(?P<day>\d{{1,2}})\s*(?:من\s+)?(?:شهر\s+)?(?P<month>{one}){other}"
    year = r"\s*[،,]?\s*(?:عام\s+|سنه\s+)?(?P<year>\d{4})(?!\d)"
    return re.compile(pattern + year), months


def _row(row: Row) -> tuple[str, int, list[str]]:
    calendar, number, names = row["calendar"], row["number"], row.many("names")
    if calendar not in _CALENDARS or number not in {str(n) for n in range(1, 13)} or not names:
        raise row.error("calendar is gregorian or hijri, number 1 to 12, names are not empty")
    return calendar, int(number), [fold(name) for name in names]
