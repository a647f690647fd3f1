"""Files that make `kg refresh` a service: systemd, cron, Kubernetes."""

from __future__ import annotations

import getpass
import re
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kg.errors import ConfigError
from kg.refresh import unit_files
from kg.refresh.settings import Settings


def systemd(config: Path, settings: Settings, every: float) -> str:
    """A service and its timer, each with the name of its file in front."""
    folder = config.resolve().parent
    command = " ".join(_systemd(word) for word in _command(config))
    return unit_files.SYSTEMD.format(
        user=getpass.getuser(), folder=_path(folder), command=command, every=f"{every:g}"
    )


def cron(config: Path, settings: Settings, every: float) -> str:
    """A line of a crontab.

    Raises:
        ConfigError: cron knows no such interval.
    """
    minutes = every / 60
    if minutes >= 1 and minutes == int(minutes) and 60 % minutes == 0 and minutes < 60:
        when = f"*/{int(minutes)} * * * *"
    elif minutes >= 60 and minutes % 60 == 0 and 24 % (minutes / 60) == 0 and minutes < 1440:
        when = f"0 */{int(minutes / 60)} * * *"
    elif minutes == 1440:
        when = "0 0 * * *"
    else:
        raise ConfigError(
            f"cron has no interval of {every:g} s: take one that divides an hour or a day evenly, "
            "such as 15m or 6h"
        )
    line = shlex.join(_command(config)).replace("%", r"\%")  # which cron takes for a line end
    folder = shlex.quote(str(config.resolve().parent)).replace("%", r"\%")
    return f"# crontab -e\n{when} cd {folder} && {line} 2>&1 | logger -t kg-refresh\n"


def kubernetes(config: Path, settings: Settings, every: float) -> str:
    """A ConfigMap, a volume and one Pod that runs `kg schedule`.

    A Deployment of one replica that is recreated, not rolled: two would wait for each other's lock.

    Raises:
        ConfigError: the graph is not in the folder of the file.
    """
    if settings.graph.is_absolute() or ".." in settings.graph.parts:
        raise ConfigError(f"{config}: for kubernetes, graph must lie beside the file: graph = ...")
    text = config.read_text(encoding="utf-8")
    indented = "\n".join(f"    {line}" if line else "" for line in text.splitlines())
    return unit_files.KUBERNETES.format(sources=indented, every=f"{every:g}")


def _command(config: Path) -> list[str]:
    """How this very kg is started, by absolute paths."""
    beside = Path(sys.executable).parent / "kg"
    found = str(beside) if beside.exists() else shutil.which("kg")
    start = [found] if found else [sys.executable, "-m", "kg"]
    return [*start, "refresh", "--config", str(config.resolve())]


def _systemd(word: str) -> str:
    """A word of a command line of systemd, which has its own quoting and expands % and $."""
    word = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{word}"' if re.search(r"[\s\"';]", word) else word


def _path(path: Path) -> str:
    """A path in a setting, which takes no quotes."""
    return str(path).replace("\\", "\\\\").replace("%", "%%")


WRITERS: Final[dict[str, Callable[[Path, Settings, float], str]]] = {
    "systemd": systemd,
    "cron": cron,
    "kubernetes": kubernetes,
}
