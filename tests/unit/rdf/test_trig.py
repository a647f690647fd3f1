from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import BNode, Dataset, URIRef

from kg import resources
from kg.errors import SourceError
from kg.model import Record
from kg.rdf import read, trig
from kg.rdf.quads import graph_name, quads
from kg.rdf.terms import BASE, Versions

#: rdflib warns about its own use of what it deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
VERSIONS = Versions("1.2.3", "lex", "morph")


def parsed(content: bytes) -> Dataset:
    dataset = Dataset()
    dataset.parse(data=content, format="trig")
    return dataset


def test_rdflib_reads_the_same_quads(record: Record) -> None:
    dataset = parsed(trig.trig(record, VERSIONS))
    assert len(list(dataset.quads())) == len(list(quads(record, VERSIONS)))
    names = {str(graph) for *_, graph in dataset.quads()}
    assert names == {graph_name(record.document)}


def test_there_are_no_blank_nodes(record: Record) -> None:
    found = parsed(trig.trig(record, VERSIONS)).quads()
    assert not any(isinstance(term, BNode) for quad in found for term in quad)


def test_bytes_do_not_depend_on_the_order_of_parts(record: Record) -> None:
    other = replace(record, entities=record.entities[::-1], statements=record.statements[::-1])
    assert trig.trig(other, VERSIONS) == trig.trig(record, VERSIONS)


def test_the_bytes_are_those_of_the_layout(record: Record) -> None:
    """A change here changes every graph on disk: raise the layout in trig.PREAMBLE with it."""
    from hashlib import sha256

    digest = sha256(trig.trig(record, Versions("0", "0", "0", "0"))).hexdigest()
    assert digest[:16] == "95d4f67a180666c4"


def test_a_speaker_and_a_direct_link(record: Record) -> None:
    dataset = parsed(trig.trig(record, VERSIONS))
    query = """
        PREFIX gkg: <https://w3id.org/geopolitical-kg/ontology#>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?s ?who WHERE {
            GRAPH ?g { ?s gkg:predicate gkg:threatens ; prov:wasAttributedTo ?who }
        }
    """
    ((statement, speaker),) = dataset.query(query)
    assert str(statement) == record.statements[2].id
    assert str(speaker) == record.statements[2].speaker
    direct = (URIRef(BASE + "entity/TUR"), URIRef(BASE + "ontology#accuses"), None, None)
    assert [str(q[2]) for q in dataset.quads(direct)] == [BASE + "entity/RUS"]
    denied = (None, URIRef(BASE + "ontology#agreedWith"), None, None)
    assert not list(dataset.quads(denied))


def test_several_articles_in_one_file(record: Record, tmp_path: Path) -> None:
    second = replace(record, document=replace(record.document, id="news 2"))
    out = io.BytesIO()
    trig.write([record, second], out, VERSIONS)
    file = tmp_path / "two.trig"
    file.write_bytes(out.getvalue())
    assert [(r.document.id, v) for r, v in read.articles(file)] == [
        ("news 1", VERSIONS), ("news 2", VERSIONS),
    ]  # fmt: skip


def test_other_layouts_go_through_rdflib(record: Record, tmp_path: Path) -> None:
    content = trig.trig(record, VERSIONS)
    ours, foreign = tmp_path / "ours.trig", tmp_path / "foreign.trig"
    ours.write_bytes(content)
    foreign.write_text(parsed(content).serialize(format="trig"), encoding="utf-8")
    (one,), (other,) = read.articles(ours), read.articles(foreign)
    assert one == other
    assert trig.trig(*other) == content


def test_an_edited_file_goes_through_rdflib_from_there(record: Record, tmp_path: Path) -> None:
    out = io.BytesIO()
    trig.write([record, replace(record, document=replace(record.document, id="b"))], out, VERSIONS)
    file = tmp_path / "edited.trig"
    file.write_bytes(out.getvalue() + b"# a note\n<urn:g> { <urn:a> <urn:b> 1, 2 }\n")
    assert [r.document.id for r in read.records(file)] == ["news 1", "b"]


@pytest.mark.parametrize("cut", [100, 1000, -3])
def test_a_truncated_file_is_an_error(record: Record, tmp_path: Path, cut: int) -> None:
    file = tmp_path / "cut.trig"
    file.write_bytes(trig.trig(record, VERSIONS)[:cut])
    with pytest.raises(SourceError, match=r"cut\.trig"):
        list(read.records(file))


def test_a_missing_file_and_a_binary_one_are_errors(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        list(read.records(tmp_path / "none.trig"))
    (tmp_path / "image.trig").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    with pytest.raises(SourceError):
        list(read.records(tmp_path / "image.trig"))


def test_an_article_that_lacks_something_is_an_error(record: Record, tmp_path: Path) -> None:
    file = tmp_path / "lacking.trig"
    content = trig.trig(record, VERSIONS).decode()
    file.write_text("\n".join(x for x in content.split("\n") if "gkg:subject" not in x))
    with pytest.raises(SourceError, match="gkg:subject"):
        list(read.records(file))


def test_the_context_names_what_is_written(record: Record) -> None:
    """Compacted with the context, no term is left as a full IRI or prefixed name."""
    context = json.loads((resources.ontology() / "context.jsonld").read_text())
    dataset = parsed(trig.trig(record, VERSIONS))
    text = dataset.serialize(format="json-ld", context=context, auto_compact=True)
    statements = [n for g in graphs(json.loads(text)) for n in g if n.get("predicate")]
    assert len(statements) == len(record.statements)
    assert all({"subject", "evidence", "polarity", "trigger"} <= n.keys() for n in statements)


def graphs(found: dict[str, object]) -> list[list[dict[str, object]]]:
    nodes = found.get("@graph", [found])
    return [n.get("@graph", [n]) for n in nodes]
