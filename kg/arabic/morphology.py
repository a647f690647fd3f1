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
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.arabic.almor_spelling import fold

_DROPPED = dict.fromkeys([*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0640, 0x0670])
_DAMMA = "\u064f"
_ALPHABET = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
_MARKS = {
    "wa_conj": "و", "fa_conj": "ف", "bi_prep": "ب", "li_prep": "ل", "ka_prep": "ك", "sa_fut": "س",
    "la_emph": "ل", "li_jus": "ل", "lA_neg": "لا", "mA_neg": "ما",
    # the full CALIMA database has more names for the same letters
    "wa_part": "و", "wa_sub": "و", "wa_prep": "و", "fa_part": "ف", "fa_rc": "ف", "fa_sub": "ف",
    "bi_part": "ب", "la_rc": "ل", "la_prep": "ل", "li_sub": "ل", "la_part": "ل", "laA_neg": "لا",
}  # fmt: skip
_COSTS = {
    **dict.fromkeys(["آأ", "آا"], 0),  # آخذ is the stem خذ after أ, بدآ is بد before ا
    **dict.fromkeys(["اأ", "اإ", "اآ", "أا", "إا", "أآ", "ىي", "يى", "هة"], 1),
    **dict.fromkeys(["أإ", "إأ", "إآ", "آإ"], 2),
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
        passive: the spelling can only be passive (قيل، يقال), or a damma is written
            (قُتل); a passive that is spelled like the active is not told from it here.
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
    return _voiced(word, found) if _DAMMA in word else found


def _voiced(word: str, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Mark as passive, and put first, the verbs whose damma says so: قُتل، اتُّهم، يُعتقد."""
    marked = {len(part.translate(_DROPPED)) - 1 for part in _before_dammas(word)}

    def passive(reading: Reading) -> bool:
        if reading.pos != "verb" or reading.person != "3":
            return False
        begin, forms = len(reading.conj), _forms()[reading.lemma]
        if reading.aspect == "i":  # II, III, IV and Q have u in the active as well
            return begin in marked and not forms & {"II", "III", "IV", "Q"}
        long = not forms & {"I", "II", "III", "IV", "Q"}
        return not marked.isdisjoint(range(begin, begin + (3 if long else 1)))

    changed = [
        reading._replace(passive=True) if passive(reading) else reading for reading in readings
    ]
    return tuple(sorted(changed, key=lambda reading: not reading.passive))


def _before_dammas(word: str) -> Iterator[str]:
    place = word.find(_DAMMA)
    while place >= 0:
        yield word[:place]
        place = word.find(_DAMMA, place + 1)


def _readings(raw: str, lexicon: _Lexicon) -> tuple[Reading, ...]:
    found: dict[Reading, int] = {}
    for cost, reading in _lookup(raw, fold(raw), lexicon):
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


def _lookup(raw: str, key: str, lexicon: _Lexicon) -> Iterator[tuple[int, Reading]]:
    """Yield readings with the cost of their respelling, for every cut of the word in three."""
    size = len(key)
    prefixes, stems, suffixes = lexicon.prefixes, lexicon.stems, lexicon.suffixes
    first_end = max(1, size - lexicon.longest_suffix)
    ends = [end for end in range(size, first_end - 1, -1) if key[end:] in suffixes]
    for begin in range(min(lexicon.longest_prefix, size - 1) + 1):
        if key[:begin] not in prefixes:
            continue
        for end in ends:
            if end <= begin:
                break
            for category, stem in stems.get(key[begin:end], ()):
                for affixes in lexicon.affixes(key[:begin], category, key[end:]):
                    cost = _cost(raw, affixes.before + stem["diac"] + affixes.after)
                    if cost < 9 and stem["pos"] in _PARTS_OF_SPEECH:
                        yield cost, _reading(stem, affixes)


class _Affixes(NamedTuple):
    """What a prefix and a suffix say; "" where the stem decides."""

    before: str
    after: str
    person: str
    gender: str
    number: str
    conj: str
    article: bool
    enclitic: str
    accusative: bool


class _Lexicon:
    """The indexes of a MorphologyDB, with the affixes that go together found only once."""

    def __init__(self, database: Any) -> None:
        self.prefixes: dict[str, list[tuple[str, dict[str, str]]]] = database.prefix_hash
        self.stems: dict[str, list[tuple[str, dict[str, str]]]] = database.stem_hash
        self.suffixes: dict[str, list[tuple[str, dict[str, str]]]] = database.suffix_hash
        self.longest_prefix: int = database.max_prefix_size
        self.longest_suffix: int = database.max_suffix_size
        self._database = database
        self._found: dict[tuple[str, str, str], tuple[_Affixes, ...]] = {}

    def affixes(self, before: str, category: str, after: str) -> tuple[_Affixes, ...]:
        """The prefix and suffix pairs so spelled that may stand around a stem category."""
        key = (before, category, after)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = tuple(dict.fromkeys(self._pairs(*key)))
        return found

    def _pairs(self, before: str, category: str, after: str) -> Iterator[_Affixes]:
        to_stem = self._database.prefix_stem_compat
        from_stem = self._database.stem_suffix_compat.get(category, ())
        across = self._database.prefix_suffix_compat
        for prefix_category, prefix in self.prefixes[before]:
            if category not in to_stem.get(prefix_category, ()):
                continue
            for suffix_category, suffix in self.suffixes[after]:
                if suffix_category in from_stem and suffix_category in across.get(
                    prefix_category, ()
                ):
                    yield _affixes(prefix, suffix)


def _affixes(prefix: dict[str, str], suffix: dict[str, str]) -> _Affixes:
    def feature(name: str) -> str:
        value = prefix.get(name, "-")
        value = suffix.get(name, "") if value == "-" else value
        return "" if value == "-" else value

    pronoun = suffix.get("enc0", "0").split("_")[0]
    return _Affixes(
        before=prefix["diac"].translate(_DROPPED),
        after=suffix["diac"].translate(_DROPPED),
        person=feature("per"),
        gender=feature("gen"),
        number=feature("num"),
        conj="".join(_MARKS.get(prefix.get(name, ""), "") for name in ("prc3", "prc2", "prc1")),
        article=prefix.get("prc0") == "Al_det",
        enclitic="" if pronoun in ("0", "-", "na") else pronoun,
        accusative=suffix.get("cas") == "a",
    )


def _cost(raw: str, proper: str) -> int:
    """How far a spelling is from the proper one; 9 and more for what nobody writes."""
    if raw == proper:
        return 0
    proper = proper.translate(_DROPPED)
    return sum([_COSTS.get(a + b, 9) for a, b in zip(raw, proper, strict=False) if a != b])


def _reading(stem: dict[str, str], affixes: _Affixes) -> Reading:
    pos = stem["pos"]
    lemma = stem["lex"].translate(_DROPPED)
    verb = pos == "verb"
    lexeme = stem.get("vlex", "0")
    gender = affixes.gender or stem.get("gen", "")
    number = affixes.number or stem.get("num", "")
    return Reading(
        lemma,
        pos,
        lemma if verb else "" if lexeme == "0" else lexeme,
        stem.get("asp", "")[:1] if verb else "",
        affixes.person or stem.get("per", "")[:1] if verb else "",
        gender if gender in ("m", "f") else "",
        number if number in ("s", "d", "p") else "",
        verb and stem.get("vox") == "p",
        affixes.conj,
        affixes.article,
        affixes.enclitic,
        affixes.accusative,
    )


@cache
def _shipped() -> _Lexicon:
    from kg.arabic.camel import morphology_database

    return _Lexicon(morphology_database(_folder() / "morphology.db"))


@cache
def _forms() -> dict[str, set[str]]:
    """The forms of each verb lemma: {"II", "I"} for حمل."""
    forms: dict[str, set[str]] = defaultdict(set)
    for stems in _shipped().stems.values():
        for _, stem in stems:
            if stem["pos"] == "verb":
                forms[stem["lex"]].add(stem["form"])
    return forms


@cache
def _other() -> _Lexicon | None:
    path = os.environ.get("KG_MORPHOLOGY_DB")
    if not path:
        return None
    from kg.arabic.camel import morphology_database

    return _Lexicon(morphology_database(Path(path)))


def _folder() -> Path:
    from kg.resources import ontology

    return ontology() / "morphology"
