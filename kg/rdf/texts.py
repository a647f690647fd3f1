"""The text of an article beside the file of its RDF."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.model import Document

ENDING: Final = ".txt"


def encoded(document: Document) -> bytes | None:
    """What is kept of an article's text; None for one read from RDF, which has none."""
    if document.known_version is not None:
        return None
    return document.text.encode("utf-8", "surrogatepass")


def whole(document: Document, path: Path) -> Document:
    """The document with its text, if the text beside `path` is that of its version.

    Args:
        document: as its RDF has it.
        path: the file of its RDF.
    """
    try:
        text = path.with_suffix(ENDING).read_bytes().decode("utf-8", "surrogatepass")
    except FileNotFoundError:
        return document
    found = replace(document, text=text, known_version=None)
    # What was loaded from RDF alone since may have left the text of an older version.
    return found if found.version == document.version else document
