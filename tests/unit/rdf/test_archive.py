from __future__ import annotations

import errno
import io
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kg import places
from kg.errors import NotFoundError, StoreError
from kg.model import Record
from kg.rdf import disk, read
from kg.rdf.archive import Archive, Preview
from kg.rdf.lock import exclusive
from kg.rdf.terms import Versions

VERSIONS = Versions("1.2.3", "lex", "morph")
NOW = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


def named(record: Record, name: str, text: str | None = None) -> Record:
    document = replace(record.document, id=name, text=text or record.document.text)
    return replace(record, document=document)


def build(folder: Path, *records: Record, now: datetime = NOW) -> list[str]:
    with Archive.open(folder, create=True) as archive:
        return [archive.put(record, VERSIONS, now) for record in records]


def interrupted(folder: Path, record: Record) -> None:
    with Archive.open(folder, create=True) as archive:
        archive.put(record, VERSIONS, NOW)
        raise KeyboardInterrupt


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != ".lock"
    }


@pytest.fixture
def three(record: Record) -> list[Record]:
    return [named(record, name) for name in ("a", "b", "مقال / 3")]


def test_building_twice_changes_nothing(tmp_path: Path, three: list[Record]) -> None:
    assert build(tmp_path / "g", *three) == ["added"] * 3
    before = snapshot(tmp_path / "g")
    assert build(tmp_path / "g", *three) == ["unchanged"] * 3
    assert snapshot(tmp_path / "g") == before


def test_order_and_number_of_builds_leave_no_trace(tmp_path: Path, three: list[Record]) -> None:
    build(tmp_path / "one", *three)
    for record in reversed(three):
        build(tmp_path / "other", record)
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "other")


def test_a_changed_article_replaces_its_graph(tmp_path: Path, three: list[Record]) -> None:
    build(tmp_path / "g", *three)
    changed = named(three[0], "a", three[0].document.text + " تصحيح")
    assert build(tmp_path / "g", changed) == ["replaced"]
    archive = Archive.open(tmp_path / "g")
    assert dict(archive.document_versions()) == {
        r.document.id: r.document.version for r in (changed, *three[1:])
    }
    assert len(list(archive.records())) == 3
    current, retired = archive.article("a", retired=True)
    assert list(archive.article("a")) == [current]
    assert (current.document.retired, retired.document.retired) == (None, NOW)
    assert (current.statements, retired.statements) == (changed.statements, three[0].statements)
    assert len(list(archive.records(retired=True))) == 4
    (file,) = (f for f in archive.trig_files() if b"invalidatedAtTime" in f.read_bytes())
    graphs = file.read_text("utf-8").split("\n}\n")
    assert ["gkg:accuses <" in graph for graph in graphs] == [True, False, False]
    assert '"2024-05-06T07:08:09Z"^^xsd:dateTime' in graphs[1]


def test_the_same_history_gives_the_same_bytes(tmp_path: Path, three: list[Record]) -> None:
    later = NOW + timedelta(days=1)
    texts = [three[0], *(named(three[0], "a", f"عنوان {i}") for i in range(3))]
    for name in ("one", "other"):
        for step, record in enumerate([*texts, texts[1], texts[1]]):
            build(tmp_path / name, record, now=later + timedelta(hours=step))
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "other")
    versions = list(Archive.open(tmp_path / "one").article("a", retired=True))
    assert [r.document.version for r in versions] == [
        r.document.version for r in (texts[1], texts[0], texts[2], texts[3])
    ]
    assert json.loads((tmp_path / "one" / "manifest.json").read_text())["articles"] == 1


def test_the_same_text_read_otherwise_retires_nothing(tmp_path: Path, three: list[Record]) -> None:
    build(tmp_path / "g", three[0])
    other = replace(three[0], statements=three[0].statements[1:])
    assert build(tmp_path / "g", other) == ["replaced"]
    assert len(list(Archive.open(tmp_path / "g").records(retired=True))) == 1
    build(tmp_path / "fresh", other)
    assert snapshot(tmp_path / "g") == snapshot(tmp_path / "fresh")


