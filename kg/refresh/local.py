"""Sources on this machine: folders, files, web archives."""

from __future__ import annotations

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
    place = run.settings.at(source.path)
    query = "SELECT path, stat, digest FROM files WHERE source = ?"
    known = {
        row["path"]: (row["stat"], row["digest"]) for row in run.state.rows(query, source.name)
    }
    base, seen, broken = run.settings.base, set[str](), 0
    for path in _expand(source, place):
        if run.stop():
            return
        name = str(path).removeprefix(base)
        seen.add(name)
        try:
            _file(run, source, path, name, known.get(name))
        except SourceError as error:
            run.failed(source.name, str(path), error)
            broken += 1
    run.tally(source.name).failed += broken
    for path_gone in sorted(known.keys() - seen):
        _gone(run, source.name, path_gone, set())
        run.marks.append(
            ("DELETE FROM files WHERE source = ? AND path = ?", (source.name, path_gone))
        )
    _count_rest(run, source.name)


def _count_rest(run: Run, source: str) -> None:
    """Articles of files that were not looked into are unchanged."""
    here = "SELECT count(*) FROM items WHERE source = ? AND state = 'here'"
    tally = run.tally(source)
    rest = run.state.count(here, source) - tally.new - tally.changed - tally.unchanged
    run.count(source, "unchanged", max(0, rest))


def _expand(source: Files, place: Path) -> Iterator[Path]:
    if source.kind in ("csv", "warc") and place.is_dir():
        yield from sorted(p for p in place.rglob("*") if paths.kind(p) == f".{source.kind}")
        return
    for _, files in paths.expand([place]):
        yield from files


def _file(run: Run, source: Files, path: Path, name: str, known: tuple[str, str] | None) -> None:
    """Take a file's articles, if its content is another than the last time."""
    try:
        about = path.stat()
        stat = f"{about.st_size}:{about.st_mtime_ns}:{about.st_ctime_ns}:{about.st_ino}"
        if known and known[0] == stat:
            return
        with path.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror or error}") from error
    if time.time_ns() - max(about.st_mtime_ns, about.st_ctime_ns) < _RACY_NS:
        stat = "racy"
    mark = "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)"
    run.marks.append((mark, (source.name, name, stat, digest)))
    if known and known[1] == digest:
        return
    here = _articles(run, source, path, name)
    if not run.stop():
        _gone(run, source.name, name, here)


def _articles(run: Run, source: Files, path: Path, name: str) -> set[str]:
    def tell(issue: Issue) -> None:
        if issue.level == "error":
            run.failed(source.name, issue.where, issue.message)
            run.tally(source.name).failed += 1
        else:
            run.report(issue)

    here, found = set[str](), sources.read_file(path, tell)
    while group := list(islice(found, _TOGETHER)):
        with run.state.transaction():
            for document in group:
                here.add(_take(run, source, name, document))
        run.alive()
        if run.stop():
            # The rest is still to be read: the file must look changed the next time.
            run.marks.pop()
            break
    return here


def _take(run: Run, source: Files, path: str, document: Document) -> str:
    item = f"{source.name}:{document.id}"
    if source.outlet:
        document = replace(document, source=source.outlet)
    announce(run, source.name, item, {"origin": path})
    fate = take(run, item, document, {"origin": path})
    if fate == "failed":
        text = f"article {document.id!r} came before with another text"
        run.failed(source.name, path, text)
    run.count(source.name, fate)
    return item


def _gone(run: Run, source: str, path: str, here: set[str]) -> None:
    """Mark the articles that a file no longer holds as unavailable; their statements stay."""
    query = "SELECT item FROM items WHERE source = ? AND origin = ? AND state = 'here'"
    gone = [row["item"] for row in run.state.rows(query, source, path) if row["item"] not in here]
    if gone:
        with run.state.transaction():
            run.state.many("UPDATE items SET state = 'gone' WHERE item = ?", [(i,) for i in gone])
        run.count(source, "gone", len(gone))
