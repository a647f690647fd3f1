"""Addresses of articles: one canonical form for each, and lists of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

#: Query parameters that say where a reader comes from, not what he reads.
_TRACKING: Final = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|cmpid|ref_src|at_(?:medium|campaign)"
    r"|ns_\w+|_ga",
    re.IGNORECASE,
)
_PORTS: Final = {"http": 80, "https": 443}
_MIRRORS: Final = re.compile(r"^(?:www|m|mobile|amp)\.")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a feed, a site map or a list announces.

    Attributes:
        url: its address, canonical.
        title: its headline, if given.
        published: what the announcement says of its date; None if nothing readable.
        mark: changes when the article does, as far as the announcement says.
        content: the article as HTML, where the announcement carries it whole.
    """

    url: str
    title: str | None = None
    published: date | None = None
    mark: str | None = None
    content: str | None = None


def canonical(url: str, base: str = "") -> str | None:
    """The one form of a web address: no fragment, default port or tracking; None if it is none.

    >>> canonical("HTTP://Example.org:80/a?utm_source=x&id=3#top")
    'http://example.org/a?id=3'
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host, port = (parts.hostname or "").rstrip(".").encode("idna").decode(), parts.port
    except ValueError:  # also what idna raises
        return None
    if parts.scheme not in _PORTS or not host:
        return None
    if ":" in host:
        host = f"[{host}]"
    if port not in (None, _PORTS[parts.scheme]):
        host += f":{port}"
    query = [(k, v) for k, v in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(k)]
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    return urlunsplit((parts.scheme, host, path, urlencode(query), ""))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site, be it its mobile version.

    What a page says of its own canonical address is believed only then: otherwise a page could
    pass itself off as another outlet's article.
    """
    first, second = (_MIRRORS.sub("", urlsplit(url).hostname or "") for url in (one, other))
    return first == second != ""


def listed(text: str) -> Iterator[Entry]:
    """The addresses of a list, one a line; lines that begin with `#` are remarks."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#") and (url := canonical(line)):
            yield Entry(url)
