from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.lexicons import Actor
from kg.linking import link
from kg.linking.iris import ENTITY, STATEMENT, entity_iri, statement_iri
from kg.model import Claim, Extraction, Record, Referent, Span

#: Linking asks a lexicon for nothing but its actors.
LEXICON = SimpleNamespace(
    actors={"FRA": Actor("FRA", "state", "FRA", "France", "فرنسا", wikidata="Q142")}
)


def row(subject, target, predicate="accuses", begin=0, **more):
    return Claim(
        subject, predicate, target, Span(begin, begin + 5), Span(begin, begin + 2), "r", **more
    )


def linked(extraction: Extraction, *claims: Claim) -> Record:
    return link(replace(extraction, claims=claims))


def test_statements_come_in_order_of_the_text_with_codes(record: Record) -> None:
    assert [s.predicate for s in record.statements] == [
        "accuses", "accuses", "threatens", "agreedWith",
    ]  # fmt: skip
    first = record.statements[0]
    assert (first.plover, first.cameo, first.topic) == ("ACCUSE", "112", "انتهاك الهدنة")
    assert first.quote == record.document.text[slice(*first.evidence)]
    assert first.date == record.document.published


def test_entities_come_in_order_of_mention_then_whom_they_act_for(record: Record) -> None:
    assert [e.id.removeprefix(ENTITY)[:7] for e in record.entities] == [
        "TUR", "RUS", "learned", "TUR/for",
    ]  # fmt: skip
    minister, ministry = record.entities[2:]
    assert minister.acts_for == ministry.id
    assert not ministry.mentions
    assert ministry.acts_for == record.entities[0].id


def test_the_surest_of_equal_rows_stays_then_the_first(extraction: Extraction) -> None:
    rows = [row("TUR", "RUS", begin=b, confidence=c) for b, c in ((9, 0.5), (3, 0.7), (1, 0.7))]
    (kept,) = linked(extraction, *rows).statements
    assert kept.evidence == Span(1, 6)
    assert linked(extraction, *reversed(rows)) == linked(extraction, *rows)


def test_polarity_and_modality_keep_rows_apart(extraction: Extraction) -> None:
    rows = (
        row("TUR", "RUS"),
        row("TUR", "RUS", polarity="negative"),
        row("TUR", "RUS", modality="former"),
    )
    assert len(linked(extraction, *rows).statements) == 3


def test_symmetric_rows_are_one_in_either_order(extraction: Extraction) -> None:
    one = linked(extraction, row("TUR", "RUS", "meets"))
    assert one == linked(extraction, row("RUS", "TUR", "meets"))
    assert one == linked(extraction, row("RUS", "TUR", "meets"), row("TUR", "RUS", "meets"))


def test_bodies_of_one_state_do_not_act_on_each_other(extraction: Extraction) -> None:
    minister = extraction.referents[2].ref
    assert not linked(extraction, row(minister, "TUR")).statements


def test_an_army_may_hit_a_place_in_its_own_state(extraction: Extraction) -> None:
    place = Referent("place:izmir", "place", "TUR", "إزمير", "Izmir", acts_for="TUR")
    found = link(replace(
        extraction, referents=(*extraction.referents, place),
        claims=(row("TUR", "place:izmir", "targets"),),
    ))  # fmt: skip
    assert [s.predicate for s in found.statements] == ["targets"]


def test_labels_of_unnamed_actors_come_from_the_lexicon(extraction: Extraction) -> None:
    found = link(replace(extraction, claims=(row("TUR", "FRA"),)), LEXICON)
    (france,) = (e for e in found.entities if e.id == ENTITY + "FRA")
    assert (france.label_en, france.wikidata) == ("France", "Q142")


def test_a_claim_about_nobody_is_an_error(extraction: Extraction) -> None:
    with pytest.raises(KgError, match="ZZZ"):
        linked(extraction, row("TUR", "ZZZ"))


def test_no_claims_is_a_record_too(extraction: Extraction) -> None:
    assert link(Extraction(extraction.document)) == Record(extraction.document)


def test_namesakes_of_two_states_are_two_people() -> None:
    assert entity_iri("learned:علي", "IRN") != entity_iri("learned:علي", "IRQ")


@given(st.text(), st.text())
def test_iris_hold_no_character_that_iris_may_not(ref: str, actor: str) -> None:
    for iri in (entity_iri(ref, actor), entity_iri("learned:" + ref, actor)):
        assert iri.isascii()
        assert not set(iri) & set('<>"{}|\\^` \n\t')


@given(st.lists(st.text() | st.none() | st.integers(), max_size=4))
def test_statement_ids_are_hashes_of_content(parts: list[object]) -> None:
    assert statement_iri(*parts) == statement_iri(*parts)
    assert len(statement_iri(*parts)) == len(STATEMENT) + 24
    assert statement_iri(*parts) != statement_iri(*parts, "more")


@given(st.data())
def test_ids_do_not_depend_on_the_order_of_claims(data: st.DataObject) -> None:
    from kg.model import Document

    refs = ("TUR", "RUS", "FRA")
    ref = st.sampled_from(refs)
    referents = tuple(Referent(r, "state", r, None, None) for r in refs)
    predicate = st.sampled_from(("accuses", "meets", "targets"))
    claim = st.builds(row, ref, ref, predicate, st.integers(0, 9),
                      confidence=st.floats(0, 1))  # fmt: skip
    claims = data.draw(st.lists(claim, max_size=6))
    shuffled = data.draw(st.permutations(claims))
    document = Document("d", "نص " * 20)
    one = link(Extraction(document, referents, tuple(claims)))
    assert one == link(Extraction(document, referents, tuple(shuffled)))
    assert len({s.id for s in one.statements}) == len(one.statements)
