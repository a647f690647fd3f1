"""The tables of the state: sources, addresses, versions of articles, statements, runs."""

from __future__ import annotations

from typing import Final

LAYOUT: Final = 1
SCHEMA: Final = """
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
#: Of one run, gone with its connection; SQLite keeps in memory no more than a few megabytes of it.
STAGING: Final = """
PRAGMA temp_store = FILE;
CREATE TEMP TABLE taken (       -- versions that were read, or that could not be
    number INTEGER PRIMARY KEY, article TEXT NOT NULL, error TEXT
) STRICT;
CREATE INDEX temp.taken_article ON taken (article);
CREATE TEMP TABLE said (        -- what the articles say now, as `statements`
    article TEXT, subject TEXT, predicate TEXT, object TEXT, polarity TEXT, modality TEXT,
    quote TEXT
) STRICT;
CREATE INDEX temp.said_article ON said (article);
CREATE TEMP TABLE grouped (article TEXT PRIMARY KEY, leader TEXT) STRICT;
CREATE TEMP TABLE looked (      -- watermarks of files, to be moved at the end; no digest: gone
    source TEXT, path TEXT, stat TEXT, digest TEXT,
    PRIMARY KEY (source, path)
) STRICT;
CREATE TEMP TABLE met (item TEXT PRIMARY KEY) STRICT;   -- in the file that is being read
"""
