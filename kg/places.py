"""Parts of a graph folder of which one is current, and how another takes its place in one step.

    news.kg/
        store/              the first one
        store.2/            one that was made beside it, for a new generation of the graph
        store.current       its name; without this file it is `store`

What is open stays as it is for whoever reads it. What is no longer current is removed later, when
nobody can be reading it any more. `store` is the graph store, `rdf` the articles.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from kg.errors import StoreError

Part = Literal["store", "rdf"]
#: Seconds after a switch in which somebody may still read what was before.
GRACE: Final = 3600.0


def pointer(part: Part) -> str:
    """The file that names the current folder."""
    return f"{part}.current"


def current(graph: Path, part: Part) -> Path:
    """The folder of a part; it need not be there yet."""
    try:
        name = (graph / pointer(part)).read_text("utf-8").strip()
    except OSError:
        name = part
    return graph / (name if _number(name, part) else part)


def beside(graph: Path, part: Part) -> Path:
    """A folder for the next one, which is not there yet; what is left of a dead one goes.

    Raises:
        StoreError: that cannot be removed.
    """
    number = _number(current(graph, part).name, part)
    for folder in list(_others(graph, part)):
        if _number(folder.name, part) > number:
            try:
                shutil.rmtree(folder)
            except OSError as error:
                raise StoreError(f"{folder}: {error.strerror or error}") from error
    return graph / f"{part}.{number + 1}"


def switch(graph: Path, part: Part, folder: Path) -> None:
    """Make a folder the current one, in one step: whoever opens it next has this one.

    Raises:
        StoreError: the disk is full or refuses; it is the one before.
    """
    new = graph / f"{pointer(part)}.new"
    try:
        new.write_text(f"{folder.name}\n", "utf-8")
        new.replace(graph / pointer(part))
    except OSError as error:
        raise StoreError(f"{graph}: {error.strerror or error}") from error


def tidy(graph: Path, part: Part) -> None:
    """Remove what is no longer current, where nobody can be reading it any more.

    Not to be called while another process makes the next one, which nobody reads yet.
    """
    number, switched = _number(current(graph, part).name, part), graph / pointer(part)
    long_ago = switched.exists() and time.time() - switched.stat().st_mtime > GRACE
    for folder in list(_others(graph, part)):
        if long_ago or _number(folder.name, part) > number:
            shutil.rmtree(folder, ignore_errors=True)


def _others(graph: Path, part: Part) -> Iterator[Path]:
    """The folders of a part that are not current."""
    now = current(graph, part)
    for folder in graph.glob(f"{part}*"):
        if folder != now and folder.is_dir() and _number(folder.name, part):
            yield folder


def _number(name: str, part: Part) -> int:
    """Which one a folder is, from 1; 0 for what is none."""
    match = re.fullmatch(rf"{part}(?:\.(\d+))?", name)
    return int(match[1] or 1) if match else 0
