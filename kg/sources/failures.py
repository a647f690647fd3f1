"""`errors.jsonl`: each input that a run left out, one JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, Final

from kg.sources.issues import Issue, Report

NAME: Final = "errors.jsonl"


class Failures:
    """Counts errors, writes them down, and passes all issues on.

    Args:
        folder: where the file is; it is made with the first error, and an old one goes.
        report: told of every issue, warnings too.

    Attributes:
        count: errors so far.
    """

    def __init__(self, folder: Path, report: Report) -> None:
        self._path, self._report = folder / NAME, report
        self._file: IO[bytes] | None = None
        self.count = 0
        self._path.unlink(missing_ok=True)

    def __call__(self, issue: Issue) -> None:
        """Take note of an issue."""
        if issue.level == "error":
            self.count += 1
            self._write(issue)
        self._report(issue)

    def _write(self, issue: Issue) -> None:
        if self._file is None:
            self._file = self._path.open("wb", buffering=0)
        self._file.write(line(issue))

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()


def line(issue: Issue) -> bytes:
    """An issue as a line of the file; what is no text in a name is escaped."""
    found = {"source": issue.source, "line": issue.line, "reason": issue.message}
    return (json.dumps(found, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