def test_an_export_brings_its_retired_versions_along(tmp_path: Path, three: list[Record]) -> None:
    build(tmp_path / "g", *three)
    build(tmp_path / "g", named(three[0], "a", "تصحيح"))
    with (tmp_path / "all.trig").open("wb") as out:
        Archive.open(tmp_path / "g").export(out)
    build(tmp_path / "copy", *read.records(tmp_path / "all.trig"), now=NOW + timedelta(days=9))
    rdf = {k: v for k, v in snapshot(tmp_path / "g").items() if not k.endswith(".txt")}
    assert snapshot(tmp_path / "copy") == rdf


def test_one_article_twice_in_a_build_counts_once(tmp_path: Path, three: list[Record]) -> None:
    changed = named(three[0], "a", three[0].document.text + " تصحيح")
    assert build(tmp_path / "g", three[0], three[0], changed) == ["added", "unchanged", "replaced"]
    assert json.loads((tmp_path / "g" / "manifest.json").read_text())["articles"] == 1


def test_the_manifest_names_versions(tmp_path: Path, three: list[Record]) -> None:
    build(tmp_path / "g", *three)
    assert json.loads((tmp_path / "g" / "manifest.json").read_text()) == {
        "layout": 1, "articles": 3, "kg": "1.2.3", "lexicon": "lex", "morphology": "morph",
        "ontology": "1.0.0",
    }  # fmt: skip


def test_export_is_one_file_that_reads_back(tmp_path: Path, three: list[Record]) -> None:
    build(tmp_path / "g", *three)
    archive, out = Archive.open(tmp_path / "g"), io.BytesIO()
    archive.export(out)
    (tmp_path / "all.trig").write_bytes(out.getvalue())
    assert list(read.records(tmp_path / "all.trig")) == list(archive.records())


def test_texts_are_kept(tmp_path: Path, three: list[Record]) -> None:
    build(tmp_path / "g", *three)
    archive = Archive.open(tmp_path / "g")
    assert archive.record("c") is None
    found = archive.record("مقال / 3")
    assert found is not None
    assert found.document == three[2].document
    quoted = {s.quote for s in three[2].statements}
    assert {found.document.text[slice(*s.evidence)] for s in found.statements} == quoted
    assert sorted(d.id for d in archive.documents()) == sorted(r.document.id for r in three)
    assert {d.text for d in archive.documents()} == {three[0].document.text}


def test_the_text_of_another_version_is_not_shown(tmp_path: Path, three: list[Record]) -> None:
    build(tmp_path / "g", three[0])
    text = three[0].document.text + " تصحيح"
    bare = replace(three[0].document, known_version=named(three[0], "a", text).document.version)
    assert build(tmp_path / "g", replace(three[0], document=bare)) == ["replaced"]
    found = Archive.open(tmp_path / "g").record("a")
    assert found is not None
    assert found.document.text == three[0].document.title
    assert build(tmp_path / "g", named(three[0], "a", text)) == ["unchanged"]
    assert [d.text for d in Archive.open(tmp_path / "g").documents()] == [text]


def test_an_error_undoes_the_build(tmp_path: Path, three: list[Record]) -> None:
    build(tmp_path / "g", three[0])
    before = snapshot(tmp_path / "g")
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path / "g", three[1])
    assert snapshot(tmp_path / "g") == before


def test_a_first_build_that_fails_leaves_nothing(tmp_path: Path, three: list[Record]) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path / "g", three[1])
    assert not (tmp_path / "g").exists()


def test_an_empty_build_is_a_graph(tmp_path: Path) -> None:
    build(tmp_path / "g")
    assert list(Archive.open(tmp_path / "g").records()) == []


