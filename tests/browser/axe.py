"""Accessibility, as axe-core sees it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

#: All that the colours of a dark page can change.
COLOURS = ("color-contrast", "link-in-text-block")
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


def serious(page: Page, rules: Sequence[str] = ()) -> list[Any]:
    """Violations that are serious or critical; the script has to be in the page.

    Args:
        page: what is looked at.
        rules: only these; all if there are none.
    """
    only = {"runOnly": list(rules)} if rules else {}
    options = {"resultTypes": ["violations"], **only}  # of others, one example each is enough
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        (v["id"], [node["html"][:200] for node in v["nodes"]][:3])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
