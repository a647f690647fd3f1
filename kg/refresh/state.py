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
from typing import Any, Final

from kg.errors import StoreError

LAYOUT: Final = 1
Row = sqlite3.Row

_SCHEMA: Final = """
CREATE TABLE sources (
    name TEXT PRIMARY KEY,
    etag TEXT, modified TEXT,   -- the watermark: moves when all it announced is in the graph
    not_before TEXT,            -- the server asked to be left alone until then
    checked TEXT,               -- last time that it could be read
    new_at TEXT,                -- last time that it brought something new or changed
    error TEXT
) STRICT;
CREATE TABLE items (            -- an address, a file's article
    item TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    origin TEXT,                -- the file that it stands in
    article TEXT,               -- what it turned out to be
    owner INTEGER NOT NULL DEFAULT 1,   -- 0: another address of the same article
    state TEXT NOT NULL DEFAULT 'new',  -- new, here, gone, failed
    published TEXT,
    mark TEXT,
    etag TEXT, modified TEXT,
    seen TEXT NOT NULL,
    checked TEXT,
    not_before TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    error TEXT
) STRICT;
CREATE INDEX items_article ON items (article);
CREATE INDEX items_origin ON items (source, origin);
CREATE INDEX items_due ON items (state, published);
CREATE TABLE files (
    source TEXT, path TEXT, stat TEXT, digest TEXT,
    PRIMARY KEY (source, path)
) STRICT;
CREATE TABLE versions (         -- every wording of every article, in the order of their coming
    number INTEGER PRIMARY KEY,
    article TEXT NOT NULL,
    version TEXT NOT NULL,
    text TEXT NOT NULL,
    published TEXT, url TEXT, outlet TEXT,
    retrieved TEXT NOT NULL,
    run INTEGER,                -- that published it; NULL: it waits
    error TEXT                  -- why it could not be read
) STRICT;
CREATE INDEX versions_article ON versions (article, number);
CREATE INDEX versions_waiting ON versions (number) WHERE run IS NULL;
CREATE INDEX versions_run ON versions (run);
CREATE TABLE statements (       -- what the articles say now
    article TEXT, subject TEXT, predicate TEXT, object TEXT, polarity TEXT, modality TEXT,
    quote TEXT
) STRICT;
CREATE INDEX statements_article ON statements (article);
CREATE TABLE changes (          -- statements that came (1) and went (-1) with a run
    run INTEGER, sign INTEGER,
    article TEXT, subject TEXT, predicate TEXT, object TEXT, polarity TEXT, modality TEXT,
    quote TEXT
) STRICT;
CREATE INDEX changes_run ON changes (run);
CREATE TABLE runs (
    run INTEGER PRIMARY KEY,
    begun TEXT NOT NULL, ended TEXT,
    outcome TEXT NOT NULL,      -- running, done, stopped, refused, failed, killed
    reason TEXT,
    program TEXT, lexicon TEXT, morphology TEXT, ontology TEXT,
    articles INTEGER NOT NULL DEFAULT 0,    -- published
    statements INTEGER NOT NULL DEFAULT 0,  -- in them
    seconds REAL
) STRICT;
CREATE TABLE run_sources (
    run INTEGER, source TEXT,
    seen INTEGER DEFAULT 0, new INTEGER DEFAULT 0, changed INTEGER DEFAULT 0,
    unchanged INTEGER DEFAULT 0, gone INTEGER DEFAULT 0, failed INTEGER DEFAULT 0,
    seconds REAL DEFAULT 0, error TEXT,
    PRIMARY KEY (run, source)
) STRICT;
CREATE TABLE errors (run INTEGER, source TEXT, place TEXT, message TEXT) STRICT;
CREATE INDEX errors_run ON errors (run);
CREATE TABLE signatures (article TEXT PRIMARY KEY, signature BLOB NOT NULL) STRICT;
CREATE TABLE bands (band INTEGER, hash INTEGER, article TEXT, PRIMARY KEY (band, hash, article))
    STRICT, WITHOUT ROWID;
CREATE TABLE near (one TEXT, other TEXT, PRIMARY KEY (one, other)) STRICT, WITHOUT ROWID;
CREATE TABLE reports (article TEXT PRIMARY KEY, leader TEXT NOT NULL) STRICT;  -- in the graph
CREATE INDEX reports_leader ON reports (leader);
CREATE TABLE touched (run INTEGER, article TEXT, PRIMARY KEY (run, article)) STRICT, WITHOUT ROWID;
CREATE TABLE stores (place TEXT PRIMARY KEY, run INTEGER NOT NULL) STRICT;
"""


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
            yield from self._db.execute(query, values)

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
        db.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}PRAGMA user_version = {LAYOUT};COMMIT;")
    elif layout != LAYOUT:
        raise StoreError(f"{path} was written by another version of kg (layout {layout})")


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
