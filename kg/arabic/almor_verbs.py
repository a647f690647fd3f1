"""The written stems of a verb, by the endings that may follow each.

A slot is a letter for a group of endings. Of the perfect:

    0 none (3ms)   e pronoun on 3ms   t ـت ـتا   w ـوا   A ـا   C ـت ـتم...   N ـنا   F ـن

and of the imperfect, with the prefixes ي ت ن; 1 2 3 4 are 0 e j k with the prefix أ:

    0 none   e pronoun   j none, jussive   k pronoun, jussive   w ـون ـوا   A ـان ـا   n ـن

Stems that are spelled alike share one entry, so that a sound verb has a single one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from kg.arabic.almor_roots import Stem, Verb, conjugations, regular_masdar
from kg.arabic.almor_spelling import spell

Slots = dict[str, set[str]]
_PASSIVE_SLOTS = {"p": "0tw", "i": "0jwA"}  # the third person, without an object
_FIRST_PERSON = {"0": "1", "e": "2", "j": "3", "k": "4"}


class Form(NamedTuple):
    """One spelled stem of a verb.

    Attributes:
        text: the stem as written, without the prefix ي of the imperfect.
        aspect: "p" or "i".
        slots: the slots it fills, sorted.
        passive: whether this spelling is passive only.
    """

    text: str
    aspect: str
    slots: str
    passive: bool


def find(lemma: str, root: str, form: str, vowel: str) -> Verb | None:
    """Find the conjugation whose third person masculine singular is spelled as the lemma."""
    for verb in conjugations(root, form, vowel):
        if lemma in _perfect(verb.perfect)["0"]:
            return verb
    return None


def forms(verb: Verb, with_passive: bool) -> Iterator[Form]:
    """Yield every spelled stem of a verb once, perfect before imperfect.

    Args:
        verb: its stems as sounds.
        with_passive: also yield passives where they are spelled otherwise than the active.
    """
    for aspect, active, passive in (
        ("p", _perfect(verb.perfect), verb.perfect_passive and _perfect(verb.perfect_passive)),
        (
            "i",
            _imperfect(verb.imperfect, verb.prefix_vowel),
            verb.imperfect_passive and _imperfect(verb.imperfect_passive, "u"),
        ),
    ):
        yield from _grouped(active, aspect, False)
        if with_passive and passive:
            differing = {slot: passive[slot] - active[slot] for slot in _PASSIVE_SLOTS[aspect]}
            yield from _grouped(differing, aspect, True)


def _grouped(slots: Slots, aspect: str, passive: bool) -> Iterator[Form]:
    by_text: dict[str, set[str]] = defaultdict(set)
    for slot, texts in slots.items():
        for text in texts:
            # of the rare feminine plural, leave out what looks like something common
            if slot not in "Fn" or (text[-1:] != "ن" and len(text) + (slot == "n") > 2):
                by_text[text].add(slot)
    for text in sorted(by_text):
        yield Form(text, aspect, "".join(sorted(by_text[text])), passive)


def _cut(sounds: str, letters: int) -> str:
    """Spell and cut the letters that belong to the ending (or to the prefix: negative)."""
    text = spell(sounds)
    return text[:-letters] if letters else text


def _perfect(stem: Stem) -> Slots:
    base = stem.vowel
    if not stem.end:
        slots = {
            "0": {spell(base)},
            "e": {_cut(base + "aه", 1)},
            "t": {_cut(base + "aت", 1)},
            "w": {_cut(base + "U", 1)},
            "A": {_cut(base + "A", 1)},
            "C": {_cut(stem.consonant + "ت", 1)},
            "N": {_cut(stem.consonant + "ن", 1)},
            "F": {spell(stem.consonant)},
        }
        if base.endswith("ء"):
            slots["w"].add(spell(base))  # بدأوا beside بدؤوا
        return slots
    glide = stem.glide
    if stem.end == "i":  # بقي، لقي
        return {
            "0": {spell(base + "I")},
            "e": {_cut(base + "Iه", 1)},
            "t": {_cut(base + "Iت", 1)},
            "w": {_cut(base + "U", 1)},
            "A": {_cut(base + "Iه", 1)},
            "C": {_cut(base + "Iت", 1)},
            "N": {_cut(base + "Iن", 1)},
            "F": {_cut(base + "Iن", 1)},
        }
    return {
        "0": {spell(base + ("A" if glide == "و" and not _derived(base) else "Y"))},
        "e": {_cut(base + "Aه", 1)},
        "t": {_cut(base + "aت", 1)},
        "w": {_cut(base + "aو", 1)},
        "A": {_cut(base + _a_glide(base, glide) + "A", 1)},
        "C": {_cut(base + _a_glide(base, glide) + "ت", 1)},
        "N": {_cut(base + _a_glide(base, glide) + "ن", 1)},
        "F": {_cut(base + _a_glide(base, glide) + "ن", 1)},
    }


def _derived(base: str) -> bool:
    """Whether a defective stem belongs to a derived form: more than CaC before the glide."""
    return len(base) != 3 or base[1] != "a"


def _a_glide(base: str, glide: str) -> str:
    return "a" + ("و" if glide == "و" and not _derived(base) else "ي")


def _imperfect(stem: Stem, prefix_vowel: str) -> Slots:
    slots = _imperfect_slots(stem, "ي" + prefix_vowel)
    first = _imperfect_slots(stem, "ء" + prefix_vowel)
    return slots | {code: first[slot] for slot, code in _FIRST_PERSON.items()}


def _imperfect_slots(stem: Stem, prefix: str) -> Slots:
    base = prefix + stem.vowel

    def put(*endings: tuple[str, int]) -> set[str]:
        return {_cut(base + ending, letters)[1:] for ending, letters in endings}

    if stem.end == "i":
        return {
            "0": put(("I", 0)), "e": put(("Iه", 1)), "j": put(("i", 0)), "k": put(("iه", 1)),
            "w": put(("U", 1)), "A": put(("Iه", 1)), "n": put(("Iه", 1)),
        }  # fmt: skip
    if stem.end == "u":
        return {
            "0": put(("U", 0)), "e": put(("Uه", 1)), "j": put(("u", 0)), "k": put(("uه", 1)),
            "w": put(("U", 1)), "A": put(("Uه", 1)), "n": put(("Uه", 1)),
        }  # fmt: skip
    if stem.end == "a":
        return {
            "0": put(("Y", 0)), "e": put(("Aه", 1)), "j": put(("a", 0)), "k": put(("aه", 1)),
            "w": put(("aو", 1)), "A": put(("aيه", 1)), "n": put(("aيه", 1)),
        }  # fmt: skip
    short = prefix + stem.consonant
    jussive = {spell(short)[1:], spell(base)[1:]} if _double(stem) else {spell(short)[1:]}
    slots = {
        "0": put(("", 0)),
        "e": put(("uه", 1), ("aه", 1)),
        "j": jussive,
        "k": {_cut(short + "ه", 1)[1:]},
        "w": put(("U", 1)),
        "A": put(("A", 1)),
        "n": {spell(short)[1:]},
    }
    if base.endswith("ء"):
        slots["w"] |= slots["0"]  # يبدأون beside يبدؤون
    return slots


def _double(stem: Stem) -> bool:
    return stem.vowel[-1] == stem.vowel[-2]


def participles(verb: Verb) -> tuple[str, str]:
    """Spell the active and the passive participle; the ي of داعي, the ى of مجرى stay."""
    if verb.form == "I":
        return _simple_participles(verb)
    active, passive = verb.imperfect, verb.imperfect_passive or verb.imperfect
    if verb.weak == "defective":
        return spell("مu" + active.vowel + "I"), spell("مu" + passive.vowel + "Y")
    if verb.form in ("V", "VI", "QII") and not verb.weak:
        vowel = active.vowel.rstrip(active.vowel[-1])  # the last vowel turns into i
        return spell("مu" + vowel[:-1] + "i" + active.vowel[-1]), spell("مu" + passive.vowel)
    return spell("مu" + active.vowel), spell("مu" + passive.vowel)


def _simple_participles(verb: Verb) -> tuple[str, str]:
    one, two, three = tuple(verb.root)
    if verb.weak == "hollow":
        if three == "ء":
            return spell(f"{one}AءI"), ""
        long = "U" if two == "و" else "I"
        return spell(f"{one}Aءi{three}"), spell(f"مa{one}{long}{three}")
    if verb.weak == "defective":
        ending = "u" + "وو" if three == "و" else "iيي"
        return spell(f"{one}A{two}I"), spell(f"مa{one}{two}{ending}")
    if verb.weak == "double":
        return spell(f"{one}A{two}{three}"), spell(f"مa{one}{two}U{three}")
    return spell(f"{one}A{two}i{three}"), spell(f"مa{one}{two}U{three}")


def masdar(verb: Verb, lemma: str) -> str:
    """Spell the regular verbal noun of a derived form, "" for form I."""
    return regular_masdar(verb, lemma)
