"""Graph folders that tests are about."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg import pipeline

ROOT = Path(__file__).parents[2]
NOW = datetime(2024, 1, 1, tzinfo=UTC)


def ignore(*_: Any) -> None:
    """No progress, no issues."""


def build(articles: list[Path], graph: Path) -> Path:
    """A graph folder of articles."""
    pipeline.build(
        articles, graph, report=ignore, progress=ignore, now=NOW, validate=False,
        workers=os.cpu_count() or 1,
    )  # fmt: skip
    return graph
