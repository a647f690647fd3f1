"""Articles as plain text: `.txt` as it stands, `.page` without what surrounds the article."""

from __future__ import annotations

import re

from kg.errors import SourceError
from kg.model import Document
from kg.sources import html
from kg.sources.boilerplate import strip
from kg.sources.encoding import decode

_MARKUP = re.compile(r"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<!doctype html)", re.IGNORECASE)


def read(data: bytes, identifier: str, name: str, *, page: bool) -> Document:
    r"""One article; its first line is the title.

    The text of a `.txt` is the file's, character for character (with `\n` line ends), so that
    offsets are offsets into the file. That of a `.page` is one paragraph a line.

    Args:
        data: the bytes of the file.
        identifier: what the article is called.
        name: what to call the file in messages.
        page: a web page saved as text.

    Raises:
        SourceError: not text, or nothing in it.
    """
    text = decode(data, name)
    if _MARKUP.match(text):
        return html.read(data, identifier, name)
    if page:
        text = strip(text)
    if not text.strip():
        raise SourceError(f"{name}: there is no text in it")
    return Document(identifier, text)
