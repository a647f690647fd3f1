"""From what the user names to articles: one file per kind of source.

`.txt` and `.page` (text.py), `.html`, `.htm`, `.mhtml` (html.py), `.jsonl` and `.ndjson`
(jsonl.py), `.csv` (csvs.py), `.parquet` (parquets.py), `.warc` (warc.py), each also packed
(packed.py); folders, globs, and `-` for standard input (paths.py); addresses (remote.py). What is
fetched for `kg refresh` comes from feeds.py, sitemaps.py and addresses.py through web/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import Final

from kg.errors import SourceError
from kg.model import Document
from kg.seen import Seen
from kg.sources import csvs, html, jsonl, parquets, paths, raw, text, warc
from kg.sources.encoding import has_arabic
from kg.sources.issues import Issue, Report, ignore
from kg.sources.remote import Remote

#: Bytes of JSON lines that are gone through to count them: a second or two.
_COUNTED: Final = 1 << 30

__all__ = ["Document", "Issue", "Report", "documents", "read_file"]


def check(names: Iterable[str | Path]) -> None:
    """See that there is something behind each name.

    Raises:
        SourceError: a name that does not exist.
    """
    paths.expand(names)


def files(names: Iterable[str | Path]) -> Iterator[Path | Remote | None]:
    """Each file that the names stand for, in a fixed order; None is standard input.

    Raises:
        SourceError: a name that does not exist (before the first file).
    """
    for name, found in paths.expand(names):
        yield from (None,) if name == paths.STDIN else found


def holds_many(file: Path | Remote | None) -> bool:
    """Whether a file may hold many articles."""
    many = (".jsonl", ".ndjson", *paths.NAMED, "")
    return file is None or paths.kind(file) in many


def each(files: Iterable[Path | Remote | None], report: Report) -> Iterator[tuple[str, Document]]:
    """Every article of the files with the place that it was read from; see `documents`.

    An id that comes again is given again.
    """
    for path in files:
        where = str(path) if path else "standard input"
        try:
            for document in _read(path, where, report):
                if not has_arabic(document.text):
                    report(Issue("warning", where, f"no Arabic in article {document.id!r}"))
                yield where, document
        except SourceError as error:
            report(Issue("error", where, str(error).removeprefix(f"{where}: ")))


def count(names: Iterable[str | Path]) -> int | None:
    """How many articles there will be at most, where that can be said at once.

    That is so for files of one article and for JSON lines that are here and not packed.
    """
    total, room = 0, _COUNTED
    for path in files(names):
        if not holds_many(path):
            total += 1
            continue
        if not isinstance(path, Path) or path.suffix not in (".jsonl", ".ndjson"):
            return None
        room -= path.stat().st_size
        if room < 0:
            return None
        total += _lines(path)
    return total or None


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def documents(names: Iterable[str | Path], report: Report = ignore) -> Iterator[Document]:
    """The articles in what `names` names, one at a time, in a fixed order.

    An input that cannot be read is reported and the others go on. An id is one article: met
    again with the same text it is skipped, with another text it is reported, because which of
    the two the graph would keep must not depend on the order of the files.

    Args:
        names: files, folders, glob patterns, or `-` for standard input.
        report: told of each issue; the default raises for errors.

    Raises:
        SourceError: a name that does not exist (before the first article), or no article at all.
    """
    expanded = paths.expand(names)
    return _distinct(_all(expanded, report), [str(name) for name, _ in expanded], report)


def _all(
    expanded: list[tuple[str | Path, Iterator[Path | Remote]]], report: Report
) -> Iterator[tuple[str, Document]]:
    for name, files in expanded:
        sources = (None,) if name == paths.STDIN else files
        for path in sources:
            where = str(path) if path else "standard input"
            try:
                for document in _read(path, where, report):
                    yield where, document
            except SourceError as error:
                report(Issue("error", where, str(error).removeprefix(f"{where}: ")))


def _distinct(
    found: Iterator[tuple[str, Document]], names: list[str], report: Report
) -> Iterator[Document]:
    seen = Seen()
    for where, document in found:
        known = seen.add(document.id, document.version)
        if known is None:
            if not has_arabic(document.text):
                report(Issue("warning", where, f"no Arabic in article {document.id!r}"))
            yield document
        elif known == document.version:
            report(Issue("warning", where, f"article {document.id!r} came before: skipped"))
        else:
            report(Issue("error", where, f"article {document.id!r} came before with another text"))
    if not seen:
        raise SourceError(f"no article to read in {', '.join(names) or 'nothing'}")


def read_file(path: Path | Remote, report: Report) -> Iterator[Document]:
    """The articles of one file, in its order; see `documents`.

    Raises:
        SourceError: it cannot be read.
    """
    yield from _read(path, str(path), report)


def _read(path: Path | Remote | None, where: str, report: Report) -> Iterator[Document]:
    with raw.opened(path) as stream:
        head = stream.peek(4096)
        if not head:
            report(Issue("warning", where, "the file is empty: skipped"))
            return
        kind = paths.kind(path) if path else ""
        if kind in (".jsonl", ".ndjson") or (not kind and _is_json(head)):
            yield from jsonl.read(raw.lines(stream, where), where, report)
        elif kind == ".csv":
            yield from csvs.stream(stream, where, report)
        elif kind == ".warc" or (not kind and head.startswith(b"WARC/")):
            yield from warc.pages(stream, where, report)
        elif kind == ".parquet" or (not kind and head.startswith(b"PAR1")):
            yield from parquets.read(stream, where, report)
        else:
            yield _single(stream, kind, paths.stem(path) if path else "stdin", where)


def _single(stream: BufferedReader, kind: str, identifier: str, where: str) -> Document:
    data = raw.whole(stream, where)
    if kind in (".html", ".htm", ".mhtml", ".mht"):
        return html.read(data, identifier, where)
    return text.read(data, identifier, where, page=kind == ".page")


def _is_json(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
