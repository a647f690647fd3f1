"""Questions in plain words: which stored question they ask, and of whom.

"من يتهم تركيا؟" is `who-accuses` with target Turkey: the longest names of actors become X and Y,
and the ways of asking in queries/phrases.tsv are laid over what remains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from kg.arabic.normalise import fold
from kg.explorer.source import Row, Source
from kg.resources import queries

#: Words of the longest name that is looked for, and of the longest question.
_NAME: Final = 6
_QUESTION: Final = 40
_WORD: Final = re.compile(r"[\w'’-]+")
#: What may stand before a name in the same word.
_ATTACHED: Final = re.compile("[وف]?[بلك]|[وف]")
_SMALL: Final = frozenset(
    "the of a an and is in on to for with do does من في علي الي عن ما هل و مع".split()  # noqa: SIM905
)


class Phrase(NamedTuple):
    """One way to ask a stored question.

    Attributes:
        question: its name.
        roles: parameter by placeholder, `{"X": "target"}`.
        words: each a list of alternatives; X and Y stand for actors.
    """

    question: str
    roles: Mapping[str, str]
    words: tuple[tuple[str, ...], ...]


class Actor(NamedTuple):
    """An actor found among the words."""

    begin: int
    end: int
    iri: str
    row: Row


def understood(source: Source, text: str) -> Row:
    """The stored question that a text asks.

    Returns:
        `question`, `parameters` (actors by IRI), and `actors`: each with iri, en, ar and the words
        that it was found in. Where no way of asking fits, `search-quotes` with the words.
    """
    words = _WORD.findall(fold(text))[:_QUESTION]
    actors = list(_actors(source, words))
    tokens = _tokens(words, actors)
    best = max(_fitting(tokens), default=None, key=lambda found: found[0])
    named = [{**a.row, "words": " ".join(words[a.begin : a.end])} for a in actors]
    if best is None:
        rest = " ".join(w for w in words if w not in _SMALL) or text
        return {"question": "search-quotes", "parameters": {"words": rest}, "actors": named}
    phrase, places = best[1], best[2]
    parameters = {phrase.roles[x]: actors[n].iri for x, n in places.items()}
    return {"question": phrase.question, "parameters": parameters, "actors": named}


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every way of asking, as queries/phrases.tsv has them."""
    lines = (queries() / "phrases.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(_phrase(*row) for row in rows[1:])


def _phrase(question: str, parameters: str, words: str) -> Phrase:
    pairs = (pair.split("=") for pair in parameters.split())
    roles = {placeholder: name for name, placeholder in pairs}
    split = (word.split("/") for word in words.split())
    return Phrase(question, roles, tuple(
        tuple(w if w in roles else fold(w) for w in alternatives) for alternatives in split
    ))  # fmt: skip


def _actors(source: Source, words: Sequence[str]) -> Iterator[Actor]:
    """The actors that words name, longest names first, none overlapping, in their order."""
    spans = {
        name: (begin, end)
        for begin in range(len(words))
        for end in range(begin + 1, min(len(words), begin + _NAME) + 1)
        for name in _names(words[begin:end])
        if name not in _SMALL
    }
    if not spans:
        return
    taken: set[int] = set()
    found: list[Actor] = []
    for name, row in _longest(source.rows("named", {"names": list(spans)}), spans):
        begin, end = spans[name]
        if not taken.intersection(range(begin, end)):
            taken.update(range(begin, end))
            found.append(Actor(begin, end, row["iri"], {k: row[k] for k in ("iri", "en", "ar")}))
    yield from sorted(found)


def _names(words: Sequence[str]) -> Iterator[str]:
    """A name in its possible forms: as it stands, and without what is attached to its front."""
    text = " ".join(words)
    yield text
    for rest in (text[1:], text[2:]):
        before = text[: len(text) - len(rest)]
        if len(rest) > 2 and _ATTACHED.fullmatch(before):
            yield rest
            if before.endswith("ل") and rest.startswith("ل"):
                yield "ا" + rest


def _longest(rows: Iterable[Row], spans: Mapping[str, tuple[int, int]]) -> list[tuple[str, Row]]:
    """Names with their actor; of one name the state, and one that is known, before others."""
    matches = [(name, row) for row in rows for name in row["names"] if name in spans]

    def order(match: tuple[str, Row]) -> tuple[int, int, bool, bool, str]:
        name, row = match
        begin, end = spans[name]
        known = "/learned/" in row["iri"]
        return begin - end, begin, known, row["kind"] != "state", row["iri"]

    return sorted(matches, key=order)


def _tokens(words: Sequence[str], actors: Sequence[Actor]) -> list[str | int]:
    """The words, with the number of an actor for its name."""
    tokens: list[str | int] = []
    position = 0
    for number, actor in enumerate(actors):
        tokens += [*words[position : actor.begin], number]
        position = actor.end
    return [*tokens, *words[position:]]


def _fitting(
    tokens: Sequence[str | int],
) -> Iterator[tuple[tuple[int, int, int], Phrase, dict[str, int]]]:
    """Ways of asking that fit: how well, with the actor that each placeholder stands for."""
    actors = sum(isinstance(token, int) for token in tokens)
    for number, phrase in enumerate(phrases()):
        places = _laid(phrase, tokens)
        if places is not None and (len(places) == actors or not places):
            yield (len(places), len(phrase.words), -number), phrase, places


def _laid(phrase: Phrase, tokens: Sequence[str | int]) -> dict[str, int] | None:
    """The actors of a phrase laid over the tokens in order; None if it does not fit."""
    places: dict[str, int] = {}
    position = 0
    for alternatives in phrase.words:
        while position < len(tokens) and not _same(alternatives, tokens[position]):
            position += 1
        if position == len(tokens):
            return None
        token = tokens[position]
        if isinstance(token, int):
            places[alternatives[0]] = token
        position += 1
    bare = len(places) == len(phrase.words)
    if bare and any(isinstance(t, str) and t not in _SMALL for t in tokens):
        return None  # names among other words are no question about them
    return places


def _same(alternatives: Sequence[str], token: str | int) -> bool:
    if isinstance(token, int):
        return alternatives[0] in ("X", "Y")
    return any(
        token.startswith(word[:-1]) if word.endswith("*") else token == word
        for word in alternatives
    )
