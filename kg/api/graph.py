"""A graph as an object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.api.result import Result

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from kg.exports.measure import Measures
    from kg.exports.select import Selection
    from kg.rdf.dataset import Dataset


def _quiet(what: str, more: int) -> None:
    """No progress."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph folder.

    Methods that take conditions take these, all of which must hold:

    actors: names as `ask` takes them, one or several: only what is said of them;
    exact: without those who act for them;
    predicates: names, one or several;
    since, until: first and last day, `date` or as typed ("2015-11");
    min_confidence: from 0 to 1;
    question, parameters: only statements that a stored question answers.

    Attributes:
        path: the folder.
        store: address of a server that `ask` asks; None: the folder's own store.
    """

    path: Path
    store: str | None = None

    def ask(self, question: str, /, **parameters: Any) -> Result:
        """Ask a stored question: `g.ask("who-accuses", target="Turkey", limit=20)`.

        Raises:
            NotFoundError: no such question or actor; with suggestions.
            QueryError: a parameter is unknown or missing, or makes no sense.
            StoreError: the store cannot be opened.
        """
        from kg import pipeline

        answer = pipeline.ask(question, parameters, self.store or self.path, progress=_quiet)
        return Result(answer.columns, answer.rows, answer.notes)

    def statements(self, **conditions: Any) -> Result:
        """Statements with the columns of `kg export csv`, None for what is not known."""
        from kg.export import records
        from kg.exports.csv import COLUMNS, rows

        found = rows(records(self.path, self._selected(conditions)))
        return Result(
            COLUMNS,
            tuple(tuple(None if v == "" else v for v in row.values()) for row in found),
        )

    def networkx(self, **conditions: Any) -> MultiDiGraph[str]:
        """Actors by IRI, with an edge for each statement that has an object."""
        from kg.export import records
        from kg.exports.graph import multigraph

        return multigraph(records(self.path, self._selected(conditions)))

    def rdf(self, **conditions: Any) -> Dataset:
        """The articles' named graphs, in memory."""
        from kg.export import articles
        from kg.rdf.dataset import dataset

        return dataset(articles(self.path, self._selected(conditions)))

    def measure(self, *, top: int = 10, exact: bool = False, **conditions: Any) -> Measures:
        """Figures of the graph as a whole; see kg.exports.measure."""
        from kg.export import records
        from kg.exports.measure import measure

        selected = self._selected({**conditions, "exact": exact})
        return measure(records(self.path, selected), top=top, exact=exact)

    def export(
        self,
        form: str,
        target: str | PathLike[str],
        *,
        bom: bool = False,
        yed: bool = False,
        retired: bool = False,
        **conditions: Any,
    ) -> Path:
        """Write a file or folder as `kg export` does; its path.

        Raises:
            ConfigError: no such format, or an option that means nothing to it.
        """
        from kg import export
        from kg.exports.options import Options

        path, options = Path(target), Options(bom=bom, yed=yed, retired=retired)
        export.to_path(self.path, form, path, selected=self._selected(conditions), options=options)
        return path

    def _selected(self, conditions: dict[str, Any]) -> Selection:
        from kg.selection import selection

        for name in ("actors", "predicates"):
            if isinstance(conditions.get(name), str):
                conditions = {**conditions, name: _split(conditions[name], name)}
        return selection(self.path, store=self.store, progress=_quiet, **conditions)


def _split(text: str, name: str) -> Sequence[str]:
    """One actor, whose name may hold commas, or predicates separated by some."""
    return [text] if name == "actors" else text.split(",")
