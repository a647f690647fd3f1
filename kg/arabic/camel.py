"""Import CAMeL Tools where there is no network and HOME cannot be written.

On import, `camel_tools.data` creates a folder in HOME, downloads a catalogue of data sets
and loads an HTTP client, which is most of the start-up time. Nothing of that is needed to
read a database that is shipped with kg.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

_DATA = "camel_tools.data"
_EMPTY_CATALOGUE = {"version": "0", "packages": {}, "components": {}}


def morphology_database(path: Path) -> Any:
    """Read a database in ALMOR format for analysis.

    Args:
        path: the database file.

    Returns:
        A `camel_tools.morphology.database.MorphologyDB`.
    """
    with _without_data():
        from camel_tools.morphology.database import MorphologyDB

    return MorphologyDB(str(path), "a")


def neural_recognizer(folder: Path) -> Any:
    """Load a named-entity model; deterministic, on the processor, in one thread.

    Args:
        folder: of the model, as `camel_data -i ner-arabert` leaves it.

    Returns:
        A `camel_tools.ner.NERecognizer`.

    Raises:
        ImportError: torch or transformers is not installed.
    """
    with _without_data():
        from camel_tools.ner import NERecognizer
    from torch import set_num_threads

    set_num_threads(1)  # processes are kg's way to use more cores, and sums come out the same
    return NERecognizer(str(folder), use_gpu=False)


@contextmanager
def _without_data() -> Iterator[None]:
    """Stand in for `camel_tools.data` while a module that only mentions it is imported.

    The stand-in's catalogue turns into the real one when somebody asks it for anything.
    """
    if _DATA in sys.modules:
        yield
        return
    stand_in: Any = ModuleType(_DATA)
    stand_in.CATALOGUE = _LateCatalogue()
    sys.modules[_DATA] = stand_in
    try:
        yield
    finally:
        if sys.modules.get(_DATA) is stand_in:
            del sys.modules[_DATA]


class _LateCatalogue:
    """The catalogue of CAMeL Tools' data sets, loaded on first use."""

    def __getattr__(self, name: str) -> Any:
        with quiet_import():
            from camel_tools.data import CATALOGUE

        return getattr(CATALOGUE, name)


@contextmanager
def quiet_import() -> Iterator[None]:
    """Let all of CAMeL Tools be imported without a download and without a trace in HOME.

    Where the user has installed its data, nothing is changed; else the import sees an
    empty catalogue of our own in a folder that is removed again.
    """
    if _DATA in sys.modules or _has_catalogue():
        yield
        return
    with tempfile.TemporaryDirectory(prefix="kg-camel-") as folder:
        Path(folder, "catalogue.json").write_text(json.dumps(_EMPTY_CATALOGUE), "utf-8")
        changes = {"CAMELTOOLS_DATA": folder, "HOME": folder, "USERPROFILE": folder}
        saved = {name: os.environ.get(name) for name in changes}
        os.environ.update(changes)
        try:
            yield
        finally:
            for name, value in saved.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def data_folder() -> Path:
    """Where CAMeL Tools keeps the data that the user has installed.

    Raises:
        RuntimeError: nobody's home is known.
    """
    folder = os.environ.get("CAMELTOOLS_DATA")
    return Path(folder).expanduser() if folder else _home()


def _home() -> Path:
    return Path.home() / (
        "AppData/Roaming/camel_tools" if sys.platform == "win32" else ".camel_tools"
    )


def _has_catalogue() -> bool:
    """Whether the user has installed data for CAMeL Tools, where it looks for them."""
    try:
        return _home().is_dir() and (data_folder() / "catalogue.json").is_file()
    except (OSError, RuntimeError):
        return False
