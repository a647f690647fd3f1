"""A new generation of the articles' files, beside the one that is read meanwhile."""

from __future__ import annotations

import shutil
from pathlib import Path

from kg.rdf import disk


def fill(new: Path, old: Path, staged: Path) -> None:
    """Have in `new` what is in `old`, as far as it is not in `staged`, and what is in `staged`.

    Files that stay are linked, since none is ever written to again; those of `staged` are moved.

    Raises:
        OSError: the disk is full or refuses.
    """
    for path in disk.files(old):
        name = path.relative_to(old)
        if not (staged / name).exists():
            _link(path, _ready(new / name))
    for path in disk.files(staged):
        if path.parent != staged:
            path.replace(_ready(new / path.relative_to(staged)))


def _ready(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _link(path: Path, target: Path) -> None:
    try:
        target.hardlink_to(path)
    except OSError:  # not on every file system
        shutil.copyfile(path, target)
