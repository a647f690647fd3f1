"""Work in threads: so much at a time, and no longer than somebody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from threading import BoundedSemaphore, Event
from typing import Any


class Turns:
    """Work that others wait for.

    What was given up keeps its turn until the store has ended it (`Store.patience`): however often
    somebody asks, no more than this runs.

    Attributes:
        seconds: how long somebody waits, for a turn and the work.

    Args:
        seconds: see above.
        at_once: so much work is done at the same time.
    """

    def __init__(self, seconds: float, at_once: int) -> None:
        self.seconds = seconds
        self._turns = BoundedSemaphore(at_once)

    async def do(self, work: Callable[[], Any]) -> Any:
        """What some work gives.

        Raises:
            TimeoutError: it took too long, or no turn came.
        """
        from anyio import fail_after
        from anyio.to_thread import run_sync

        gone = Event()
        try:
            with fail_after(self.seconds):
                return await run_sync(lambda: self._in_turn(work, gone), abandon_on_cancel=True)
        finally:
            gone.set()

    def _in_turn(self, work: Callable[[], Any], gone: Event) -> Any:
        if not self._turns.acquire(timeout=self.seconds):
            raise TimeoutError
        try:
            if gone.is_set():
                raise TimeoutError
            return work()
        finally:
            self._turns.release()
