"""A real page: `kg serve` on a graph of its own, and Chromium, of which no request may leave.

Also lets the tests of this folder import what they share (axe.py).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(Path(__file__).parent))
HOSTILE = "<img src=x onerror=document.body.remove()>"
#: Longer than what a browser lays out at once.
LONG = "وتعمل الأسواق في المدينة كالمعتاد منذ الصباح ولم يسجل أي طارئ.\n" * 350
ARTICLES = {
    "sanctions": "2019-10-15",
    "talks": "2019-11-02",
}
TEXTS = {
    "sanctions": (
        "موسكو تنتقد أنقرة\n"
        "اتهم وزير الخارجية الروسي سيرغي لافروف تركيا بخرق الهدنة في إدلب 😀.\n"
        'وقال لافروف: "تركيا تدعم الإرهاب".\n'
    ),
    "talks": (
        "اتفقت روسيا مع تركيا على وقف إطلاق النار.\nوأدانت إيران القصف الإسرائيلي على سوريا.\n"
    ),
    "long": f"يوم طويل\n{LONG}وأدان الأردن القصف الإسرائيلي على غزة.\n{LONG}",
    "hostile": (
        f"{HOSTILE} اتهمت سوريا تركيا بسرقة النفط\n"
        f"اتهمت سوريا تركيا بسرقة النفط <script>document.body.remove()</script> {HOSTILE}.\n"
        'واتهمت "javascript:alert(1)" العراق إسرائيل بشن غارات على بغداد.\n'
    ),
}
#: Of the picture in an element: how many actors it has and how many of them with a name; names that
#: touch; and names on a dot that is above them or of one of those with the most to them.
LABELS = """(box) => {
  const cy = document.getElementById(box)._cyreg.cy;
  const touch = (a, b) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
  const only = { includeOverlays: false, includeUnderlays: false };
  const nodes = cy.nodes().map((node) => ({
    id: node.id(), named: !node.hasClass("mute"), faint: node.hasClass("faint"),
    z: node.style("z-index"),
    label: node.boundingBox({ ...only, includeNodes: false }),
    dot: node.boundingBox({ ...only, includeLabels: false }),
  }));
  const named = nodes.filter((node) => node.named);
  const pairs = (fits) => named.flatMap(
    (a) => nodes.filter((b) => a !== b && fits(a, b)).map((b) => [a.id, b.id]));
  return {
    actors: nodes.length, named: named.length, faint: named.filter((node) => node.faint).length,
    touching: pairs((a, b) => b.named && touch(a.label, b.label)),
    hidden: pairs((a, b) => touch(a.label, b.dot) && (b.z >= a.z || a.z <= nodes.length - 8)),
  };
}"""


def browser_path() -> str | None:
    return (
        os.environ.get("KG_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the examples and of some articles of our own, one of them hostile."""
    folder = tmp_path_factory.mktemp("explorer")
    lines = [
        json.dumps({"id": name, "title": text.split("\n")[0], "text": text.split("\n", 1)[1],
                    "published": ARTICLES.get(name, "2020-03-05"), "source": f"Agency {name}",
                    "url": "javascript:alert(1)" if name == "hostile"
                    else f"https://example.org/{name}"}, ensure_ascii=False)
        for name, text in TEXTS.items()
    ]  # fmt: skip
    (folder / "own.jsonl").write_text("\n".join(lines), "utf-8")
    built(folder / "g.kg", ROOT / "examples", folder / "own.jsonl")
    return folder / "g.kg"


def built(graph: Path, *articles: Path) -> None:
    """Build a graph, and leave no trace in the user's state."""
    command = [sys.executable, "-m", "kg", "build", *articles, "-o", graph]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(graph.parent / "state")}
    subprocess.run([*map(str, command)], check=True, env=env)


@contextmanager
def served(graph: Path) -> Iterator[str]:
    """`kg serve`, in a process of its own: its address, without the slash at the end."""
    command = [sys.executable, "-m", "kg", "serve", "-g", str(graph), "--port", "0"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", env=env)
    assert server.stderr is not None
    line = server.stderr.readline()
    found = re.match(r"(http://127\.0\.0\.1:\d+)/", line)
    assert found, line + server.stderr.read()
    yield found[1]
    server.terminate()
    assert server.wait(timeout=20) in (0, -15, 143)


@pytest.fixture(scope="session")
def address(graph: Path) -> Iterator[str]:
    """Where the page is."""
    with served(graph) as found:
        yield found


@pytest.fixture(scope="module")  # its event loop must be gone before other tests run theirs
def chromium() -> Iterator[Browser]:
    path = browser_path()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing")
        pytest.skip("no Chromium: apt install chromium, or name one in KG_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on which anything but loopback, an error or a blocked script fails the test."""
    options = getattr(request, "param", {})
    context = chromium.new_context(base_url=address, locale="en-GB", **options)
    wrong: list[str] = []

    def pass_on(route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.scheme != "file" and url.hostname != "127.0.0.1":
            wrong.append(f"left the machine: {route.request.url}")
        route.continue_()

    context.route("**/*", pass_on)
    opened = context.new_page()
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    opened.on("dialog", lambda dialog: wrong.append(dialog.message))
    opened.set_default_timeout(20_000)
    yield opened
    if folder := os.environ.get("KG_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        # Two files may have tests of one name.
        name = re.sub(r"\W+", "-", f"{request.path.stem}-{request.node.name}").strip("-")
        opened.screenshot(path=Path(folder) / f"{name}.png")
    context.close()
    assert wrong == []
