"""Folding: one form for the spelling variants that Arabic news does not keep apart."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

#: Vowel marks, tatweel and controls, from the first of a range to the last.
_MARKS: Final = (
    "\u0610\u061a", "\u064b\u065f", "\u0670\u0670", "\u06d6\u06ed", "\u0640\u0640",
    "\u200b\u200f", "\u202a\u202e", "\u2066\u2069", "\ufeff\ufeff",
)  # fmt: skip
#: One table for letters and marks, as each pass over a text costs as much as the last.
_FOLD: Final = str.maketrans(
    "أإآٱىیيةهکگڤپچ٠١٢٣٤٥٦٧٨٩",
    "اااايييههككفبج0123456789",
    "".join(chr(c) for first, last in _MARKS for c in range(ord(first), ord(last) + 1)),
)


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """The text without marks, with hamza on alef, final ya and ta marbuta made equal.

    Case of Latin letters is folded too; whitespace runs become one space.

    >>> fold("أنقرة") == fold("انقره")
    True
    """
    return fold_long(text)


def fold_long(text: str) -> str:
    """`fold` of a whole text, which would only fill the memory for words that come again."""
    return " ".join(text.translate(_FOLD).split()).lower()
