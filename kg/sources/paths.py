"""From what the user named to the files to read: files, folders, globs and `-`."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from unicodedata import normalize

from kg.errors import SourceError
from kg.sources.encoding import clean

STDIN: Final = "-"
#: Endings that are taken from a folder; a file named outright is read whatever its ending.
ENDINGS: Final = (".txt", ".page", ".html", ".htm", ".mhtml", ".mht", ".jsonl", ".ndjson")
#: Read where they are named, but not taken from a folder: exports and other tables lie there too.
NAMED: Final = (".csv", ".warc")
_GZ: Final = ".gz"


def kind(path: Path) -> str:
    """The ending that says how to read a file, without `.gz`, in lower case ("" if none)."""
    name = path.name.lower().removesuffix(_GZ)
    return next((ending for ending in (*ENDINGS, *NAMED) if name.endswith(ending)), "")


def stem(path: Path) -> str:
    """The file name without its ending: the id of an article that has no other."""
    name = path.name[: -len(_GZ)] if path.name.lower().endswith(_GZ) else path.name
    ending = kind(path)
    return clean(normalize("NFC", name[: -len(ending)] if ending else name)) or name


def expand(names: Iterable[str | Path]) -> list[tuple[str | Path, Iterator[Path]]]:
    """Each name with the files that it stands for, in a fixed order.

    All names are looked at before the first file is read, so that a mistyped one stops the run
    before anything is written.

    Raises:
        SourceError: a name that is no file, folder or matching pattern.
    """
    return [(name, _expand(name)) for name in names]


def _expand(name: str | Path) -> Iterator[Path]:
    if name == STDIN:
        return iter(())
    path = Path(name)
    try:
        if path.is_dir():
            return _walk(path)
        if path.exists():
            return iter((path,))
    except OSError as error:
        raise SourceError(f"{name}: {error.strerror or error}") from error
    if not glob.has_magic(str(name)):
        raise SourceError(f"{name}: no such file or folder")
    found = sorted(glob.glob(str(name), recursive=True))  # noqa: PTH207 - also absolute patterns
    if not found:
        raise SourceError(f"{name}: no file matches this pattern")
    return (file for each in found for file in _expand(each))


def _walk(folder: Path) -> Iterator[Path]:
    """Articles below a folder, sorted; hidden files, graphs and pages' attachments left out."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.name.endswith((".kg", "_files")):
                yield from _walk(path)
        elif kind(path) in ENDINGS:
            yield path
