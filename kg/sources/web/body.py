"""The body of an answer: unpacked, whole, and no larger than allowed."""

from __future__ import annotations

import zlib
from typing import Final

import httpx

from kg.errors import SourceError

#: What we say we can unpack; a server that sends something else anyway is refused.
ENCODINGS: Final = "gzip, deflate"
_CHUNK: Final = 64 * 1024


def read(response: httpx.Response, limit: int, name: str) -> bytes:
    """All of it.

    Args:
        response: opened as a stream.
        limit: bytes, unpacked.
        name: what to call it in messages.

    Raises:
        SourceError: too large, cut off, or in an unknown encoding.
    """
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise SourceError(f"{name}: packed as {packing}, which was not asked for")
    unpacker = None if packing in ("identity", "") else zlib.decompressobj(wbits=47)
    pieces: list[bytes] = []
    size = 0
    try:
        for chunk in response.iter_raw():  # as it comes: a size would wait for it to fill
            while chunk:
                piece = unpacker.decompress(chunk, _CHUNK) if unpacker else chunk
                chunk = unpacker.unconsumed_tail if unpacker else b""
                size += len(piece)
                if size > limit:
                    raise SourceError(f"{name}: larger than {limit:,} bytes")
                pieces.append(piece)
    except zlib.error as error:
        raise SourceError(f"{name}: broken {packing} ({error})") from error
    if unpacker and not unpacker.eof and (size or unpacker.unused_data):
        raise SourceError(f"{name}: the {packing} is cut off")
    return b"".join(pieces)
