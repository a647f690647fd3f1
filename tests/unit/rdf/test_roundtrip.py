"""JSON lines, records and TriG hold the same: whatever the text."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.exports import jsonl
from kg.linking import link
from kg.model import PREDICATES, Claim, Document, Extraction, Mention, Record, Referent, Span
from kg.rdf import read, trig, turtle
from kg.rdf.parts import Parts
from kg.rdf.terms import Versions
from kg.rdf.validate import check

#: rdflib warns about its own use of what it deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
VERSIONS = Versions("1", "2", "3")

#: Text with what breaks writers: quotes, escapes, breaks, controls, bidi marks, lone surrogates.
hostile = st.text(
    st.sampled_from("اتهم\"\\\n\r\t\0\x07\x85\u2028\u202e\ud800\udfff\ufffe<>{}|^`%;.'@ abc😀")
)
lines = st.text(min_size=20, max_size=60) | hostile.filter(lambda t: len(t) > 20 and t.strip("\n"))


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    text = draw(lines)
    document = Document(
        draw(st.text(max_size=8) | st.sampled_from([".", "..", "a/b", "a b", "", "مقال"])),
        text,
        draw(st.dates() | st.none()),
        draw(hostile | st.none()),
        draw(hostile | st.none()),
    )
    offsets = st.integers(0, len(text) - 1)
    spans = st.builds(lambda a, b: Span(min(a, b), max(a, b) + 1), offsets, offsets)
    spans = spans.filter(lambda span: text[slice(*span)].strip("\n"))  # nobody names a line break
    referents = []
    for number, actor in enumerate(["TUR", "RUS", "UN"]):
        ref = draw(st.sampled_from([actor, f"learned:{draw(hostile)}{number}"]))
        found = [Mention(*s, text[slice(*s)], ref) for s in draw(st.lists(spans, max_size=3))]
        days = st.dates(date(1900, 1, 1)) | st.none()
        referents.append(Referent(
            ref, draw(st.sampled_from(["state", "organisation", "group", "person"])), actor,
            draw(hostile | st.none()), draw(hostile | st.none()), draw(st.none() | st.just("Q43")),
            draw(st.none() | st.just("EU/council")), draw(days), draw(days), tuple(found),
        ))  # fmt: skip
    refs = st.sampled_from([r.ref for r in referents])
    claims = st.builds(
        Claim, refs, st.sampled_from(PREDICATES), refs | st.none(), spans, spans,
        st.just("frame:لفظ/verb"), spans | st.none(), refs | st.none(),
        st.sampled_from(["positive", "negative"]),
        st.sampled_from(["actual", "planned", "possible", "former"]), st.booleans(),
        st.floats(0, 1),
    )  # fmt: skip
    return Extraction(document, tuple(referents), tuple(draw(st.lists(claims, max_size=5))))


def through_trig(record: Record) -> Record:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x.trig"
        file.write_bytes(trig.trig(record, VERSIONS))
        (found,) = read.records(file)
        return found


@given(extractions())
@settings(max_examples=150, deadline=None)
def test_json_to_record_to_trig_to_record(extraction: Extraction) -> None:
    line = jsonl.dumps(link(extraction))
    first = jsonl.loads(line)
    again = through_trig(first)
    assert again == first
    assert [e.mentions for e in again.entities] == [e.mentions for e in first.entities]
    assert jsonl.dumps(again) == line


@given(extractions())
@settings(max_examples=30, deadline=None)
def test_partitioned_files_come_back(extraction: Extraction) -> None:
    records = [link(extraction), Record(Document("آخر", "عنوان"), (), ())]
    found = []
    for ending, write in ((".nq.gz", turtle.write_nquads), (".trig.gz", trig.write_all)):
        with TemporaryDirectory() as folder, gzip.open(Path(folder) / f"x{ending}", "w") as out:
            write([(record, VERSIONS) for record in records], out)
            out.close()
            found.append(list(Parts(Path(folder)).articles()))
    assert found[0] == found[1]
    assert [versions for _, versions in found[0]] == [VERSIONS, VERSIONS]
    assert found[0][0] == (through_trig(records[0]), VERSIONS)


@given(extractions())
@settings(max_examples=100, deadline=None)
def test_whatever_is_linked_conforms(extraction: Extraction) -> None:
    check(link(extraction), VERSIONS)


@given(extractions())
@settings(max_examples=30, deadline=None)
def test_rdflib_reads_what_we_read(extraction: Extraction) -> None:
    content = trig.trig(link(extraction), VERSIONS)
    with TemporaryDirectory() as folder:
        ours, foreign = Path(folder) / "a.trig", Path(folder) / "b.trig"
        ours.write_bytes(content)
        foreign.write_bytes(b"# of another program\n" + content)
        assert list(read.articles(ours)) == list(read.articles(foreign))


@given(extractions())
@settings(max_examples=100, deadline=None)
def test_offsets_point_at_the_text(extraction: Extraction) -> None:
    row = json.loads(jsonl.dumps(link(extraction)))
    shown = extraction.document.text.translate(dict.fromkeys(range(0xD800, 0xE000), 0xFFFD))
    for quote in [m for e in row["entities"] for m in e["mentions"]] + [
        s["evidence"] for s in row["statements"]
    ]:
        assert shown[quote["begin"] : quote["end"]] == quote["text"]
    for statement in row["statements"]:
        if statement["topic_span"]:
            begin, end = statement["topic_span"]["begin"], statement["topic_span"]["end"]
            assert shown[begin:end] == statement["topic"]
