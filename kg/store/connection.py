"""A graph over Bolt: the embedded one of a folder, or a server's; the same code for both."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast
from urllib.parse import unquote, urlsplit

from kg.errors import ConfigError, NotFoundError, StoreError
from kg.store.failures import PASSWORD, USER, errors
from kg.store.overdue import ended_after
from kg.store.transaction import Transaction, native

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

T = TypeVar("T")

SCHEMES: Final = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_OLDEST: Final = (5, 0)


class Store:
    """An open graph.

    Attributes:
        location: the folder or address, for messages; never holds a password.
        embedded: whether it is a folder's, whose engine ends nothing by itself.
        patience: seconds after which what is read is ended; None: a server's own limit.
    """

    def __init__(
        self, driver: Driver, database: str | None, location: str, *, embedded: bool = False
    ) -> None:
        self._driver = driver
        self._database = database
        self.embedded = embedded
        self.location = location
        self.patience: float | None = None

    def read(
        self, cypher: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[dict[str, Any]]:
        """The rows of a query; dates come as `datetime.date`.

        Raises:
            StoreError: the graph cannot be reached or refuses the query.
        """
        from neo4j import unit_of_work

        @unit_of_work(timeout=self.patience)
        def work(tx: ManagedTransaction) -> Any:
            return native(tx.run(cypher, dict(parameters or {})).data())

        limit = self.patience if self.embedded else None
        with ended_after(limit, self._meanwhile), self._session("READ") as session:
            rows = session.execute_read(work)
        return iter(rows)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Do `work` in one transaction: all of it or, after an exception, nothing.

        It is repeated after a passing failure (the server restarts, or is busy), also one that
        leaves open whether it was done, so it must read what it depends on by itself.

        Raises:
            StoreError: the graph cannot be reached or refuses a statement.
        """
        from neo4j.exceptions import IncompleteCommit

        def once(tx: ManagedTransaction) -> T:
            return work(Transaction(tx))

        with self._session("WRITE") as session:
            try:
                return cast(T, session.execute_write(once))
            except IncompleteCommit:
                return cast(T, session.execute_write(once))

    def _meanwhile(self, cypher: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows of a query about what runs."""
        with self._session("READ") as session:
            return [record.data() for record in session.run(cypher, parameters)]

    @contextmanager
    def _session(self, mode: str) -> Iterator[Any]:
        with (
            errors(self.location),
            self._driver.session(database=self._database, default_access_mode=mode) as session,
        ):
            yield session


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
    return Store(driver, embedded.DATABASE, str(folder), embedded=True)


def _open_address(stack: ExitStack, address: str) -> Store:
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ConfigError(f"{address}: not an address such as bolt://neo4j@localhost:7687")
    if parts.password is not None:
        raise ConfigError(f"put the password into {PASSWORD}, not into the address")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    uri = f"{parts.scheme}://{host}:{parts.port or 7687}"
    user = unquote(parts.username) if parts.username else os.environ.get(USER) or "neo4j"
    login = (uri, user, os.environ.get(PASSWORD, ""))
    driver = stack.enter_context(_driver(*login))
    with errors(uri):
        _verify(_agent(driver, login), uri)
    return Store(driver, unquote(parts.path.strip("/")) or None, uri)


def _verify(agent: str, uri: str) -> None:
    """Check that a server which says of itself what it is, is one that kg can work with."""
    name, _, version = agent.partition("/")
    numbers = tuple(int(n) for n in version.split(".")[:2] if n.isdigit())
    if name == "Neo4j" and numbers < _OLDEST:
        raise StoreError(f"{uri} is Neo4j {version}: kg needs 5 or newer, better 5.26")


def _agent(driver: Driver, login: tuple[str, str, str]) -> str:
    from neo4j.exceptions import ConfigurationError

    try:
        return driver.get_server_info().agent
    except ConfigurationError:
        # None before 5 can be asked to keep quiet about hints; asked without, it says its name.
        with _driver(*login, quiet=False) as plain:
            return plain.get_server_info().agent


def _driver(uri: str, user: str, password: str, *, quiet: bool = True) -> Driver:
    import logging

    from neo4j import GraphDatabase, NotificationMinimumSeverity

    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    return GraphDatabase.driver(
        uri,
        auth=(user, password),
        connection_timeout=10.0,
        max_transaction_retry_time=60.0,  # a server may restart meanwhile
        notifications_min_severity=NotificationMinimumSeverity.OFF if quiet else None,
        user_agent="kg",
    )


def _import_driver() -> None:
    # Only a head start: who needs the driver imports it again and sees what is wrong. Ctrl-C in
    # the middle of an import that both threads wait for would show a traceback of this one.
    with suppress(Exception):
        import neo4j  # noqa: F401
