"""Where the data that comes with kg lies: `ontology/` and `queries/`.

In a checkout both folders stand beside the package; a wheel carries them inside it, under
`kg/_data/`. Nothing else in kg needs to know which of the two it runs from.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError


def ontology() -> Path:
    """The folder with `geopolitics.ttl`, `shapes.ttl` and the lexicons.

    Raises:
        KgError: if this installation has lost its data.
    """
    return _folder("ontology")


def queries() -> Path:
    """The folder with one `.cypher` file per stored question.

    Raises:
        KgError: if this installation has lost its data.
    """
    return _folder("queries")


def _folder(name: str) -> Path:
    from importlib.resources import files  # not needed by `kg --help`

    package = Path(str(files("kg")))
    for folder in (package / "_data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise KgError(f"{name}/ is missing beside {package}: install geopolitical-kg again")
