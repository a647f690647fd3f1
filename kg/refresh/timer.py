"""A run again and again, in the foreground."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event


def repeat(work: Callable[[], None], seconds: float, stop: Event) -> None:
    """Call `work` now and every so many seconds, until `stop` is set.

    Never two at once: a run that takes longer than the interval is followed by the next one at its
    next turn, and turns that were missed (a machine that slept) are made up for once.

    Args:
        work: in a thread of its own, so that signals reach the main one; it must see to its errors.
        seconds: from beginning to beginning.
        stop: set by whoever wants it to end; the run in hand is waited for.
    """
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    # It warns of each turn that a long run makes it skip; `kg runs` shows how long runs take.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(1)}, timezone="UTC")
    scheduler.add_job(
        work,
        "interval",
        seconds=seconds,
        next_run_time=datetime.now().astimezone(),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        while not stop.wait(timeout=0.5):  # with a timeout, since a signal must get a turn
            pass
    finally:
        scheduler.shutdown(wait=True)
