"""Import CAMeL Tools' morphology where there is no network and HOME cannot be written.

On import, `camel_tools.data` creates a folder in HOME and downloads a catalogue of data
sets. Neither is needed to read a database that is shipped with kg, so the import is given
an empty catalogue of our own, unless the user has one.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_EMPTY_CATALOGUE = {"version": "0", "packages": {}, "components": {}}


def morphology_database(path: Path) -> Any:
    """Read a database in ALMOR format for analysis.

    Args:
        path: the database file.

    Returns:
        A `camel_tools.morphology.database.MorphologyDB`.
    """
    with _quiet_import():
        from camel_tools.morphology.database import MorphologyDB

    return MorphologyDB(str(path), "a")


@contextmanager
def _quiet_import() -> Iterator[None]:
    """Let `camel_tools.data` be imported without a download and without a trace in HOME."""
    if "camel_tools.data" in sys.modules or _has_catalogue():
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


def _has_catalogue() -> bool:
    """Whether the user has installed data for CAMeL Tools, where it looks for them."""
    try:
        folder = os.environ.get("CAMELTOOLS_DATA")
        if sys.platform == "win32":
            home = Path.home() / "AppData/Roaming/camel_tools"
        else:
            home = Path.home() / ".camel_tools"
        data = Path(folder).expanduser() if folder else home
        return home.is_dir() and (data / "catalogue.json").is_file()
    except (OSError, RuntimeError):
        return False
