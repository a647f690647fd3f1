"""What the driver and the server raise, as one line for people: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kg.errors import StoreError

if TYPE_CHECKING:
    from neo4j.exceptions import Neo4jError

USER: Final = "KG_STORE_USER"
PASSWORD: Final = "KG_STORE_PASSWORD"

_FOREIGN: Final = (
    "holds data of other programs under a label of kg: name a database of kg's own by --database"
)
#: What a server says, by the beginning of its code: what is wrong and what to do. The longest wins.
_REMEDIES: Final = {
    "Neo.ClientError.Security.Unauthorized": (
        f"refuses the login: check the user ({USER}, or user@ in the address) and {PASSWORD}"
    ),
    "Neo.ClientError.Security.AuthenticationRateLimit": (
        "refuses logins for a while after too many wrong ones: wait some seconds, then check "
        f"the user and {PASSWORD}"
    ),
    "Neo.ClientError.Security.CredentialsExpired": (
        "wants the password changed first: ALTER CURRENT USER SET PASSWORD there"
    ),
    "Neo.ClientError.Security.Forbidden": (
        "does not let this user do that: kg needs to write, and to make constraints and indexes"
    ),
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": (
        "is read-only: make the database writable, or name another by --database"
    ),
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": (
        "is read-only: make the database writable, or name another by --database"
    ),
    "Neo.ClientError.Database.DatabaseNotFound": (
        "has no such database: name one that exists by --database"
    ),
    "Neo.ClientError.Transaction.TransactionTimedOut": "took too long: ask for less",
    "Neo.ClientError.Transaction.Terminated": "took too long: ask for less",
    "Neo.ClientError.Schema.ConstraintValidationFailed": _FOREIGN,
    "Neo.DatabaseError.Schema.ConstraintCreationFailed": _FOREIGN,
    "Neo.ClientError.Schema": (
        "holds an index or constraint of other programs that is in the way: drop it, or name a "
        "database of kg's own by --database"
    ),
    "Neo.TransientError.General.OutOfDiskSpace": "has no room left on its disk: make some",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": (
        "ran out of memory: raise server.memory.heap.max_size there"
    ),
    "Neo.TransientError.General.OutOfMemoryError": (
        "ran out of memory: raise server.memory.heap.max_size there"
    ),
    "Neo.DatabaseError": (
        "failed: see its log (debug.log), check the room on its disk, restart it and run kg again"
    ),
    "Neo.TransientError.General.DatabaseUnavailable": (
        "has the database shut down: see its log (debug.log), check the room on its disk, restart "
        "it and run kg again"
    ),
    "Neo.TransientError": "is busy: try again",
}


@contextmanager
def errors(location: str) -> Iterator[None]:
    """Turn what the driver raises into a StoreError that names the graph's location."""
    from neo4j import exceptions as e

    try:
        yield
    except e.Neo4jError as error:
        raise StoreError(f"{location} {_remedy(error)}") from error
    except (e.UnsupportedServerProduct, e.ConfigurationError) as error:
        raise StoreError(
            f"{location} speaks no Bolt that kg knows, so it cannot even say which version it is: "
            "Neo4j 5 or newer is needed"
        ) from error
    except (e.ServiceUnavailable, e.SessionExpired) as error:
        raise StoreError(f"{location} does not answer: is the server running there?") from error
    except e.DriverError as error:
        raise StoreError(f"{location}: {_first(error)}") from error


def _remedy(error: Neo4jError) -> str:
    said = _first(error.message or error.code or "")
    code = error.code or ""
    known = [start for start in _REMEDIES if code.startswith(start)]
    if not known:
        return f"refuses: {said}"
    remedy = _REMEDIES[max(known, key=len)]
    return remedy if "Security" in code else f"{remedy} (it says: {said})"


def _first(error: object) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].strip()[:300] if lines else type(error).__name__
