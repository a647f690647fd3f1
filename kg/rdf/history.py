"""The versions of an article in one file: the current one first, then the retired ones.

A version is its text. The same text read otherwise (by another lexicon) takes the place of the
earlier reading; another text retires the version before, which stays with the time of that. An
article that goes back to an earlier text has that version as the current one again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from kg.model import Record
from kg.rdf.read import parse
from kg.rdf.rebuild import record, versions
from kg.rdf.terms import Versions
from kg.rdf.trig import PREAMBLE, block


def updated(before: bytes | None, new: Record, made_by: Versions, now: datetime) -> bytes:
    """The file of an article after one of its versions has come.

    Args:
        before: the file as it is; None if there is none.
        new: the version; one that is retired comes to the others and leaves the current one.
        made_by: the versions of program and lexicons behind it.
        now: when the version that `new` takes the place of is retired.

    Returns:
        The file as it shall be; `before` itself if `new` is in it.
    """
    piece = block(new, made_by).encode()
    if before is None:
        return PREAMBLE.encode() + piece
    if piece in before:  # as it stands: a retired version would say so
        return before
    kept = {old.document.version: (old, by) for old, by in _articles(before)}
    if new.document.retired is None:
        kept = {version: (_retired(old, now), by) for version, (old, by) in kept.items()}
    kept[new.document.version] = (new, made_by)
    blocks = [block(old, by).encode() for old, by in sorted(kept.values(), key=_place)]
    return PREAMBLE.encode() + b"".join(blocks)


def _articles(content: bytes) -> Iterator[tuple[Record, Versions]]:
    for name, graph in parse(content):
        if (found := record(name, graph)) is not None:
            yield found, versions(graph)


def _retired(old: Record, now: datetime) -> Record:
    if old.document.retired is not None:
        return old
    moment = now.astimezone(UTC).replace(microsecond=0)
    return replace(old, document=replace(old.document, retired=moment))


def _place(version: tuple[Record, Versions]) -> tuple[bool, str, str]:
    document = version[0].document
    retired = document.retired
    return retired is not None, retired.isoformat() if retired else "", document.version
