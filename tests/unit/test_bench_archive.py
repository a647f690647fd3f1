"""docs/scale.md says what bench/build.json says."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_table_is_computed_from_what_was_measured() -> None:
    table = runpy.run_path(str(ROOT / "bench" / "archive.py"))["table"]()
    page = (ROOT / "docs" / "scale.md").read_text("utf-8")
    assert table.count("\n") > 10
    assert f"<!-- figures -->\n{table}<!-- /figures -->" in page
