"""Saved web pages without what stands around the article; the rules are data.

See ontology/boilerplate.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, Literal, NamedTuple

from kg.arabic.normalise import fold
from kg.errors import LexiconError
from kg.lexicons import Row, read_table
from kg.resources import ontology

#: Shorter lines are links, names and form fields, longer ones paragraphs (in characters).
PROSE: Final = 120


class Rule(NamedTuple):
    """One row of the table: `pattern` matches the folded line."""

    action: Literal["end", "drop"]
    prose: int
    pattern: re.Pattern[str]


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of ontology/boilerplate.tsv.

    Raises:
        LexiconError: a row that makes no sense.
    """
    return tuple(_rule(row) for row in read_table(ontology() / "boilerplate.tsv"))


def check() -> list[str]:
    """All findings about the table, one `file:line: text` each."""
    problems: list[str] = []
    try:
        for row in read_table(ontology() / "boilerplate.tsv"):
            try:
                _rule(row)
            except LexiconError as error:
                problems += error.problems
    except LexiconError as error:
        problems += error.problems
    return problems


def _rule(row: Row) -> Rule:
    action, where, prose = row["action"], row["where"], row["prose"] or "0"
    if action not in ("end", "drop") or where not in ("line", "start") or not prose.isdigit():
        raise row.error("action is end or drop, where is line or start, prose is a number")
    texts = "|".join(re.escape(_key(text)) for text in row.many("text"))
    pattern = re.compile(f"(?:{texts})" + (r"$" if where == "line" else r"(?!\w)"), re.IGNORECASE)
    return Rule(action, int(prose), pattern)  # type: ignore[arg-type]


def _key(line: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", fold(line))


def strip(text: str) -> str:
    r"""The article of a page saved as text: title, then one paragraph a line.

    Blank lines and spaces around lines go, so the same article with other spacing gives the same
    text; the first line is never taken for boilerplate.
    """
    lines = [line for line in (" ".join(raw.split()) for raw in text.split("\n")) if line]
    return "\n".join(_article(lines)) + "\n" if lines else ""


def _article(lines: Sequence[str]) -> list[str]:
    kept = list(lines[:1])
    for number, line in enumerate(lines[1:], 1):
        rule = _match(line)
        if rule is None:
            kept.append(line)
        elif rule.action == "end" and _prose(lines[number + 1 :]) <= rule.prose:
            break
    return kept


def _match(line: str) -> Rule | None:
    if len(line) >= PROSE:
        return None
    key = _key(line)
    return next((rule for rule in rules() if rule.pattern.match(key)), None)


def _prose(lines: Sequence[str]) -> int:
    return sum(len(line) >= PROSE for line in lines)
