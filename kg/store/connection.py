"""A graph over Bolt: the embedded one of a folder, or a server's; the same code for both."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import unquote, urlsplit

from kg.errors import ConfigError, NotFoundError, StoreError

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

T = TypeVar("T")

USER: Final = "KG_STORE_USER"
PASSWORD: Final = "KG_STORE_PASSWORD"
SCHEMES: Final = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_OLDEST: Final = (5, 0)


class Store:
    """An open graph.

    Attributes:
        location: the folder or address, for messages; never holds a password.
    """

    def __init__(self, driver: Driver, database: str | None, location: str) -> None:
        self._driver = driver
        self._database = database
        self.location = location

    def read(
        self, cypher: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[dict[str, Any]]:
        """The rows of a query; dates come as `datetime.date`.

        Raises:
            StoreError: the graph cannot be reached or refuses the query.
        """
        with self._session("READ") as session:
            rows = session.execute_read(_rows, cypher, dict(parameters or {}))
        return iter(rows)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Do `work` in one transaction: all of it or, after an exception, nothing.

        It is repeated after a passing failure, so it must read what it depends on by itself.

        Raises:
            StoreError: the graph cannot be reached or refuses a statement.
        """
        with self._session("WRITE") as session:
            done: T = session.execute_write(lambda tx: work(Transaction(tx)))
        return done

    def verify(self) -> None:
        """Reach the server and check that it is one that kg can work with.

        Raises:
            StoreError: it cannot be reached, refuses the login, or is too old.
        """
        with errors(self.location):
            agent = self._driver.get_server_info().agent
        name, _, version = agent.partition("/")
        numbers = tuple(int(n) for n in version.split(".")[:2] if n.isdigit())
        if name == "Neo4j" and numbers < _OLDEST:
            raise StoreError(f"{self.location} is {agent}: Neo4j 5 or newer is needed")

    @contextmanager
    def _session(self, mode: str) -> Iterator[Any]:
        with (
            errors(self.location),
            self._driver.session(database=self._database, default_access_mode=mode) as session,
        ):
            yield session


class Transaction:
    """The statements of one transaction."""

    def __init__(self, tx: ManagedTransaction) -> None:
        self._tx = tx

    def run(self, cypher: str, rows: Sequence[Any] = (), **parameters: Any) -> list[dict[str, Any]]:
        """The rows that a statement gives; it finds `rows` as `$rows`, and is not run without."""
        if not rows and "$rows" in cypher:
            return []
        return _rows(self._tx, cypher, {"rows": rows, **parameters})


@contextmanager
def open_store(location: Path | str, *, create: bool = True) -> Iterator[Store]:
    """The graph at a place, open for the time of the block.

    Args:
        location: the `store/` folder of a graph (the embedded store), or the address of a
            server, `bolt://user@host:port/database`, of which only the host must be given; the
            user may also come from KG_STORE_USER, the password does from KG_STORE_PASSWORD.
        create: make a folder's store if there is none.

    Raises:
        ConfigError: an address that makes no sense.
        NotFoundError: no store in the folder, and `create` is false.
        StoreError: it cannot be opened: in use, unreachable, wrong password, too old.
    """
    with ExitStack() as stack:
        if isinstance(location, Path) or "://" not in location:
            yield _open_folder(stack, Path(location), create=create)
        else:
            yield _open_address(stack, location)


def _open_folder(stack: ExitStack, folder: Path, *, create: bool) -> Store:
    from kg.store import embedded

    if not create and not (folder / embedded.DATABASE).is_dir():
        raise NotFoundError(f"{folder} holds no graph yet: `kg load {folder.parent}` makes it")
    # The driver takes as long to import as the engine to start, which waits outside Python.
    importing = Thread(target=_import_driver)
    importing.start()
    endpoint = stack.enter_context(embedded.serve(folder))
    importing.join()
    uri = f"bolt://127.0.0.1:{endpoint.port}"
    driver = stack.enter_context(_driver(uri, embedded.USER, endpoint.password))
    return Store(driver, embedded.DATABASE, str(folder))


def _open_address(stack: ExitStack, address: str) -> Store:
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ConfigError(f"{address}: not an address such as bolt://neo4j@localhost:7687")
    if parts.password is not None:
        raise ConfigError(f"put the password into {PASSWORD}, not into the address")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    uri = f"{parts.scheme}://{host}:{parts.port or 7687}"
    user = unquote(parts.username) if parts.username else os.environ.get(USER) or "neo4j"
    driver = stack.enter_context(_driver(uri, user, os.environ.get(PASSWORD, "")))
    store = Store(driver, unquote(parts.path.strip("/")) or None, uri)
    store.verify()
    return store


def _driver(uri: str, user: str, password: str) -> Driver:
    import logging

    from neo4j import GraphDatabase, NotificationMinimumSeverity

    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    return GraphDatabase.driver(
        uri,
        auth=(user, password),
        connection_timeout=10.0,
        max_transaction_retry_time=30.0,
        notifications_min_severity=NotificationMinimumSeverity.OFF,
        user_agent="kg",
    )


def _import_driver() -> None:
    import neo4j  # noqa: F401 - only to have it loaded


def _rows(tx: ManagedTransaction, cypher: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    return [native(record) for record in tx.run(cypher, parameters).data()]


def native(value: Any) -> Any:
    """A value of the driver as one of Python's own."""
    if value is None or isinstance(value, str | int | float | bool | date | datetime):
        return value
    if isinstance(value, list):
        return [native(item) for item in value]
    if isinstance(value, dict):
        return {key: native(item) for key, item in value.items()}
    return value.to_native() if hasattr(value, "to_native") else value


@contextmanager
def errors(location: str) -> Iterator[None]:
    """Turn what the driver raises into one line with a remedy."""
    from neo4j import exceptions as e

    try:
        yield
    except e.AuthError as error:
        raise StoreError(
            f"{location} refuses the login: check the user, and the password in {PASSWORD}"
        ) from error
    except (e.ServiceUnavailable, e.SessionExpired) as error:
        raise StoreError(f"{location} does not answer: is the server running there?") from error
    except e.Neo4jError as error:
        raise StoreError(f"{location} refuses: {error.message or error.code}") from error
    except e.DriverError as error:
        raise StoreError(f"{location}: {error}") from error
