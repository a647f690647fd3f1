"""Articles as JSON lines: one object each, with id, title, text, published, url and source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kg.errors import SourceError
from kg.model import Document
from kg.sources import dates
from kg.sources.encoding import clean, decode
from kg.sources.issues import Issue, Report


def read(lines: Iterable[tuple[int, bytes]], name: str, report: Report) -> Iterator[Document]:
    """The article of each line; blank lines are skipped, bad ones reported by `file:line`.

    The text of an article is its title, a line end, and its `text`; without a title `text` alone.
    """
    for number, line in lines:
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            yield document(_object(line, where), where, report)
        except SourceError as error:
            report(Issue("error", where, str(error).removeprefix(f"{where}: "), number))


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        value = json.loads(decode(line, where))
    except (json.JSONDecodeError, RecursionError) as error:
        raise SourceError(f"{where}: not JSON: {error}") from error
    if not isinstance(value, dict):
        raise SourceError(f"{where}: a JSON object is expected, here is {type(value).__name__}")
    return value


def document(value: dict[str, Any], where: str, report: Report) -> Document:
    """The article that the fields of an object describe.

    Raises:
        SourceError: it lacks an id or a text, or a field is of another type.
    """
    identifier = _identifier(value, where)
    title, text = (_string(value, key, where) or "" for key in ("title", "text"))
    title = " ".join(title.split())
    if not (title or text.strip()):
        raise SourceError(f"{where}: neither title nor text in it")
    published = dates.parse(value.get("published"))
    if value.get("published") not in (None, "") and published is None:
        report(Issue("warning", where, f"published: no date: {value['published']!r:.60}"))
    return Document(
        identifier,
        f"{title}\n{text}" if title else text,
        published,
        _string(value, "url", where),
        _string(value, "source", where),
    )


def _identifier(value: dict[str, Any], where: str) -> str:
    """The id, or the address where there is none."""
    for key in ("id", "url"):
        found = value.get(key)
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
        if found is not None and (text := (_string(value, key, where) or "").strip()):
            return text
    raise SourceError(f"{where}: no id; give each article one that stays the same")


def _string(value: dict[str, Any], key: str, where: str) -> str | None:
    found = value.get(key)
    if found is None:
        return None
    if not isinstance(found, str):
        raise SourceError(f"{where}: {key}: a string is expected, here is {type(found).__name__}")
    return clean(found) or None
