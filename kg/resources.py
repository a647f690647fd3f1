"""Where the package's data lies: `ontology/` and `queries/`, in a checkout and in a wheel."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from kg.errors import NotFoundError


def ontology() -> Path:
    """The folder of vocabularies, lexicons and frames.

    Raises:
        NotFoundError: the installation is broken.
    """
    return _folder("ontology")


def queries() -> Path:
    """The folder of stored questions.

    Raises:
        NotFoundError: the installation is broken.
    """
    return _folder("queries")


def _folder(name: str) -> Path:
    """A wheel carries the data inside the package, a checkout beside it."""
    package = Path(str(files("kg")))
    for folder in (package / "_data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise NotFoundError(f"{name}/ is missing from the installation: reinstall geopolitical-kg")
