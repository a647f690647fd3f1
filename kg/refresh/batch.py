"""What a run is about to publish, on disk: its memory does not grow with the articles.

The tables are temporary ones of the state's connection (`kg.refresh.schema.STAGING`), which go
with it however the run ends: everything in them can be read again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.model import Record
from kg.refresh.state import State

Key = tuple[str, str, str | None, str, str]

_WENT: Final = """
INSERT INTO changes SELECT ?, -1, old.* FROM statements AS old
WHERE article IN (SELECT article FROM taken WHERE error IS NULL) AND NOT EXISTS (
    SELECT 1 FROM said AS new WHERE new.article = old.article AND new.subject = old.subject
    AND new.predicate = old.predicate AND new.object IS old.object
    AND new.polarity = old.polarity AND new.modality = old.modality)"""
_CAME: Final = """
INSERT INTO changes SELECT ?, 1, new.* FROM said AS new
WHERE NOT EXISTS (
    SELECT 1 FROM statements AS old WHERE old.article = new.article AND old.subject = new.subject
    AND old.predicate = new.predicate AND old.object IS new.object
    AND old.polarity = new.polarity AND old.modality = new.modality)"""


@dataclass(slots=True)
class Batch:
    """What was read, and what it says.

    Attributes:
        state: holds it.
        articles: how many versions were read.
        statements: how many are in them.
    """

    state: State
    articles: int = 0
    statements: int = 0

    def note(self, number: int, record: Record) -> None:
        """Note a version that was read; of several of an article the last counts."""
        article, now = record.document.id, said(record)
        self.state.run("INSERT INTO taken VALUES (?, ?, NULL)", number, article)
        self.state.run("DELETE FROM said WHERE article = ?", article)
        rows = [(article, *key, quote) for key, quote in now.items()]
        self.state.many("INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self.articles += 1
        self.statements += len(record.statements)

    def broken(self, number: int, article: str, error: str) -> None:
        """Note a version that could not be read."""
        self.state.run("INSERT INTO taken VALUES (?, ?, ?)", number, article, error)

    def names(self) -> Iterator[str]:
        """The articles that were read, sorted."""
        query = "SELECT DISTINCT article FROM taken WHERE error IS NULL ORDER BY article"
        return (row["article"] for row in self.state.rows(query))

    def said(self, article: str) -> dict[Key, str]:
        """What an article says now; see `said`."""
        return _statements(self.state, "SELECT * FROM said WHERE article = ?", article)

    def before(self, article: str) -> dict[Key, str]:
        """What it says in the graph so far."""
        return _statements(self.state, "SELECT * FROM statements WHERE article = ?", article)

    def settle(self, run: int) -> None:
        """Note that it is in the graph, and which statements came and went with it."""
        self.state.run(_WENT, run)
        self.state.run(_CAME, run)
        self.state.run(
            "DELETE FROM statements WHERE article IN"
            " (SELECT article FROM taken WHERE error IS NULL)"
        )
        self.state.run("INSERT INTO statements SELECT * FROM said")
        self.state.run(
            "INSERT OR IGNORE INTO touched SELECT ?, article FROM taken WHERE error IS NULL", run
        )


def said(record: Record) -> dict[Key, str]:
    """What an article says, without regard to the wording of the rest of it; with a sentence."""
    return {
        (s.subject, s.predicate, s.object, s.polarity, s.modality): s.quote
        for s in record.statements
    }


def _statements(state: State, query: str, article: str) -> dict[Key, str]:
    return {tuple(row)[1:6]: row["quote"] for row in state.rows(query, article)}
