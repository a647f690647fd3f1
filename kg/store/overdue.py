"""Ending what the embedded store reads for too long: it keeps no time of its own.

Of what should (ArcadeDB 26.11), neither the timeout of a Bolt transaction nor
`arcadedb.command.timeout` ends a query; `TERMINATE TRANSACTIONS` does, whatever the query is at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

from kg.errors import StoreError

Ask = Callable[[str, dict[str, Any]], list[dict[str, Any]]]
#: Both clocks start a little apart.
_SLACK = 0.9


@contextmanager
def ended_after(seconds: float | None, ask: Ask) -> Iterator[None]:
    """End whatever this process has asked so long ago, if a block takes longer than that.

    Args:
        seconds: None: never.
        ask: gives the rows of another query meanwhile.
    """
    if seconds is None:
        yield
        return
    timer = Timer(seconds, _end, (seconds, ask))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(seconds: float, ask: Ask) -> None:
    with suppress(StoreError):  # the store may be closed meanwhile
        overdue = [
            row["transactionId"]
            for row in ask("SHOW TRANSACTIONS", {})
            if _seconds(row["elapsedTime"]) > _SLACK * seconds
        ]
        if overdue:
            ask("TERMINATE TRANSACTIONS $ids", {"ids": overdue})


def _seconds(duration: Any) -> float:
    """A Bolt duration, which has months, days, seconds and nanoseconds."""
    return float(86400 * duration.days + duration.seconds + duration.nanoseconds / 1e9)
