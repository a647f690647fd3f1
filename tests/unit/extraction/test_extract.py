"""What extraction owes its users whatever the text: true offsets, the same answer, linear time."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.arabic.tokens import sentences
from kg.extraction import extract
from kg.extraction.document import Extractor
from kg.extraction.traits import Traits
from kg.extraction.words import Words
from kg.lexicons import load
from kg.linking import link
from kg.model import Document, Extraction, Record

WORDS = st.sampled_from(
    ["اتهمت", "روسيا", "تركيا", "بدعم", "داعش", "وقال", "بوتين", "إن", "«", "»", '"', "،", ".",
     "لم", "قصف", "الجيش", "السوري", "على", "#حلب", "\u202e", "\u064b",
     "\ud800", "\n", "12", "Putin"]
)  # fmt: skip


def record(text: str) -> Record:
    return link(extract(Document("a", text), load()), load())


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
@example("اتهمت روسيا « . على")  # a quotation goes on into a sentence without a phrase
def test_offsets_are_those_of_the_text(
    true_offsets: Callable[[str, Extraction], None], text: str
) -> None:
    found = extract(Document("a", text), load())
    true_offsets(text, found)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_sentences_cover_every_word_in_order(text: str) -> None:
    tokens = [t for s in sentences(text) for t in s.tokens]
    assert all(a.end <= b.begin for a, b in pairwise(tokens))
    assert all(0 <= t.begin < t.end <= len(text) for t in tokens)


def test_same_text_same_answer() -> None:
    text = "روسيا تتهم تركيا\nاتهم بوتين أنقرة بدعم داعش، وقال إن بلاده سترد."
    assert record(text) == record(text)


def test_what_was_read_before_changes_nothing() -> None:
    first, second = "أعلن الجيش سقوط قتلى في غارة روسية.", "أعلن الجيش سقوط قتلي في غارة روسية."
    lexicon = load()
    alone = Extractor(lexicon).extract(Document("a", second))
    after = Extractor(lexicon)
    after.extract(Document("a", first))
    assert after.extract(Document("a", second)) == alone
    words = Words(lexicon, Traits(lexicon))
    assert words.read("قتلى", "قتلي") != words.read("قتلي", "قتلي")


@pytest.mark.parametrize("text", ["", "-", "Nothing Arabic here.", "\n\n\n", "«" * 10_000, "على «"])
def test_empty_result_for_texts_without_relations(text: str) -> None:
    assert record(text).statements == ()


@pytest.mark.parametrize(
    "unit",
    ["اتهمت روسيا تركيا بقصف المدنيين وقال الرئيس التركي إن بلاده سترد ", "« قال بوتين ", "، و"],
)
def test_time_grows_linearly_with_one_sentence(unit: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        record("عنوان\n" + unit * times)
        return time.process_time() - start

    seconds(50)  # compiles the lexicons
    small, large = seconds(200), seconds(1600)
    assert large < 8 * 4 * max(small, 0.05)  # eight times the text, with room for noise


DIRECTION = [
    ("اتهمت موسكو أنقرة بدعم داعش.", "RUS", "accuses", "TUR"),
    ("أنقرة تتهم موسكو بقصف المدنيين.", "TUR", "accuses", "RUS"),
    ("قال أردوغان إن روسيا تتهم أوكرانيا بالتصعيد.", "RUS", "accuses", "UKR"),
    ("تُتهم روسيا من قبل بريطانيا بتسميم العميل.", "GBR", "accuses", "RUS"),
    ("الرئيس الروسي الذي تتهمه كييف بقصف المدن زار بكين.", "UKR", "accuses", "RUS"),
    ("شنت المقاتلات الإسرائيلية غارات على مواقع لحزب الله.", "ISR", "targets", "HEZBOLLAH"),
    ("الحوثيون المدعومون من إيران.", "HOUTHI", "alliedWith", "IRN"),
    ("باكو وأنقرة وقعتا اتفاقا للتعاون.", "AZE", "agreedWith", "TUR"),
]


@pytest.mark.parametrize(("sentence", "subject", "predicate", "target"), DIRECTION)
def test_who_does_it_to_whom(sentence: str, subject: str, predicate: str, target: str) -> None:
    found = record(f"عنوان\n{sentence}")
    actor = {e.id: e.actor for e in found.entities}
    rows = {(actor[s.subject], s.predicate, actor.get(s.object or "")) for s in found.statements}
    symmetric = predicate in ("alliedWith", "agreedWith")
    assert (subject, predicate, target) in rows or (
        symmetric and (target, predicate, subject) in rows
    )
    assert symmetric or (target, predicate, subject) not in rows


MOOD = [
    ("لم تتهم روسيا تركيا بشيء.", "accuses", "negative", "actual"),
    ("ستفرض واشنطن عقوبات على طهران.", "sanctions", "positive", "planned"),
    ("انسحبت واشنطن من الاتفاق النووي مع إيران.", "agreedWith", "positive", "former"),
    ("كانت أرمينيا حليفة لروسيا.", "alliedWith", "positive", "former"),
]


@pytest.mark.parametrize(("sentence", "predicate", "polarity", "modality"), MOOD)
def test_polarity_and_modality(sentence: str, predicate: str, polarity: str, modality: str) -> None:
    rows = {(s.predicate, s.polarity, s.modality) for s in record(f"عنوان\n{sentence}").statements}
    assert (predicate, polarity, modality) in rows


def test_the_speaker_is_kept_apart_from_the_actor() -> None:
    found = record("عنوان\nقال لافروف إن واشنطن تتهم دمشق باستخدام السلاح الكيميائي.")
    actor = {e.id: e.actor for e in found.entities}
    accusation = next(s for s in found.statements if s.predicate == "accuses" and s.explicit)
    assert (actor[accusation.subject], actor[accusation.speaker or ""]) == ("USA", "RUS")


def test_denied_accusations_are_those_of_the_accuser() -> None:
    found = record("عنوان\nاتهمت واشنطن طهران بدعم الإرهاب.\nونفت طهران هذه الاتهامات.")
    actor = {e.id: e.actor for e in found.entities}
    rows = {(actor[s.subject], s.predicate, actor.get(s.object or "")) for s in found.statements}
    assert ("IRN", "rejects", "USA") in rows
    assert ("IRN", "accuses", "USA") not in rows
