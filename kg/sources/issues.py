"""What went wrong with one input while the others go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Issue:
    """One input that was left out (`error`) or read with a reservation (`warning`).

    Attributes:
        level: an `error` makes the run end with a status other than 0; a `warning` does not.
        where: file, `file:line`, or id of the article.
        message: what is wrong and what to do about it.
        line: the line, record or row, from 1, if `where` ends with one.
    """

    level: Literal["warning", "error"]
    where: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"

    @property
    def source(self) -> str:
        """The file, without the line."""
        return self.where if self.line is None else self.where.removesuffix(f":{self.line}")


Report = Callable[[Issue], None]
"""Told of each issue as it is met; it may raise to stop the run."""


def ignore(issue: Issue) -> None:
    """A report that drops warnings and raises errors: for callers that want all or nothing."""
    if issue.level == "error":
        from kg.errors import SourceError

        raise SourceError(str(issue))
