"""Which graph a command means: the one named, the last one built, or ./news.kg."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from kg.errors import NotFoundError

DEFAULT: Final = Path("news.kg")


def remember(graph: Path) -> None:
    """Note the graph as the last one built; a home that cannot be written to is no error."""
    try:
        file = _file()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{graph.resolve()}\n", encoding="utf-8")
    except (OSError, RuntimeError):
        pass


def chosen(named: Path | None) -> Path:
    """The graph folder that a command works on.

    Args:
        named: what `-g` or KG_GRAPH says.

    Raises:
        NotFoundError: there is none.
    """
    if named is not None:
        if named.is_dir():
            return named
        raise NotFoundError(f"{named}: no such graph; `kg build ARTICLES... -o {named}` makes it")
    for graph in (_last(), DEFAULT):
        if graph is not None and graph.is_dir():
            return graph
    raise NotFoundError("no graph yet: `kg build ARTICLES...` makes one, `-g` names one elsewhere")


def _last() -> Path | None:
    try:
        text = _file().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError, RuntimeError):
        return None
    return Path(text) if text else None


def _file() -> Path:
    """Where the platform wants such notes: XDG_STATE_HOME, LOCALAPPDATA, ~/Library."""
    if set_by_user := os.environ.get("XDG_STATE_HOME"):
        return Path(set_by_user) / "kg" / "last-graph"
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / "kg" / "last-graph"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "kg" / "last-graph"
    return Path.home() / ".local" / "state" / "kg" / "last-graph"
