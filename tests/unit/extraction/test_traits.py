"""What is told about a word form by bits."""

from __future__ import annotations

import pytest

from kg import lexicons
from kg.extraction import traits as t
from kg.extraction.words import Words


@pytest.fixture(scope="module")
def words() -> Words:
    lexicon = lexicons.load()
    return Words(lexicon, t.Traits(lexicon))


@pytest.mark.parametrize(
    ("form", "has", "lacks"),
    [
        ("،", 0, t.WORD),
        ("12", t.WORD, t.VERB),
        ("في", t.WORD | t.PREP | t.PARTICLE | t.STOPS, t.RESUMES),
        ("إليه", t.RESUMES | t.PARTICLE, t.PREP),
        ("هذا", t.DEM, t.STOPS),
        ("اتهمت", t.VERB | t.SURE | t.TRIGGER, t.TAKES_UP),
        ("شنها", t.VERB | t.TAKES_UP | t.STOPS_OPEN, t.ARTICLE),
        ("محذرا", t.STOPS | t.ACCUSATIVE | t.ADVERB, t.SURE),
        ("الغارات", t.ARTICLE | t.CLOSES | t.NOUN, t.STOPS),
        ("ودولية", t.JOINS | t.STOPS, t.NOUN),
        ("دعما", t.PURPOSE, t.CLOSES),
    ],
)
def test_forms(words: Words, form: str, has: int, lacks: int) -> None:
    found = words.whole(form).traits
    assert found & has == has
    assert not found & lacks


def test_where_a_clause_opens_the_perfect_is_likelier(words: Words) -> None:
    word = words.whole("تبنى")
    assert t.chosen(word, opens=True).aspect == "p"
    assert t.chosen(word, opens=False) in word.verbs


def test_all_bits_differ() -> None:
    bits = [value for name, value in vars(t).items() if name.isupper() and type(value) is int]
    assert len(bits) == len(set(bits)) > 20
    assert all(bit.bit_count() == 1 for bit in bits)
