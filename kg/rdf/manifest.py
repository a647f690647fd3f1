"""`manifest.json`: which versions made a graph folder, and how many articles it holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from kg.errors import StoreError
from kg.rdf.terms import Versions

NAME: Final = "manifest.json"
LAYOUT: Final = 1
#: What a manifest says that is of partitioned files.
PARTITION: Final = "partition"


def read(folder: Path) -> dict[str, Any]:
    """The manifest of a graph folder; empty if it has none.

    Raises:
        StoreError: it is damaged, or of a layout that this program does not know.
    """
    path = folder / NAME
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise StoreError(f"{path} is damaged: {error}") from error
    if isinstance(found, dict) and PARTITION in found:
        raise StoreError(
            f"{folder} is partitioned, no graph: `kg load {folder} -o GRAPH` makes one of it, "
            f"`kg load {folder} --store ADDRESS` fills a server, `kg export` reads it as it is"
        )
    if not isinstance(found, dict) or found.get("layout") != LAYOUT:
        raise StoreError(f"{path} is not of layout {LAYOUT}: it was written by another version")
    return found


def is_partitioned(folder: Path) -> bool:
    """Whether a folder holds partitioned files rather than a graph, by its manifest."""
    return PARTITION in _lenient(folder)


def articles(folder: Path) -> int | None:
    """How many articles a graph or partitioned folder holds, if its manifest says it."""
    count = _lenient(folder).get("articles")
    return count if isinstance(count, int) else None


def _lenient(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def updated(folder: Path, versions: Versions | None, added: int) -> bytes | None:
    """The manifest after a build; None if it stays as it is.

    Args:
        folder: the graph folder.
        versions: what made the last article; None if there was none.
        added: how many articles are new.
    """
    before = read(folder)
    after = {"layout": LAYOUT, "articles": 0, **before}
    after["articles"] += added
    if versions is not None:
        after.update(versions._asdict())
    return None if after == before else (json.dumps(after, indent=2) + "\n").encode()
