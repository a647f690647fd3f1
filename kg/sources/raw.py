"""Opening what the user named: files here or elsewhere, and standard input; one size limit."""

from __future__ import annotations

import codecs
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import Final, cast

from kg.errors import SourceError
from kg.sources.packed import unpacked
from kg.sources.remote import Remote

#: Bytes of one article, or of one line of JSONL. A larger one is a mistake, not an article.
MAX_BYTES: Final = 64 * 1024 * 1024


@contextmanager
def opened(path: Path | Remote | None) -> Iterator[BufferedReader]:
    """A readable, peekable stream of the file's bytes, unpacked if it is gzip or Zstandard.

    Args:
        path: None for standard input.

    Raises:
        SourceError: it cannot be opened or read.
    """
    name = str(path) if path else "standard input"
    try:
        raw = path.open("rb") if path else cast(BufferedReader, sys.stdin.buffer)
        try:
            yield unpacked(raw)
        finally:
            if path:
                raw.close()
    except (EOFError, zlib.error) as error:
        raise SourceError(f"{name}: broken packed file ({error})") from error
    except OSError as error:
        raise SourceError(f"{name}: cannot be read: {error.strerror or error}") from error


def whole(stream: BufferedReader, name: str) -> bytes:
    """All bytes of one article.

    Raises:
        SourceError: more than MAX_BYTES.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"{name}: larger than {MAX_BYTES // 2**20} MB, too much for one article; "
            "split it, or give many articles as .jsonl, one a line"
        )
    return data


def lines(stream: BufferedReader, name: str) -> Iterator[tuple[int, bytes]]:
    """Line number (from 1) and bytes of each line.

    Raises:
        SourceError: a line of more than MAX_BYTES.
    """
    number = 0
    if stream.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        wide = TextIOWrapper(stream, encoding="utf-16", newline="\n")
        yield from ((n, line.encode()) for n, line in enumerate(wide, 1))
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES:
            raise SourceError(f"{name}:{number}: a line of more than {MAX_BYTES // 2**20} MB")
        yield number, line
