"""What a build has done so far, so that one that was stopped can be continued.

`.build.sqlite` in the graph folder has a row for each article whose files are staged or already
in place as this build wants them, with a hash of those files: what a crash tore is not believed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple, cast

from kg.errors import StoreError
from kg.model import Document, Record
from kg.rdf import manifest
from kg.rdf.archive import Archive, Change
from kg.rdf.terms import Versions

NAME: Final = ".build.sqlite"
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS begun (made_by TEXT, at TEXT);
CREATE TABLE IF NOT EXISTS done (
    name TEXT PRIMARY KEY, article BLOB, files BLOB, change TEXT, statements INTEGER, entities TEXT,
    again INTEGER
) WITHOUT ROWID
"""
#: So many articles are noted in one transaction; a kill costs no more than these.
_GROUP: Final = 50


class Done(NamedTuple):
    """What became of an article in the build that is continued."""

    change: Change
    statements: int
    entities: list[str]


class Journal:
    """The journal of the build that writes `archive`.

    Args:
        archive: the graph folder, locked.
        made_by: the versions of program, lexicons and settings; another one begins anew.
        now: when the build begins.
        resume: whether to go on with what is there.

    Attributes:
        began: when the build first began: a build that is continued retires at that time.
    """

    def __init__(self, archive: Archive, made_by: str, now: datetime, *, resume: bool) -> None:
        self._archive, self._path = archive, archive.folder / NAME
        self._noted = 0
        if not resume:
            self.forget()
        try:
            self._open(made_by, now)
        except sqlite3.DatabaseError:  # torn when the machine went down, or the disk is full
            self.forget()
            self._open(made_by, now, "")

    def _open(self, made_by: str, now: datetime, place: str | None = None) -> None:
        # The empty name is a temporary database: what the disk refuses is said of the articles.
        self._db = sqlite3.connect(self._path if place is None else place, isolation_level=None)
        # A process that is killed leaves what it wrote; only the machine going down does not.
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.executescript(_TABLES)
        row = self._db.execute("SELECT made_by, at FROM begun").fetchone()
        made_by = json.dumps([made_by, manifest.read(self._archive.folder)])
        if row is None or row[0] != made_by:
            self._archive.unstage_all()
            self._db.executescript("DELETE FROM begun; DELETE FROM done")
            self._db.execute("INSERT INTO begun VALUES (?, ?)", (made_by, now.isoformat()))
            row = (made_by, now.isoformat())
        self.began = datetime.fromisoformat(row[1])
        self._db.execute("BEGIN")
        self._db.execute("UPDATE done SET again = 0")

    def done(self, document: Document) -> Done | None:
        """What the build has made of this very article, if its files are still as it left them.

        If not, nothing of it is staged any more.
        """
        row = self._db.execute(
            "UPDATE done SET again = 1 WHERE name = ? AND article = ? "
            "RETURNING files, change, statements, entities",
            (self._name(document), _digest(document)),
        ).fetchone()
        if row is None or row[0] != self._archive.fingerprint(document.id):
            self._archive.unstage(document.id)
            return None
        return Done(cast(Change, row[1]), row[2], json.loads(row[3]))

    def finish(self) -> None:
        """Take back what an earlier try has staged and this one was not given."""
        for path in self._archive.staged():
            query = "SELECT 1 FROM done WHERE name = ? AND again = 1"
            if self._db.execute(query, (path.stem,)).fetchone() is None:
                path.unlink()

    def _name(self, document: Document) -> str:
        return self._archive.path(document.id).stem

    def note(self, record: Record, change: Change, entities: Iterable[str]) -> None:
        """Note an article that was put."""
        document = record.document
        files = self._archive.fingerprint(document.id)
        row = (self._name(document), _digest(document), files, change, len(record.statements))
        try:
            self._db.execute(
                "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?, ?, 1)",
                (*row, json.dumps([*entities])),
            )
            self._noted += 1
            if self._noted % _GROUP == 0:
                self._db.execute("COMMIT")
                self._db.execute("BEGIN")
        except sqlite3.OperationalError as error:
            raise StoreError(f"{self._path}: {error}; the graph is as it was") from error

    def close(self) -> None:
        """Keep it for a build that goes on."""
        with suppress(sqlite3.OperationalError):  # a full disk: what was noted before is kept
            if self._db.in_transaction:
                self._db.execute("COMMIT")
        self._db.close()

    def forget(self) -> None:
        """Remove it: the build is done, or begins anew."""
        for ending in ("", "-journal"):
            self._path.with_name(NAME + ending).unlink(missing_ok=True)


def made_by(versions: Versions, *settings: object) -> str:
    """What the articles of a build are made with, as one text."""
    return json.dumps([*versions, *settings])


def _digest(document: Document) -> bytes:
    known = (document.id, document.version, document.published, document.url, document.source)
    return sha256(repr(known).encode("utf-8", "backslashreplace")).digest()[:16]
