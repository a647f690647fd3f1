"""In which folder a graph has its own store, and how another one takes its place.

    news.kg/
        store/              the first one
        store.2/            one that was loaded beside it, for a new generation of the graph
        store.current       its name; without this file it is `store`

A store that is open stays as it is for whoever reads it. What is no longer current is removed
later, when nobody can be reading it any more.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.errors import StoreError

_POINTER: Final = "store.current"
_NAME: Final = re.compile(r"store(?:\.(\d+))?")
#: Seconds after a switch in which somebody may still read the store before.
GRACE: Final = 3600.0


def current(graph: Path) -> Path:
    """The folder of a graph's store; it need not be there yet."""
    try:
        name = (graph / _POINTER).read_text("utf-8").strip()
    except OSError:
        name = "store"
    return graph / (name if _NAME.fullmatch(name) else "store")


def beside(graph: Path) -> Path:
    """A folder for the next store, which is not there yet; what is left of a dead one goes.

    Raises:
        StoreError: that cannot be removed.
    """
    number = _number(current(graph))
    for folder in list(_others(graph)):
        if _number(folder) > number:
            try:
                shutil.rmtree(folder)
            except OSError as error:
                raise StoreError(f"{folder}: {error.strerror or error}") from error
    return graph / f"store.{number + 1}"


def switch(graph: Path, folder: Path) -> None:
    """Make a folder the graph's store, in one step: whoever opens it next has this one.

    Raises:
        StoreError: the disk is full or refuses; the store is the one before.
    """
    new = graph / f"{_POINTER}.new"
    try:
        new.write_text(f"{folder.name}\n", "utf-8")
        new.replace(graph / _POINTER)
    except OSError as error:
        raise StoreError(f"{graph}: {error.strerror or error}") from error


def tidy(graph: Path) -> None:
    """Remove what is no longer current, where nobody can be reading it any more."""
    pointer = graph / _POINTER
    if pointer.exists() and time.time() - pointer.stat().st_mtime > GRACE:
        for folder in list(_others(graph)):
            shutil.rmtree(folder, ignore_errors=True)


def _others(graph: Path) -> Iterator[Path]:
    """The stores of a graph that are not current."""
    now = current(graph)
    for folder in graph.glob("store*"):
        if folder != now and folder.is_dir() and _NAME.fullmatch(folder.name):
            yield folder


def _number(folder: Path) -> int:
    match = _NAME.fullmatch(folder.name)
    return int(match[1] or 1) if match else 0
