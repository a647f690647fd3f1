"""Sources on the web: what they announce, and the pages behind it.

First all sources are asked, several at a time; then their announcements are noted in the order of
`sources.toml`, so that of two that announce one article always the same reads it; then the pages
are fetched, those of one host one after the other. Only this thread writes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from html import escape
from typing import Any

from kg.errors import KgError, SourceError
from kg.refresh.announced import Listing, listing
from kg.refresh.pages import Page, fetched
from kg.refresh.run import Run
from kg.refresh.settings import Feed, Sitemap, Urls
from kg.refresh.state import Row, stamp
from kg.refresh.take import announce, take
from kg.sources import html
from kg.sources.addresses import Entry
from kg.sources.web.fetcher import Fetcher, LaterError

Web = Feed | Sitemap | Urls
#: A page that fails is tried with the next run, then ever more seldom (seconds).
_AGAIN, _SELDOM = 600.0, 86400.0
_RECENT = """
SELECT * FROM items WHERE source = ? AND owner = 1 AND item LIKE 'http%' AND (
    (state IN ('new', 'failed') AND (not_before IS NULL OR not_before <= :now))
    OR (state IN ('here', 'gone') AND coalesce(published, substr(seen, 1, 10)) >= :since
        AND checked <= :before))
ORDER BY rowid"""


def collect(run: Run, found: Sequence[Web]) -> None:
    """Take what is new or changed in all sources on the web."""
    fetcher = Fetcher(run.settings.fetch.limits())
    threads = run.settings.fetch.threads
    try:
        with ThreadPoolExecutor(threads, "fetch") as pool:
            asked = [
                pool.submit(_timed, _ask, run, fetcher, each, _watermark(run, each))
                for each in found
            ]
            due: dict[str, Row] = {}
            for source, future in zip(found, asked, strict=True):
                _note(run, source, future)
                due.update({row["item"]: row for row in _due(run, source)})
            for page in fetched(run, fetcher, pool, due.values()):
                _take(run, {each.name: each for each in found}, page)
                run.alive()
    finally:
        fetcher.close()


def _watermark(run: Run, source: Web) -> dict[str, str | None]:
    row = run.state.row("SELECT * FROM sources WHERE name = ?", source.name)
    return dict(row) if row is not None else {}


def _ask(run: Run, fetcher: Fetcher, source: Web, known: dict[str, str | None]) -> Listing:
    later = known.get("not_before")
    if later is not None and later > run.stamp:
        raise SourceError(f"{source.name}: left alone until {later}, as it asked")
    return listing(
        source, fetcher, known.get("etag"), known.get("modified"), run.settings.at, run.stop
    )


def _timed(work: Callable[..., Any], *values: Any) -> tuple[Any, float]:
    begin = time.monotonic()
    try:
        return work(*values), time.monotonic() - begin
    except KgError as error:
        return error, time.monotonic() - begin


def _note(run: Run, source: Web, future: Future[tuple[Any, float]]) -> None:
    """Note what a source announces; its watermark is for later."""
    found, seconds = future.result()
    tally = run.tally(source.name)
    tally.seconds += seconds
    if isinstance(found, KgError):
        tally.error = str(found)
        run.failed(source.name, source.name, found)
        if isinstance(found, LaterError):
            until = stamp(run.now + timedelta(seconds=found.seconds))
            run.marks.append(
                ("UPDATE sources SET not_before = ? WHERE name = ?", (until, source.name))
            )
        return
    if not found.unchanged:
        with run.state.transaction():
            for entry in found.entries:
                _announce(run, source, entry)
    run.marks.append(
        (
            "UPDATE sources SET etag = ?, modified = ?, not_before = NULL WHERE name = ?",
            (found.etag, found.modified, source.name),
        )
    )


def _announce(run: Run, source: Web, entry: Entry) -> None:
    published = entry.published.isoformat() if entry.published else None
    known = run.state.row("SELECT * FROM items WHERE item = ?", entry.url)
    if known is None:
        announce(run, source.name, entry.url, {"published": published, "mark": entry.mark})
    elif known["source"] != source.name:
        run.count(source.name, "unchanged")  # it is read for the source that announced it first
        return
    if isinstance(source, Feed) and source.content == "feed":
        _from_feed(run, source, entry)
    elif known is not None and entry.mark and known["mark"] != entry.mark:
        # The feed says that it has changed: asked again, whenever that was done last.
        run.state.run(
            "UPDATE items SET mark = ?, checked = '', published = coalesce(published, ?),"
            " seen = ? WHERE item = ?",
            entry.mark, published, run.stamp, entry.url,
        )  # fmt: skip


def _from_feed(run: Run, source: Web, entry: Entry) -> None:
    """The entry itself is the article."""
    try:
        page = f"<html><body><article><h1>{escape(entry.title or '')}</h1>{entry.content or ''}"
        document = html.read(f"{page}</article></body></html>".encode(), entry.url, entry.url)
    except KgError as error:
        run.failed(source.name, entry.url, error)
        run.count(source.name, "failed")
        return
    document = replace(
        document, url=entry.url, published=entry.published or document.published,
        source=source.outlet or document.source,
    )  # fmt: skip
    run.count(source.name, take(run, entry.url, document, {"mark": entry.mark}))


def _due(run: Run, source: Web) -> Iterator[Row]:
    """The pages to ask for: new ones, failed ones whose time has come, and recent ones."""
    whole = isinstance(source, Feed) and source.content == "feed"
    since = (run.now - timedelta(seconds=run.settings.recheck)).date().isoformat()
    before = stamp(run.now - timedelta(seconds=run.settings.recheck_every))
    query = _RECENT.replace(":now", "?2").replace(":since", "?3").replace(":before", "?4")
    query = query.replace("source = ?", "source = ?1", 1)
    found = run.state.rows(query, source.name, run.stamp, since, before)
    rows = [] if whole else list(found)
    here = run.state.count(
        "SELECT count(*) FROM items WHERE source = ? AND state = 'here'", source.name
    )
    # Those that are not asked for count as unchanged.
    asked = sum(row["state"] == "here" for row in rows)
    tally = run.tally(source.name)
    rest = here - asked - tally.unchanged - tally.new - tally.changed
    run.count(source.name, "unchanged", max(0, rest))
    yield from rows


def _take(run: Run, sources: dict[str, Web], page: Page) -> None:
    source = sources[page.item["source"]]
    run.tally(source.name).seconds += page.seconds
    if page.error is not None:
        _failed(run, source.name, page)
        return
    assert page.answer is not None
    item, answer = page.item["item"], page.answer
    if page.document is not None:
        document = replace(page.document, source=source.outlet or page.document.source)
        tags = {"etag": answer.etag, "modified": answer.modified}
        with run.state.transaction():
            fate = take(run, item, document, tags)
        run.count(source.name, fate)
        return
    state = "gone" if answer.gone else "here"
    run.state.run("UPDATE items SET state = ?, checked = ? WHERE item = ?", state, run.stamp, item)
    run.count(source.name, "gone" if answer.gone else "unchanged")


def _failed(run: Run, source: str, page: Page) -> None:
    item, failures = page.item["item"], page.item["failures"] + 1
    wait = 0.0 if failures == 1 else min(_AGAIN * 2 ** min(failures, 12), _SELDOM)
    if isinstance(page.error, LaterError):
        wait = page.error.seconds
    # What was here stays here: that it cannot be reached says nothing of it.
    state = "failed" if page.item["state"] in ("new", "failed") else page.item["state"]
    run.state.run(
        "UPDATE items SET state = ?, failures = ?, not_before = ?, checked = ?, error = ?"
        " WHERE item = ?",
        state, failures, stamp(run.now + timedelta(seconds=wait)), run.stamp, str(page.error), item,
    )  # fmt: skip
    run.failed(source, item, str(page.error))
    run.count(source, "failed")
