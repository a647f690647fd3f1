"""Partitioned folders, as `kg build --partition` writes them, read as a stream.

    months/manifest.json
    months/quads/month=2018-03/part-0000.nq.gz

Any folder with such files in it is one, so that a month can be taken alone.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple, TextIO
from urllib.parse import unquote

from kg.errors import SourceError, StoreError
from kg.model import Record
from kg.rdf import disk, manifest, nquads, rebuild
from kg.rdf.archive import Archive
from kg.rdf.read import parse as parse_trig
from kg.rdf.terms import BASE, Versions
from kg.rdf.trig import PREAMBLE

ENDINGS: Final = (".nq", ".nq.gz", ".trig", ".trig.gz")
_ARTICLE: Final = BASE + "article/"
#: What a build that goes on keeps its work in.
_UNFINISHED: Final = ".runs"


class Piece(NamedTuple):
    """An article as text, with those versions of it that stand beside it.

    Attributes:
        path: file that it is from.
        id: of the article.
        text: its named graphs, in the form of the file, without prefixes.
    """

    path: Path
    id: str
    text: str

    def articles(self) -> Iterator[tuple[Record, Versions]]:
        """The versions of the article, each with what made it.

        Raises:
            SourceError: the text is not as kg writes it, or the article lacks something.
        """
        if ".trig" in self.path.suffixes:
            graphs = parse_trig((PREAMBLE + self.text).encode())
        else:
            graphs = nquads.graphs(StringIO(self.text, newline="\n"), str(self.path))
        try:
            for name, graph in graphs:
                if (found := rebuild.record(name, graph)) is not None:
                    yield found, rebuild.versions(graph)
        except SourceError as error:
            where = f"{self.path}: "
            raise SourceError(where + str(error).removeprefix(where)) from error


class Parts:
    """The files of a folder; nothing of them is held but the article that is read.

    Args:
        folder: it has some, see `partitioned`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def files(self) -> Iterator[Path]:
        """The files, in a fixed order."""
        return _files(self.folder)

    def pieces(self) -> Iterator[Piece]:
        """Every article, in the order of the files.

        Raises:
            SourceError: a file cannot be read, or is not as kg writes it.
        """
        for path in self.files():
            with _open(path) as lines:
                found = _trig(lines, path) if ".trig" in path.suffixes else _nquads(lines)
                for name, group in groupby(found, key=lambda each: _id(each[0])):
                    yield Piece(path, name, "".join(text for _, text in group))

    def marks(self) -> Iterator[tuple[str, str, Piece]]:
        """Id and text of every article with a hash of the latter; nothing is parsed."""
        for piece in self.pieces():
            yield piece.id, sha256(piece.text.encode()).hexdigest()[:16], piece

    def articles(self) -> Iterator[tuple[Record, Versions]]:
        """Every version of every article, each with what made it.

        Raises:
            SourceError: see `pieces`.
        """
        for piece in self.pieces():
            yield from piece.articles()

    def records(self, *, retired: bool = False) -> Iterator[Record]:
        """Every article; see `Archive.records`."""
        for record, _ in self.articles():
            if retired or record.document.retired is None:
                yield record


def partitioned(path: Path) -> bool:
    """Whether there are partitioned files at a place, or a build of them was begun.

    Raises:
        StoreError: it was not finished.
    """
    if not path.is_dir() or (Archive(path).exists() and not manifest.is_partitioned(path)):
        return False
    if (path / _UNFINISHED).is_dir() and not (path / manifest.NAME).exists():
        raise StoreError(f"{path} is not finished: the same `kg build` with --resume ends it")
    return next(_files(path), None) is not None


def opened(path: Path) -> Archive | Parts:
    """The RDF of a graph folder or of a partitioned one.

    Raises:
        NotFoundError: it is neither.
        StoreError: see `Archive.open`.
    """
    return Parts(path) if partitioned(path) else Archive.open(path)


def _files(folder: Path) -> Iterator[Path]:
    for path in disk.files(folder):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.name.endswith(ENDINGS) and not hidden:
            yield path


@contextmanager
def _open(path: Path) -> Iterator[TextIO]:
    try:
        if path.suffix == ".gz":
            with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
                yield lines
        else:
            with path.open(encoding="utf-8", newline="\n") as lines:
                yield lines
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: {error}") from error


def _nquads(lines: TextIO) -> Iterator[tuple[str, str]]:
    """Name and text of each graph."""
    for name, group in groupby(lines, key=nquads.graph_name):
        yield name, "".join(group)


def _trig(lines: TextIO, path: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each graph."""
    if lines.read(len(PREAMBLE)) != PREAMBLE:
        raise SourceError(f"{path}: not TriG as kg writes it")
    for line in lines:
        if line != "\n":
            body = "".join(iter(partial(next, lines, "}\n"), "}\n"))
            yield BASE + line.strip("<>{ \n"), f"\n{line}{body}}}\n"


def _id(graph: str) -> str:
    """The id of the article that a graph is a version of."""
    if not graph.startswith(_ARTICLE):
        return graph
    name = graph[len(_ARTICLE) :].partition("/")[0]
    return unquote(name, errors="surrogatepass")
