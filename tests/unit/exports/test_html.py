"""The page: whole in itself, and what articles say is text in it, also in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hostile_text import Write
from lxml import html as parser

from kg.exports import html
from kg.exports.values import clean
from kg.model import Record

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


def page(content: bytes) -> Any:
    return parser.fromstring(content.decode())


def data(content: bytes) -> Any:
    (script,) = page(content).xpath("//script[@id='data']")
    return json.loads(script.text)


def test_the_page_holds_everything_and_asks_for_nothing(record: Record, write: Write) -> None:
    found = page(write("html", [record]))
    assert not found.xpath("//script/@src | //link | //img | //iframe | //@onload | //@onerror")
    assert (
        "Licensed" in found.xpath("//script")[1].text
        or "Permission" in found.xpath("//script")[1].text
    )
    (policy,) = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-inline" not in policy.partition("style-src")[0]
    for script in found.xpath("//script[not(@type)]"):
        digest = b64encode(sha256(script.text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_the_graph_is_in_it(record: Record, write: Write) -> None:
    found = data(write("html", [record]))
    ends = {
        (e["source"][-3:], e["predicate"], e["target"][-3:], e["number"]) for e in found["edges"]
    }
    assert ("TUR", "accuses", "RUS", 1) in ends
    assert {node["en"] for node in found["nodes"]} >= {"Turkey", "Russia"}
    (agreed,) = (e for e in found["edges"] if e["predicate"] == "agreedWith")
    assert agreed["statements"][0]["how"] == "denied"
    assert "3 statements" in found["about"]


def test_hostile_text_is_data(hostile: Record, write: Write) -> None:
    content = write("html", [hostile])
    found = page(content)
    assert len(found.xpath("//script")) == 3
    assert not found.xpath("//img")
    quotes = {s["quote"] for e in data(content)["edges"] for s in e["statements"]}
    assert all("<img src=x onerror=alert(1)>" in quote for quote in quotes)


def test_only_so_much_is_in_it(record: Record, write: Write, monkeypatch: Any) -> None:
    example = record.statements[0]
    many = [replace(example, id=f"s{n}", quote=f"q{n}") for n in range(100)]
    rest = [replace(example, id=f"t{n}", object=f"x/{n}") for n in range(5)]
    monkeypatch.setattr(html, "ACTORS", 3)
    found = data(write("html", [replace(record, statements=(*many, *rest))]))
    (edge,) = (e for e in found["edges"] if e["number"] > 1)
    assert (edge["number"], len(edge["statements"])) == (100, html.SENTENCES)
    assert len(found["nodes"]) == 3
    assert "4 more, with fewer statements, are left out" in found["about"]


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
@pytest.mark.parametrize("name", ["record", "hostile"])
def test_in_a_browser(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, write: Write
) -> None:
    one: Record = request.getfixturevalue(name)
    file = tmp_path / "page.html"
    file.write_bytes(write("html", [one]))
    assert CHROMIUM
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/c",
        "--virtual-time-budget=5000", "--dump-dom", file.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    shown = page(re.sub(rb"<script.*?</script>", b"", done.stdout, flags=re.S))
    edges = sum(statement.object is not None for statement in one.statements)
    assert shown.xpath("//body/@data-ready") == [str(edges)]
    assert len(shown.xpath("//tbody/tr")) == edges
    assert not shown.xpath("//img")
    if name == "hostile":
        label = " ".join(clean(one.entities[0].label_ar).split())
        assert label[:40] in " ".join("".join(shown.xpath("//tbody//td//text()")).split())
