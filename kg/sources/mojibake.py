"""Undo Arabic that was read in the wrong encoding, only where that is certain.

UTF-8 read as Latin-1 or windows-1252 gives "Ø³ÙˆØ±ÙŠØ§", read as windows-1256 "ط³ظˆط±ظٹط§". Turned
back to bytes, such a stretch is valid UTF-8, which text in these encodings practically never is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

#: Only lines with one of these pairs are tried: lead byte and continuation of Arabic UTF-8, as
#: windows-1252 and Latin-1 show them, and as windows-1256 does.
_WESTERN: Final = "[ØÙÚÛÃ][\u0080-\u00bf\u0152-\u0161\u0178-\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
_EASTERN: Final = "[طظعغ][^\\s\u0621-\u0628\u062a-\u0636\u0641-\u064a،؛؟.]"
_SUSPECT: Final = re.compile(f"{_WESTERN}|{_EASTERN}")
_ARABIC: Final = re.compile("[\u0600-\u06ff]")


@lru_cache(maxsize=4)
def _bytes_of(encoding: str) -> dict[int, int]:
    """Code point -> byte; bytes that the encoding leaves undefined stand for themselves."""
    table = {}
    for byte in range(256):
        char = bytes((byte,)).decode(encoding, "ignore") or chr(byte)
        table[ord(char)] = byte
        table.setdefault(byte, byte)
    return table


def _undo(line: str, encoding: str) -> str | None:
    table = _bytes_of(encoding)
    try:
        return bytes(table[ord(char)] for char in line).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


def repair(text: str) -> str:
    """The text with garbled lines set right, unchanged where there is any doubt.

    >>> repair("Ø³ÙˆØ±ÙŠØ§")
    'سوريا'
    """
    if not _SUSPECT.search(text):
        return text
    return "\n".join(map(_repair_line, text.split("\n")))


def _repair_line(line: str) -> str:
    better: str | None = line
    for _ in range(2):  # some texts were garbled twice
        if better is None or not _SUSPECT.search(better):
            break
        better = next(filter(None, (_undo(better, e) for e in ("cp1252", "cp1256"))), None)
        if better and _ARABIC.search(better):
            line = better
    return line
