"""Tokens and sentences, with offsets into the original text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, repeat
from typing import Final, NamedTuple

from kg.arabic.normalise import fold

_MARK: Final = "\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c\u200d"
#: Directional controls and the byte order mark say nothing about words.
_CONTROL: Final = "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
#: A word, number or mark; the # and _ of hashtags are passed over. Nothing is ever tried twice.
_TOKEN: Final = re.compile(
    rf"([ء-غف-ي]++(?:[^\W\d_]|[{_MARK}])*+|[^\W\d_]++(?:[{_MARK}]++[^\W\d_]*+)*+"
    rf"|(?:[{_MARK}]++[^\W\d_]*+)++|\d++(?:[.,٫]\d++)*+|[^\s#_{_CONTROL}])"
)
_OPENING: Final = frozenset("“«„‹")
_CLOSING: Final = frozenset("”»›")
_STRAIGHT: Final = frozenset('"″＂')
QUOTES: Final = _OPENING | _CLOSING | _STRAIGHT
#: A longer stretch without a full stop is cut at the next mark, so that work stays linear.
MAX_TOKENS: Final = 120
#: What depends on the spelling alone is kept for so many forms, none of them longer than that.
KEPT: Final = 1 << 17
LONGEST_KEPT: Final = 64
_STOPS: Final = frozenset(".!?؟…")


class Token(NamedTuple):
    """A word, number or mark: `text[begin:end]`, its folded form and whether it is a word."""

    begin: int
    end: int
    norm: str
    word: bool


@dataclass(slots=True, eq=False)
class Sentence:
    """Tokens of one sentence, and for each whether it stands inside quotation marks.

    Attributes:
        raws: per token, how it is spelled.
        begins, ends: per token, where it stands in the text.
        quoted: per token, the number (1, 2, ...) of the quotation it belongs to, 0 outside;
            a quotation that runs over several sentences keeps its number.
        paragraph: which line of the text it is from; 0 is the title.
    """

    raws: Sequence[str]
    begins: Sequence[int]
    ends: Sequence[int]
    quoted: Sequence[int]
    paragraph: int

    @property
    def tokens(self) -> Iterator[Token]:
        """The tokens one by one."""
        for begin, end, raw in zip(self.begins, self.ends, self.raws, strict=True):
            yield Token(begin, end, folded(raw), is_word(raw))


def is_word(raw: str) -> bool:
    """Whether a token is a word or number, and no mark."""
    return len(raw) > 1 or raw.isalnum()


def sentences(text: str) -> Iterator[Sentence]:
    """Split a text into sentences, paragraph by paragraph.

    A quotation never runs over a paragraph end, so an unclosed one does limited harm. A full
    stop inside a quotation ends the sentence too; the quotation goes on in the next one.
    """
    number = start = 0
    for paragraph, line in enumerate(text.split("\n")):
        # Gap, token, gap, ..., gap: where each begins and ends follows from the lengths.
        pieces = _TOKEN.split(line)
        raws = pieces[1::2]
        if raws:
            bounds = list(accumulate(map(len, pieces), initial=start))
            begins, ends = bounds[1:-1:2], bounds[2::2]
            marks = [i for i, raw in enumerate(raws) if len(raw) == 1 and not raw.isalnum()]
            quoted, number = _quotations(raws, marks, number)
            begin = 0
            for end in (*_breaks(raws, marks), len(raws)):
                cut = slice(begin, end)
                yield Sentence(raws[cut], begins[cut], ends[cut], quoted[cut], paragraph)
                begin = end
        start += len(line) + 1


def _breaks(raws: Sequence[str], marks: Sequence[int]) -> Iterator[int]:
    """Where sentences begin within a paragraph: after a full stop, and where one is too long."""
    begin, size = 0, len(raws)
    for i in (*marks, size):
        while i - begin > 2 * MAX_TOKENS:
            begin += 2 * MAX_TOKENS
            yield begin
        if i == size:
            return
        if i - begin >= MAX_TOKENS:
            begin = i
            yield begin
        if raws[i] in _STOPS and i + 1 < size and is_word(raws[i + 1]):
            begin = i + 1
            yield begin


def _quotations(raws: Sequence[str], marks: Sequence[int], number: int) -> tuple[list[int], int]:
    """For each token of a paragraph the number of its quotation, and the last number given."""
    quoted = [0] * len(raws)
    inside = since = 0
    for i in marks:
        if raws[i] not in QUOTES:
            continue
        if inside:
            quoted[since:i] = repeat(inside, i - since)
        if _opens(raws[i], inside):
            number += 1
            inside, since = number, i
        else:
            quoted[i] = inside
            inside = 0
    if inside:
        quoted[since:] = repeat(inside, len(quoted) - since)
    return quoted, number


def folded(raw: str) -> str:
    """The folded form of a token; a mark stays as it is."""
    return fold(raw) if is_word(raw) else raw


def _opens(mark: str, inside: int) -> bool:
    """Whether a quotation mark opens: by its shape, or for a straight one by turn."""
    if mark in _OPENING:
        return True
    return mark in _STRAIGHT and not inside or mark in _CLOSING and not inside and mark != "”"
