"""Namespaces, and RDF terms as the tokens that TriG writes them with."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final, NamedTuple
from urllib.parse import quote

from kg.model import Document

BASE: Final = "https://w3id.org/geopolitical-kg/"
#: Version of ontology/geopolitics.ttl that this code writes.
ONTOLOGY_VERSION: Final = "1.0.0"

#: Prefixes of every TriG file; the order is part of the file format.
PREFIXES: Final = {
    "dcterms": "http://purl.org/dc/terms/",
    "gkg": BASE + "ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
WIKIDATA: Final = "http://www.wikidata.org/entity/"

#: Actor kinds and the classes that stand for them.
CLASSES: Final = {
    "state": "gkg:State",
    "organisation": "gkg:Organisation",
    "group": "gkg:Group",
    "person": "gkg:Person",
    "alliance": "gkg:Alliance",
    "place": "gkg:Place",
}

_RELATIVE: Final = re.compile(r"[a-z]+/(?!/)(?:[\w~%:=,#-]|/(?![/.])|(?<!/)\.)+", re.ASCII)
_ILLEGAL: Final = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')
_ESCAPED: Final = re.compile(r'[\x00-\x1f"\\\x7f\ud800-\udfff]')
_NAMED: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Versions(NamedTuple):
    """What made a graph: the parts whose change may change its bytes."""

    kg: str
    lexicon: str
    morphology: str
    ontology: str = ONTOLOGY_VERSION


class Triple(NamedTuple):
    """A triple of TriG tokens; they may be relative to BASE and use PREFIXES."""

    subject: str
    predicate: str
    object: str


def article_path(document_id: str) -> str:
    """IRI of an article, relative to BASE; ids of dots alone are no path segments."""
    name = quote(document_id, safe="", errors="surrogatepass")
    return "article/" + (name if name.strip(".") else name.replace(".", "%2E"))


def version_path(document: Document) -> str:
    """IRI of an article's version, which is also the name of its graph, relative to BASE."""
    return f"{article_path(document.id)}/{document.version}"


def iri(address: str) -> str:
    """An IRI as a token: relative to BASE where it can be, illegal characters percent-encoded."""
    if address.startswith(BASE) and _RELATIVE.fullmatch(address, len(BASE)):
        return f"<{address[len(BASE) :]}>"
    return iri_text(address)


def iri_text(address: str) -> str:
    """A full IRI as a token, illegal characters percent-encoded."""
    return f"<{_ILLEGAL.sub(_percent, address)}>"


def text(value: str, suffix: str = "") -> str:
    """A string literal as a token; a lone surrogate becomes U+FFFD.

    Args:
        value: any text.
        suffix: "@ar", "^^xsd:date" or nothing.
    """
    return f'"{_ESCAPED.sub(_escape, value)}"{suffix}'


def day(value: date) -> str:
    """An xsd:date as a token."""
    return f'"{value.isoformat()}"^^xsd:date'


def moment(value: datetime) -> str:
    """An xsd:dateTime as a token: UTC, to the second."""
    utc = value.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return f'"{utc.isoformat()}Z"^^xsd:dateTime'


def decimal(value: float) -> str:
    """An xsd:decimal of at most four places as a token."""
    digits = f"{value:.4f}".rstrip("0")
    return digits + "0" if digits.endswith(".") else digits


def boolean(value: bool) -> str:
    """An xsd:boolean as a token."""
    return "true" if value else "false"


def _percent(match: re.Match[str]) -> str:
    return quote(match[0], safe="", errors="replace")


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char >= "\ud800":
        return "\ufffd"
    return _NAMED.get(char) or f"\\u{ord(char):04X}"
