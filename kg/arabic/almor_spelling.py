"""Spell sounds in unvocalised Arabic script, with the seat of every hamza.

The conjugation works on sounds: consonants are Arabic letters, `a i u` are short
vowels, `A I U` long ones, `Y` a final long a that is written ى, `ٱ` the silent alef.
News is printed without short vowels, so two different sounds often give one spelling.
"""

from __future__ import annotations

import re

_VOWELS = "aiuAIUY"
_FULL = f"(?![{_VOWELS}])"
_CONTRACTIONS = (
    (re.compile(f"ءaء{_FULL}"), "ءA"),
    (re.compile(f"ءuء{_FULL}"), "ءU"),
    (re.compile(f"ءiء{_FULL}"), "ءI"),
    (re.compile(f"u[وي](?=[^{_VOWELS}وي])"), "U"),
    (re.compile(f"i[وي](?=[^{_VOWELS}وي])"), "I"),
)
_WEIGHT = {"i": 3, "I": 3, "u": 2, "U": 2, "a": 1, "A": 1, "Y": 1}
_LETTER = {"A": "ا", "I": "ي", "U": "و", "Y": "ى", "ٱ": "ا"}
_FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه"})


def fold(text: str) -> str:
    """Fold the spellings that CAMeL's analyser takes for one on lookup.

    Args:
        text: letters without diacritics.

    Returns:
        The text with bare alef for every alef, ي for ى and ه for ة.
    """
    return text.translate(_FOLD)


def spell(sounds: str) -> str:
    """Write sounds in unvocalised script.

    Args:
        sounds: letters and vowels as in the module docstring, such as `يuءakkid`.

    Returns:
        The spelling, such as `يؤكد`.
    """
    for pattern, replacement in _CONTRACTIONS:
        sounds = pattern.sub(replacement, sounds)
    out: list[str] = []
    last = len(sounds) - 1
    for place, sound in enumerate(sounds):
        before = sounds[place - 1] if place else ""
        after = sounds[place + 1] if place < last else ""
        if sound in "aiu" or (sound == after and sound not in _VOWELS):
            continue  # short vowels are not written, a doubled consonant is written once
        if sound == "ء":
            if before == "ء":
                before = sounds[place - 2] if place > 1 else ""
            out.append(_hamza(before, after))
        elif sound == "A" and out and out[-1] == "آ":
            continue
        elif sound == "Y" and out and out[-1] == "ي":
            out.append("ا")
        else:
            out.append(_LETTER.get(sound, sound))
    return "".join(out)


def _hamza(before: str, after: str) -> str:
    """The letter that carries a hamza between two sounds ("" at the edge of a word)."""
    if not before:
        return {"i": "إ", "I": "إ", "A": "آ"}.get(after, "أ")
    if not after:
        return {"a": "أ", "i": "ئ", "u": "ؤ"}.get(before, "ء")
    if before in "Iي":
        return "ئ"
    if before in "AUو":
        if after in "iI":
            return "ئ"
        return "ؤ" if after in "uU" and before != "U" else "ء"
    weight = max(_WEIGHT.get(before, 0), _WEIGHT.get(after, 0))
    if weight >= 2:
        return "ئ" if weight == 3 else "ؤ"
    return "آ" if after == "A" else "أ"
