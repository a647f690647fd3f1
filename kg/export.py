"""A graph folder in the formats of other tools: which there are, and what of it is written.

RDF formats are written by `kg.rdf` from the articles and the versions that made them, all others
by `kg.exports` from records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from kg.errors import ConfigError, QueryError
from kg.exports import FORMATS, FolderFormat, Format
from kg.exports.options import USUAL, Options
from kg.exports.select import Selection
from kg.model import Record
from kg.pipeline import Progress
from kg.rdf import jsonld, trig, turtle
from kg.rdf.terms import Versions

if TYPE_CHECKING:
    from kg.rdf.archive import Archive

EVERYTHING: Final = Selection()


class RdfFormat(NamedTuple):
    """A format of RDF: as Format, but written from articles and the versions that made them."""

    name: str
    ending: str
    what: str
    write: Callable[[Iterable[tuple[Record, Versions]], BinaryIO], None]
    options: tuple[str, ...] = ()


RETIRED: Final = ("retired",)
RDF_FORMATS: Final = (
    RdfFormat("trig", ".trig", "everything, a graph per article", trig.write_all, RETIRED),
    RdfFormat("nquads", ".nq", "the same, a quad a line", turtle.write_nquads, RETIRED),
    RdfFormat("turtle", ".ttl", "the same without graphs", turtle.write_turtle, RETIRED),
    RdfFormat("jsonld", ".jsonld", "the same as JSON", jsonld.write, RETIRED),
)


def _bulk(found: Iterable[Record], folder: Path, options: Options) -> None:
    from kg.store.bulk import write

    write(found, folder)


BULK: Final = FolderFormat("neo4j-admin", "CSV for `neo4j-admin database import full`", _bulk)
ALL: Final[Mapping[str, Format | FolderFormat | RdfFormat]] = {
    each.name: each for each in (*RDF_FORMATS, *FORMATS, BULK)
}


def is_folder(form: str) -> bool:
    """Whether a format is a folder of files."""
    return isinstance(ALL[form], FolderFormat)


def selection(
    graph: Path,
    *,
    progress: Progress,
    actors: Sequence[str] = (),
    exact: bool = False,
    question: str | None = None,
    parameters: Mapping[str, str] | None = None,
    since: Any = None,
    until: Any = None,
    predicates: Any = None,
    min_confidence: float = 0.0,
) -> Selection:
    """The statements that words describe; the store is opened only for actors and questions.

    Args:
        graph: the folder.
        progress: told of articles that are loaded into the store before it is asked.
        actors: names as `kg ask` takes them.
        exact: without those who act for them.
        question: a stored question, of whose rows the statements are taken.
        parameters: of the question, as typed.
        since: first day, as typed.
        until: last day, as typed.
        predicates: names, a list or separated by commas.
        min_confidence: from 0 to 1.

    Raises:
        KgError: see kg/errors.py: an unknown actor, question or predicate, no date, ...
    """
    from kg.queries.values import value

    return Selection(
        actors=frozenset(_iris(graph, actors, progress)) if actors else None,
        exact=exact,
        predicates=frozenset(value("predicate", "predicates", predicates)) if predicates else None,
        since=value("since", "date", since) if since is not None else None,
        until=value("until", "date", until) if until is not None else None,
        min_confidence=min_confidence,
        statements=_answer(graph, question, parameters or {}, progress) if question else None,
    )


def records(graph: Path, selected: Selection = EVERYTHING) -> Iterator[Record]:
    """What of a graph folder is selected.

    Raises:
        NotFoundError: no such graph.
        SourceError: a file of it is damaged.
    """
    from kg.rdf.archive import Archive

    return selected.of(Archive.open(graph).records())


def articles(graph: Path, selected: Selection = EVERYTHING) -> Iterator[tuple[Record, Versions]]:
    """The same, each with the versions that made it."""
    from kg.rdf.archive import Archive

    return _articles(Archive.open(graph), selected)


def export(
    graph: Path,
    form: str,
    target: BinaryIO | Path,
    *,
    selected: Selection = EVERYTHING,
    options: Options = USUAL,
    progress: Progress = lambda what, more: None,
) -> None:
    """Write a graph folder in a format.

    Args:
        graph: the folder.
        form: name of one of ALL.
        target: an open file; for a folder format the folder, which is new or empty.
        selected: which statements.
        options: how.
        progress: told of articles that are written.

    Raises:
        NotFoundError: no such graph.
        ConfigError: an option that means nothing to the format, or a folder that is not empty.
    """
    from kg.rdf.archive import Archive

    chosen = ALL[form]
    _check(chosen, options)
    archive = Archive.open(graph)
    if isinstance(chosen, RdfFormat):
        if isinstance(target, Path):
            raise ConfigError(f"{form} is one file, not a folder")
        graphs = _articles(archive, selected, retired=options.retired)
        chosen.write(_counted(graphs, progress), target)
        return
    # As a load does; a selection is of what is current.
    retired = chosen is BULK and selected.everything
    found = _counted(selected.of(archive.records(retired=retired)), progress)
    if isinstance(chosen, FolderFormat):
        if not isinstance(target, Path):
            raise ConfigError(f"{form} is a folder of files: name it with -o")
        _fresh(target)
        chosen.write(found, target, options)
    elif isinstance(target, Path):
        raise ConfigError(f"{form} is one file, not a folder")
    else:
        chosen.write(found, target, options)


def to_path(graph: Path, form: str, target: Path, **how: Any) -> None:
    """Write a graph folder to a file or folder; a file appears only when it is complete.

    Raises:
        ConfigError: no such format.
        KgError: as `export`, whose other arguments are `how`.
    """
    if form not in ALL:
        raise ConfigError(f"no format '{form}'; there are {', '.join(ALL)}")
    if is_folder(form):
        export(graph, form, target, **how)
        return
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as out:
            export(graph, form, out, **how)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _articles(
    archive: Archive, selected: Selection, *, retired: bool = False
) -> Iterator[tuple[Record, Versions]]:
    from kg.rdf.read import articles as read

    for path in archive.trig_files():
        for record, versions in read(path):
            part = selected.part(record) if retired or record.document.retired is None else None
            if part is not None:
                yield part, versions


def _check(form: Format | FolderFormat | RdfFormat, options: Options) -> None:
    for name in (field.name for field in fields(options)):
        if getattr(options, name) and name not in form.options:
            knows = ", ".join(each.name for each in ALL.values() if name in each.options)
            raise ConfigError(f"--{name} means nothing to {form.name}; it is for {knows}")


def _fresh(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigError(f"{folder} is not empty: choose a new or empty folder")
    folder.mkdir(parents=True, exist_ok=True)


def _counted(found: Iterable[Any], progress: Progress) -> Iterator[Any]:
    for each in found:
        yield each
        progress("articles written", 1)


def _iris(graph: Path, names: Sequence[str], progress: Progress) -> Iterator[str]:
    from kg import pipeline
    from kg.queries.actors import resolve

    with pipeline.opened(graph, progress=progress) as store:
        for found in resolve(store, {f"actor {n}": name for n, name in enumerate(names)}).values():
            yield found.iri


def _answer(
    graph: Path, question: str, parameters: Mapping[str, str], progress: Progress
) -> frozenset[str]:
    from kg import pipeline, queries

    columns = [column.name for column in queries.get(question).columns]
    if "statement" not in columns:
        raise QueryError(f"the rows of {question} are no statements: it cannot choose any")
    answer = pipeline.ask(question, parameters, graph, progress=progress)
    return frozenset(row["statement"] for row in answer if row["statement"])
