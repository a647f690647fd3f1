"""The RDF of a graph folder: one TriG file per article, replaced whole or not at all.

    news.kg/
        manifest.json               versions and number of articles
        rdf/ab/ab12….trig           one article, its retired versions too; named by a hash of its id
        rdf/ab/ab12….txt            its text, where the article and not only its RDF was put
        rdf.staging/                articles of a build that goes on, or that can be continued
        rdf.pending/                articles of a build that is decided; the next opening ends it
        rdf.2/                      all articles again, once they were written beside the first
        rdf.current                 its name, see kg.places

`put` writes to the staging folder, and `commit` renames that to the pending folder, which decides
for all of its articles at once. What follows can be repeated, so a process that dies leaves the
graph either as it was or, at the next opening, complete. The folder depends on nothing but its
articles, their versions and when those were retired: the order in which articles came and the
number of builds leave no trace in it.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Literal
from urllib.parse import unquote

from kg import places
from kg.errors import NotFoundError, StoreError
from kg.model import Document, Record
from kg.rdf import disk, history, manifest, renewal, texts
from kg.rdf.lock import exclusive
from kg.rdf.read import articles, records
from kg.rdf.terms import Versions
from kg.rdf.trig import PREAMBLE

Change = Literal["added", "unchanged", "replaced"]
#: Seconds to wait while another process puts the files of a commit in place.
PATIENCE: Final = 60.0
_PREAMBLE: Final = PREAMBLE.encode()


class Archive:
    """The RDF of one graph folder.

    Reading needs no more than `open`. Writing happens inside a `with` block, which holds the
    folder's lock; leaving the block commits, an exception (Ctrl-C too) undoes it all:

        with Archive.open(path, create=True) as archive:
            archive.put(record, versions, now)
    """

    def __init__(
        self, folder: Path, *, keep: bool = False, resume: bool = False, beside: bool = False
    ) -> None:
        self.folder = folder
        self._keep_staged, self._resume, self._beside = keep, resume, beside
        self._rdf = places.current(folder, "rdf")
        self._staging = folder / "rdf.staging"
        self._pending = folder / "rdf.pending"
        self._lock: AbstractContextManager[None] | None = None
        self._versions: Versions | None = None

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = False,
        keep: bool = False,
        resume: bool = False,
        beside: bool = False,
    ) -> Archive:
        """The archive of a graph folder; a commit that was interrupted is ended first.

        Args:
            path: the folder.
            create: make it, if there is none.
            keep: after an error, leave what was staged for a build that goes on; see `journal`.
            resume: begin with what an earlier build has left staged.
            beside: commit all articles, those that stay too, into a folder beside, which then
                takes the place of the one before: whoever has opened that reads it to the end.

        Raises:
            NotFoundError: there is no graph at `path`, and `create` is False.
            StoreError: the folder cannot be made, is no graph, or is locked.
        """
        archive = cls(path, keep=keep, resume=resume, beside=beside)
        if path.exists() and not path.is_dir():
            raise StoreError(f"{path} is a file, not a graph folder")
        if not create and not archive.exists():
            raise NotFoundError(f"{path} holds no graph: build one with `kg build ... -o {path}`")
        if create and path.is_dir() and not archive.exists() and not archive.is_empty():
            raise StoreError(f"{path} holds other files: choose a new or empty folder")
        if manifest.is_partitioned(path):
            manifest.read(path)  # says what to do with it
        try:
            path.mkdir(parents=True, exist_ok=True)
            archive._complete()
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror or error}") from error
        return archive

    def _complete(self) -> None:
        """End a commit that was interrupted; one that is under way is waited for.

        Raises:
            StoreError: it takes too long.
        """
        deadline = time.monotonic() + PATIENCE
        while self._pending.exists():
            try:
                with exclusive(self.folder / ".lock"):
                    self._finish()
            except StoreError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        self._rdf = places.current(self.folder, "rdf")

    def exists(self) -> bool:
        """Whether the folder holds a graph, be it one that still waits to be completed."""
        return (self.folder / manifest.NAME).exists() or self._pending.exists()

    def waits(self) -> bool:
        """Whether a build was stopped here that can be continued."""
        return self._staging.exists()

    def is_empty(self) -> bool:
        """Whether the folder holds nothing but what an earlier, failed build may have left."""
        return all(
            e.name.startswith((".", "rdf", "store", "errors.")) for e in self.folder.iterdir()
        )

    def __enter__(self) -> Archive:
        """Take the lock and start a build; what a dead one left behind is removed."""
        try:
            lock = exclusive(self.folder / ".lock")
            lock.__enter__()
            self._lock = lock
            self._finish()  # what another process has left since this was opened
            if not self._resume:
                shutil.rmtree(self._staging, ignore_errors=True)
            self._staging.mkdir(exist_ok=True)
        except OSError as error:
            self._release()
            raise StoreError(f"{self.folder}: {error.strerror or error}") from error
        self._versions = None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Commit, or after an exception undo everything since the last commit."""
        try:
            if kind is None:
                self.commit()
        finally:
            if kind is None or not self._keeps(error):
                shutil.rmtree(self._staging, ignore_errors=True)
            self._release()
            if not self.exists() and not self._staging.exists():
                self._vanish()

    def _keeps(self, error: BaseException | None) -> bool:
        """Whether there is something to go on with; not where the disk is what failed."""
        refused = isinstance(error, StoreError)
        return self._keep_staged and not refused and any(disk.files(self._staging))

    def put(self, record: Record, versions: Versions, now: datetime) -> Change:
        """Take in a version of an article; it counts once `commit` has returned.

        An article of the same id is replaced if its graph differs by so much as a byte; if its
        text differs, the version before is retired and stays. The text is kept beside the graph;
        a record read from RDF has none.

        Args:
            record: the version.
            versions: what made it.
            now: the time at which an earlier version is retired.

        Raises:
            StoreError: the disk is full or refuses; nothing since the last commit is kept.
        """
        name = _file_name(record.document.id)
        staged, kept = self._staging / name, self._rdf / name
        before = _content(staged) or _content(kept)
        content = history.updated(before, record, versions, now)
        self._versions = versions
        try:
            self._keep(Path(name).with_suffix(texts.ENDING), texts.encoded(record.document))
            if before == content:
                return "unchanged"
            staged.parent.mkdir(exist_ok=True)
            staged.write_bytes(content)
        except OSError as error:
            raise self._refused(error) from error
        return "replaced" if before is not None else "added"

    def made_by(self, versions: Versions) -> None:
        """Say what made articles that are staged already, as `put` is told."""
        self._versions = versions

    def unstage(self, document_id: str) -> None:
        """Take back what is staged of an article."""
        name = self._staging / _file_name(document_id)
        for path in (name, name.with_suffix(texts.ENDING)):
            path.unlink(missing_ok=True)

    def staged(self) -> Iterator[Path]:
        """The files that this build has staged so far."""
        return disk.files(self._staging)

    def unstage_all(self) -> None:
        """Take back all that is staged."""
        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir(exist_ok=True)

    def fingerprint(self, document_id: str) -> bytes:
        """A hash of the files of an article as they are, or will be when this build is done."""
        name, found = Path(_file_name(document_id)), sha256()
        for each in (name, name.with_suffix(texts.ENDING)):
            content = _content(self._staging / each) or _content(self._rdf / each) or b""
            found.update(len(content).to_bytes(8, "big") + content)
        return found.digest()

    def regroup(self, document_id: str, report: str | None) -> Change:
        """Say of an article's current version which report it carries; see `Document.report`.

        Raises:
            StoreError: the disk is full or refuses; nothing since the last commit is kept.
        """
        name = _file_name(document_id)
        staged, kept = self._staging / name, self._rdf / name
        path = staged if staged.exists() else kept
        for old, made_by in articles(path) if path.exists() else ():
            if old.document.retired is None and old.document.report != report:
                new = replace(old, document=replace(old.document, report=report))
                versions, self._versions = self._versions, made_by
                change = self.put(new, made_by, datetime.now(UTC))  # no version is retired by it
                self._versions = versions
                return change
        return "unchanged"

    def _keep(self, name: Path, text: bytes | None) -> None:
        """Stage a text, unless there is none or it is there."""
        staged = self._staging / name
        if text is not None and text != (_content(staged) or _content(self._rdf / name)):
            staged.parent.mkdir(exist_ok=True)
            staged.write_bytes(text)

    def commit(self) -> None:
        """Make everything that was put part of the graph, all of it or nothing.

        Raises:
            StoreError: the disk is full or refuses; the graph is as it was.
        """
        try:
            about = manifest.updated(self.folder, self._versions, self._new())
            if about is not None:
                (self._staging / manifest.NAME).write_bytes(about)
            # A few hundred folders, however many articles there are.
            if self._beside:
                self._renew()
            parents = {p.parent.relative_to(self._staging) for p in disk.files(self._staging)}
            for parent in parents:
                (self._rdf / parent).mkdir(parents=True, exist_ok=True)
            disk.flush(self._staging)
            if parents:
                self._staging.replace(self._pending)  # the decision
                disk.flush_folder(self.folder)
        except OSError as error:
            raise self._refused(error) from error
        try:
            self._finish()
            self._staging.mkdir(exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{self.folder}: {error.strerror or error}; the build is decided and will be "
                "completed when the graph is opened next"
            ) from error

    def _renew(self) -> None:
        """Have all articles in a folder beside, and what is staged say that it is the next one."""
        if not any(self._differs(path) for path in disk.files(self._staging)):
            return
        new = places.beside(self.folder, "rdf")
        try:
            renewal.fill(new, self._rdf, self._staging)
            disk.flush(new)
            (self._staging / places.pointer("rdf")).write_text(f"{new.name}\n", "utf-8")
        except OSError:
            shutil.rmtree(new, ignore_errors=True)
            raise

    def _differs(self, staged: Path) -> bool:
        """Whether a staged file of an article is other than what the graph has."""
        kept = self._rdf / staged.relative_to(self._staging)
        return staged.parent != self._staging and _content(staged) != _content(kept)

    def _new(self) -> int:
        """How many of the staged articles the graph does not have."""
        staged = (p for p in disk.files(self._staging) if p.suffix == ".trig")
        return sum(not (self._rdf / p.relative_to(self._staging)).exists() for p in staged)

    def _finish(self) -> None:
        """Move decided files to their places; harmless to repeat."""
        self._rdf = places.current(self.folder, "rdf")
        if not self._pending.exists():
            return
        touched = {self.folder}
        for path in disk.files(self._pending):
            name = path.relative_to(self._pending)
            # The manifest and the name of the next generation stand beside the articles' folders.
            target = (self.folder if path.parent == self._pending else self._rdf) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
            touched.add(target.parent)
        for folder in touched:
            disk.flush_folder(folder)
        shutil.rmtree(self._pending)
        self._rdf = places.current(self.folder, "rdf")

    def _refused(self, error: OSError) -> StoreError:
        shutil.rmtree(self._staging, ignore_errors=True)
        return StoreError(f"{self.folder}: {error.strerror or error}; the graph is as it was")

    def _vanish(self) -> None:
        """Leave no trace of a first build that failed."""
        shutil.rmtree(self._rdf, ignore_errors=True)
        for name in (".lock", ".build.sqlite", "errors.jsonl"):
            (self.folder / name).unlink(missing_ok=True)
        with suppress(OSError):  # the store may have put its own files there
            self.folder.rmdir()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.__exit__(None, None, None)
            self._lock = None

    def trig_files(self) -> Iterator[Path]:
        """The file of each article, in a fixed order."""
        return (path for path in disk.files(self._rdf) if path.suffix == ".trig")

    def records(self, *, retired: bool = False) -> Iterator[Record]:
        """Every article, in the order of `trig_files`.

        Args:
            retired: after each article also its retired versions.

        Raises:
            SourceError: a file is damaged.
        """
        for path in self.trig_files():
            yield from _of(path, retired)

    def articles(self) -> Iterator[tuple[Record, Versions]]:
        """Every version of every article, each with what made it.

        Raises:
            SourceError: a file is damaged.
        """
        for path in self.trig_files():
            yield from articles(path)

    def article(self, document_id: str, *, retired: bool = False) -> Iterator[Record]:
        """One article, as `records` gives it; nothing if it is not there.

        Raises:
            SourceError: its file is damaged.
        """
        path = self.path(document_id)
        if path.exists():
            yield from _of(path, retired)

    def record(self, document_id: str) -> Record | None:
        """One article, with its whole text if that was kept; None if there is no such article.

        Raises:
            SourceError: its file is damaged.
        """
        path = self.path(document_id)
        if not path.exists():
            return None
        found = next(_of(path, False), None)
        return found and replace(found, document=texts.whole(found.document, path))

    def path(self, document_id: str) -> Path:
        """Where the file of an article is, if there is one."""
        return self._rdf / _file_name(document_id)

    def documents(self) -> Iterator[Document]:
        """Every article as it was read, in the order of `trig_files`.

        One whose text was not kept has its title for a text and a `known_version`.

        Raises:
            SourceError: a file is damaged.
        """
        for path in self.trig_files():
            yield from (texts.whole(record.document, path) for record in _of(path, False))

    def marks(self) -> Iterator[tuple[str, str, Path]]:
        """Id and file of every article with a hash of all its versions; nothing is parsed."""
        for path in self.trig_files():
            content = path.read_bytes()
            head = content[len(_PREAMBLE) + 1 :].partition(b"\n")[0]
            yield _named(head)[0], sha256(content).hexdigest()[:16], path

    def document_versions(self) -> Iterator[tuple[str, str]]:
        """Id and current version of every article, from the head of its file alone."""
        for path in self.trig_files():
            with path.open("rb") as file:
                file.seek(len(_PREAMBLE) + 1)
                yield _named(file.readline())

    def export(self, out: BinaryIO) -> None:
        """Write all articles as one TriG file."""
        out.write(_PREAMBLE)
        for path in self.trig_files():
            out.write(path.read_bytes().removeprefix(_PREAMBLE))


class Preview(Archive):
    """The RDF of a graph folder as the commit of a build that goes on will leave it: to read."""

    def path(self, document_id: str) -> Path:
        """Where the file of an article is, if there is one."""
        staged = self._staging / _file_name(document_id)
        return staged if staged.exists() else super().path(document_id)

    def trig_files(self) -> Iterator[Path]:
        """The file of each article: those that stay or change, then those that are new."""
        for path in super().trig_files():
            staged = self._staging / path.relative_to(self._rdf)
            yield staged if staged.exists() else path
        for path in disk.files(self._staging):
            if (
                path.suffix == ".trig"
                and not (self._rdf / path.relative_to(self._staging)).exists()
            ):
                yield path


def _file_name(document_id: str) -> str:
    name = sha256(document_id.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return f"{name[:2]}/{name}.trig"


def _named(head: bytes) -> tuple[str, str]:
    _, article, version = head.decode().strip("<>{ \n").split("/")
    return unquote(article, errors="surrogatepass"), version


def _of(path: Path, retired: bool) -> Iterator[Record]:
    return (r for r in records(path) if retired or r.document.retired is None)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
