"""The pages behind what sources announce: fetched by several threads, read into articles."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from queue import Queue
from typing import NamedTuple
from urllib.parse import urlsplit

from kg.errors import KgError, SourceError
from kg.model import Document
from kg.refresh.run import Run
from kg.refresh.state import Row
from kg.sources import html
from kg.sources.addresses import canonical, same_site
from kg.sources.web.fetcher import Answer, Fetcher


class Page(NamedTuple):
    """A page that was fetched: what it says, or why it could not be had."""

    item: Row
    answer: Answer | None
    document: Document | None
    error: KgError | None
    seconds: float


def fetched(
    run: Run, fetcher: Fetcher, pool: ThreadPoolExecutor, due: Iterable[Row]
) -> Iterator[Page]:
    """The pages, in the order of their coming; each host is asked by one thread."""
    pages: Queue[Page | None] = Queue(maxsize=32)
    ended: list[bool] = []

    def work(rows: list[Row]) -> None:
        try:
            for row in rows:
                if run.stop() or ended:
                    return
                pages.put(_page(run, fetcher, row))
        finally:
            pages.put(None)

    hosts = _by_host(due)
    for rows in hosts:
        pool.submit(work, rows)
    left = len(hosts)
    try:
        while left:
            page = pages.get()
            if page is None:
                left -= 1
            else:
                yield page
    finally:
        ended.append(True)  # after an exception: let the threads end instead of waiting for us
        while left:
            left -= pages.get() is None


def _by_host(due: Iterable[Row]) -> list[list[Row]]:
    hosts: dict[str, list[Row]] = defaultdict(list)
    for row in due:
        hosts[urlsplit(row["item"]).netloc].append(row)
    return list(hosts.values())


def _page(run: Run, fetcher: Fetcher, row: Row) -> Page:
    begin, url = time.monotonic(), row["item"]
    answer = document = failure = None
    try:
        answer = fetcher.get(url, etag=row["etag"], modified=row["modified"], stop=run.stop)
        if answer.status == 200:
            document = _document(answer, url, row)
            if document is None:
                answer = Answer(410, answer.url)
    except KgError as error:
        failure = error
    except Exception as error:  # noqa: BLE001 - a parser that trips must not end the run
        failure = SourceError(f"{url}: cannot be read: {error!r}")
    return Page(row, answer, document, failure, time.monotonic() - begin)


def _document(answer: Answer, url: str, row: Row) -> Document | None:
    """The article of a page; None if an article's address leads to the front page."""
    final = canonical(answer.url) or url
    if urlsplit(final).path in ("", "/") and urlsplit(url).path not in ("", "/"):
        return None
    found = html.read(answer.body, final, url)
    own = canonical(found.url or "", final)
    name = own if own and same_site(own, final) and urlsplit(own).path != "/" else final
    published = date.fromisoformat(row["published"]) if row["published"] else found.published
    return Document(name, found.text, published, name, found.source)
