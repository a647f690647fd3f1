"""Tokens and sentences, with offsets into the original text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.arabic.normalise import fold

_MARK: Final = "\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c\u200d"
#: Directional controls and the byte order mark say nothing about words.
_CONTROL: Final = "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_TOKEN: Final = re.compile(rf"\d+(?:[.,٫]\d+)*|(?:[^\W\d_]|[{_MARK}])+|[^\s#_{_CONTROL}]")
_OPENING: Final = frozenset("“«„‹")
_CLOSING: Final = frozenset("”»›")
_STRAIGHT: Final = frozenset('"″＂')
QUOTES: Final = _OPENING | _CLOSING | _STRAIGHT
#: A longer stretch without a full stop is cut at the next mark, so that work stays linear.
MAX_TOKENS: Final = 120
_STOPS: Final = frozenset(".!?؟…")


class Token(NamedTuple):
    """A word, number or mark: `text[begin:end]`, its folded form and whether it is a word."""

    begin: int
    end: int
    norm: str
    word: bool


class Sentence(NamedTuple):
    """Tokens of one sentence, and for each whether it stands inside quotation marks.

    Attributes:
        tokens: the tokens in order.
        quoted: per token, the number (1, 2, ...) of the quotation it belongs to, 0 outside;
            a quotation that runs over several sentences keeps its number.
        paragraph: which line of the text it is from; 0 is the title.
    """

    tokens: tuple[Token, ...]
    quoted: tuple[int, ...]
    paragraph: int


def tokenise(text: str) -> Iterator[Token]:
    """Split into words, numbers and single marks; the # and _ of hashtags are passed over."""
    for match in _TOKEN.finditer(text):
        raw = match.group()
        word = raw[0].isalnum() or len(raw) > 1
        yield Token(match.start(), match.end(), fold(raw) if word else raw, word)


def sentences(text: str) -> Iterator[Sentence]:
    """Split a text into sentences, paragraph by paragraph.

    A quotation never runs over a paragraph end, so an unclosed one does limited harm. A full
    stop inside a quotation ends the sentence too; the quotation goes on in the next one.
    """
    number, start = 0, 0
    for paragraph, line in enumerate(text.split("\n")):
        tokens: list[Token] = []
        quoted: list[int] = []
        inside = 0
        for begin, end, norm, word in tokenise(line):
            full = len(tokens) >= MAX_TOKENS and (not word or len(tokens) >= 2 * MAX_TOKENS)
            if full or word and tokens and not tokens[-1].word and tokens[-1].norm in _STOPS:
                yield Sentence(tuple(tokens), tuple(quoted), paragraph)
                tokens, quoted = [], []
            closes = False
            if not word and norm in QUOTES:
                if _opens(norm, inside):
                    number += 1
                    inside = number
                else:
                    closes = True
            tokens.append(Token(begin + start, end + start, norm, word))
            quoted.append(inside)
            if closes:
                inside = 0
        if tokens:
            yield Sentence(tuple(tokens), tuple(quoted), paragraph)
        start += len(line) + 1


def _opens(mark: str, inside: int) -> bool:
    """Whether a quotation mark opens: by its shape, or for a straight one by turn."""
    if mark in _OPENING:
        return True
    return mark in _STRAIGHT and not inside or mark in _CLOSING and not inside and mark != "”"
