"""Site maps: the addresses of a site, with the day of the last change."""

from __future__ import annotations

import gzip
import zlib
from typing import Any, Final

from kg.errors import SourceError
from kg.sources import dates
from kg.sources.addresses import Entry, canonical
from kg.sources.encoding import clean
from kg.sources.raw import MAX_BYTES

_NEWS: Final = "{http://www.google.com/schemas/sitemap-news/0.9}"


def read(data: bytes, name: str, base: str = "") -> tuple[list[Entry], list[str]]:
    """The articles of a site map, and the addresses of the site maps that it refers to.

    Args:
        data: the site map, packed or not; a plain list of addresses is one too.
        name: what to call it in messages.
        base: its address.

    Raises:
        SourceError: no site map.
    """
    from lxml import etree

    data = _unpacked(data, name)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        lines = data.decode("utf-8", "replace").split()
        return [Entry(url) for line in lines if (url := canonical(line, base))], []
    # Entities are left alone and nothing is loaded: site maps come from strangers.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(data, parser)
    if root is None or etree.QName(root).localname not in ("urlset", "sitemapindex"):
        raise SourceError(f"{name}: not a site map")
    if etree.QName(root).localname == "sitemapindex":
        parts = (canonical(_text(part, "loc") or "", base) for part in root)
        return [], [url for url in parts if url]
    entries = (_entry(node, base) for node in root if isinstance(node.tag, str))
    return list({entry.url: entry for entry in entries if entry}.values()), []


def _unpacked(data: bytes, name: str) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        unpacker = zlib.decompressobj(wbits=31)
        whole = unpacker.decompress(data, MAX_BYTES)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(f"{name}: broken gzip file ({error})") from error
    if not unpacker.eof:
        raise SourceError(f"{name}: a gzip file that is cut off, or too large")
    return whole


def _entry(node: Any, base: str) -> Entry | None:
    url = canonical(_text(node, "loc") or "", base)
    if url is None:
        return None
    news = node.find(f"{_NEWS}news")
    modified = _text(node, "lastmod")
    published = news.findtext(f"{_NEWS}publication_date") if news is not None else None
    title = news.findtext(f"{_NEWS}title") if news is not None else None
    # The last change is no date of publication: without one the page is asked.
    return Entry(url, title and clean(title).strip(), dates.parse(published), modified)


def _text(node: Any, name: str) -> str | None:
    """The text of a child, whatever its namespace."""
    if not isinstance(node.tag, str):
        return None
    for child in node:
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name:
            return str(child.text or "").strip() or None
    return None
