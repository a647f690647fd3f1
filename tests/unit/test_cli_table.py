"""Tables for people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.table import cells_of, isolate, plain, render, wrap

SENTENCE = "قال بوتين إن السلطات التركية تشتري النفط من تنظيم داعش وتحمي طرق نقله عبر الحدود"
ROWS = [["Vladimir Putin", "فلاديمير بوتين", "2015-12-02", SENTENCE], ["Syria", None, None, "نص"]]
COLUMNS = ["who", "who_ar", "date", "sentence"]


def test_long_cells_stand_below_their_row() -> None:
    lines = list(render(COLUMNS, ROWS, 60, terminal=False))
    assert lines[0] == "who             who_ar          date"
    assert lines[1] == "    sentence"
    assert lines[3] == "Vladimir Putin  فلاديمير بوتين  2015-12-02"
    assert " ".join(line.strip() for line in lines[4:6]) == SENTENCE
    assert lines[6:] == ["Syria", "    نص"]


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = list(render(COLUMNS, ROWS, width, terminal=False))
    assert max(map(cells_of, lines)) <= width


def test_arabic_is_isolated_on_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    for line in render(COLUMNS, ROWS, 60, terminal=True):
        assert line.count("\u2067") == line.count("\u2069")
        assert ("\u2067" in line) == any("\u0600" <= char <= "\u06ff" for char in line)
        assert "\x1b" not in line
    assert isolate("قطر", terminal=False) == "قطر"
    assert isolate("Qatar", terminal=True) == "Qatar"


def test_the_marks_take_no_room() -> None:
    assert cells_of(isolate("قطر", terminal=True)) == cells_of("قطر") == 3
    assert cells_of("قَطَر") == 3


def test_text_cannot_disturb_the_terminal() -> None:
    assert plain("a\x1b[31m\u202eb\r\n\tc") == "a [31m b c"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (True, "yes"), (0.5, "0.50"), (7, "7"), (["قطر", None, 1], "قطر, , 1")],
)
def test_plain(value: object, shown: str) -> None:
    assert plain(value) == shown


@given(st.text("ابت م a-", max_size=200), st.integers(5, 40))
def test_wrap_loses_nothing(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert all(cells_of(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
