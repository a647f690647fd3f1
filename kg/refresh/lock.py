"""One run at a time on a graph: a lock that says who holds it.

On one machine the system lets go of the lock when its process dies, however that happens. Where
several machines share the folder, its lock may not reach across: there the holder counts as alive
as long as it touches the file.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from kg.errors import BusyError, StoreError
from kg.rdf.lock import exclusive

#: Seconds after which a holder on another machine that gives no sign is given up.
STALE: Final = 600


@contextmanager
def held(path: Path, report: Callable[[str], None]) -> Iterator[Callable[[], None]]:
    """Hold the lock; the value is to be called now and then as a sign of life.

    Args:
        path: the lock file.
        report: told of a holder that died without letting go.

    Raises:
        BusyError: another run holds it.
        StoreError: the file cannot be written.
    """
    lock = exclusive(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.__enter__()
    except StoreError as error:
        raise BusyError(f"another refresh is at work: {_who(_read(path))}") from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
    try:
        _take_over(path, report)
        path.write_text(json.dumps(_myself()), encoding="utf-8")
        try:
            yield lambda: os.utime(path)
        finally:  # a run that ends with an error has let go as well
            with suppress(OSError):
                path.write_text("", encoding="utf-8")
    finally:
        lock.__exit__(None, None, None)


def _take_over(path: Path, report: Callable[[str], None]) -> None:
    """See whether who held it last has gone.

    Raises:
        BusyError: a holder on another machine is alive.
    """
    before = _read(path)
    if not before:
        return
    if before.get("host") != socket.gethostname():
        silent = time.time() - path.stat().st_mtime
        if silent < STALE:
            raise BusyError(
                f"another refresh is at work: {_who(before)}, {silent:.0f} s ago; "
                f"if it has died, wait until {STALE // 60} minutes have passed, or delete {path}"
            )
    report(f"an earlier refresh ended without letting go ({_who(before)}): its work is continued")


def _myself() -> dict[str, Any]:
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": time.strftime("%FT%TZ", time.gmtime()),
    }


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8") or "{}")
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _who(holder: dict[str, Any]) -> str:
    if not holder:
        return "process unknown"
    return f"process {holder.get('pid')} on {holder.get('host')}, since {holder.get('since')}"
