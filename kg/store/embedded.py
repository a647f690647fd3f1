"""ArcadeDB inside this process: a Bolt endpoint on loopback for the time of a block.

Only the database itself lies in the graph folder. The server's users, settings and logs live in
a temporary folder of their own that goes with the block, so the random password is never kept
and nothing reaches the terminal or the working directory.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from kg.errors import StoreError

DATABASE: Final = "graph"
USER: Final = "root"
_BOLT: Final = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"
_LOOPBACK: Final = "127.0.0.1"
#: Seconds to wait for another process: a `kg ask` is done by then, a build is worth a message.
PATIENCE: Final = 10.0
_TRIES: Final = 3
#: Questions over 300,000 statements are as quick as with twice that heap, and slow with half of it.
#: The mode: where a record comes in, not all pages are gone over for one that has room. What goes
#: leaves room unused, until the store is made anew. It is heeded here only, not as a setting.
_ARGUMENTS: Final = "-Xmx1g -Darcadedb.bucketReuseSpaceMode=low"
#: Below what Linux (32768), macOS and Windows (49152) lend.
_PORTS: Final = range(20_000, 32_768)


class Endpoint(NamedTuple):
    """Where the server listens, and its password for this one run."""

    port: int
    password: str


@contextmanager
def serve(folder: Path) -> Iterator[Endpoint]:
    """Serve the database in `folder`, which is made if it is not there.

    Args:
        folder: the `store/` of a graph folder.

    Raises:
        StoreError: it is in use, damaged, cannot be written, or this platform has no ArcadeDB.
    """
    _make(folder)
    with TemporaryDirectory(prefix="kg-store-", ignore_cleanup_errors=True) as home:
        arcadedb = _engine(home)
        server, endpoint = _started(arcadedb, home, folder)
        try:
            yield endpoint
        finally:
            server.stop()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreError(f"{folder} cannot be written; the embedded store needs that to be asked")


def _engine(home: str) -> Any:
    """The module, told where to log. It starts its runtime once per process, at the first use."""
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    os.environ.setdefault("ARCADEDB_LOG_DIR", home)
    os.environ.setdefault("ARCADEDB_NATIVE_ISOLATE_ARGS", _ARGUMENTS)
    try:
        import arcadedb
    except ImportError as error:
        raise StoreError(
            f"no embedded store ({error}): `pip install arcadedb`, or name a server by --store"
        ) from error
    return arcadedb


def _started(arcadedb: Any, home: str, folder: Path) -> tuple[Any, Endpoint]:
    """A server that has the database open, which only one process can at a time."""
    deadline, tries = time.monotonic() + PATIENCE, 1
    # One for all tries: the first server to start in `home` keeps it there, and the next ones
    # would refuse any other. Each binds its ports or fails, so nobody else answers at them.
    password = secrets.token_urlsafe(24)
    while True:
        endpoint = Endpoint(_free_port(), password)
        settings = _settings(endpoint, folder)
        server = arcadedb.create_server(home, root_password=endpoint.password, config=settings)
        try:
            server.start()
            server.create_database(DATABASE)
        except arcadedb.ArcadeDBError as error:
            server.stop()
            if "LockException" in str(error):
                if time.monotonic() > deadline:
                    raise StoreError(
                        f"{folder} is in use by another kg: wait until it is done, or stop it"
                    ) from error
                time.sleep(0.1)
            elif tries == _TRIES:  # a port may be taken between choosing and binding it
                raise StoreError(
                    f"{folder} cannot be opened ({_first(error)}): if it stays so, delete the "
                    "folder; `kg load` makes it again from the RDF"
                ) from error
            else:
                tries += 1
        else:
            return server, endpoint


def _settings(endpoint: Endpoint, folder: Path) -> dict[str, Any]:
    return {
        "host": _LOOPBACK,
        "bolt_host": _LOOPBACK,
        "bolt_port": endpoint.port,
        "http_port": _free_port(),
        "mode": "production",
        "server_plugins": _BOLT,
        "server_databaseDirectory": str(folder.resolve()),
    }


def _free_port() -> int:
    """A port that nobody listens at, from below those that systems lend to clients.

    The engine binds it about a second later: a port of the lent range is easily given to another
    process by then. If one is, the engine does not start, and another port is tried.
    """
    while True:
        port = _PORTS.start + secrets.randbelow(len(_PORTS))
        with socket.socket() as probe, suppress(OSError):
            probe.bind((_LOOPBACK, port))
            return port


def _first(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]
