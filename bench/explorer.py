"""Measure the explorer: how long the page and its API take, and how much the page loads.

    python bench/explorer.py                 # graphs of 3,000 and 300,000 made-up statements
    python bench/explorer.py 3000 --folder DIR

Graphs are made once and kept in the folder. Needs Chromium (`apt install chromium`). Everything is
measured twice: anew, when the server has no answer left from before, and again, when it has.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import made_up

ROOT = Path(__file__).parents[1]
#: The two actors that most statements are about.
FIRST, SECOND = (actor.id for actor in made_up.actors()[:2])


@contextmanager
def served(graph: Path) -> Iterator[str]:
    """`kg serve`, in a process of its own: its address."""
    command = [sys.executable, "-m", "kg", "serve", "-g", str(graph), "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT)
    assert server.stderr is not None
    line = server.stderr.readline()
    found = re.match(r"(http://\S+)/", line)
    try:
        if not found:
            raise SystemExit(line)
        yield found[1]
    finally:
        server.terminate()
        server.wait()


def timed(work: Callable[[], object], times: int, graph: Path) -> str:
    """Median and 95th percentile in milliseconds, anew and again.

    Work that gives a number has measured itself.
    """
    work()

    def anew() -> object:
        os.utime(graph)  # as any change of the graph, it makes the server forget its answers
        return work()

    return f"{_spread(anew, times)} | {_spread(work, times)}"


def _spread(work: Callable[[], object], times: int) -> str:
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        given = work()
        whole = 1000 * (time.perf_counter() - begin)
        taken.append(given if isinstance(given, float) else whole)
    taken.sort()
    worst = taken[min(len(taken) - 1, round(0.95 * (len(taken) - 1)))]
    return f"{statistics.median(taken):,.0f} ms, {worst:,.0f} ms"


def api(address: str, times: int, graph: Path) -> Iterator[tuple[str, str]]:
    """Each address of the API that the page uses."""

    def get(path: str, **parameters: object) -> bytes:
        search = urlencode(parameters, doseq=True)
        with urllib.request.urlopen(f"{address}/api/{path}?{search}", timeout=120) as answer:
            body: bytes = answer.read()
            return body

    said = json.loads(get("statements", actor=FIRST, other=SECOND, limit=1))[0]["statement"]
    calls: tuple[tuple[str, Callable[[], object]], ...] = (
        ("actors, `tur`", lambda: get("actors", q="tur")),
        ("understand, `من يتهم تركيا؟`", lambda: get("understand", q="من يتهم تركيا؟")),
        ("ask who-accuses, 100 rows", lambda: get("ask/who-accuses", target=FIRST, limit=100)),
        ("graph, one actor, 40 drawn", lambda: get("graph", actor=FIRST)),
        ("the same, one predicate", lambda: get("graph", actor=FIRST, predicates="accuses")),
        ("the same, sure ones", lambda: get("graph", actor=FIRST, confidence=0.7)),
        ("the same, one year", lambda: get("graph", actor=FIRST, since=2020, until="2020-12-31")),
        ("graph, two actors, 200 drawn", lambda: get("graph", actor=[FIRST, SECOND], nodes=200)),
        ("graph, links between neighbours too",
         lambda: get("graph", actor=FIRST, between="true")),
        ("statements behind a link", lambda: get("statements", actor=FIRST, other=SECOND)),
        ("the same, one predicate and direction",
         lambda: get("statements", actor=FIRST, other=SECOND, predicates="accuses",
                     directed="true")),
        ("evidence", lambda: get("evidence", statement=said)),
        ("timeline", lambda: get("timeline", actor=FIRST, other=SECOND)),
        ("status", lambda: get("status")),
    )  # fmt: skip
    for name, call in calls:
        yield name, timed(call, times, graph)


def page(address: str, times: int, folder: Path) -> Iterator[tuple[str, str]]:
    """The page in Chromium, each time with an empty cache."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("KG_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])

        def opened(view: str, ready: str) -> tuple[float, int]:
            """Milliseconds from the address to what is ready, and kilobytes until then."""
            context = browser.new_context()
            tab = context.new_page()
            network = context.new_cdp_session(tab)
            network.send("Network.enable")
            sizes: list[float] = []
            network.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
            begin = time.perf_counter()
            tab.goto(f"{address}{view}", wait_until="commit")
            tab.wait_for_selector(ready, timeout=120_000)
            taken = 1000 * (time.perf_counter() - begin)
            context.close()
            return taken, round(sum(sizes) / 1000)

        graph = f"/graph?actor={FIRST}"
        ask = timed(lambda: opened("/", "main[data-ready=ask]")[0], times, folder)
        yield "page ready, Ask", ask
        drawn = timed(lambda: opened(graph, "main[data-drawn]")[0], times, folder)
        yield "page ready, Graph drawn", drawn
        yield "loaded by Graph, compressed", f"{opened(graph, 'main[data-drawn]')[1]} kB | "
        browser.close()


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    cli.add_argument("statements", nargs="*", type=int, default=[3000, 300_000])
    cli.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir(), "kg-bench"))
    cli.add_argument("--times", type=int, default=20)
    options = cli.parse_args()
    for statements in options.statements:
        graph = options.folder / f"b{statements}.kg"
        if not graph.exists():
            made_up.graph(graph, statements)
        print(f"\n| {statements:,} statements | anew: median, p95 | again |\n|---|---|---|")
        with served(graph) as address:
            for measured in (page(address, 5, graph), api(address, options.times, graph)):
                for name, figure in measured:
                    print(f"| {name} | {figure} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
