"""A limit for a whole exchange: connecting, asking, headers and body together.

httpx limits each wait for the network by itself, so a server that sends a byte now and then could
hold a run for ever. Here the connection looks, at each wait, how much of the whole is left.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpcore


class LateError(Exception):
    """The answer had begun, but was not complete in time."""


@dataclass(slots=True)
class _Exchange:
    """One exchange: when it must be over, by `time.monotonic`, and whether an answer has begun."""

    end: float
    begun: bool = False


_EXCHANGE: ContextVar[_Exchange | None] = ContextVar("_EXCHANGE", default=None)


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Whatever this thread does on the network inside the block takes no longer than that.

    The block raises `LateError` for an answer that drips, and the usual time-out of httpx where
    nothing came at all.
    """
    token = _EXCHANGE.set(_Exchange(time.monotonic() + seconds))
    try:
        yield
    finally:
        _EXCHANGE.reset(token)


def left(timeout: float | None) -> float | None:
    """How long a wait may take that would be allowed `timeout` seconds by itself.

    Raises:
        LateError: the time of the whole is over.
    """
    exchange = _EXCHANGE.get()
    if exchange is None:
        return timeout
    rest = exchange.end - time.monotonic()
    if rest <= 0:
        raise LateError
    return rest if timeout is None else min(timeout, rest)


class Stream(httpcore.NetworkStream):
    """A connection that keeps to the limit."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come, up to so many bytes.

        Raises:
            LateError: the time of the whole is over, and something had come.
            httpcore.ReadTimeout: nothing has come in time.
        """
        exchange = _EXCHANGE.get()
        try:
            found = self._inner.read(max_bytes, left(timeout))
        except httpcore.ReadTimeout as error:
            if exchange is not None and exchange.begun and time.monotonic() >= exchange.end:
                raise LateError from error
            raise
        if exchange is not None:
            exchange.begun = True
        return found

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self._inner.write(buffer, left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted."""
        return Stream(self._inner.start_tls(ssl_context, server_hostname, left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        """What httpcore wants to know of the socket."""
        return self._inner.get_extra_info(info)
