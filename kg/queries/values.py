"""Types of parameters, and the values that people type for them.

actor       a name, alias, ISO code, IRI or Wikidata id; see kg.queries.actors
string      any text
words       words to look for, folded as kg.arabic.normalise does
integer     a whole number from 1 up
boolean     true or false, yes or no
date        YYYY-MM-DD, YYYY-MM or YYYY: the first day of it, as `until` the last
number      a number from 0 to 1
predicates  one or more predicates, separated by commas
iris        one or more IRIs, separated by spaces
texts       a list of texts, which only programs give; one text is a list of one
set         the same as a map of which they are the keys: whether a text is in it is found out in
            the same time however many there are, which is not so in a list
a/b/c       one of these words
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any, Final

from kg.errors import QueryError
from kg.model import PREDICATES

DEFAULTS_TO_NONE: Final = "none"
_TYPES: Final = (
    "actor", "string", "words", "integer", "number", "boolean", "date", "predicates", "iris",
    "texts", "set",
)  # fmt: skip
_TRUE: Final = frozenset({"true", "yes", "1", "on"})
_FALSE: Final = frozenset({"false", "no", "0", "off"})


def check_type(kind: str) -> bool:
    """Whether there is such a type."""
    return kind in _TYPES or "/" in kind


def value(name: str, kind: str, given: Any) -> Any:
    """A value that Cypher can work with; an actor's is left as given, to be resolved later.

    Args:
        name: of the parameter, for messages.
        kind: its type.
        given: text as typed, or a value of the right Python type.

    Raises:
        QueryError: it is no such value.
    """
    if kind == "boolean":
        return _boolean(name, given)
    if kind == "integer":
        return _integer(name, given)
    if kind == "date":
        return _date(name, given)
    if kind == "number":
        return _number(name, given)
    if kind == "predicates":
        return _predicates(name, given)
    if kind in ("iris", "texts"):
        return _list(name, kind, given)
    if kind == "set":
        return dict.fromkeys(_list(name, kind, given), True)
    text = str(given).strip()
    if not text:
        raise QueryError(f"{name} is empty")
    if kind == "words":
        return _words(name, text)
    if "/" in kind and text.lower() not in kind.split("/"):
        raise QueryError(f"{name}: '{text}' is none of {', '.join(kind.split('/'))}")
    return text.lower() if "/" in kind else text


def near(word: str, words: Iterable[str]) -> tuple[str, ...]:
    """Up to three of the words that look like one, best first."""
    by_key = {other.lower(): other for other in reversed(list(words))}
    found = get_close_matches(word.lower(), by_key, n=3, cutoff=0.6)
    return tuple(by_key[key] for key in found)


def _boolean(name: str, given: Any) -> bool:
    text = str(given).strip().lower()
    if text in _TRUE | _FALSE:
        return text in _TRUE
    raise QueryError(f"{name}: '{given}' is neither true nor false")


def _integer(name: str, given: Any) -> int:
    try:
        number = int(str(given))
    except ValueError:
        number = 0
    if not 0 < number < 2**31:
        raise QueryError(f"{name}: '{given}' is no whole number from 1 up")
    return number


def _number(name: str, given: Any) -> float:
    try:
        number = float(str(given))
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise QueryError(f"{name}: '{given}' is no number from 0 to 1")
    return number


def _list(name: str, kind: str, given: Any) -> list[str]:
    if isinstance(given, str):
        found = given.split() if kind == "iris" else [given]
    else:
        found = [str(each) for each in given]
    if not found:
        raise QueryError(f"{name} is empty")
    return found


def _date(name: str, given: Any) -> date:
    if isinstance(given, date):
        return given
    text = str(given).strip()
    for ending in ("", "-01", "-01-01"):
        try:
            day = date.fromisoformat(text + ending)
        except ValueError:
            continue
        return _last_day(day, ending) if name == "until" else day
    raise QueryError(f"{name}: '{given}' is no date such as 2015-11-24, 2015-11 or 2015")


def _last_day(first: date, ending: str) -> date:
    """Of the day, month or year that begins so; what was left out of it says which."""
    month = 12 if ending == "-01-01" else first.month
    if not ending:
        return first
    return date(first.year, month, monthrange(first.year, month)[1])


def check_days(since: date | None, until: date | None) -> None:
    """Whether there can be a day between the two.

    Raises:
        QueryError: the first comes after the last.
    """
    if since is not None and until is not None and since > until:
        raise QueryError(f"since: {since} is after until: {until}, so that no day is left")


def _predicates(name: str, given: Any) -> list[str]:
    parts = given.split(",") if isinstance(given, str) else list(given)
    by_key = {predicate.lower(): predicate for predicate in PREDICATES}
    found = []
    for part in (str(part).strip() for part in parts):
        if part.lower() not in by_key:
            hint = near(part, PREDICATES) or PREDICATES
            raise QueryError(f"{name}: '{part}' is no predicate; did you mean {' or '.join(hint)}?")
        found.append(by_key[part.lower()])
    return found


def _words(name: str, text: str) -> list[str]:
    from kg.arabic.normalise import fold

    words = fold(text).split()
    if not words:
        raise QueryError(f"{name}: nothing to look for in '{text}'")
    return words
