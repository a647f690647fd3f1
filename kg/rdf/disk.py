"""Files and folders that must outlive a crash."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

#: From this many files on, one flush of the whole system costs less than one per file.
_MANY: Final = 64


def files(folder: Path) -> Iterator[Path]:
    """All files below a folder, in the order of their names, never all of them in memory."""
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir()):
        if entry.is_dir():
            yield from files(entry)
        else:
            yield entry


def flush(folder: Path) -> None:
    """Bring everything below a folder to the disk.

    Raises:
        OSError: the disk is full or refuses.
    """
    paths = list(islice(files(folder), _MANY))
    if len(paths) == _MANY and hasattr(os, "sync"):
        os.sync()
        return
    if len(paths) == _MANY:  # pragma: no cover - where there is no such flush
        paths = list(files(folder))
    for path in paths:
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    for parent in {path.parent for path in paths}:
        flush_folder(parent)


def flush_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    if os.name == "nt":  # pragma: no cover - folders cannot be opened there
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
