"""What is known of the files of a source, read beside the walk through them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.refresh.state import State

Watermark = tuple[str, str]


class Known:
    """The files of a source with their watermarks.

    They are read in the order of a walk, that of their paths, so that few are in memory at a time;
    what is asked for in another order comes out just as well.
    """

    def __init__(self, state: State, source: str) -> None:
        self._state, self._source = state, source
        self._rows = state.rows(
            "SELECT path, stat, digest FROM files WHERE source = ? ORDER BY path", source
        )
        self._next = self._row()
        self._passed = set[str]()
        self._last = ""

    def of(self, path: str) -> Watermark | None:
        """`stat` and `digest` of a file; None for one that is new."""
        if self._next is not None and self._next[0] == path:  # what most files of most runs are
            _, stat, digest = self._next
            self._last, self._next = path, self._row()
            return stat, digest
        if path <= self._last:
            return self._again(path)
        self._last = path
        while self._next is not None and self._next[0] < path:
            self._passed.add(self._next[0])
            self._next = self._row()
        return self.of(path) if self._next is not None and self._next[0] == path else None

    def rest(self) -> Iterator[str]:
        """The files that were not asked for."""
        yield from sorted(self._passed)
        while self._next is not None:
            yield self._next[0]
            self._next = self._row()

    def _row(self) -> tuple[str, str, str] | None:
        """Path, `stat` and `digest` of the next file that is known."""
        return next(self._rows, None)  # type: ignore[return-value]

    def _again(self, path: str) -> Watermark | None:
        """One that the walk comes to twice, or too late."""
        self._passed.discard(path)
        query = "SELECT stat, digest FROM files WHERE source = ? AND path = ?"
        row = self._state.row(query, self._source, path)
        return (row["stat"], row["digest"]) if row else None
