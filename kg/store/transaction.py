"""One transaction: its statements, their rows as values of Python, and what they changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

#: What is counted of a transaction: names of the driver's counters.
CHANGES: Final = (
    "nodes_created", "nodes_deleted", "relationships_created", "relationships_deleted",
)  # fmt: skip


class Transaction:
    """The statements of one transaction.

    Attributes:
        changes: what they have created and deleted so far.
    """

    def __init__(self, tx: ManagedTransaction) -> None:
        self._tx = tx
        self.changes: Counter[str] = Counter()

    def run(self, cypher: str, rows: Sequence[Any] = (), **parameters: Any) -> list[dict[str, Any]]:
        """The rows that a statement gives; it finds `rows` as `$rows`, and is not run without."""
        if not rows and "$rows" in cypher:
            return []
        result = self._tx.run(cypher, {"rows": rows, **parameters})
        found: list[dict[str, Any]] = native(result.data())
        counters = result.consume().counters
        for change in CHANGES:
            self.changes[change] += getattr(counters, change)
        return found


def native(value: Any) -> Any:
    """A value of the driver as one of Python's own."""
    if value is None or isinstance(value, str | int | float | bool | date | datetime):
        return value
    if isinstance(value, list):
        return [native(item) for item in value]
    if isinstance(value, dict):
        return {key: native(item) for key, item in value.items()}
    return value.to_native() if hasattr(value, "to_native") else value
