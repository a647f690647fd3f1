"""What keeps a run from readers: assertions about all that it found."""

from __future__ import annotations

from kg.errors import GateError
from kg.refresh.run import Run

_USUAL = """
SELECT sum(statements) AS statements, sum(articles) AS articles FROM (
    SELECT statements, articles FROM runs WHERE outcome = 'done' AND articles > 0
    ORDER BY run DESC LIMIT 20)"""


def sources(run: Run) -> None:
    """Refuse a run in which nothing could be read.

    Raises:
        GateError: every source failed, or every article that was asked for.
    """
    bad = [tally for tally in run.tallies.values() if tally.error or tally.failed]
    good = sum(t.new + t.changed + t.unchanged + t.gone for t in run.tallies.values())
    whole = any(not tally.error and not tally.failed for tally in run.tallies.values())
    if bad and not good and not whole:
        reason = next((t.error for t in bad if t.error), None) or f"{bad[0].failed} articles failed"
        raise GateError(f"nothing but errors, so the graph stays as it is: {reason}")


def statements(run: Run, articles: int, found: int) -> None:
    """Refuse a run that found far fewer statements than the runs before.

    Args:
        run: the run.
        articles: that it read.
        found: statements in them.

    Raises:
        GateError: too few.
    """
    row = run.state.row(_USUAL)
    if row is None or not row["articles"]:
        return
    expected = articles * row["statements"] / row["articles"]
    gates = run.settings.gates
    if expected >= gates.least and found <= expected * (1 - gates.max_drop):
        raise GateError(
            f"{found} statements in {articles} articles, where the runs before let expect "
            f"{expected:.0f}: the last good graph stays; has a site changed its pages? "
            "`kg refresh --force` takes the run as it is"
        )
