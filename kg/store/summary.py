"""What a load did, in numbers."""

from __future__ import annotations

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load did.

    Attributes:
        added, replaced, unchanged, removed: articles.
        retired: earlier versions of articles that are kept as such.
        statements_added, statements_removed, statements_retired: one that is retired is not
            counted as removed.
        nodes_created, nodes_updated, nodes_removed: of all kinds; an article that is replaced is
            updated, and so is a statement that is retired.
        relationships_created, relationships_removed: of all kinds.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    retired: int = 0
    statements_added: int = 0
    statements_removed: int = 0
    statements_retired: int = 0
    nodes_created: int = 0
    nodes_updated: int = 0
    nodes_removed: int = 0
    relationships_created: int = 0
    relationships_removed: int = 0

    def __add__(self, other: LoadSummary) -> LoadSummary:
        return LoadSummary(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __str__(self) -> str:
        return (
            f"{self.added} articles added, {self.replaced} replaced, {self.unchanged} unchanged, "
            f"{self.removed} removed; {self.statements_added} statements added, "
            f"{self.statements_removed} removed, {self.statements_retired} retired; "
            f"{self.nodes_created} nodes created, {self.nodes_updated} updated, "
            f"{self.nodes_removed} removed; {self.relationships_created} relationships created, "
            f"{self.relationships_removed} removed"
        )
