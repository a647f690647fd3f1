"""What tests of this folder share: the records of tests/integration, graphs, a second server."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from graphs import NOW, ROOT, build

from kg import export
from kg.rdf.archive import Archive
from kg.rdf.terms import Versions

sys.path.insert(0, str(ROOT / "tests" / "integration"))


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder of the golden articles, of which three then changed."""
    folder = tmp_path_factory.mktemp("golden")
    articles = sorted((ROOT / "tests" / "golden").glob("*.txt"))
    graph = build(articles, folder / "g.kg")
    changed = [folder / path.name for path in articles[:3]]
    for path, old in zip(changed, articles, strict=False):
        path.write_text(old.read_text("utf-8") + "\nتصحيح.\n", "utf-8")
    return build(changed, graph)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder with hostile names, quotes, line breaks, and a version that is retired."""
    from store_samples import EVIL, FRANCE, RUSSIA, SYRIA, TURKEY, entity, record, sample

    villain = entity(f"learned/{EVIL}", EVIL, 'a "b", c\n;', names=[EVIL, "x,y", '"'])
    bad = record("bad", (villain, "accuses", TURKEY), text=EVIL, topic='"', quote="a,\nb\r\n\\")
    bad = replace(bad, document=replace(bad.document, url="", source=None))
    old = record("a1", (FRANCE, "accuses", SYRIA), text="قديم")
    copy = record("copy", *((TURKEY, "accuses", RUSSIA), (RUSSIA, "targets", TURKEY)))
    copy = replace(copy, document=replace(copy.document, report="a2"))
    folder = tmp_path_factory.mktemp("hostile") / "g.kg"
    with Archive.open(folder, create=True) as archive:
        for each in (old, *sample(), bad, copy):
            archive.put(each, Versions("1", "2", "3"), NOW)
    return folder


@pytest.fixture(scope="session")
def bulk(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as files for the bulk importer."""
    folder = tmp_path_factory.mktemp("files") / "bulk"
    export.export(hostile, "neo4j-admin", folder)
    return folder


@pytest.fixture(scope="session")
def own(
    make_server: Callable[[Path], Any], bulk: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """A server that tests may restart, filled by the real bulk importer before its first start."""
    server = make_server(tmp_path_factory.mktemp("own") / "home")
    server.configure("db.tx_log.preallocate=false")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(bulk)
        server.admin("database", "import", "full", "neo4j", "@arguments.txt")
    server.start()
    yield server
    server.kill()
