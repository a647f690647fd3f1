"""Runs `kg refresh` in forked processes, which are up at once, and kills some of them.

Started as `python refresh_runs.py`; one JSON object a line on stdin is one run:

    {"arguments": [...], "folder": "...", "env": {...}, "die": ["module:name", n, "before"]}

`die` is a function of kg before or after whose n-th call the process kills itself with SIGKILL,
which nothing can catch; `"after": seconds` has the parent kill it, wherever it is; `"quota": n` has
the disk full after so many files. The answer is one line: the status of the process (negative: the
signal that ended it).
"""

from __future__ import annotations

import errno
import importlib
import json
import os
import signal
import sys
import threading
from functools import reduce
from pathlib import Path
from typing import Any


def deadly(place: str, count: int, when: str) -> None:
    """Make the n-th call of a function the end of this process."""
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    owner: Any = reduce(getattr, owners, importlib.import_module(module))
    real, calls = getattr(owner, name), [0]

    def wrapped(*args: Any, **more: Any) -> Any:
        calls[0] += 1
        dies = calls[0] == count
        if dies and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **more)
        if dies and when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, wrapped)


def quota(files: int) -> None:
    """Let the disk be full after so many files."""
    real, written = Path.write_bytes, [0]

    def write_bytes(path: Path, data: Any) -> int:
        written[0] += 1
        if written[0] > files:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return real(path, data)

    Path.write_bytes = write_bytes  # type: ignore[assignment, method-assign]


def child(order: dict[str, Any]) -> None:
    """One command; ends the process."""
    os.chdir(order["folder"])
    os.environ.update(order["env"])
    log = os.open(order.get("log", "log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    if order.get("die"):
        deadly(*order["die"])
    if order.get("quota") is not None:
        quota(order["quota"])
    from kg.cli import main

    sys.argv = ["kg", *order["arguments"]]
    try:
        main()
    except SystemExit as end:
        sys.stderr.flush()
        os._exit(int(end.code or 0))


def main() -> None:
    """Serve until stdin ends."""
    # What every process would load for itself, once; no threads and no store before the forks.
    import kg.refresh.generation
    import kg.refresh.local
    import kg.refresh.publish
    import kg.refresh.web  # noqa: F401
    from kg import lexicons, pipeline
    from kg.extraction import extract
    from kg.linking.link import link
    from kg.model import Document
    from kg.rdf.validate import check

    document = Document("x", "بوتين يتهم تركيا\nاتهم بوتين تركيا بدعم داعش.")
    check(link(extract(document, lexicons.load()), lexicons.load()), pipeline.made_by())
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            child(order)
        timer = None
        if order.get("after") is not None:
            timer = threading.Timer(order["after"], os.kill, (pid, signal.SIGKILL))
            timer.start()
        _, status = os.waitpid(pid, 0)
        if timer is not None:
            timer.cancel()
            timer.join()
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main()
