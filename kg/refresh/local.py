"""Sources on this machine: folders, files, web archives."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from typing import Final

from kg import sources
from kg.errors import SourceError
from kg.model import Document
from kg.refresh.known import Known, Watermark
from kg.refresh.run import Run
from kg.refresh.settings import Files
from kg.refresh.take import announce, take
from kg.sources import Issue, paths

#: Articles of one transaction: each is whole in it, and the disk is asked less often.
_TOGETHER: Final = 100
#: A file may change again within the resolution of its time stamp, which then tells nothing.
_RACY_NS: Final = 2_000_000_000


def collect(run: Run, source: Files) -> None:
    """Take what is new or changed in files.

    Raises:
        SourceError: there are none.
    """
    known, base = Known(run.state, source.name), run.settings.base
    for path in _expand(source, run.settings.at(source.path)):
        if run.stop():
            return
        name = path.removeprefix(base)
        try:
            _file(run, source, path, name, known.of(name))
        except SourceError as error:
            run.failed(source.name, path, error)
            run.tally(source.name).failed += 1
    for gone in known.rest():
        run.state.run("DELETE FROM met")
        _gone(run, source.name, gone)
        _look(run, source.name, gone, None, None)
    _count_rest(run, source.name)


def _look(run: Run, source: str, name: str, stat: str | None, digest: str | None) -> None:
    """Note a file's watermark, to be moved when all is in the graph; no digest: it has gone."""
    run.state.run("INSERT OR REPLACE INTO looked VALUES (?, ?, ?, ?)", source, name, stat, digest)


def _count_rest(run: Run, source: str) -> None:
    """Articles of files that were not looked into are unchanged."""
    here = "SELECT count(*) FROM items WHERE source = ? AND state = 'here'"
    tally = run.tally(source)
    rest = run.state.count(here, source) - tally.new - tally.changed - tally.unchanged
    run.count(source, "unchanged", max(0, rest))


def _expand(source: Files, place: Path) -> Iterator[str]:
    """Paths as text: of most files only their marks are looked at."""
    if source.kind in ("csv", "warc") and place.is_dir():
        found = sorted(p for p in place.rglob("*") if paths.kind(p) == f".{source.kind}")
        yield from map(str, found)
    elif place.is_dir():
        yield from paths.walk(str(place))
    else:
        for _, files in paths.expand([place]):
            yield from map(str, files)


def _file(run: Run, source: Files, path: str, name: str, known: Watermark | None) -> None:
    """Take a file's articles, if its content is another than the last time."""
    try:
        about = os.stat(path)  # noqa: PTH116 - of each file of the folder, however many there are
        stat = f"{about.st_size}:{about.st_mtime_ns}:{about.st_ctime_ns}:{about.st_ino}"
        if known and known[0] == stat:
            return
        with Path(path).open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror or error}") from error
    if time.time_ns() - max(about.st_mtime_ns, about.st_ctime_ns) < _RACY_NS:
        stat = "racy"
    _look(run, source.name, name, stat, digest)
    if known and known[1] == digest:
        return
    _articles(run, source, Path(path), name)
    if not run.stop():
        _gone(run, source.name, name)


def _articles(run: Run, source: Files, path: Path, name: str) -> None:
    def tell(issue: Issue) -> None:
        if issue.level == "error":
            run.failed(source.name, issue.where, issue.message)
            run.tally(source.name).failed += 1
        else:
            run.report(issue)

    run.state.run("DELETE FROM met")
    found = sources.read_file(path, tell)
    while group := list(islice(found, _TOGETHER)):
        with run.state.transaction():
            for document in group:
                _take(run, source, name, document)
        run.alive()
        if run.stop():
            # The rest is still to be read: the file must look changed the next time.
            query = "DELETE FROM looked WHERE source = ? AND path = ?"
            run.state.run(query, source.name, name)
            break


def _take(run: Run, source: Files, path: str, document: Document) -> None:
    item = f"{source.name}:{document.id}"
    if source.outlet:
        document = replace(document, source=source.outlet)
    run.state.run("INSERT OR IGNORE INTO met VALUES (?)", item)
    announce(run, source.name, item, {"origin": path})
    fate = take(run, item, document, {"origin": path})
    if fate == "failed":
        text = f"article {document.id!r} came before with another text"
        run.failed(source.name, path, text)
    run.count(source.name, fate)


def _gone(run: Run, source: str, path: str) -> None:
    """Mark the articles that a file no longer holds as unavailable; their statements stay."""
    query = (
        "UPDATE items SET state = 'gone' WHERE source = ? AND origin = ? AND state = 'here'"
        " AND item NOT IN (SELECT item FROM met)"
    )
    run.state.run(query, source, path)
    if gone := run.state.count("SELECT changes()"):
        run.count(source, "gone", gone)
