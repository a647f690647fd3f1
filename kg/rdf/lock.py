"""One writer at a time: a lock that the system lets go of when its process dies."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file `path` for the time of the block.

    Raises:
        StoreError: another process holds it, or the folder cannot be written.
    """
    try:
        with path.open("a") as file:
            _lock(file.fileno())
            yield
    except BlockingIOError:
        raise StoreError(f"{path.parent} is being written by another process: try again") from None


if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> None:
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error
else:
    import fcntl

    def _lock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
