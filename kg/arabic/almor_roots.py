"""From a root and a form to the stems of a verb, as sounds.

Patterns are written with the radicals as digits: `ءa12a3` is the perfect of form IV.
Weak roots change the pattern before the radicals are put in; what is irregular beyond
that is found by trying the few variants that grammar allows until one spells the lemma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.arabic.almor_spelling import spell

# form -> perfect active, imperfect active, perfect passive, imperfect passive
PATTERNS: dict[str, tuple[str, str, str, str]] = {
    "I": ("1a2a3", "12a3", "1u2i3", "12a3"),
    "II": ("1a22a3", "1a22i3", "1u22i3", "1a22a3"),
    "III": ("1A2a3", "1A2i3", "1U2i3", "1A2a3"),
    "IV": ("ءa12a3", "12i3", "ءu12i3", "12a3"),
    "V": ("تa1a22a3", "تa1a22a3", "تu1u22i3", "تa1a22a3"),
    "VI": ("تa1A2a3", "تa1A2a3", "تu1U2i3", "تa1A2a3"),
    "VII": ("ٱiن1a2a3", "ن1a2i3", "", ""),
    "VIII": ("ٱi1تa2a3", "1تa2i3", "ٱu1تu2i3", "1تa2a3"),
    "IX": ("ٱi12a33", "12a33", "", ""),
    "X": ("ٱiستa12a3", "ستa12i3", "ٱuستu12i3", "ستa12a3"),
    "Q": ("1a23a4", "1a23i4", "1u23i4", "1a23a4"),
    "QII": ("تa1a23a4", "تa1a23a4", "تu1u23i4", "تa1a23a4"),
    "QIV": ("ٱi12a3a44", "12a3i44", "", ""),
}
_MASDARS = {
    "II": "تa12I3",
    "III": "مu1A2a3aة",
    "IV": "ءi12A3",
    "V": "تa1a22u3",
    "VI": "تa1A2u3",
    "VII": "ٱiن1i2A3",
    "VIII": "ٱi1تi2A3",
    "IX": "ٱi12i3A3",
    "X": "ٱiستi12A3",
    "Q": "1a23a4aة",
    "QII": "تa1a23u4",
    "QIV": "ٱi12i34A4",
}
_ASSIMILATED = {"ص": "صط", "ض": "ضط", "ط": "طط", "ظ": "ظط", "د": "دد", "ذ": "دد", "ز": "زد"}
_LONG = {"a": "A", "i": "I", "u": "U"}
_U_PREFIX = frozenset({"II", "III", "IV", "Q"})


class Stem(NamedTuple):
    """A stem before endings.

    Attributes:
        vowel: what stands before an ending that begins with a vowel; for a stem that
            ends in a weak radical, what stands before the last vowel.
        consonant: what stands before an ending that begins with a consonant.
        end: "" for a stem whose last radical is strong, else the last vowel, a, i or u.
        glide: the weak last radical, و or ي, or "".
    """

    vowel: str
    consonant: str
    end: str = ""
    glide: str = ""


class Verb(NamedTuple):
    """The stems of one verb; `None` where the form has no passive."""

    root: str
    form: str
    weak: str  # "hollow", "defective", "double" or ""
    perfect: Stem
    imperfect: Stem
    perfect_passive: Stem | None
    imperfect_passive: Stem | None
    prefix_vowel: str


def weakness(root: str, form: str) -> str:
    """Name what makes the pattern change: "hollow", "defective", "double" or ""."""
    if len(root) == 4:
        return ""
    if root == "ليس":
        return "not"
    if root[2] in "وي":
        return "defective"
    if form not in ("II", "V", "IX") and root[1] == root[2]:
        return "double"
    if form in ("I", "IV", "VII", "VIII", "X") and root[1] in "وي":
        return "hollow"
    return ""


def conjugations(root: str, form: str, vowel: str) -> Iterator[Verb]:
    """Yield the ways to conjugate a root in a form, the regular one first.

    Args:
        root: three or four letters, hamza as ء.
        form: a key of `PATTERNS`.
        vowel: of the imperfect of form I (a, i, u), else "".
    """
    weak = weakness(root, form)
    for kind in dict.fromkeys((weak, "")) if weak == "hollow" else (weak,):
        for first in "aiu" if form == "I" else "a":
            for joined in (False, True) if form == "VIII" and root[0] == "ء" else (False,):
                yield _conjugate(root, form, vowel, kind, first, joined)


def _conjugate(root: str, form: str, vowel: str, weak: str, first: str, joined: bool) -> Verb:
    perfect, imperfect, *passives = PATTERNS[form]
    if form == "I":
        perfect = f"1a2{first}3"
        imperfect = f"12{vowel}3"
        if root[0] == "و" and weak != "double":
            imperfect = imperfect[1:]
    if form == "I" and root in ("رءي",):
        imperfect, passives[1] = "1a3", "1a3"
    if form == "IV" and root == "رءي":
        perfect, imperfect, passives = "ءa1a3", "1i3", ["ءu1i3", "1a3"]

    def stem(pattern: str, is_perfect: bool) -> Stem:
        short = ("u" if vowel == "u" else "i") if form == "I" and is_perfect else "a"
        return _fill(_stem(pattern, weak, short, root[-1]), root, form, joined)

    return Verb(
        root,
        form,
        weak,
        stem(perfect, True),
        stem(imperfect, False),
        stem(passives[0], True) if passives[0] else None,
        stem(passives[1], False) if passives[1] else None,
        "u" if form in _U_PREFIX else "a",
    )


def _stem(pattern: str, weak: str, short: str, last: str) -> Stem:
    """Apply the weakness to a pattern; `short` is the vowel that hollow verbs keep."""
    if weak == "not":  # ليس, لست
        return Stem("لaيس", "لaس")
    if weak == "defective":
        return Stem(pattern[:-2], pattern[:-2], pattern[-2], last)
    if weak == "hollow":
        return _hollow(pattern, short)
    if weak == "double":
        head, vowel = pattern[:-3], pattern[-2]
        joined = f"{head}23" if head[-1] in "aiuAU" else f"{head}{vowel}23"
        return Stem(joined, pattern)
    if pattern.endswith(("33", "44")):
        return Stem(pattern, f"{pattern[:-1]}a{pattern[-1]}")
    return Stem(pattern, pattern)


def _hollow(pattern: str, short: str) -> Stem:
    if found := re.fullmatch(r"(.*)a2[aiu]3", pattern):
        return Stem(f"{found[1]}A3", f"{found[1]}{short}3")
    if found := re.fullmatch(r"(.*)u2i3", pattern):
        return Stem(f"{found[1]}I3", f"{found[1]}i3")
    found = re.fullmatch(r"(.*1)2([aiu])3", pattern)
    if found is None:
        return Stem(pattern, pattern)
    return Stem(f"{found[1]}{_LONG[found[2]]}3", f"{found[1]}{found[2]}3")


def _fill(stem: Stem, root: str, form: str, joined: bool) -> Stem:
    return Stem(
        radicals(stem.vowel, root, form, joined),
        radicals(stem.consonant, root, form, joined),
        stem.end,
        stem.glide,
    )


def radicals(pattern: str, root: str, form: str, joined: bool = False) -> str:
    """Put the radicals into a pattern, with the assimilation of the t of form VIII."""
    if form == "VIII":
        joint = "تت" if root[0] in "وي" or joined else _ASSIMILATED.get(root[0], root[0] + "ت")
        pattern = pattern.replace("1ت", joint)
    for digit, letter in enumerate(root, 1):
        pattern = pattern.replace(str(digit), letter)
    return pattern


def regular_masdar(verb: Verb, lemma: str) -> str:
    """Spell the regular verbal noun of a derived form ("" for form I)."""
    if verb.form == "I":
        return ""
    root, form, weak = verb.root, verb.form, verb.weak
    pattern = _MASDARS[form]
    if form == "IV" and root == "رءي":
        return "إراءة"
    if form == "II" and (weak == "defective" or root[2] == "ء"):
        pattern = "تa12iيaة" if weak == "defective" else "تa12iءaة"
    elif weak == "defective":
        pattern = re.sub(r"A3$", "Aء", pattern)
        pattern = re.sub(r"u3$", "I", pattern).replace("a3aة", "Aة")
    elif weak == "double" and form in ("III", "VI"):
        pattern = pattern.replace("2a3", "23").replace("2u3", "23")
    elif weak == "hollow":
        pattern = {"IV": "ءi1A3aة", "X": "ٱiستi1A3aة"}.get(form, pattern.replace("i2A", "iيA"))
    joined = form == "VIII" and root[0] == "ء" and lemma[1] == "ت"
    return spell(radicals(pattern, root, form, joined))
