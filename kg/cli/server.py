"""Which graph server a command means, if any."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import typer

from kg.errors import ConfigError

Store = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Graph server (bolt://user@host); default: embedded."),
]


Database = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Database of the server; default: the user's home database."),
]


def server(store: str | None, database: str | None) -> str | None:
    """The address of the server that `--store` or KG_STORE names, if any, with `--database`.

    Raises:
        ConfigError: a database, but no server, or the address names another.
    """
    from kg.config import settings

    address = store or settings().store
    if database is None or address is None:
        if database is not None:
            raise ConfigError("--database needs a server: name it by --store or KG_STORE")
        return address
    parts = urlsplit(address)
    if unquote(parts.path.strip("/")) not in ("", database):
        raise ConfigError(f"--database {database}, but the address ends in {parts.path}")
    return urlunsplit(parts._replace(path=quote(database, safe="")))
