"""Articles as web pages: title and body, without menus, comments and link lists."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from kg.errors import SourceError
from kg.model import Document
from kg.sources import dates
from kg.sources.boilerplate import strip
from kg.sources.encoding import clean, decode

_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_MHTML: Final = re.compile(rb"(?i)(?:from|mime-version|content-type|snapshot-content-location): ")
_FIELDS: Final = ("text", "title", "date", "url", "sitename")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")


def read(data: bytes, identifier: str, name: str) -> Document:
    """One article out of a page saved by a browser (HTML, or MHTML with all in one file).

    The text is the title and one paragraph a line: offsets count characters of that text.

    Raises:
        SourceError: not text, or no article in it.
    """
    if _MHTML.match(data):
        data = _page_of_mhtml(data, name)
    charset = _CHARSET.search(data[:4096])
    markup = decode(data, name, charset[1].decode("ascii") if charset else None)
    tree = _tree(markup, name)
    found = _article(tree)
    title = " ".join((_title(tree) or found.get("title") or "").split())
    paragraphs = (found.get("text") or _paragraphs(tree)).split("\n")
    if title and paragraphs and " ".join(paragraphs[0].split()) == title:
        del paragraphs[0]
    text = strip(clean("\n".join((title, *paragraphs))))
    if not text.strip():
        raise SourceError(f"{name}: no article found in this page; save its text as .txt instead")
    published = dates.published(None, _published(tree, found), text)
    return Document(identifier, text, published, found.get("url"), found.get("sitename"))


def _page_of_mhtml(data: bytes, name: str) -> bytes:
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.default)
    part = message.get_body(("html", "plain"))
    payload = part.get_payload(decode=True) if part is not None else None
    if not isinstance(payload, bytes):
        raise SourceError(f"{name}: no page in this MHTML file")
    return payload


def _tree(markup: str, name: str) -> Any:
    from lxml import etree, html

    try:
        # The declaration names an encoding that a str no longer has; lxml refuses it.
        tree = html.document_fromstring(_DECLARATION.sub("", markup))
    except (etree.ParserError, ValueError) as error:
        raise SourceError(f"{name}: not a web page: {error}") from error
    return tree


def _article(tree: Any) -> dict[str, str]:
    """What trafilatura finds: text, title, date, url and sitename, where it does."""
    from copy import deepcopy

    import trafilatura

    found = trafilatura.bare_extraction(
        deepcopy(tree), include_comments=False, include_tables=False, with_metadata=True
    )
    if found is None:
        return {}
    fields = found if isinstance(found, dict) else found.as_dict()
    return {key: str(fields[key]) for key in _FIELDS if fields.get(key)}


def _title(tree: Any) -> str | None:
    """The headline: the only h1, else what the page tells social networks."""
    heads = [text for h in tree.iter("h1") if (text := " ".join(h.text_content().split()))]
    if len(heads) == 1:
        return heads[0]
    shared = tree.xpath("//meta[@property='og:title' or @name='twitter:title']/@content")
    return next((str(title) for title in shared if title.strip()), None)


def _paragraphs(tree: Any) -> str:
    """All paragraphs of the page: for short articles that trafilatura passes over."""
    roots = tree.xpath("//article") or tree.xpath("//main") or [tree]
    found = [" ".join(p.text_content().split()) for p in roots[0].iter("p")]
    if any(found):
        return "\n".join(found)
    for element in list(roots[0].iter("script", "style", "nav", "header", "footer", "title")):
        element.drop_tree()
    return "\n".join(line.strip() for line in roots[0].text_content().splitlines())


def _published(tree: Any, found: dict[str, str]) -> date | None:
    stamps = tree.xpath("//meta[@property='article:published_time']/@content | //time/@datetime")
    return next(filter(None, map(dates.parse, (*stamps, found.get("date")))), None)
