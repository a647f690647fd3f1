"""RSS and Atom: what a feed announces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from kg.errors import SourceError
from kg.sources import dates
from kg.sources.addresses import Entry, canonical
from kg.sources.encoding import clean, decode

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING: Final = re.compile(rb"""encoding\s*=\s*["']([\w-]+)""")


def read(data: bytes, name: str, base: str = "") -> list[Entry]:
    """The entries of a feed, in its order, each address once; entries without one are left out.

    Its encoding is told by the bytes, since many feeds in windows-1256 claim another. Broken XML is
    read as far as it can be.

    Args:
        data: the feed.
        name: what to call it in messages.
        base: its address, which relative ones in it refer to.

    Raises:
        SourceError: no feed.
    """
    import feedparser

    declared = _ENCODING.search(data[:200])
    text = decode(data, name, declared[1].decode("ascii") if declared else None)
    markup = _DECLARATION.sub("", text).encode("utf-8", "replace")
    found: Any = feedparser.parse(
        markup,
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not found.version and not found.entries:
        reason = str(found.get("bozo_exception", "")).split("\n", 1)[0]
        raise SourceError(f"{name}: not an RSS or Atom feed" + (f" ({reason})" if reason else ""))
    entries = {entry.url: entry for entry in _entries(found.entries, base)}
    return list(entries.values())


def _entries(entries: list[Any], base: str) -> Iterator[Entry]:
    for entry in entries:
        link = entry.get("link") or (entry.get("id") if entry.get("guidislink", True) else None)
        url = canonical(str(link), base) if link else None
        if url is None:
            continue
        title = " ".join(clean(re.sub(r"<[^>]*>", " ", str(entry.get("title", "")))).split())
        content = max((c.get("value", "") for c in entry.get("content", ())), key=len, default="")
        content = content or str(entry.get("summary", ""))
        stamps = {key: str(entry[key]) for key in list(entry) if key in ("published", "updated")}
        mark = stamps.get("updated") or stamps.get("published")
        yield Entry(url, title or None, _day(stamps), mark, content or None)


def _day(stamps: dict[str, str]) -> date | None:
    """The day in the time zone of the feed, as it is written there."""
    stamp = stamps.get("published") or stamps.get("updated")
    return dates.published(stamp, None, "") if stamp else None
