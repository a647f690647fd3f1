"""The real bulk importer makes the same graph of `kg export neo4j-admin` as the driver does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from store_samples import EVIL, FRANCE, RUSSIA, SYRIA, TURKEY, entity, record, sample
from test_interrupted import CONTENT, clear
from test_queries import calls

from kg import export
from kg.queries import load_all, run
from kg.rdf.archive import Archive
from kg.rdf.terms import Versions
from kg.store import load, open_store

NOW = datetime(2024, 1, 1, tzinfo=UTC)
QUESTIONS = (
    "who-accuses", "whom-accuses", "agreements", "allies-of", "most-accused", "contradictions",
    "timeline", "path-between", "relations", "corrections",
)  # fmt: skip


def build(folder: Path) -> Path:
    """A graph with hostile names, quotes, line breaks, and a version that is retired."""
    villain = entity(f"learned/{EVIL}", EVIL, 'a "b", c\n;', names=[EVIL, "x,y", '"'])
    bad = record("bad", (villain, "accuses", TURKEY), text=EVIL, topic='"', quote="a,\nb\r\n\\")
    bad = replace(bad, document=replace(bad.document, url="", source=None))
    old = record("a1", (FRANCE, "accuses", SYRIA), text="قديم")
    copy = record("copy", *((TURKEY, "accuses", RUSSIA), (RUSSIA, "targets", TURKEY)))
    copy = replace(copy, document=replace(copy.document, report="a2"))
    with Archive.open(folder, create=True) as archive:
        for each in (old, *sample(), bad, copy):
            archive.put(each, Versions("1", "2", "3"), NOW)
    return folder


@pytest.mark.slow
def test_imported_is_loaded(
    make_server: Callable[[Path], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = build(tmp_path / "g.kg")
    export.export(graph, "neo4j-admin", tmp_path / "bulk")
    server = make_server(tmp_path / "home")
    monkeypatch.chdir(tmp_path / "bulk")
    server.admin("database", "import", "full", "neo4j", "@arguments.txt")
    server.start()
    monkeypatch.setenv("KG_STORE_PASSWORD", server.password)
    try:
        with open_store(server.address) as store:
            imported = list(store.read(CONTENT))
            done = load(store, Archive.open(graph).records(retired=True))
            assert (done.unchanged, done.added, done.retired) == (8, 0, 0)
            answers = _answers(store)
            clear(store)
            load(store, Archive.open(graph).records(retired=True))
            loaded = list(store.read(CONTENT))
            for a, b in zip(imported, loaded, strict=True):
                assert a["node"] == b["node"]
                assert a["edges"] == b["edges"]
            assert answers == _answers(store)
            assert all(answers.values())
    finally:
        server.kill()


def _answers(store: Any) -> dict[str, Any]:
    found = {}
    for name in QUESTIONS:
        query = load_all()[name]
        found[name] = [run(store, query, given).rows for given in calls(query)]
    return found


def test_files_are_complete(tmp_path: Path) -> None:
    export.export(build(tmp_path / "g.kg"), "neo4j-admin", tmp_path / "bulk")
    named = {name for line in (tmp_path / "bulk" / "arguments.txt").read_text().splitlines()
             if line.startswith(("--nodes", "--relationships"))
             for name in line.rpartition("=")[2].split(",")}  # fmt: skip
    assert named | {"arguments.txt"} == {path.name for path in (tmp_path / "bulk").iterdir()}
