"""The exported page as people use it, in Chromium, from a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from axe import AXE, COLOURS, serious
from conftest import LABELS
from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def file(graph: Path) -> str:
    """Address of the page."""
    made = graph.parent / "graph.html"
    command = [sys.executable, "-m", "kg", "export", "html", "-g", graph, "-o", made]
    subprocess.run([*map(str, command)], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return made.as_uri()


def opened(page: Page, file: str) -> None:
    page.goto(file)
    page.wait_for_selector("body[data-ready]")


def test_an_edge_is_clicked_its_sentence_read_and_edges_filtered(page: Page, file: str) -> None:
    opened(page, file)
    box = page.locator("#graph").bounding_box()
    assert box
    x, y = page.evaluate(
        """() => {
          const cy = document.getElementById("graph")._cyreg.cy;
          const edge = cy.edges("[label = 'agreedWith']")[0];
          cy.fit(edge, 150);
          const { x, y } = edge.renderedMidpoint();
          return [x, y];
        }"""
    )
    page.mouse.click(box["x"] + x, box["y"] + y)
    panel = page.locator("#evidence")
    expect(panel.locator("h2")).to_contain_text("agreedWith")
    expect(panel.locator("blockquote").first).to_be_visible()
    page.get_by_label("accuses", exact=True).uncheck()
    rows = page.locator("#rows tr:visible")
    assert "accuses" not in " ".join(rows.all_inner_texts())
    page.get_by_label("accuses", exact=True).check()
    page.get_by_label("Actor").fill("إيران")
    assert 0 < rows.count() < page.locator("#rows tr").count()
    rows.first.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "evidence"


def test_names_stand_on_nothing_and_what_is_filtered_out_has_none(page: Page, file: str) -> None:
    opened(page, file)
    before = page.evaluate(LABELS, "graph")
    assert 20 < before["named"] < before["actors"]
    assert (before["touching"], before["hidden"], before["faint"]) == ([], [], 0)
    page.get_by_label("accuses", exact=True).uncheck()
    page.get_by_label("Actor").fill("Iran")
    page.wait_for_timeout(100)  # names are placed with the next picture
    after = page.evaluate(LABELS, "graph")
    assert 5 < after["named"] < before["named"]
    assert (after["touching"], after["hidden"], after["faint"]) == ([], [], 0)


def test_hostile_text_is_text(page: Page, file: str) -> None:
    opened(page, file)
    page.get_by_label("Actor").fill("Syria")
    buttons = page.locator("#rows tr:visible", has_text="Turkey").get_by_role("button")
    for button in buttons.all():
        button.click()
        if "onerror" in page.locator("#evidence").inner_text():
            break
    expect(page.locator("#evidence")).to_contain_text("<img src=x onerror=document.body.remove()>")
    assert page.locator("img, #evidence script, a[href^='javascript']").count() == 0


def test_axe_finds_no_serious_violation(page: Page, file: str) -> None:
    page.add_init_script(path=AXE)
    opened(page, file)
    page.locator("#rows button").first.click()
    assert serious(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    assert serious(page, COLOURS) == []
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth", timeout=5000)
