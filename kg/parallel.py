"""One function over many items in several processes: in order, in bounded memory."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from queue import Full, Queue
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kg.errors import KgError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # pragma: no cover - where the system cannot say


#: So few items are done before other processes have started.
FEW: Final = 16
#: Items on their way per process: enough to keep all busy behind a long article.
AHEAD: Final = 8


def ordered(
    function: Callable[[Item], Result], items: Iterable[Item], workers: int
) -> Iterator[Result]:
    """The result for each item, in the order of the items.

    No more than `AHEAD * workers` items and results are held at a time: the source is read only
    as fast as results are taken. Processes are spawned, not forked (the embedded store has
    threads), and do not outlive this one; for a few items none are started.

    Args:
        function: importable by name, as it is sent to other processes.
        items: what it is called with; they and the results can be pickled.
        workers: number of processes; 1 works in this one.

    Raises:
        KgError: a process was killed, mostly for want of memory.
    """
    if workers <= 1:
        yield from map(function, items)
        return
    source = iter(items)
    head = list(islice(source, FEW))
    if len(head) < FEW:
        yield from map(function, head)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _prepare)
    try:
        yield from _windowed(pool, function, chain(head, source), AHEAD * workers)
    except BrokenProcessPool as error:
        raise KgError(
            "a worker process was killed, probably for want of memory: use fewer --workers"
        ) from error
    finally:
        _stop(pool)


def _windowed(
    pool: ProcessPoolExecutor,
    function: Callable[[Item], Result],
    items: Iterable[Item],
    window: int,
) -> Iterator[Result]:
    pending: deque[Future[Result]] = deque()
    for item in items:
        pending.append(pool.submit(function, item))
        if len(pending) >= window:
            yield pending.popleft().result()
    while pending:
        yield pending.popleft().result()


def seldom_collect() -> None:
    """Look for garbage more seldom: lexicons are many objects that stay, and each look costs."""
    gc.set_threshold(200_000, 20, 50)


def _prepare() -> None:
    """In a new process: leave Ctrl-C to the parent, and go when the parent goes."""
    seldom_collect()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes at once, also in the middle of an article."""
    if pool._pending_work_items:
        for process in list((pool._processes or {}).values()):
            process.terminate()
    pool.shutdown(wait=True, cancel_futures=True)


def ahead(items: Iterable[Item], count: int) -> Iterator[Item]:
    """The items, read by a thread that keeps up to `count` of them ready.

    For a source that computes and a consumer that waits (for a server): both go on at once. What
    the source raises is raised here, in its place.
    """
    ready: Queue[tuple[bool, Any]] = Queue(count)
    stopped = threading.Event()

    def put(good: bool, item: Any) -> bool:
        while not stopped.is_set():
            with suppress(Full):
                ready.put((good, item), timeout=0.2)
                return True
        return False

    def read() -> None:
        try:
            if all(put(True, item) for item in items):
                put(False, None)
        except BaseException as error:  # noqa: BLE001 - it goes to the consumer
            put(False, error)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    try:
        while True:
            good, item = ready.get()
            if good:
                yield item
            elif item is not None:
                raise item
            else:
                return
    finally:
        stopped.set()
        thread.join()
