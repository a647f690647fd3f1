"""Streams that are packed, told by their first bytes: gzip and Zstandard, in bounded memory."""

from __future__ import annotations

import gzip
from io import BufferedReader, RawIOBase
from typing import Any, Final

GZIP: Final = b"\x1f\x8b"
ZSTD: Final = b"\x28\xb5\x2f\xfd"
#: Packed bytes that are unpacked at a time: a block of 128 kB may be packed into four.
_STEP: Final = 1024
#: The largest window that is accepted, as `zstd` itself does without `--long`.
_WINDOW: Final = 1 << 27


def unpacked(stream: BufferedReader) -> BufferedReader:
    """The stream, or what is packed in it.

    Reading raises EOFError where the packed stream is cut off, OSError where it is damaged.
    """
    head = stream.peek(4)
    if head.startswith(GZIP):
        return BufferedReader(gzip.GzipFile(fileobj=stream))
    return BufferedReader(_Zstd(stream)) if head.startswith(ZSTD) else stream


class _Zstd(RawIOBase):
    """Frames one after the other; zstandard's own reader passes over a frame that is cut off."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self._frame: Any = None
        self._ready, self._rest = memoryview(b""), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            if not self._more():
                return 0
        view = memoryview(buffer)
        taken = min(len(view), len(self._ready))
        view[:taken] = self._ready[:taken]
        self._ready = self._ready[taken:]
        return taken

    def _more(self) -> bool:
        """Unpack a little more; False at the end."""
        import zstandard

        data = self._rest or self._stream.read(_STEP)
        self._rest = b""
        if not data:
            if self._frame is not None:
                raise EOFError("the Zstandard stream is cut off")
            return False
        if self._frame is None:
            self._frame = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
        try:
            self._ready = memoryview(self._frame.decompress(data))
        except zstandard.ZstdError as error:
            raise OSError(None, f"broken Zstandard file ({error})") from error
        if self._frame.eof:
            self._rest, self._frame = self._frame.unused_data, None
        return True
