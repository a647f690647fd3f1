"""Tables for people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.table import cells_of, isolate, plain, render, wrap
from kg.cli.view import shown

SENTENCE = "قال بوتين إن السلطات التركية تشتري النفط من تنظيم داعش وتحمي طرق نقله عبر الحدود"
ROWS = [["Vladimir Putin\nفلاديمير بوتين", "2015-12-02", SENTENCE], ["Syria", None, "نص"]]
COLUMNS = ["who", "date", "quote"]


def test_labels_above_each_other_and_the_sentence_below() -> None:
    lines = list(render(COLUMNS, ROWS, 60, below=["quote"]))
    assert lines[0] == "who             date"
    assert lines[2:4] == ["Vladimir Putin  2015-12-02", "فلاديمير بوتين"]
    assert " ".join(line.strip() for line in lines[4:6]) == SENTENCE
    assert lines[6:] == ["Syria", "    نص"]


@pytest.mark.parametrize("width", [24, 40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    row = ["long words beside " * 3, 1, "x" * 50, "قطر", "2015", SENTENCE]
    lines = list(render(list("abcdef"), [row], width, below="f"))
    assert max(map(cells_of, lines)) <= width
    assert all(str(value)[:10] in "".join(lines) for value in (1, "قطر", "2015"))


def test_arabic_is_isolated_on_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    for line in render(COLUMNS, ROWS, 60, below=["quote"], terminal=True):
        assert line.count("\u2067") == line.count("\u2069")
        assert ("\u2067" in line) == any("\u0600" <= char <= "\u06ff" for char in line)
        assert "\x1b" not in line
    assert isolate("قطر", terminal=False) == "قطر"
    assert isolate("Qatar", terminal=True) == "Qatar"


def test_colours_on_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b" in "".join(render(COLUMNS, ROWS, 60, terminal=True))
    assert "\x1b" not in "".join(render(COLUMNS, ROWS, 60))


def test_the_marks_take_no_room() -> None:
    assert cells_of(isolate("قطر", terminal=True)) == cells_of("قطر") == 3
    assert cells_of("قَطَر") == 3


def test_text_cannot_disturb_the_terminal() -> None:
    assert plain("a\x1b[31m\u202eb\r \tc\n d") == "a [31m b c\nd"


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "yes"), (0.5, "0.50"), (7, "7"), (["قطر", None, 1], "قطر, , 1")],
)
def test_plain(value: object, text: str) -> None:
    assert plain(value) == text


@given(st.text("ابت م a-", max_size=200), st.integers(5, 40))
def test_wrap_loses_nothing(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert all(cells_of(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_people_see_names_and_what_is_unusual() -> None:
    columns = ["subject_en", "subject_ar", "subject_actor", "quote", "polarity", "modality",
               "explicit", "speaker_en", "speaker_ar", "subject", "speaker", "statement",
               "topic", "document", "source", "confidence", "title"]  # fmt: skip
    rows = [
        [
            "Russia",
            "روسيا",
            "RUS",
            "أ",
            "positive",
            "actual",
            True,
            None,
            None,
            "iri",
            None,
            "iri",
            "النفط",
            "a",
            "وكالة",
            0.8,
            "عنوان",
        ],
        [
            None,
            "فلان",
            "USA",
            "ب",
            "negative",
            "planned",
            False,
            None,
            None,
            "iri",
            None,
            "iri",
            None,
            "b",
            None,
            None,
            None,
        ],
    ]
    assert shown(columns, rows) == (
        ["subject", "quote", "how", "about", "in"],
        [
            ["Russia\nروسيا", "أ", "", "النفط", "a, وكالة, confidence 0.80"],
            ["(USA)\nفلان", "ب", "denied, planned, implied", None, "b"],
        ],
    )
    assert shown(columns, []) == ([], [])
