"""Helpers: `kg` as its own process, and graphs compared file by file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TITLE = "بوتين يتهم تركيا بدعم داعش"
BODY = "اتهم الرئيس الروسي فلاديمير بوتين تركيا بدعم تنظيم داعش في سوريا."
TEXT = f"{TITLE}\n{BODY}\n"


def _interruptible() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Kg:
    """Runs the command line in a folder of its own."""

    TITLE, BODY, TEXT = TITLE, BODY, TEXT

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("KG_")} | {
            "PYTHONPATH": str(ROOT),
            "XDG_STATE_HOME": str(folder / "state"),
            "NO_COLOR": "1",
        }

    def start(self, *arguments: object, **options: Any) -> subprocess.Popen[bytes]:
        """Begin a command; it takes Ctrl-C even where the tests run in the background."""
        return subprocess.Popen(
            [sys.executable, "-m", "kg", *map(str, arguments)],
            **{"cwd": self.folder, "env": self.env, "stdin": subprocess.PIPE,
               "preexec_fn": _interruptible,
               "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
        )  # fmt: skip

    def __call__(
        self, *arguments: object, data: bytes = b"", **options: Any
    ) -> tuple[int, str, str]:
        """Run a command: status, stdout and stderr."""
        process = self.start(*arguments, **options)
        out, err = process.communicate(data, timeout=240)
        assert b"Traceback" not in (err or b"")
        return process.returncode, (out or b"").decode(), (err or b"").decode()

    def file(self, name: str, content: str | bytes = TEXT) -> Path:
        """A file in the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    @staticmethod
    def rdf(graph: Path) -> dict[str, bytes]:
        """The truth in a graph folder: file name and bytes."""
        files = sorted(graph.glob("rdf/**/*.trig"))
        return {str(p.relative_to(graph)): p.read_bytes() for p in files}

    @staticmethod
    def lines(*numbers: int) -> bytes:
        """Articles as JSON lines."""
        rows = ({"id": f"a{n}", "title": TITLE, "text": BODY} for n in numbers)
        return b"".join(json.dumps(row).encode() + b"\n" for row in rows)

    @staticmethod
    def until(condition: Callable[[], object], seconds: float = 120) -> None:
        """Wait for something to become true."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "nothing happened"
            time.sleep(0.02)


@pytest.fixture
def kg(tmp_path: Path) -> Kg:
    """The command line, in a folder of its own."""
    return Kg(tmp_path)
