"""What a source on the web announces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from kg.errors import SourceError
from kg.refresh.settings import Feed, Sitemap, Urls
from kg.sources import feeds, sitemaps
from kg.sources.addresses import Entry, listed
from kg.sources.web.fetcher import Fetcher

#: Site maps that one site map may lead to.
_MAPS: Final = 200


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of a source; `unchanged` if they are those of the last time.

    Attributes:
        etag, modified: the watermark, for the next time.
    """

    entries: tuple[Entry, ...] = ()
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


def listing(
    source: Feed | Sitemap | Urls,
    fetcher: Fetcher,
    etag: str | None,
    modified: str | None,
    at: Callable[[Path], Path],
    stop: Callable[[], bool],
) -> Listing:
    """Ask a source.

    Args:
        source: which.
        fetcher: fetches.
        etag: its watermark.
        modified: the same.
        at: where a path of the settings lies.
        stop: whether to give up.

    Raises:
        SourceError: it cannot be had, or is not what it should be.
    """
    if isinstance(source, Urls):
        return Listing(tuple(_urls(source, at)))
    if isinstance(source, Sitemap):
        return Listing(tuple(_sitemap(source, fetcher, stop)))
    answer = fetcher.get(source.url, etag=etag, modified=modified, stop=stop)
    if answer.status == 304:
        return Listing((), etag, modified, unchanged=True)
    if answer.gone:
        raise SourceError(f"{source.url}: answers {answer.status}: the feed has gone")
    entries = feeds.read(answer.body, source.url, answer.url)
    return Listing(tuple(entries), answer.etag, answer.modified)


def _urls(source: Urls, at: Callable[[Path], Path]) -> list[Entry]:
    entries = [Entry(url) for url in source.urls]
    if source.path is not None:
        path = at(source.path)
        try:
            entries += listed(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(f"{path}: cannot be read: {error}") from error
    return list({entry.url: entry for entry in entries}.values())


def _sitemap(source: Sitemap, fetcher: Fetcher, stop: Callable[[], bool]) -> list[Entry]:
    """All articles, the site maps in their order; one that is no site map is an error."""
    found: dict[str, Entry] = {}
    maps, done = [source.url], set[str]()
    while maps and len(found) < source.max_articles and len(done) < _MAPS and not stop():
        url = maps.pop(0)
        done.add(url)
        answer = fetcher.get(url, stop=stop)
        if answer.gone and url != source.url:
            continue
        if answer.gone:
            raise SourceError(f"{url}: answers {answer.status}: the site map has gone")
        entries, more = sitemaps.read(answer.body, url, answer.url)
        found |= {entry.url: entry for entry in entries if _wanted(source, entry.url)}
        maps += [each for each in more if each not in done]
    return list(found.values())[: source.max_articles]


def _wanted(source: Sitemap, url: str) -> bool:
    if source.include and not any(fnmatch(url, pattern) for pattern in source.include):
        return False
    return not any(fnmatch(url, pattern) for pattern in source.exclude)
