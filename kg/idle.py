"""A graph's store that is open only while somebody asks, and what it has answered.

The embedded store can be open in one process only. So that a page left open does not keep `kg
build` waiting, the store is closed when nothing was asked for a while, and opened again.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Condition, Lock, Thread
from typing import TYPE_CHECKING, Any, Final

from kg import pipeline
from kg.explorer.source import PATIENCE

if TYPE_CHECKING:
    from kg.store import Store

#: Seconds without a question after which the embedded store is closed.
IDLE: Final = 5.0
#: Answers of so many values are kept, all together: some hundred megabytes at most.
KEPT: Final = 1_000_000
Rows = list[dict[str, Any]]


class WhileAsked:
    """The store of a graph folder, or that of a server, for several threads.

    Args:
        graph: the folder.
        address: of a server; None: the folder's own store.
        progress: told of articles that are loaded, where the store is behind the RDF.
    """

    def __init__(self, graph: Path, address: str | None, *, progress: pipeline.Progress) -> None:
        self._graph, self._address, self._progress = graph, address, progress
        self._turn = Condition()
        self._open: tuple[ExitStack, Store] | None = None
        self._readers, self._last = 0, 0.0

    @contextmanager
    def open(self) -> Iterator[Store]:
        """The store, open for the time of the block at least.

        Raises:
            StoreError: it cannot be opened.
        """
        with self._turn:
            if self._open is not None and not self._readers and self._replaced(self._open[1]):
                self._shut()
            if self._open is None:
                self._open = self._opened()
                self._watch()
            self._readers += 1
            store = self._open[1]
        try:
            yield store
        finally:
            with self._turn:
                self._readers -= 1
                self._last = time.monotonic()
                self._turn.notify_all()

    def close(self) -> None:
        """Close it, as soon as nobody reads."""
        with self._turn:
            self._turn.wait_for(lambda: not self._readers)
            self._shut()

    def _opened(self) -> tuple[ExitStack, Store]:
        from kg.store import open_store

        if not self._address and not pipeline.follows(self._graph):
            pipeline.load(self._graph, progress=self._progress)
        place: Path | str = self._address or pipeline.own_store(self._graph)
        stack = ExitStack()
        store = stack.enter_context(open_store(place, create=False))
        store.patience = PATIENCE
        return stack, store

    def _replaced(self, store: Store) -> bool:
        """Whether another store has taken the place of the one that is open."""
        return self._address is None and store.location != str(pipeline.own_store(self._graph))

    def _watch(self) -> None:
        """Have the embedded store closed once it is idle; a server does not mind."""
        self._last = time.monotonic()
        if self._address is None:
            Thread(target=self._close_when_idle, daemon=True, name="kg-idle").start()

    def _close_when_idle(self) -> None:
        with self._turn:
            while self._open is not None:
                left = self._last + IDLE - time.monotonic()
                if not self._readers and left <= 0:
                    self._shut()
                else:
                    self._turn.wait(max(left, 0.1))

    def _shut(self) -> None:
        if self._open is not None:
            stack, self._open = self._open[0], None
            stack.close()


class Kept:
    """Answers of a graph folder's own store, for as long as nobody changes the folder.

    Whoever changes a graph puts files into its folder and takes them away again (the journal, the
    mark that the store is behind, the name of the next store), which the folder's time tells. Of
    a server, which anybody may write to, nothing can be kept.
    """

    def __init__(self, graph: Path) -> None:
        self._graph = graph
        self._turn = Lock()
        self._at = -1
        self._answers: OrderedDict[Any, tuple[Rows, int]] = OrderedDict()
        self._values = 0

    def get(self, key: Any, ask: Callable[[], Rows]) -> Rows:
        """The answer to a question: the one that is kept, or what `ask` gives."""
        at = self._changed()
        with self._turn:
            if at != self._at:
                self._answers.clear()
                self._at, self._values = at, 0
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key][0]
        found = ask()
        size = _values(found)
        with self._turn:
            if at == self._at == self._changed() and key not in self._answers:
                self._answers[key] = found, size
                self._values += size
                while self._values > KEPT:
                    self._values -= self._answers.popitem(last=False)[1][1]
        return found

    def _changed(self) -> int:
        return self._graph.stat().st_mtime_ns


def _values(value: Any) -> int:
    """How many values there are in rows, lists in them counted too."""
    if isinstance(value, dict):
        return 1 + sum(map(_values, value.values()))
    return 1 + sum(map(_values, value)) if isinstance(value, list) else 1
