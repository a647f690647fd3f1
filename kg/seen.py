"""Which names were met before: as many as there are, in bounded memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from kg.errors import KgError

#: Kilobytes held in memory; beyond that SQLite writes to a temporary file.
_CACHE: Final = 32_000


def scratch() -> sqlite3.Connection:
    """A private database, in memory up to _CACHE and beyond that in a temporary file.

    It goes when it is closed. What does not fit on the disk is a `sqlite3.OperationalError`.
    """
    # The empty name is one that SQLite spills to a file and removes itself.
    made = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    made.execute(f"PRAGMA cache_size = -{_CACHE}")
    made.execute("PRAGMA synchronous = OFF")
    return made


class Seen:
    """A map from names to values, on disk where it is large; it goes with the object."""

    def __init__(self) -> None:
        self._known = scratch()
        self._known.execute("CREATE TABLE seen (name BLOB PRIMARY KEY, value TEXT) WITHOUT ROWID")
        self._known.execute("BEGIN")
        self._count = 0

    def add(self, name: str, value: str = "") -> str | None:
        """Note a name, unless it is known; the value that it was noted with before, or None."""
        key = _key(name)
        if self._insert([(key, value)]):
            return None
        return str(
            self._known.execute("SELECT value FROM seen WHERE name = ?", (key,)).fetchone()[0]
        )

    def update(self, names: Iterable[str]) -> None:
        """Note many names, those that are known excepted."""
        self._insert((_key(name), "") for name in names)

    def _insert(self, rows: Iterable[tuple[bytes, str]]) -> int:
        """How many of the names are new."""
        try:
            done = self._known.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", rows)
        except sqlite3.OperationalError as error:
            raise KgError(f"the system's folder for temporary files: {error}") from error
        self._count += done.rowcount
        return done.rowcount

    def __contains__(self, name: str) -> bool:
        found = self._known.execute("SELECT 1 FROM seen WHERE name = ?", (_key(name),))
        return found.fetchone() is not None

    def __len__(self) -> int:
        return self._count

    def close(self) -> None:
        """Let go of it."""
        self._known.close()


def _key(name: str) -> bytes:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
