"""A build that is killed at any moment and continued gives the bytes of one that was not."""

from __future__ import annotations

import os
import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals of POSIX"),
]
COUNT = 60


def whole(graph: Path) -> dict[str, bytes]:
    """Everything that a build leaves but the store, which has files of its own making."""
    return {
        str(p.relative_to(graph)): p.read_bytes()
        for p in sorted(graph.rglob("*"))
        if p.is_file() and p.relative_to(graph).parts[0] not in ("store", ".lock")
    }


@pytest.fixture
def undisturbed(kg: Any) -> dict[str, bytes]:
    kg.env["SOURCE_DATE_EPOCH"] = "1700000000"
    kg.file("in.jsonl", kg.lines(*range(COUNT)) + b"no json\n" + kg.lines(*range(COUNT, COUNT + 3)))
    status, _, err = kg("build", "in.jsonl", "-o", "whole.kg")
    assert (status, f"{COUNT + 3} added, 1 failed" in err) == (3, True), err
    return whole(kg.folder / "whole.kg")


def stop_at(kg: Any, number: signal.Signals, staged: int, *options: object) -> None:
    """Start the build and stop it when so many articles are staged."""
    graph = kg.folder / "g.kg"
    process = kg.start("build", "in.jsonl", "-o", "g.kg", *options)
    kg.until(
        lambda: (
            len(list(graph.glob("rdf.staging/**/*.trig"))) >= staged or process.poll() is not None
        )
    )
    process.send_signal(number)
    process.wait(60)


def test_killed_again_and_again(kg: Any, undisturbed: dict[str, bytes]) -> None:
    graph = kg.folder / "g.kg"
    for staged, options in ((3, ()), (20, ("--workers", 2)), (50, ("--workers", 1))):
        stop_at(kg, signal.SIGKILL, staged, "--resume", *options)
    # What the last kill may have torn:
    for torn in sorted(graph.glob("rdf.staging/**/*.trig"))[:5]:
        torn.write_bytes(torn.read_bytes()[:40])
    status, _, err = kg("build", "in.jsonl", "-o", "g.kg", "--resume")
    assert (status, f"{COUNT + 3} added, 1 failed" in err) == (3, True), err
    assert whole(graph) == undisturbed


def test_what_was_done_is_not_done_again(kg: Any, undisturbed: dict[str, bytes]) -> None:
    graph = kg.folder / "g.kg"
    stop_at(kg, signal.SIGINT, 55)
    with sqlite3.connect(graph / ".build.sqlite") as journal:
        (done,) = journal.execute("SELECT count(*) FROM done").fetchone()
        assert done >= 50
    before = {p: p.stat().st_mtime_ns for p in graph.glob("rdf.staging/**/*.trig")}
    stop_at(kg, signal.SIGKILL, 61, "--resume")
    after = {p: p.stat().st_mtime_ns for p in before if p.exists()}
    assert sum(after.get(p) == before[p] for p in before) >= done or not after
    assert kg("build", "in.jsonl", "-o", "g.kg", "--resume")[0] == 3
    assert whole(graph) == undisturbed


def test_without_resume_and_with_other_articles(kg: Any, undisturbed: dict[str, bytes]) -> None:
    graph = kg.folder / "g.kg"
    stop_at(kg, signal.SIGTERM, 55)
    kg.file("less.jsonl", kg.lines(*range(30)))
    assert kg("build", "less.jsonl", "-o", "g.kg", "--resume")[0] == 0
    assert len(kg.rdf(graph)) == 30
    assert b'"articles": 30' in (graph / "manifest.json").read_bytes()
    stop_at(kg, signal.SIGKILL, 10)
    assert kg("build", "in.jsonl", "-o", "g.kg")[0] == 3
    assert whole(graph) == undisturbed
