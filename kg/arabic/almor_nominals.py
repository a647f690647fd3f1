"""The written stems of nouns, verbal nouns, adjectives and participles, by ending.

A slot is a letter for a group of endings:

    0 none          a ـا of the accusative    e pronoun
    d ـان ـين       D the same before a genitive or pronoun
    q ـة ـتان ـتين  Q the same before a genitive or pronoun
    p ـون ـين       P the same before a genitive or pronoun
    t ـات           T the same before a pronoun
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_SINGULAR = "0aedD"
_FEMININE = "qQtT"
_MASCULINE_PLURAL = "pP"


class Nominal(NamedTuple):
    """One spelled stem: its text, its slots, and the gender and number without an ending."""

    text: str
    slots: str
    gender: str
    number: str


def noun(lemma: str, plurals: tuple[str, ...], gender: str) -> Iterator[Nominal]:
    """Yield the stems of a noun with the plurals it has.

    Args:
        lemma: the singular, such as غارة.
        plurals: broken or sound plurals as written, such as حروب, مطارات, محتلون.
        gender: "m", "f", or "mf" for a person with a feminine in ـة.
    """
    slots = _SINGULAR + (_FEMININE if gender == "mf" else "")
    gender = gender[0]
    yield from _inflect(lemma, slots, gender, "s")
    for plural in plurals:
        if plural.endswith("ات"):
            yield Nominal(plural[:-2], "tT", gender, "s")
        elif plural.endswith("ون"):
            yield Nominal(plural[:-2], _MASCULINE_PLURAL, gender, "s")
        else:
            yield from _inflect(plural, _broken(plural), gender, "p")


def _broken(plural: str) -> str:
    """The slots of a broken plural: مطالب, صواريخ never take ـا, so مطالبا is a participle."""
    return "0e" if len(plural) > 4 and plural[2] == "ا" else "0ae"


def masdar(
    lemma: str, plurals: tuple[str, ...], with_plural: bool, weak: bool
) -> Iterator[Nominal]:
    """Yield the stems of a verbal noun; `weak`: one that ends in ي, such as تحدٍّ, التحدي."""
    gender = "f" if lemma.endswith("ة") else "m"
    slots = "0aed" + ("tT" if with_plural and not lemma.endswith("ة") else "")
    yield from _weak(lemma, slots, gender) if weak else _inflect(lemma, slots, gender, "s")
    for plural in plurals:
        yield from noun(lemma, (plural,), gender)


def adjective(lemma: str, plurals: tuple[str, ...] = (), weak: bool = False) -> Iterator[Nominal]:
    """Yield the stems of an adjective or participle, which takes every ending."""
    slots = _SINGULAR + _FEMININE + _MASCULINE_PLURAL
    yield from _weak(lemma, slots, "m") if weak else _inflect(lemma, slots, "m", "s")
    for plural in plurals:
        yield from (
            noun(lemma, (plural,), "m")
            if plural.endswith(("ات", "ون"))
            else _inflect(plural, _broken(plural), "m", "p")
        )


def _weak(lemma: str, slots: str, gender: str) -> Iterator[Nominal]:
    """A nominal on ـي that loses it when indefinite: قاضٍ, القاضي, قاضيا, قاضون."""
    stem = lemma[:-1]
    yield Nominal(stem, _only(slots, "0pP"), gender, "s")
    yield Nominal(lemma, _only(slots, "0aedDqQtT"), gender, "s")


def _inflect(word: str, slots: str, gender: str, number: str) -> Iterator[Nominal]:
    """Spell the stems of a word according to its last letter."""
    stem, last = word[:-1], word[-1]
    if last == "ة":
        if number == "p":  # a broken plural such as قتلة, أجهزة: no plural of its own
            yield Nominal(stem, "rR", gender, "p")
        else:
            yield Nominal(stem, _FEMININE + "qQ", gender, "s")
    elif last == "ى":
        yield Nominal(word, _only(slots, "0"), gender, number)
        yield Nominal(stem + "ا", _only(slots, "eqQ"), gender, number)
        yield Nominal(stem + "ي", _only(slots, "dDtT"), gender, number)
        yield Nominal(stem, _only(slots, "pP"), gender, number)
    elif last == "ء":
        alef = stem.endswith("ا")
        yield Nominal(word, slots.replace("a", "") if alef else slots, gender, number)
        yield Nominal(stem + "ئ", _only(slots, "eDP"), gender, number)
        yield Nominal(stem + "ؤ", _only(slots, "eDP"), gender, number)
        if not alef and stem[-1] not in "دذرزو":
            yield Nominal(stem + "ئ", _only(slots, "ad"), gender, number)
    elif last == "أ":
        yield Nominal(word, _only(slots, "0eqQtTpP"), gender, number)
        yield Nominal(stem, _only(slots, "d"), gender, number)  # مبدآن
        yield Nominal(stem + "ئ", _only(slots, "ed"), gender, number)
        yield Nominal(stem + "ؤ", _only(slots, "e"), gender, number)
    elif last == "ؤ":
        yield Nominal(word, slots, gender, number)
        yield Nominal(stem + "ئ", _only(slots, "e"), gender, number)
    else:
        yield Nominal(word, slots, gender, number)


def _only(slots: str, wanted: str) -> str:
    return "".join(slot for slot in slots if slot in wanted)
