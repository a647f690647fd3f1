"""Look-up of a word form in a morphology database of CAMeL Tools' ALMOR format."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from kg.arabic.almor_spelling import fold

DROPPED = dict.fromkeys([*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0640, 0x0670])
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
_DEAREST = 2  # more respelling than that is another word
_PARTS_OF_SPEECH = frozenset({"verb", "noun", "masdar", "adj", "part_act", "part_pass", "part"})
_FORMS = ("", "I", "II", "IV", "III", "VIII", "V", "X", "VI", "VII", "Q", "QII", "QIV", "IX")


@dataclass(slots=True, order=True, unsafe_hash=True)
class Reading:
    """One way to read a word form; a value that does not apply is "" (or False).

    Never changed after it was made; to be frozen would make that take three times as long.

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


class Found(NamedTuple):
    """A reading with what it is worth: less is likelier.

    Attributes:
        cost: how much of the word is respelled; 0 for a proper spelling.
        jussive: whether it must be jussive.
        form: the place of the verb form in the order of frequency.
        particle: whether it is no reading but a word of a closed class.
    """

    cost: int
    jussive: bool
    form: int
    particle: bool
    reading: Reading


@dataclass(frozen=True, slots=True, eq=False)
class Stem:
    """What a stem says for each of the forms it is in; "" where the affixes decide."""

    spelled: str
    known: bool
    lemma: str
    pos: str
    verb: bool
    root_lemma: str
    aspect: str
    person: str
    gender: str
    number: str
    passive: bool
    form: int


def lookup(raw: str, lexicon: Lexicon) -> Iterator[Found]:
    """Yield what a word without diacritics can be, for every cut of it in three."""
    key = fold(raw)
    size = len(key)
    prefixes, stems, suffixes = lexicon.prefixes, lexicon.stems, lexicon.suffixes
    known = lexicon.known
    first_end = max(1, size - lexicon.longest_suffix)
    ends = [end for end in range(size, first_end - 1, -1) if key[end:] in suffixes]
    for begin in range(min(lexicon.longest_prefix, size - 1) + 1):
        before = key[:begin]
        if before not in prefixes:
            continue
        for end in ends:
            if end <= begin:
                break
            cut = key[begin:end]
            found = stems.get(cut)
            if found is None:
                if cut not in known:
                    continue
                found = lexicon.read(cut)
            spelled, opening, after = raw[begin:end], raw[:begin], raw[end:]
            for category, stem in found:
                respelled = _cost(spelled, stem.spelled)
                if respelled > _DEAREST or not stem.known:
                    continue
                for affixes in lexicon.affixes(before, category, key[end:]):
                    cost = respelled + _cost(opening, affixes.before) + _cost(after, affixes.after)
                    if cost <= _DEAREST:
                        yield Found(
                            cost, affixes.jussive, stem.form, stem.pos == "part",
                            _reading(stem, affixes),
                        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Affixes:
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
    jussive: bool


class Lexicon:
    """The indexes of a database, with the affixes that go together found only once.

    Args:
        database: an AlmorFile, or a MorphologyDB of CAMeL Tools.
    """

    def __init__(self, database: Any) -> None:
        self.prefixes: dict[str, list[tuple[str, dict[str, str]]]] = database.prefix_hash
        self.stems: dict[str, list[tuple[str, Stem]]] = {}
        self.known: Container[str] = getattr(database.stem_hash, "unread", database.stem_hash)
        self.suffixes: dict[str, list[tuple[str, dict[str, str]]]] = database.suffix_hash
        self.longest_prefix: int = database.max_prefix_size
        self.longest_suffix: int = database.max_suffix_size
        self._database, self._stems = database, database.stem_hash
        self._found: dict[tuple[str, str, str], tuple[_Affixes, ...]] = {}

    def read(self, spelled: str) -> list[tuple[str, Stem]]:
        """The stems of a spelling that is known, with their categories; kept."""
        found = [(category, _stem(features)) for category, features in self._stems[spelled]]
        self.stems[spelled] = found
        return found

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
        before=prefix["diac"].translate(DROPPED),
        after=suffix["diac"].translate(DROPPED),
        person=feature("per"),
        gender=feature("gen"),
        number=feature("num"),
        conj="".join(_MARKS.get(prefix.get(name, ""), "") for name in ("prc3", "prc2", "prc1")),
        article=prefix.get("prc0") == "Al_det",
        enclitic="" if pronoun in ("0", "-", "na") else pronoun,
        accusative=suffix.get("cas") == "a",
        jussive=suffix.get("mod") == "j",
    )


def _cost(raw: str, proper: str) -> int:
    """How far a spelling is from the proper one; 9 and more for what nobody writes."""
    if raw == proper:
        return 0
    return sum([_COSTS.get(a + b, 9) for a, b in zip(raw, proper, strict=False) if a != b])


def _stem(stem: dict[str, str]) -> Stem:
    pos, lemma = stem["pos"], stem["lex"].translate(DROPPED)
    verb, lexeme, form = pos == "verb", stem.get("vlex", "0"), stem.get("form", "")
    return Stem(
        stem["diac"].translate(DROPPED),
        pos in _PARTS_OF_SPEECH,
        lemma,
        pos,
        verb,
        lemma if verb else "" if lexeme == "0" else lexeme,
        stem.get("asp", "")[:1] if verb else "",
        stem.get("per", "")[:1],
        stem.get("gen", ""),
        stem.get("num", ""),
        verb and stem.get("vox") == "p",
        _FORMS.index(form) if form in _FORMS else 0,
    )


def _reading(stem: Stem, affixes: _Affixes) -> Reading:
    gender = affixes.gender or stem.gender
    number = affixes.number or stem.number
    return Reading(
        stem.lemma,
        stem.pos,
        stem.root_lemma,
        stem.aspect,
        affixes.person or stem.person if stem.verb else "",
        gender if gender in ("m", "f") else "",
        number if number in ("s", "d", "p") else "",
        stem.passive,
        affixes.conj,
        affixes.article,
        affixes.enclitic,
        affixes.accusative,
    )
