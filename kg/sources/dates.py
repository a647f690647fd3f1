"""Dates of publication as feeds and pages write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from kg.sources import calendar

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_ISO_DAY = re.compile(r"(\d{4})[/-]?(\d{2})[/-]?(\d{2})(?!\d)")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_YEARS = range(1900, 2101)


def parse(value: object) -> date | None:
    """The day that a value names in its own time zone, None if it names none.

    Read are ISO 8601 ("2017-04-24T07:47:00+01:00"), RFC 822 ("Sat, 24 Mar 2018 00:15:50 +0400"),
    day first ("04/01/2017" is the fourth of January), Arabic words ("24 نيسان/أبريل 2017", also
    Hijri ones) and seconds or milliseconds since 1970.
    """
    if isinstance(value, bool) or value is None:
        return None
    found = _number(value) if isinstance(value, int | float) else _text(str(value))
    return found if found and found.year in _YEARS else None


def published(feed: object, page: object, text: str) -> date | None:
    """When an article was published: as its feed says, its page's metadata, or its own text.

    Args:
        feed: what the feed or site map says, in any form; None if nothing.
        page: what the page's metadata says.
        text: the article, title first.
    """
    for value in (feed, page):
        day = value if isinstance(value, date) else parse(value) or _any_language(value)
        if day is not None:
            return day
    return calendar.dateline(text.split("\n"))


def _any_language(value: object) -> date | None:
    """Whatever dateparser makes of it, if it names day, month and year."""
    if not isinstance(value, str) or not 6 <= len(value) <= 80:
        return None
    from dateparser import parse as parse_any  # slow to import, seldom needed

    wanted = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    found = parse_any(value, settings={**wanted, "DATE_ORDER": "DMY"})
    return found.date() if found is not None and found.year in _YEARS else None


def _number(value: float) -> date | None:
    try:
        return datetime.fromtimestamp(value / 1000 if abs(value) > 1e11 else value, UTC).date()
    except (OverflowError, ValueError, OSError):
        return None


def _text(value: str) -> date | None:
    value = value.strip().translate(_DIGITS)
    if match := _ISO_DAY.match(value):
        return _day(*match.groups())
    if match := _DAY_FIRST.match(value):
        return _day(*reversed(match.groups()))
    if found := calendar.find(value):
        return found
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError):
        return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
