"""Prefixes, suffixes and their compatibility: the closed part of the database.

Stem categories are `PV-`, `IV-` or `N-` with the slots of the stem (see almor_verbs and
almor_nominals), so the tables that say what goes with what follow from the slots.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

_VERB_PRONOUNS = {"ه": "3ms", "ها": "3fs", "هما": "3d", "هم": "3mp", "هن": "3fp", "ك": "2ms",
                  "كم": "2mp", "كما": "2d", "ني": "1s", "نا": "1p"}  # fmt: skip
_NOUN_PRONOUNS = {"ي" if text == "ني" else text: code for text, code in _VERB_PRONOUNS.items()}
_CONJUNCTIONS = {"": "", "و": "wa_conj", "ف": "fa_conj"}
_PREPOSITIONS = {"": "", "ب": "bi_prep", "ل": "li_prep", "ك": "ka_prep"}
_BEFORE_PERFECT = {"": "", "ل": "la_emph", "ما": "mA_neg"}
_BEFORE_IMPERFECT = {"": "", "س": "sa_fut", "ل": "li_jus", "لا": "lA_neg", "ما": "mA_neg"}
_PERSONS = {"3m": "ي", "3f": "ت", "2": "ت", "1p": "ن", "1s": "أ"}
_BARE = {"3m": "m s", "3f": "f s", "2": "m s", "1p": "u p", "1s": "u s"}
_LATER = {"1": "0", "2": "e", "3": "j", "4": "k"}  # slots of the first person singular


class Affix(NamedTuple):
    """A prefix or suffix: its spelling, category and features."""

    text: str
    category: str
    features: str


def _features(text: str, **values: str) -> str:
    return " ".join([f"diac:{text}", *(f"{key}:{value}" for key, value in values.items() if value)])


def prefixes() -> Iterator[Affix]:
    """Yield every prefix."""
    for (head, prc2), (mid, prc1) in product(_CONJUNCTIONS.items(), _BEFORE_PERFECT.items()):
        text = head + mid
        category = "Pre-PVl" if mid == "ل" else "Pre-PV"
        yield Affix(text, category, _features(text, prc2=prc2, prc1=prc1))
    for text, prc2 in _CONJUNCTIONS.items():
        yield Affix(text, "Pre-X", _features(text, prc2=prc2))
    for (head, prc2), (mid, prc1) in product(_CONJUNCTIONS.items(), _BEFORE_IMPERFECT.items()):
        for person, letter in _PERSONS.items():
            text = head + mid + letter
            features = _features(text, prc2=prc2, prc1=prc1, per=person[0])
            yield Affix(text, f"Pre-IV{person}", features)
    for (head, prc2), (mid, prc1) in product(_CONJUNCTIONS.items(), _PREPOSITIONS.items()):
        text = head + mid
        yield Affix(text, "Pre-N", _features(text, prc2=prc2, prc1=prc1))
        article = text + ("ل" if mid == "ل" else "ال")
        yield Affix(article, "Pre-Al", _features(article, prc2=prc2, prc1=prc1, prc0="Al_det"))
        if mid == "ل":  # للجنة: of three lams two are written
            features = _features(text, prc2=prc2, prc1=prc1, prc0="Al_det")
            yield Affix(text, "Pre-Lam", features)


def suffixes() -> Iterator[Affix]:
    """Yield every suffix."""
    yield Affix("", "X", _features(""))
    yield from _perfect_suffixes()
    yield from _imperfect_suffixes()
    yield from _nominal_suffixes()


def _with_pronouns(
    slot: str, plain: str, bound: str, agreement: str, kind: str = "dobj"
) -> Iterator[Affix]:
    """An ending alone (unless it is "-") and its form before each pronoun."""
    values = dict(zip(("per", "gen", "num"), agreement.split(), strict=True))
    if plain != "-":
        yield Affix(plain, slot, _features(plain, **values))
    for text, code in (_VERB_PRONOUNS if kind == "dobj" else _NOUN_PRONOUNS).items():
        yield Affix(bound + text, slot, _features(bound + text, **values, enc0=f"{code}_{kind}"))


def _perfect_suffixes() -> Iterator[Affix]:
    yield Affix("", "PV0", _features("", per="3", gen="m", num="s"))
    yield from _with_pronouns("PVe", "-", "", "3 m s")
    yield from _with_pronouns("PVt", "ت", "ت", "3 f s")
    yield from _with_pronouns("PVt", "تا", "تا", "3 f d")
    yield from _with_pronouns("PVw", "وا", "و", "3 m p")
    yield from _with_pronouns("PVA", "ا", "ا", "3 m d")
    yield from _with_pronouns("PVC", "ت", "ت", "1 u s")
    yield from _with_pronouns("PVC", "ت", "ت", "2 m s")
    yield from _with_pronouns("PVC", "تم", "تمو", "2 m p")
    yield from _with_pronouns("PVN", "نا", "نا", "1 u p")
    yield Affix("ن", "PVF", _features("ن", per="3", gen="f", num="p"))


def _imperfect_suffixes() -> Iterator[Affix]:
    for person, agreement in _BARE.items():
        gen, num = agreement.split()
        for slot, mood in (("0", ""), ("j", "j")):
            yield Affix("", f"IV{slot}{person}", _features("", gen=gen, num=num, mod=mood))
        for slot, mood in (("e", ""), ("k", "j")):
            for text, code in _VERB_PRONOUNS.items():
                features = _features(text, gen=gen, num=num, mod=mood, enc0=f"{code}_dobj")
                yield Affix(text, f"IV{slot}{person}", features)
    yield Affix("ن", "IVn3m", _features("ن", gen="f", num="p"))
    for endings, number, slot in (("ون وا", "p", "w"), ("ان ا", "d", "A")):
        for person, gender in (("3m", "m"), ("3f", "f"), ("2", "m")):
            if (slot, person) == ("w", "3f"):
                continue
            for plain in endings.split():
                bound = "و" if plain == "وا" else plain
                yield from _with_pronouns(f"IV{slot}{person}", plain, bound, f"- {gender} {number}")


def _nominal_suffixes() -> Iterator[Affix]:
    yield Affix("", "N0", _features(""))
    yield Affix("ا", "Na", _features("ا", cas="a"))
    yield from _with_pronouns("Ne", "-", "", "- - -", "poss")
    for slot, agreement, endings in (
        ("d", "- - d", "ان ين"),
        ("q", "- f s", "ة"),
        ("q", "- f d", "تان تين"),
        ("p", "- m p", "ون ين"),
        ("t", "- f p", "ات"),
        ("r", "- - p", "ة"),
    ):
        gender, number = agreement.split()[1:]
        for text in endings.split():
            yield Affix(text, f"N{slot}", _features(text, gen=gender, num=number))
    for slot, agreement, plain, bound in (
        ("D", "- - d", "ا", "ا"),
        ("D", "- - d", "ي", "ي"),
        ("Q", "- f s", "-", "ت"),
        ("Q", "- f d", "تا", "تا"),
        ("Q", "- f d", "تي", "تي"),
        ("P", "- m p", "و", "و"),
        ("P", "- m p", "ي", "ي"),
        ("T", "- f p", "-", "ات"),
        ("R", "- - p", "-", "ت"),
    ):
        yield from _with_pronouns(f"N{slot}", plain, bound, agreement, "poss")


def stem_links(category: str) -> tuple[list[str], list[str]]:
    """List the prefix and the suffix categories that a stem category goes with."""
    kind, slots = category.split("-")
    if kind == "PV":
        return ["Pre-PV", "Pre-PVl"], [f"PV{slot}" for slot in slots]
    if kind == "X":
        return ["Pre-X"], ["X"]
    if kind == "IV":
        return _imperfect_links(slots)
    slots, lam = slots.rstrip("L"), slots.endswith("L")
    before = ["Pre-N", "Pre-Al"] + (["Pre-Lam"] if lam else [])
    return before, [f"N{slot}" for slot in slots]


def _imperfect_links(slots: str) -> tuple[list[str], list[str]]:
    before: set[str] = set()
    after: list[str] = []
    for slot in slots:
        if slot in _LATER:
            before.add("Pre-IV1s")
            after.append(f"IV{_LATER[slot]}1s")
        elif slot in "0ejk":
            before |= {f"Pre-IV{person}" for person in _PERSONS if person != "1s"}
            after += [f"IV{slot}{person}" for person in _PERSONS if person != "1s"]
        else:
            before |= {"Pre-IV3m", "Pre-IV2"} | ({"Pre-IV3f"} if slot == "A" else set())
            after += {"A": ["IVA3m", "IVA3f", "IVA2"], "n": ["IVn3m"]}.get(slot, ["IVw3m", "IVw2"])
    return sorted(before), after


def affix_links() -> Iterator[tuple[str, str]]:
    """Yield the prefix and suffix categories that go together."""
    for slot in "0etwACNF":
        yield "Pre-PV", f"PV{slot}"
        if slot in "0t":
            yield "Pre-PVl", f"PV{slot}"
    yield "Pre-X", "X"
    for person in _PERSONS:
        slots = {"3m": "0ejkwAn", "3f": "0ejkA", "2": "0ejkwA"}.get(person, "0ejk")
        for slot in slots:
            yield f"Pre-IV{person}", f"IV{slot}{person}"
    for slot in "0aedDqQpPtTrR":
        yield "Pre-N", f"N{slot}"
    for slot in "0dqptr":
        yield "Pre-Al", f"N{slot}"
        yield "Pre-Lam", f"N{slot}"
