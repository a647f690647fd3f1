"""Texts that no newspaper prints: no crash, true offsets, work that grows as the text does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from kg.exports.jsonl import dumps
from kg.extraction import extract
from kg.lexicons import load
from kg.linking import link
from kg.model import Document, Extraction

CLAUSE = "اتهمت روسيا تركيا بقصف المدنيين وقال الرئيس التركي إن بلاده سترد "


def repeated(unit: str) -> Callable[[int], str]:
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def new_names(length: int) -> str:
    letters = "بتثجحخدذرز"
    names = ("".join(letters[int(d)] for d in f"{n:05}") for n in range(length // 30))
    return " ".join(f"قال الوزير الروسي سيرغي {name}." for name in names)[:length]


BAD: dict[str, Callable[[int], str]] = {
    "no Arabic": repeated("Russia accused Turkey of it, and 12 more. "),
    "one sentence": repeated(CLAUSE),
    "one word": repeated("ا"),
    "quotes never closed": repeated("«قال بوتين "),
    "straight quotes never closed": repeated('" اتهمت روسيا تركيا " '),
    "only quotes": repeated("«"),
    "brackets and commas": repeated("(، "),
    "marks everywhere": repeated("".join(c + "\u064f\u0651\u0640\u0670" for c in CLAUSE)),
    "only marks": repeated("\u064b\u0651"),
    "controls everywhere": repeated("".join(f"\u202e{c}\u200f\u2067" for c in CLAUSE)),
    "controls around words": repeated("\u202b" + CLAUSE.replace(" ", "\u202c \u202b")),
    "surrogates": repeated("\ud800" + CLAUSE.replace(" ", " \udfff")),
    "names only": repeated("روسيا وتركيا وإيران والصين "),
    "verbs only": repeated("قال اتهم قصف هدد "),
    "titles only": repeated("وزير رئيس الوزير الرئيس "),
    "relatives only": repeated("الذي التي أن إن "),
    "numbers": repeated("12.5,3٫1 "),
    "lines": repeated("روسيا\n\n"),
    "ever new names": lambda length: new_names(length),
}


def lines_run(text: str) -> int:
    """How many lines of Python extraction runs for a text: a clock that no load disturbs."""
    count = 0

    def step(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        extract(Document("a", text), load())
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", BAD)
def test_a_hundred_thousand_characters(
    name: str, true_offsets: Callable[[str, Extraction], None]
) -> None:
    text = BAD[name](100_000)
    found = extract(Document("a", text), load())
    true_offsets(text, found)
    dumps(link(found, load())).encode()


@pytest.mark.parametrize("name", BAD)
def test_work_grows_as_the_text_does(name: str) -> None:
    make = BAD[name]
    extract(Document("a", make(16_000)), load())  # every form has been seen
    small, large = lines_run("عنوان\n" + make(4_000)), lines_run("عنوان\n" + make(16_000))
    assert large < 4 * 1.3 * small


@pytest.mark.parametrize("name", ["no Arabic", "one word", "only quotes", "only marks", "numbers"])
def test_nothing_said_is_an_empty_result(name: str) -> None:
    found = extract(Document("a", BAD[name](10_000)), load())
    assert (found.referents, found.claims) == ((), ())


def test_ten_thousand_quotes_never_closed_hide_nothing() -> None:
    text = "عنوان\n" + "« " * 10_000 + "\nاتهمت روسيا تركيا بقصف المدنيين."
    claims = extract(Document("a", text), load()).claims
    assert [(c.subject, c.predicate, c.object) for c in claims] == [("RUS", "accuses", "TUR")]
