"""Which folders hold partitioned files, and what is said of files that cannot be read."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from kg.errors import NotFoundError, SourceError, StoreError
from kg.model import Document, Record
from kg.rdf import nquads, trig, turtle
from kg.rdf.archive import Archive
from kg.rdf.parts import Parts, opened, partitioned
from kg.rdf.terms import Versions

VERSIONS = Versions("1", "2", "3")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def written(*records: Record) -> bytes:
    out = BytesIO()
    turtle.write_nquads([(record, VERSIONS) for record in records], out)
    return out.getvalue()


def named(name: str) -> Record:
    return Record(Document(name, f"عنوان {name}"), (), ())


def test_the_grammar_of_n_quads() -> None:
    lines = (
        "# a comment\n", "\n",
        '<a:s> <a:p> "x\\u0641\\U0001F600\\n\\"" <a:g> .\n',
        '  <a:s>\t<a:p>"1"^^<http://www.w3.org/2001/XMLSchema#string><a:g>. # end\r\n',
        '<a:s> <http://www.w3.org/2000/01/rdf-schema#label> "y\u2028z"@ar-EG <a:g> .\n',
        "<a:s> <a:p> <a:\\u0641> <a:g> .",
    )  # fmt: skip
    ((name, graph),) = nquads.graphs(lines, "x.nq")
    assert (name, list(graph)) == ("a:g", ["a:s"])
    assert [*map(tuple, graph["a:s"]["a:p"])] == [('xف😀\n"', ""), ("1", ""), ("a:ف", "iri")]
    assert graph["a:s"]["rdfs:label"] == [("y\u2028z", "@ar-EG")]


@pytest.mark.parametrize(
    "line",
    ['<a:s> <a:p> "x" .', "_:b <a:p> <a:o> <a:g> .", '<a:s> <a:p> "x" <a:g>', "no quad",
     '<a:s> <a:p> "\\q" <a:g> .', '<a:s> <a:p> "\\UFFFFFFFF" <a:g> .'],
)  # fmt: skip
def test_what_is_no_quad(line: str) -> None:
    with pytest.raises(SourceError, match=r"x.nq: not N-Quads of named graphs"):
        list(nquads.graphs([line], "x.nq"))


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.nq.gz", b"no gzip"), ("a.nq.gz", gzip.compress(b"x", mtime=0)[:-9]), ("a.nq", b"\xff\n"),
     ("a.trig", b"@prefix a: <b:> .\n"), ("a.trig", trig.PREAMBLE.encode() + b"\n<a> {\n"),
     ("a.nq", b"<a:s> <a:p> <a:o> .\n")],
)  # fmt: skip
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match=rf"^{tmp_path / name}: "):
        list(Parts(tmp_path).records())


def test_which_folder_is_what(tmp_path: Path) -> None:
    months, graph, begun = (tmp_path / name for name in ("months", "graph", "begun"))
    (months / "quads").mkdir(parents=True)
    (months / "quads" / "part-0000.nq").write_bytes(written(named("a")))
    (months / "quads" / ".part-0001.nq").write_bytes(b"left by a copy")
    with Archive.open(graph, create=True) as archive:
        archive.put(named("a"), VERSIONS, NOW)
    (begun / ".runs").mkdir(parents=True)
    assert (partitioned(months), partitioned(graph), partitioned(tmp_path / "no")) == (
        True, False, False,
    )  # fmt: skip
    assert list(opened(months).records()) == list(opened(graph).records())
    assert partitioned(graph / "rdf"), "a part of a graph is files, too"
    with pytest.raises(StoreError, match=r"not finished: .*--resume"):
        opened(begun)
    (months / "manifest.json").write_text('{"partition": "month", "articles": 1}')
    assert partitioned(months)
    with pytest.raises(StoreError, match=r"is partitioned, no graph: .kg load"):
        Archive.open(months)
    with pytest.raises(StoreError, match=r"is partitioned, no graph"):
        Archive.open(months, create=True)
    with pytest.raises(NotFoundError, match="holds no graph"):
        opened(tmp_path / "no")
