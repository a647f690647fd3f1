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
def articles(kg: Any) -> list[bytes]:
    """Lines, one of which is broken, and a fixed time."""
    kg.env["SOURCE_DATE_EPOCH"] = "1700000000"
    return [*(kg.lines(n) for n in range(COUNT)), b"no json\n", kg.lines(COUNT)]


def build(kg: Any, graph: str, articles: list[bytes], *options: object) -> dict[str, bytes]:
    status, _, err = kg("build", "-", "-o", graph, *options, data=b"".join(articles))
    assert (status, f"{COUNT + 1} added, 1 failed" in err) == (3, True), err
    return whole(kg.folder / graph)


def stop(
    kg: Any, number: signal.Signals, articles: list[bytes], staged: int, *options: object
) -> None:
    """Start a build, give it some articles, and stop it when so many are staged."""
    process = kg.start("build", "-", "-o", "g.kg", *options)
    process.stdin.write(b"".join(articles))
    process.stdin.flush()
    graph = kg.folder / "g.kg"
    kg.until(lambda: len(list(graph.glob("rdf.staging/**/*.trig"))) >= staged)
    process.send_signal(number)
    process.wait(60)


def noted(graph: Path) -> int:
    with sqlite3.connect(graph / ".build.sqlite") as journal:
        return int(journal.execute("SELECT count(*) FROM done").fetchone()[0])


def test_killed_again_and_again(kg: Any, articles: list[bytes]) -> None:
    undisturbed, graph = build(kg, "whole.kg", articles), kg.folder / "g.kg"
    stop(kg, signal.SIGKILL, articles[:10], 3, "--workers", 1)
    stop(kg, signal.SIGKILL, articles[:60], 20, "--resume", "--workers", 2)
    stop(kg, signal.SIGINT, articles[:60], 55, "--resume", "--workers", 1)
    assert noted(graph) >= 50
    # What the last kill may have torn:
    for torn in sorted(graph.glob("rdf.staging/**/*.trig"))[:5]:
        torn.write_bytes(torn.read_bytes()[:40])
    before = {p: p.stat().st_mtime_ns for p in graph.glob("rdf.staging/**/*.txt")}
    stop(kg, signal.SIGKILL, articles[:60], 55, "--resume", "--workers", 1)
    same = sum(p.stat().st_mtime_ns == time for p, time in before.items())
    assert same >= 45, "what was done is done again"
    assert build(kg, "g.kg", articles, "--resume") == undisturbed


def test_without_resume_and_with_other_articles(kg: Any, articles: list[bytes]) -> None:
    graph = kg.folder / "g.kg"
    stop(kg, signal.SIGTERM, articles[:60], 55, "--workers", 1)
    status, _, err = kg("build", "-", "-o", "g.kg", "--resume", data=b"".join(articles[:30]))
    assert (status, "30 added" in err, len(kg.rdf(graph))) == (0, True, 30), err
    assert b'"articles": 30' in (graph / "manifest.json").read_bytes()
    stop(kg, signal.SIGKILL, articles[:60], 10, "--workers", 1)
    status, _, err = kg("build", "-", "-o", "g.kg", data=b"".join(articles))
    assert (status, "30 unchanged" in err, len(kg.rdf(graph))) == (3, True, COUNT + 1), err
