"""The articles of the inputs in chunks: the units that are worked on, lost and done again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from kg import sources
from kg.sources import Document, Issue
from kg.sources.remote import Remote

#: Articles of a chunk: a second's work for one process.
SIZE: Final = 200


class Chunk(NamedTuple):
    """Some articles of one file, or of several that hold one each.

    Attributes:
        name: tells it from all others and stands in their order.
        documents: each with the place that it was read from.
        issues: what was met on the way.
    """

    name: str
    documents: list[tuple[str, Document]]
    issues: list[Issue]


class Batch(NamedTuple):
    """Files that are read together: a large one alone, small ones up to a chunk's worth.

    Attributes:
        number: place among all batches.
        files: None for standard input.
        size: articles of a chunk.
    """

    number: int
    files: list[Path | Remote | None]
    size: int


def read(names: Iterable[str | Path]) -> Iterator[Chunk]:
    """The chunks of all that the names stand for, in a fixed order."""
    return chain.from_iterable(map(of_batch, batches(names)))


def batches(names: Iterable[str | Path]) -> Iterator[Batch]:
    """The files, by kind: those that hold many articles alone, the others together."""
    number, held = 0, list[Path | Remote | None]()
    for file in sources.files(names):
        alone = sources.holds_many(file)
        if held and (alone or len(held) == SIZE):
            yield Batch(number, held, SIZE)
            number, held = number + 1, []
        held.append(file)
        if alone:
            yield Batch(number, held, SIZE)
            number, held = number + 1, []
    if held:
        yield Batch(number, held, SIZE)


def of_batch(batch: Batch) -> Iterator[Chunk]:
    """The chunks of one batch, as its files are read."""
    held, issues, number = list[tuple[str, Document]](), list[Issue](), 0
    for found in sources.each(batch.files, issues.append):
        held.append(found)
        if len(held) == batch.size:
            yield Chunk(f"{batch.number:08}-{number:08}", held, issues[:])
            number, held = number + 1, []
            issues.clear()
    if held or issues:
        yield Chunk(f"{batch.number:08}-{number:08}", held, issues)
