"""Readings of a word form: lemma, part of speech, inflection, clitics.

The lexicon is ontology/morphology/morphology.db, a database in CAMeL Tools' ALMOR format,
loaded with `camel_tools.morphology.database.MorphologyDB`. The look-up is the one that
`camel_tools.morphology.analyzer.Analyzer` does (the same normalisation, segmentation and
compatibility tables) in a loop of our own over the database's indexes, because the
analyser merges some twenty features per reading as strings and takes ten times as long.

Set KG_MORPHOLOGY_DB to the path of another database in that format (such as the full
CALIMA one) to have it asked about the words that the shipped one does not know.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.arabic.almor_spelling import fold

_DROPPED = dict.fromkeys([*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0640, 0x0670])
_ALPHABET = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
_MARKS = {
    "wa_conj": "و", "fa_conj": "ف", "bi_prep": "ب", "li_prep": "ل", "ka_prep": "ك", "sa_fut": "س",
    "la_emph": "ل", "li_jus": "ل", "lA_neg": "لا", "mA_neg": "ما",
    # the full CALIMA database has more names for the same letters
    "wa_part": "و", "wa_sub": "و", "wa_prep": "و", "fa_part": "ف", "fa_rc": "ف", "fa_sub": "ف",
    "bi_part": "ب", "la_rc": "ل", "la_prep": "ل", "li_sub": "ل", "la_part": "ل", "laA_neg": "لا",
}  # fmt: skip
_COSTS = {
    **dict.fromkeys(["اأ", "اإ", "اآ", "أا", "إا", "آا", "أآ", "ىي", "يى", "هة"], 1),
    **dict.fromkeys(["أإ", "إأ", "آأ", "إآ", "آإ"], 2),
}
_PARTS_OF_SPEECH = frozenset({"verb", "noun", "masdar", "adj", "part_act", "part_pass"})
_PERSON_ORDER = {"3": 0, "": 0, "1": 1, "2": 2}


class Reading(NamedTuple):
    """One way to read a word form; a value that does not apply is "" (or False).

    Attributes:
        lemma: as in the tables of ontology/morphology: اتهم، اتهام، متهم، غارة.
        pos: "verb", "masdar" (verbal noun), "part_act", "part_pass", "noun" or "adj".
        root_lemma: the verb that a masdar or participle derives from; of a verb its
            lemma, of other words "".
        aspect: "p" perfect, "i" imperfect.
        person: "1", "2" or "3".
        gender: "m" or "f".
        number: "s", "d" or "p".
        passive: the spelling can only be passive (قيل، يقال); a passive that is spelled
            like the active is not told from it here.
        conj: the proclitics without ال: و، ف، ب، ل، ك، س، وس، وب, لا and ما written
            together with the verb, and so on.
        article: whether it has ال.
        enclitic: the pronoun: "3ms", "3fs", "3d", "3mp", "3fp", "2ms", "2mp", "2d", "1s", "1p".
        accusative: whether it is written with the ا of the indefinite accusative.
    """

    lemma: str
    pos: str
    root_lemma: str
    aspect: str
    person: str
    gender: str
    number: str
    passive: bool
    conj: str
    article: bool
    enclitic: str
    accusative: bool


@lru_cache(1 << 17)
def analyse(word: str) -> tuple[Reading, ...]:
    """Read a word form.

    Args:
        word: one token as it stands in the text, with clitics, maybe with diacritics,
            tatweel, missing or wrong hamza on alef, ى for ي, ه for ة.

    Returns:
        Its readings, the closest in spelling and likeliest first; () for an unknown
        word. Readings that respell more of the word than another one are left out.
    """
    raw = word.translate(_DROPPED)
    if not 1 < len(raw) < 24 or not _ALPHABET.issuperset(raw):
        return ()
    found = _readings(raw, _shipped())
    if not found and (other := _other()) is not None:
        found = _readings(raw, other)
    return found


def _readings(raw: str, database: Any) -> tuple[Reading, ...]:
    found: dict[Reading, int] = {}
    for cost, reading in _lookup(raw, fold(raw), database):
        if cost < found.get(reading, 99):
            found[reading] = cost
    if len(found) < 2:
        return tuple(found)
    least = min((cost for reading, cost in found.items() if not _marked(reading)), default=99)
    kept = [(cost, reading) for reading, cost in found.items() if cost <= least]
    return tuple(reading for _, reading in sorted(kept, key=_rank))


def _marked(reading: Reading) -> bool:
    """Rare readings, which must not oust a likely one: يُنفى is often an Egyptian ينفي."""
    return reading.passive or (reading.aspect, reading.person, reading.number) == ("i", "1", "s")


def _rank(item: tuple[int, Reading]) -> tuple[Any, ...]:
    cost, reading = item
    return (
        _marked(reading), cost, _PERSON_ORDER[reading.person], reading.aspect == "p" and
        reading.person == "3" and reading.gender + reading.number in ("fp", "fd"),
        bool(reading.enclitic), len(reading.conj), reading,
    )  # fmt: skip


def _lookup(raw: str, key: str, database: Any) -> Iterator[tuple[int, Reading]]:
    """Yield readings with the cost of their respelling, for every cut of the word in three."""
    size = len(key)
    prefixes, stems, suffixes = database.prefix_hash, database.stem_hash, database.suffix_hash
    shortest = size - database.max_suffix_size
    for begin in range(min(database.max_prefix_size, size - 1) + 1):
        before = prefixes.get(key[:begin])
        if before is None:
            continue
        for end in range(size, max(begin, shortest - 1), -1):
            middle = stems.get(key[begin:end])
            if middle is None:
                continue
            after = suffixes.get(key[end:])
            if after is not None:
                yield from _join(raw, before, middle, after, database)


def _join(
    raw: str, before: Any, middle: Any, after: Any, database: Any
) -> Iterator[tuple[int, Reading]]:
    """Yield the readings of one cut that the compatibility tables allow."""
    for stem_category, stem in middle:
        if stem["pos"] not in _PARTS_OF_SPEECH:
            continue
        for suffix_category, suffix in after:
            if suffix_category not in database.stem_suffix_compat.get(stem_category, ()):
                continue
            for prefix_category, prefix in before:
                if stem_category in database.prefix_stem_compat.get(
                    prefix_category, ()
                ) and suffix_category in database.prefix_suffix_compat.get(prefix_category, ()):
                    cost = _cost(raw, prefix["diac"] + stem["diac"] + suffix["diac"])
                    if cost < 9:
                        yield cost, _reading(prefix, stem, suffix)


def _cost(raw: str, proper: str) -> int:
    """How far a spelling is from the proper one; 9 and more for what nobody writes."""
    if raw == proper:
        return 0
    proper = proper.translate(_DROPPED)
    return sum(_COSTS.get(a + b, 9) for a, b in zip(raw, proper, strict=False) if a != b)


def _reading(prefix: dict[str, str], stem: dict[str, str], suffix: dict[str, str]) -> Reading:
    def feature(name: str, allowed: str) -> str:
        value = prefix.get(name, "-")
        value = suffix.get(name, "-") if value == "-" else value
        value = stem.get(name, "") if value == "-" else value
        return value if value in allowed else ""

    pos = stem["pos"]
    lemma = stem["lex"].translate(_DROPPED)
    verb = pos == "verb"
    lexeme = stem.get("vlex", "0")
    pronoun = suffix.get("enc0", "0").split("_")[0]
    return Reading(
        lemma=lemma,
        pos=pos,
        root_lemma=lemma if verb else "" if lexeme == "0" else lexeme,
        aspect=stem.get("asp", "")[:1] if verb else "",
        person=feature("per", "123") if verb else "",
        gender=feature("gen", "mf"),
        number=feature("num", "sdp"),
        passive=verb and stem.get("vox") == "p",
        conj="".join(_MARKS.get(prefix.get(name, ""), "") for name in ("prc3", "prc2", "prc1")),
        article=prefix.get("prc0") == "Al_det",
        enclitic="" if pronoun in ("0", "-", "na") else pronoun,
        accusative=suffix.get("cas") == "a",
    )


@cache
def _shipped() -> Any:
    from kg.arabic.camel import morphology_database

    return morphology_database(_folder() / "morphology.db")


@cache
def _other() -> Any:
    path = os.environ.get("KG_MORPHOLOGY_DB")
    if not path:
        return None
    from kg.arabic.camel import morphology_database

    return morphology_database(Path(path))


def _folder() -> Path:
    from kg.resources import ontology

    return ontology() / "morphology"
