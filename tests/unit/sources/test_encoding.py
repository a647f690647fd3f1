"""Bytes to text: what editors, browsers and old archives write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.sources.encoding import clean, decode
from kg.sources.mojibake import repair

NEWS = (
    "اتهمت وزارة الخارجية الروسية تركيا بدعم المسلحين في سوريا\n"
    "وقال المتحدث إن موسكو تطالب أنقرة بالرد."
)
LETTERS = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةى ،.\n", min_size=1)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"]
)
@pytest.mark.parametrize("text", [NEWS, NEWS[:20], NEWS + " G20 «قمة» 2015 – 100%"])
def test_every_encoding_is_read_right(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "x.txt") == text


def test_iso_8859_6() -> None:
    assert decode(NEWS.encode("iso8859-6"), "x.txt") == NEWS


def test_declared_encoding_is_no_use_against_the_bytes() -> None:
    assert decode(NEWS.encode("cp1256"), "x.html", "iso-8859-1") == NEWS


def test_a_few_broken_bytes_do_not_change_the_rest() -> None:
    data = (NEWS * 5).encode()
    assert decode(data[:1] + data, "x").count("\ufffd") == 1


@pytest.mark.parametrize("misread", ["latin-1", "cp1256"])
def test_mojibake_is_undone(misread: str) -> None:
    garbled = NEWS.encode().decode(misread)
    assert garbled != NEWS
    assert decode(garbled.encode(), "x") == NEWS


def test_mojibake_twice() -> None:
    once = "سوريا".encode().decode("latin-1")
    assert repair(once.encode().decode("latin-1")) == repair(once) == "سوريا"


@pytest.mark.parametrize("text", ["Ørsted Ùber", "café Ø", "ظ±ظ", "طظ قال"])
def test_doubtful_text_is_left_alone(text: str) -> None:
    assert repair(text) == text


@given(LETTERS)
def test_clean_arabic_stays(text: str) -> None:
    assert decode(text.encode(), "x") == text


@given(st.text())
def test_clean_keeps_length_and_is_stable(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), "JPEG image"),
        (b"%PDF-1.4\n" + bytes(range(128, 256)) * 3, "PDF"),
        (bytes(range(256)) * 9, "binary data"),
    ],
)
def test_binary_data_is_named(data: bytes, what: str) -> None:
    with pytest.raises(SourceError, match=rf"photo: not text but (a )?{what}.*\.txt"):
        decode(data, "photo")


@pytest.mark.parametrize("text", ["\0" + NEWS, NEWS[:9] + "\0" + NEWS[9:], NEWS + "\0", "قال\0"])
def test_a_stray_nul_becomes_a_space(text: str) -> None:
    assert decode(text.encode(), "x") == text.replace("\0", " ")


@pytest.mark.parametrize(
    "data",
    [
        b"head\0\0\0\0\0\0\0\0" * 64,  # padded records
        NEWS.encode("cp1256") + b"\0" + bytes(range(128, 256)),  # NULs, and not UTF-8
        b"\0\1\2",
    ],
)
def test_nuls_of_a_binary_are_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="binary data"):
        decode(data, "x")
