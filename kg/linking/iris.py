"""IRIs of entities and statements: readable where there is a code, never minted from a clock."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final
from urllib.parse import quote

BASE: Final = "https://w3id.org/geopolitical-kg/"
ENTITY: Final = BASE + "entity/"
STATEMENT: Final = BASE + "statement/"
LEARNED: Final = "learned:"
_GAPS: Final = re.compile(r"[\W_]+")


def entity_iri(ref: str, actor: str) -> str:
    """IRI of a referent.

    Args:
        ref: lexicon id, or "learned:<name>"; a learned name is kept apart by the actor that it
            acts for, so that two ministers of one name in two states stay two people.
        actor: code of its top-level actor.

    >>> entity_iri("UN/security-council", "UN")
    'https://w3id.org/geopolitical-kg/entity/UN/security-council'
    """
    if not ref.startswith(LEARNED):
        return ENTITY + _quote(ref)
    name = _GAPS.sub("-", ref.removeprefix(LEARNED)).strip("-")
    return f"{ENTITY}learned/{_quote(actor)}/{_quote(name)}"


def statement_iri(*parts: object) -> str:
    """IRI of a statement: a hash of whatever makes it the statement that it is."""
    content = "\0".join("" if part is None else str(part) for part in parts)
    return STATEMENT + sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _quote(text: str) -> str:
    return quote(text, safe=":/", errors="surrogatepass")
