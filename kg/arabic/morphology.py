"""Readings of a word form: lemma, part of speech, inflection, clitics.

The lexicon is ontology/morphology/morphology.db, a database in CAMeL Tools' ALMOR format. The
look-up is the one that `camel_tools.morphology.analyzer.Analyzer` does (the same normalisation,
segmentation and compatibility tables) in a loop of our own over the database's indexes, because
the analyser merges some twenty features per reading as strings and takes ten times as long.

Set KG_MORPHOLOGY_DB to the path of another database in that format (such as the full
CALIMA one) to have it asked about the words that the shipped one does not know. It is loaded with
`camel_tools.morphology.database.MorphologyDB`.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kg.arabic.almor_file import AlmorFile
from kg.arabic.almor_lookup import DROPPED, Found, Lexicon, Reading, lookup

__all__ = ["Reading", "analyse"]

_DAMMA = "\u064f"
_ALPHABET = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
_PERSON_ORDER = {"3": 0, "": 0, "1": 1, "2": 2}


@lru_cache(1 << 12)
def analyse(word: str) -> tuple[Reading, ...]:
    """Read a word form.

    Args:
        word: one token as it stands in the text, with clitics, maybe with diacritics,
            tatweel, missing or wrong hamza on alef, ى for ي, ه for ة.

    Returns:
        Its readings, the closest in spelling and likeliest first; () for an unknown
        word. Readings that respell more of the word than another one are left out.
    """
    raw = word
    if not _ALPHABET.issuperset(word):
        raw = word.translate(DROPPED)
        if not _ALPHABET.issuperset(raw):
            return ()
    if not 1 < len(raw) < 24:
        return ()
    found = _readings(raw, _shipped())
    if not found and (other := _other()) is not None:
        found = _readings(raw, other)
    return _voiced(word, found) if _DAMMA in word else found


def _voiced(word: str, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Mark as passive, and put first, the verbs whose damma says so: قُتل، اتُّهم، يُعتقد."""
    marked = {len(part.translate(DROPPED)) - 1 for part in _before_dammas(word)}

    def passive(reading: Reading) -> bool:
        if reading.pos != "verb" or reading.person != "3":
            return False
        begin, forms = len(reading.conj), _forms()[reading.lemma]
        if reading.aspect == "i":  # II, III, IV and Q have u in the active as well
            return begin in marked and not forms & {"II", "III", "IV", "Q"}
        long = not forms & {"I", "II", "III", "IV", "Q"}
        return not marked.isdisjoint(range(begin, begin + (3 if long else 1)))

    changed = [
        replace(reading, passive=True) if passive(reading) else reading for reading in readings
    ]
    return tuple(sorted(changed, key=lambda reading: not reading.passive))


def _before_dammas(word: str) -> Iterator[str]:
    place = word.find(_DAMMA)
    while place >= 0:
        yield word[:place]
        place = word.find(_DAMMA, place + 1)


def _readings(raw: str, lexicon: Lexicon) -> tuple[Reading, ...]:
    found = list(lookup(raw, lexicon))
    if len(found) < 2:
        return tuple(item.reading for item in found if not item.particle)
    least = min([item.cost for item in found if not _marked(item.reading)], default=99)
    if any(item.particle and item.cost <= least for item in found):
        return ()
    kept = sorted([item for item in found if item.cost <= least], key=_rank)
    return tuple(dict.fromkeys(item.reading for item in kept))


def _marked(reading: Reading) -> bool:
    """Rare readings, which must not oust a likely one: يُنفى is often an Egyptian ينفي."""
    return reading.passive or (reading.aspect, reading.person, reading.number) == ("i", "1", "s")


def _rank(item: Found) -> tuple[Any, ...]:
    reading = item.reading
    return (
        _marked(reading),
        item.cost,
        item.jussive,
        _PERSON_ORDER[reading.person],
        bool(reading.enclitic),
        len(reading.conj),
        item.form,
        reading,
    )


@cache
def _file() -> AlmorFile:
    return AlmorFile(_folder() / "morphology.db")


@cache
def _shipped() -> Lexicon:
    return Lexicon(_file())


@cache
def _forms() -> dict[str, set[str]]:
    """The forms of each verb lemma: {"II", "I"} for حمل."""
    forms: dict[str, set[str]] = defaultdict(set)
    for _, stems in _file().stem_hash.entries():
        for _, stem in stems:
            if stem["pos"] == "verb":
                forms[stem["lex"]].add(stem["form"])
    return forms


@cache
def _other() -> Lexicon | None:
    path = os.environ.get("KG_MORPHOLOGY_DB")
    if not path:
        return None
    from kg.arabic.camel import morphology_database

    return Lexicon(morphology_database(Path(path)))


def _folder() -> Path:
    from kg.resources import ontology

    return ontology() / "morphology"