@pytest.mark.parametrize("call", ["write_bytes", "flush", "flush_folder", "mkdir", "replace"])
def test_a_full_disk_leaves_the_graph_as_it_was_or_complete(
    tmp_path: Path, three: list[Record], monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    build(tmp_path / "g", three[0])
    before = snapshot(tmp_path / "g")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def fill_up_and_put() -> None:
        with Archive.open(tmp_path / "g") as archive:
            patch.setattr(disk if call.startswith("flush") else Path, call, full)
            archive.put(three[1], VERSIONS, NOW)

    with monkeypatch.context() as patch, pytest.raises(StoreError, match="No space left"):
        fill_up_and_put()
    Archive.open(tmp_path / "g")
    build(tmp_path / "complete", *three[:2])
    assert snapshot(tmp_path / "g") in (before, snapshot(tmp_path / "complete"))


def test_a_second_writer_is_refused(tmp_path: Path, three: list[Record]) -> None:
    with Archive.open(tmp_path / "g", create=True) as archive:
        archive.put(three[0], VERSIONS, NOW)
        with (
            pytest.raises(StoreError, match="another process"),
            Archive.open(tmp_path / "g", create=True) as second,
        ):
            second.put(three[1], VERSIONS, NOW)
    assert len(list(Archive.open(tmp_path / "g").records())) == 1


def test_a_folder_with_other_files_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(StoreError, match="other files"):
        Archive.open(tmp_path, create=True)


def test_no_graph_and_no_folder_are_errors(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        Archive.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        Archive.open(tmp_path / "file", create=True)


def test_a_damaged_or_newer_manifest_is_an_error(tmp_path: Path, three: list[Record]) -> None:
    build(tmp_path / "g", three[0])
    for content in ("{", "[]", '{"layout": 99}'):
        (tmp_path / "g" / "manifest.json").write_text(content)
        with pytest.raises(StoreError, match=r"manifest\.json"):
            build(tmp_path / "g", three[1])


#: Stops itself with SIGKILL at the nth of the calls that touch the disk.
_KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from kg.rdf import disk
from kg.rdf.archive import Archive, Preview
from kg.rdf.lock import exclusive
from kg.rdf.terms import Versions

left = int(sys.argv[3])
def counted(function):
    def call(*args, **kwargs):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)
    return call

with Archive.open(Path(sys.argv[1]), beside=sys.argv[4] == "beside") as archive:
    for name in ("write_bytes", "write_text", "mkdir", "replace", "hardlink_to"):
        setattr(Path, name, counted(getattr(Path, name)))
    for name in ("flush", "flush_folder"):
        setattr(disk, name, counted(getattr(disk, name)))
    more = Archive.open(Path(sys.argv[2]))
    for document in more.documents():
        now = datetime(2024, 5, 6, tzinfo=UTC)
        archive.put(more.record(document.id), Versions("1.2.3", "lex", "morph"), now)
"""


@pytest.fixture
def more(tmp_path: Path, three: list[Record]) -> Path:
    build(tmp_path / "more", *three)
    return tmp_path / "more"


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("call", range(1, 20, 2))
def test_a_killed_build_leaves_the_graph_as_it_was_or_complete(
    tmp_path: Path, three: list[Record], more: Path, call: int
) -> None:
    graph = tmp_path / "g"
    build(graph, three[0])
    before, after = snapshot(graph), snapshot(tmp_path / "more")
    killed(graph, more, call)
    Archive.open(graph)
    found = {k: v for k, v in snapshot(graph).items() if not k.startswith("rdf.staging")}
    assert found in (before, after)
    build(graph, *three)
    assert snapshot(graph) == after


def killed(graph: Path, more: Path, call: int, how: str = "") -> None:
    """A build of the articles of another graph that ends at its n-th call of the system."""
    command = [sys.executable, "-c", _KILLED, str(graph), str(more), str(call), how]
    root = Path(__file__).parents[3]
    ended = subprocess.run(
        command, check=False, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}
    )
    assert ended.returncode == -signal.SIGKILL


def content(archive: Archive) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in archive.trig_files()}


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("call", range(1, 51, 4))
def test_a_killed_generation_leaves_the_graph_as_it_was_or_complete(
    tmp_path: Path, three: list[Record], more: Path, call: int
) -> None:
    graph = tmp_path / "g"
    build(graph, named(three[0], "a", "نص آخر"), named(three[0], "stays"))
    build(more, named(three[0], "stays"))
    reader = Archive.open(graph)
    before = content(reader)
    killed(graph, more, call, "beside")
    assert content(reader) == before  # who reads meanwhile is not disturbed
    found = content(Archive.open(graph))
    if found == before:
        with Archive.open(graph, beside=True) as archive:
            for record in three:
                archive.put(record, VERSIONS, NOW)
    assert set(content(Archive.open(graph))) == set(content(Archive.open(more)))
    assert len(list(Archive.open(graph).article("a", retired=True))) == 2
    assert content(reader) == before
    assert json.loads((graph / "manifest.json").read_text())["articles"] == 4
    assert sorted(p.name for p in graph.glob("rdf*")) == ["rdf", "rdf.2", "rdf.current"]


@pytest.mark.parametrize("links", [True, False])
def test_whoever_reads_one_generation_never_sees_the_next(
    tmp_path: Path, three: list[Record], monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    if not links:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    graph = tmp_path / "g"
    build(graph, *three)
    before = content(Archive.open(graph))
    reading = Archive.open(graph).records()
    seen = [next(reading)]
    with Archive.open(graph, beside=True) as archive:
        for record in three[:2]:
            archive.put(replace(record, statements=record.statements[1:]), VERSIONS, NOW)
    seen += reading
    assert [len(record.statements) for record in seen] == [len(three[0].statements)] * 3
    now = Archive.open(graph)
    short = len(three[0].statements) - 1
    assert sorted(len(r.statements) for r in now.records()) == [short, short, short + 1]
    assert all(document.text == three[0].document.text for document in now.documents())
    kept = content(now)
    with Archive.open(graph, beside=True):
        pass  # nothing to take the place of
    build(graph, *three)  # into the current one
    assert content(Archive.open(graph)) == before
    assert content(now) == before != kept
    build(tmp_path / "fresh", *three)
    assert (graph / "manifest.json").read_bytes() == (
        tmp_path / "fresh" / "manifest.json"
    ).read_bytes()
    os.utime(graph / "rdf.current", (0, 0))  # long ago
    (graph / "rdf.3").mkdir()  # of a process that died
    places.tidy(graph, "rdf")
    assert sorted(p.name for p in graph.glob("rdf*")) == ["rdf.2", "rdf.current"]


def test_a_full_disk_leaves_no_generation(
    tmp_path: Path, three: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = tmp_path / "g"
    build(graph, *three)
    before = snapshot(graph)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def generation() -> None:
        with Archive.open(graph, beside=True) as archive:
            archive.put(named(three[0], "d"), VERSIONS, NOW)
            monkeypatch.setattr("kg.rdf.disk.flush", full)

    with pytest.raises(StoreError, match=r"No space left.*the graph is as it was"):
        generation()
    assert snapshot(graph) == before


def test_opening_waits_for_a_commit_that_is_under_way(
    tmp_path: Path, three: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = tmp_path / "g"
    build(graph, three[0])
    before = snapshot(graph)
    (graph / "rdf").rename(graph / "rdf.pending")  # decided, and not yet in place
    monkeypatch.setattr("kg.rdf.archive.PATIENCE", 0)
    with exclusive(graph / ".lock"), pytest.raises(StoreError, match="another process"):
        Archive.open(graph)
    monkeypatch.undo()
    with ThreadPoolExecutor(1) as pool:
        with exclusive(graph / ".lock"):
            opening = pool.submit(Archive.open, graph)
            time.sleep(0.15)
            assert not opening.done()
        assert opening.result(timeout=10).exists()
    assert not (graph / "rdf.pending").exists()
    assert snapshot(graph) == before


def test_preview_of_a_commit(tmp_path: Path, three: list[Record]) -> None:
    graph = tmp_path / "g"
    build(graph, *three[:2])
    changed = named(three[0], "a", "نص آخر")
    with Archive.open(graph) as archive:
        archive.put(changed, VERSIONS, NOW)
        archive.put(three[2], VERSIONS, NOW)
        marks = sorted(mark[:2] for mark in Preview(graph).marks())
        (seen,) = [r.document.version for r in Preview(graph).article("a")]
        assert seen == changed.document.version
        assert sorted(name for name, *_ in Archive(graph).marks()) == ["a", "b"]
    assert sorted(mark[:2] for mark in Archive(graph).marks()) == marks
