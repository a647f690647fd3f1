"""What of an answer people want to see: names instead of IRIs, and only what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

#: Columns that only scripts need, where what they stand for is shown.
_FOR_SCRIPTS: Final = frozenset(
    {"statement", "url", "chain", "title", "explicit", "confidence", "source", "topic"}
)
#: Values that go without saying, and what is said where it is otherwise.
_USUAL: Final = {"polarity": "positive", "modality": "actual"}
_NAMES: Final = {"negative": "denied"}
BELOW: Final = ("quote", "about", "in")


class View(NamedTuple):
    """A table as it is shown."""

    columns: list[str]
    rows: list[list[Any]]


def shown(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> View:
    """An answer for people.

    `x_en` and `x_ar` become one column `x`, one label above the other, with the code of the state
    or body for an English one that is missing; polarity, modality and explicit become `how`, empty
    for the usual; `about` is the topic and `in` the article. IRIs and columns without any value
    are left out.
    """
    table = [dict(zip(columns, row, strict=True)) for row in rows]
    kept: dict[str, list[Any]] = {}
    for name in columns:
        for title, values in _column(name, columns, table):
            if any(value not in (None, "") for value in values):
                kept.setdefault(title, values)
    return View(list(kept), [list(row) for row in zip(*kept.values(), strict=True)])


def _column(
    name: str, columns: Sequence[str], table: list[dict[str, Any]]
) -> Iterator[tuple[str, list[Any]]]:
    base = name.removesuffix("_en").removesuffix("_ar")
    if name.endswith("_en") and f"{base}_ar" in columns:
        yield base, [_labels(row, base) for row in table]
    elif name in _USUAL:
        yield "how", [_how(row) for row in table]
    elif name == "document":
        yield "about", [row.get("topic") for row in table]
        yield "in", [_article(row) for row in table]
    elif name in _FOR_SCRIPTS or f"{base.removesuffix('_actor')}_en" in columns:
        return
    else:
        yield name, [row[name] for row in table]


def _labels(row: dict[str, Any], base: str) -> str:
    code = row.get(f"{base}_actor")
    english = row[f"{base}_en"] or (f"({code})" if code else None)
    return "\n".join(dict.fromkeys(filter(None, (english, row[f"{base}_ar"]))))


def _article(row: dict[str, Any]) -> str:
    sure = row.get("confidence")
    parts = row["document"], row.get("source"), sure is not None and f"confidence {sure:.2f}"
    return ", ".join(part for part in parts if part)


def _how(row: dict[str, Any]) -> str:
    unusual = [row[key] for key, usual in _USUAL.items() if row.get(key) not in (None, usual)]
    implied = ["implied"] if row.get("explicit") is False else []
    return ", ".join(_NAMES.get(each, each) for each in (*unusual, *implied))
