"""What is known from earlier runs: one SQLite file beside the graph, in WAL mode.

An article goes through three points, each one transaction:

    announced    its address is in `items`
    stored       its text is in `versions`, with what to ask for the next time: no fetch is lost
    published    its version is in the graph: `run` is set, and its statements are noted

Between the last two lies the commit of the graph's RDF, which can be repeated: a version that is
stored and not published is read and put again, and the graph does not change by that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.refresh.schema import LAYOUT, SCHEMA, STAGING

Row = sqlite3.Row


def place(graph: Path) -> Path:
    """Where the state of a graph lies."""
    return graph.with_name(f"{graph.name}.sqlite")


class State:
    """The open state of a graph."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self.path = path

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written in the block, or after an exception nothing.

        Raises:
            StoreError: the disk is full, or the file is damaged or held by another program.
        """
        with errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def rows(self, query: str, *values: Any) -> Iterator[Row]:
        """The rows of a query, read as they are taken."""
        with errors(self.path):
            # No `yield from`: it closes the cursor when it is given up, if need be after the file.
            for row in self._db.execute(query, values):  # noqa: UP028
                yield row

    def row(self, query: str, *values: Any) -> Row | None:
        """The first row of a query."""
        with errors(self.path):
            found: Row | None = self._db.execute(query, values).fetchone()
        return found

    def run(self, statement: str, *values: Any) -> int:
        """Write; the value is the number of the row that came in, if one did."""
        with errors(self.path):
            return self._db.execute(statement, values).lastrowid or 0

    def many(self, statement: str, rows: Iterable[Any]) -> None:
        """Write many rows."""
        with errors(self.path):
            self._db.executemany(statement, rows)

    def count(self, query: str, *values: Any) -> int:
        """The number that a query gives."""
        found = self.row(query, *values)
        return int(found[0] or 0) if found else 0


@contextmanager
def opened(path: Path, *, create: bool = True) -> Iterator[State]:
    """The state in a file.

    Raises:
        StoreError: it is damaged, of another layout, or cannot be written.
    """
    with errors(path):
        if not create:
            db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(path, timeout=30)
        db.isolation_level = None
        db.row_factory = sqlite3.Row
    try:
        with errors(path):
            _prepare(db, path, create)
        yield State(db, path)
    finally:
        db.close()


def _prepare(db: sqlite3.Connection, path: Path, create: bool) -> None:
    if create:
        db.execute("PRAGMA journal_mode = WAL")
        # An acknowledged commit is on the disk, also after a power cut.
        db.execute("PRAGMA synchronous = FULL")
    layout = db.execute("PRAGMA user_version").fetchone()[0]
    if layout == 0 and create:
        db.executescript(f"BEGIN IMMEDIATE;{SCHEMA}PRAGMA user_version = {LAYOUT};COMMIT;")
    elif layout != LAYOUT:
        raise StoreError(f"{path} was written by another version of kg (layout {layout})")
    if create:
        db.executescript(STAGING)


@contextmanager
def errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into one line."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}; nothing that was stored before is lost") from error


def stamp(moment: datetime) -> str:
    """A time as the state holds it: UTC, whole seconds, sorted as text."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: str) -> datetime:
    """The time of a stamp."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
