"""Web archives (WARC), such as Common Crawl News: the pages in them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any, Final

from kg.errors import SourceError
from kg.model import Document
from kg.sources import html
from kg.sources.addresses import canonical
from kg.sources.encoding import has_arabic
from kg.sources.issues import Issue, Report
from kg.sources.raw import MAX_BYTES, opened

_PAGES: Final = ("text/html", "application/xhtml+xml")


def read(path: Path, report: Report) -> Iterator[Document]:
    """The Arabic pages of an archive, in its order, by their addresses; the others are passed over.

    A page that cannot be read is reported, and the rest goes on.

    Raises:
        SourceError: the archive cannot be read, or is cut off.
    """
    with opened(path) as stream:
        yield from pages(stream, str(path), report)


def pages(stream: BufferedReader, name: str, report: Report) -> Iterator[Document]:
    """The same of an unpacked archive.

    Raises:
        SourceError: the archive cannot be read, or is cut off.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(stream):
            url = _address(record)
            if url is None:
                continue
            try:
                document = _page(record, url, f"{name}: {url}")
            except SourceError as error:
                report(Issue("warning", name, str(error)))
                continue
            if has_arabic(document.text):
                yield document
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        raise SourceError(f"{name}: cannot be read as a web archive: {error}") from error


def _address(record: Any) -> str | None:
    """The address of a page that was there; None for anything else."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if record.http_headers.get_statuscode() != "200" or kind not in _PAGES:
        return None
    return canonical(record.rec_headers.get_header("WARC-Target-URI") or "")


def _page(record: Any, url: str, name: str) -> Document:
    data = record.content_stream().read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SourceError(f"{name}: larger than {MAX_BYTES // 2**20} MB")
    found = html.read(data, url, name)
    return Document(url, found.text, found.published, url, found.source)
