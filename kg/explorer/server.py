"""The HTTP server: where it listens, and who is let in."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import quote

from kg.errors import ConfigError
from kg.explorer.guard import LOCAL, names
from kg.explorer.source import Source

_SHORTEST = 8


def serve(
    source: Source, *, host: str, port: int, token: str | None, ready: Callable[[str], None]
) -> None:
    """Serve the page until Ctrl-C or SIGTERM.

    Args:
        source: the graph.
        host: address to bind to.
        port: port; 0 is any that is free.
        token: what a reader must know.
        ready: told the address to open, when it can be opened.

    Raises:
        ConfigError: see `check`; or the address cannot be bound to.
    """
    from uvicorn import Config, Server

    from kg.explorer.app import create

    check(host, token)
    bound = _bind(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{bound.getsockname()[1]}/"
    config = Config(
        create(source, names(host, socket.gethostname()), token),
        log_level="error",
        access_log=False,
        server_header=False,
        limit_concurrency=64,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=32768,
    )
    with bound, suppress(KeyboardInterrupt):
        bound.listen(128)
        ready(f"{address}?token={quote(token)}" if token else address)
        Server(config).run(sockets=[bound])


def check(host: str, token: str | None) -> None:
    """Whether a page may be shown there.

    Raises:
        ConfigError: others can reach the address, and there is no token, or a weak one.
    """
    if host not in LOCAL and not token:
        raise ConfigError(
            f"--host {host} can be reached from other machines: it needs a --token, "
            'such as the output of: python3 -c "import secrets; print(secrets.token_urlsafe())"'
        )
    if token is not None and (len(token) < _SHORTEST or not token.isascii() or ";" in token
                              or not token.isprintable() or " " in token):  # fmt: skip
        raise ConfigError(f"--token: at least {_SHORTEST} ASCII characters, no space or ;")


def _bind(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # With the protocol named, asyncio sends at once what it has (TCP_NODELAY); else each answer
        # on a connection that is kept waits 40 ms for the browser's acknowledgement.
        bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError as error:
        raise ConfigError(f"--host {host}: {error.strerror or error}") from error
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise ConfigError(
            f"{host}:{port} cannot be bound to ({error.strerror or error}): choose another --port"
        ) from error
    return bound
