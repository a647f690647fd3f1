from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.explorer.evidence import Mark, _flat, evidence
from kg.model import Record


def test_marks_are_the_words(record: Record) -> None:
    by_quote = {s.quote: s for s in record.statements}
    found = evidence(record, by_quote["اتهم وزير الخارجية التركي روسيا بقصف إدلب"])
    assert found["whole"]
    words = [(m["role"], found["text"][m["begin"] : m["end"]]) for m in found["marks"]]
    assert words == [
        ("trigger", "اتهم"), ("subject", "وزير الخارجية التركي"), ("object", "روسيا"),
        ("topic", "قصف إدلب"),
    ]  # fmt: skip
    assert found["text"][slice(*found["sentence"])] == found["text"].split("\n")[1].split("،")[0]


def test_a_speaker_before_the_sentence_is_marked(record: Record) -> None:
    (statement,) = (s for s in record.statements if s.speaker)
    roles = {m["role"]: m for m in evidence(record, statement)["marks"]}
    assert roles["subject speaker"]["end"] <= statement.evidence.begin


def test_without_its_text_an_article_is_its_sentence(record: Record) -> None:
    bare = replace(record, document=replace(record.document, text="عنوان", known_version="0"))
    found = evidence(bare, record.statements[0])
    assert not found["whole"]
    assert found["text"] == record.statements[0].quote
    assert found["marks"] == []


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", None])
def test_only_web_addresses_are_links(record: Record, url: str | None) -> None:
    other = replace(record, document=replace(record.document, url=url))
    assert evidence(other, record.statements[0])["url"] is None


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from("abc"))))
def test_marks_never_overlap_and_lose_nothing(drawn: list[tuple[int, int, str]]) -> None:
    marks = [Mark(begin, begin + length, role) for begin, length, role in drawn]
    flat = _flat(iter(marks))
    assert all(one.end <= two.begin for one, two in pairwise(flat))
    covered = {i for mark in marks for i in range(mark.begin, mark.end)}
    assert {i for mark in flat for i in range(mark.begin, mark.end)} == covered
