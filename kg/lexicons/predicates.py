"""The table of predicates, `ontology/predicates.tsv`: event types and codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.errors import LexiconError
from kg.model import PREDICATES
from kg.resources import ontology


@dataclass(frozen=True, slots=True)
class Predicate:
    """One predicate and what it stands for in the event schemes.

    Attributes:
        name: one of PREDICATES.
        plover, subtype: PLOVER event type ("ACCUSE") and its subtype ("allege"), if any.
        cameo: closest CAMEO code ("112"), None for a relation that is no event.
        goldstein: weight of that code, -10 (conflict) to 10 (cooperation).
        symmetric: whether the order of subject and object means nothing.
        inverse: name of the inverse property; None for a symmetric one.
    """

    name: str
    plover: str | None
    subtype: str | None
    cameo: str | None
    goldstein: float | None
    symmetric: bool
    inverse: str | None
    label_en: str
    label_ar: str
    definition: str


@cache
def predicates() -> dict[str, Predicate]:
    """Every predicate by name, in the order of PREDICATES.

    Raises:
        LexiconError: a line is malformed, or a predicate is missing or unknown.
    """
    text = (ontology() / "predicates.tsv").read_text(encoding="utf-8")
    found: dict[str, Predicate] = {}
    header: list[str] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        if len(cells) != len(header):
            raise LexiconError(
                f"ontology/predicates.tsv:{number}: {len(cells)} cells, not {len(header)}"
            )
        row = _row(dict(zip(header, cells, strict=True)))
        found[row.name] = row
    if tuple(found) != PREDICATES:
        raise LexiconError("ontology/predicates.tsv:1: not the predicates of kg.model, in order")
    return found


def _row(cells: dict[str, str]) -> Predicate:
    return Predicate(
        name=cells["predicate"],
        plover=cells["plover"] or None,
        subtype=cells["subtype"] or None,
        cameo=cells["cameo"] or None,
        goldstein=float(cells["goldstein"]) if cells["goldstein"] else None,
        symmetric=cells["symmetric"] == "yes",
        inverse=cells["inverse"] or None,
        label_en=cells["label_en"],
        label_ar=cells["label_ar"],
        definition=cells["definition"],
    )
