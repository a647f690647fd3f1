"""A graph folder in the formats of other tools: which there are, and what of it is written.

RDF formats are written by `kg.rdf` from the articles and the versions that made them, all others
by `kg.exports` from records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from kg.errors import ConfigError
from kg.exports import FORMATS, FolderFormat, Format
from kg.exports.options import USUAL, Options
from kg.exports.select import Selection
from kg.model import Record
from kg.pipeline import Progress
from kg.rdf import jsonld, trig, turtle
from kg.rdf.terms import Versions

if TYPE_CHECKING:
    from kg.rdf.archive import Archive
    from kg.rdf.parts import Parts

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


def records(graph: Path, selected: Selection = EVERYTHING) -> Iterator[Record]:
    """What of a graph folder is selected.

    Raises:
        NotFoundError: no such graph.
        SourceError: a file of it is damaged.
    """
    from kg.rdf.parts import opened

    return selected.of(opened(graph).records())


def articles(graph: Path, selected: Selection = EVERYTHING) -> Iterator[tuple[Record, Versions]]:
    """The same, each with the versions that made it."""
    from kg.rdf.parts import opened

    return _articles(opened(graph), selected)


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
        graph: the folder, or a partitioned one.
        form: name of one of ALL.
        target: an open file; for a folder format the folder, which is new or empty.
        selected: which statements.
        options: how.
        progress: told of articles that are written.

    Raises:
        NotFoundError: no such graph.
        ConfigError: an option that means nothing to the format, or a folder that is not empty.
    """
    from kg.rdf.parts import opened

    chosen = ALL[form]
    _check(chosen, options)
    archive = opened(graph)
    if isinstance(chosen, RdfFormat):
        graphs = _articles(archive, selected, retired=options.retired)
        chosen.write(_counted(graphs, progress), _file(form, target))
        return
    # As a load does; a selection is of what is current.
    retired = chosen is BULK and selected.everything
    found = _counted(selected.of(archive.records(retired=retired)), progress)
    if isinstance(chosen, FolderFormat):
        chosen.write(found, _folder(form, target), options)
    else:
        chosen.write(found, _file(form, target), options)


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
    archive: Archive | Parts, selected: Selection, *, retired: bool = False
) -> Iterator[tuple[Record, Versions]]:
    for record, versions in archive.articles():
        part = selected.part(record) if retired or record.document.retired is None else None
        if part is not None:
            yield part, versions


def _check(form: Format | FolderFormat | RdfFormat, options: Options) -> None:
    for name in (field.name for field in fields(options)):
        if getattr(options, name) and name not in form.options:
            knows = ", ".join(each.name for each in ALL.values() if name in each.options)
            raise ConfigError(f"--{name} means nothing to {form.name}; it is for {knows}")


def _file(form: str, target: BinaryIO | Path) -> BinaryIO:
    if isinstance(target, Path):
        raise ConfigError(f"{form} is one file, not a folder")
    return target


def _folder(form: str, target: BinaryIO | Path) -> Path:
    if not isinstance(target, Path):
        raise ConfigError(f"{form} is a folder of files: name it with -o")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ConfigError(f"{target} is not empty: choose a new or empty folder")
    target.mkdir(parents=True, exist_ok=True)
    return target


def _counted(found: Iterable[Any], progress: Progress) -> Iterator[Any]:
    for each in found:
        yield each
        progress("articles written", 1)
