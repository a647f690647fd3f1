"""The graph store follows the RDF, after a run."""

from __future__ import annotations

from typing import Final

from kg import pipeline
from kg.refresh.run import Run

#: If more articles have changed, the store looks itself which: memory does not grow with them.
_NAMED: Final = 10_000


def follow(run: Run, store: str | None, *, whole: bool = False) -> None:
    """Bring the graph store up to the RDF: only what has changed, where the rest is known to be.

    Args:
        run: the run.
        store: address of a server; None: the folder's own store.
        whole: in one transaction.

    Raises:
        StoreError: it cannot be reached or written; the next run completes it.
    """
    graph = run.settings.at(run.settings.graph)
    if not graph.is_dir():
        return
    place = store or "embedded"
    row = run.state.row("SELECT run FROM stores WHERE place = ?", place)
    changed: list[str] | None = None
    # After a crash, or a `kg build` that was interrupted, the embedded store may lack anything.
    if row is not None and (store is not None or run.followed):
        query = "SELECT DISTINCT article FROM touched WHERE run > ? ORDER BY article LIMIT ?"
        found = run.state.rows(query, row["run"], _NAMED + 1)
        changed = [each["article"] for each in found]
        if len(changed) > _NAMED:
            changed = None
    if changed is None or changed:
        pipeline.load(graph, changed, store=store, progress=run.progress, whole=whole)
    run.state.run("INSERT OR REPLACE INTO stores VALUES (?, ?)", place, run.number)
    pipeline.tidy(graph)
