"""From what the user named to the files to read: files, folders, globs, addresses and `-`."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, overload
from unicodedata import normalize

from kg.errors import SourceError
from kg.sources import remote
from kg.sources.encoding import clean
from kg.sources.remote import Remote

STDIN: Final = "-"
#: Endings that are taken from a folder; a file named outright is read whatever its ending.
ENDINGS: Final = (".txt", ".page", ".html", ".htm", ".mhtml", ".mht", ".jsonl", ".ndjson")
#: Read where they are named, but not taken from a folder: exports and other tables lie there too.
NAMED: Final = (".csv", ".parquet", ".warc")
PACKED: Final = (".gz", ".zst")
#: What paths below the current folder begin with, and `Path` leaves out.
_HERE: Final = f".{os.sep}"
_TAKEN: Final = tuple(e + p for e in ENDINGS for p in ("", *PACKED))


def kind(path: Path | Remote) -> str:
    """The ending that says how to read a file, without `.gz`, in lower case ("" if none)."""
    name = _unpacked(path.name).lower()
    return next((ending for ending in (*ENDINGS, *NAMED) if name.endswith(ending)), "")


def stem(path: Path | Remote) -> str:
    """The file name without its ending: the id of an article that has no other."""
    name = _unpacked(path.name)
    ending = kind(path)
    return clean(normalize("NFC", name[: -len(ending)] if ending else name)) or name


def _unpacked(name: str) -> str:
    packed = next((each for each in PACKED if name.lower().endswith(each)), "")
    return name[: len(name) - len(packed)]


@overload
def expand(names: Iterable[Path]) -> list[tuple[Path, Iterator[Path]]]: ...
@overload
def expand(names: Iterable[str | Path]) -> list[tuple[str | Path, Iterator[Path | Remote]]]: ...
def expand(names: Iterable[Any]) -> list[Any]:
    """Each name with the files that it stands for, in a fixed order.

    All names are looked at before the first file is read, so that a mistyped one stops the run
    before anything is written.

    Raises:
        SourceError: a name that is no file, folder or matching pattern.
    """
    return [(name, _expand(name)) for name in names]


def _expand(name: str | Path) -> Iterator[Path | Remote]:
    if name == STDIN:
        return iter(())
    if isinstance(name, str) and remote.is_address(name):
        return remote.expand(name, _TAKEN)
    path = Path(name)
    try:
        if path.is_dir():
            return map(Path, walk(str(path)))
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


def walk(folder: str) -> Iterator[str]:
    """Articles below a folder, sorted; hidden files, graphs and pages' attachments left out."""
    with os.scandir(folder) as entries:  # which knows what each is without asking again
        found = sorted(entries, key=lambda e: e.name + os.sep if e.is_dir() else e.name)
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.name.endswith((".kg", "_files")):
                yield from walk(entry.path)
        elif entry.name.lower().endswith(_TAKEN):
            yield entry.path.removeprefix(_HERE)
