"""Accessibility, as axe-core sees it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"


def serious(page: Page) -> list[Any]:
    """Violations that are serious or critical; the script has to be in the page."""
    found = page.evaluate("axe.run()")["violations"]
    return [
        (v["id"], [node["html"][:200] for node in v["nodes"]][:3])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
