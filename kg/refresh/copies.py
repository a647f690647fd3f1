"""Near-duplicates: agency copy that several outlets print is one report, not several.

Two articles are near if their sets of character 5-grams are alike (Jaccard, estimated by MinHash;
candidates by locality-sensitive hashing). A report is a connected component of that relation and
is named by the least id in it, so it does not depend on the order of arrival.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from kg.refresh.state import State

_GRAM: Final = 5
_BANDS: Final = 20
_ROWS: Final = 6
_SEED: Final = 1
_PACK: Final = struct.Struct(f"<{_BANDS * _ROWS}I")
#: Shorter texts are too alike by chance.
_LEAST: Final = 200
_WORDS: Final = re.compile(r"\W+")


def note(state: State, article: str, text: str, threshold: float) -> None:
    """Find what an article's current text is near to; to be called inside a transaction."""
    forget(state, article)
    signature = sign(text)
    if signature is None:
        return
    packed, found = _PACK.pack(*signature), set[str]()
    for band, digest in _hashes(signature):
        rows = state.rows("SELECT article FROM bands WHERE band = ? AND hash = ?", band, digest)
        found.update(row["article"] for row in rows)
    state.run("INSERT INTO signatures VALUES (?, ?)", article, packed)
    state.many("INSERT INTO bands VALUES (?, ?, ?)", [(*h, article) for h in _hashes(signature)])
    for other in sorted(found):
        row = state.row("SELECT signature FROM signatures WHERE article = ?", other)
        if row and alike(signature, _PACK.unpack(row["signature"])) >= threshold:
            state.many("INSERT INTO near VALUES (?, ?)", [(article, other), (other, article)])


def forget(state: State, article: str) -> None:
    """Drop what is known of an article's text."""
    row = state.row("SELECT signature FROM signatures WHERE article = ?", article)
    if row is None:
        return
    hashes = _hashes(_PACK.unpack(row["signature"]))
    state.many(
        "DELETE FROM bands WHERE band = ? AND hash = ? AND article = ?",
        [(*each, article) for each in hashes],
    )
    state.run("DELETE FROM signatures WHERE article = ?", article)
    state.run("DELETE FROM near WHERE one = ? OR other = ?", article, article)


def reports(state: State, articles: Iterable[str]) -> dict[str, str | None]:
    """The report of each article, and of all others whose report changes with theirs.

    Returns:
        By article the least id of its report; None for one that stands alone.
    """
    found: dict[str, str | None] = {}
    for article in articles:
        for one in (article, *_published_with(state, article)):
            if one not in found:
                members = _component(state, one)
                leader = min(members) if len(members) > 1 else None
                found.update(dict.fromkeys(members, leader))
    return found


def _published_with(state: State, article: str) -> Iterator[str]:
    """The articles of the report that the graph puts an article in."""
    query = (
        "SELECT article FROM reports WHERE leader = (SELECT leader FROM reports WHERE article = ?)"
    )
    yield from [row["article"] for row in state.rows(query, article)]


def _component(state: State, article: str) -> set[str]:
    members, border = {article}, [article]
    while border:
        rows = state.rows("SELECT other FROM near WHERE one = ?", border.pop())
        new = {row["other"] for row in rows} - members
        members |= new
        border += sorted(new)
    return members


def sign(text: str) -> tuple[int, ...] | None:
    """The MinHash of a text; None for one that is too short to tell."""
    from rensa import RMinHash

    from kg.arabic.normalise import fold

    plain = _WORDS.sub(" ", fold(text))
    if len(plain) < _LEAST:
        return None
    minhash = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    minhash.update(sorted({plain[n : n + _GRAM] for n in range(len(plain) - _GRAM + 1)}))
    return tuple(minhash.digest())


def alike(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """How alike two texts are, by their signatures: 0 to 1."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


@lru_cache(maxsize=4)
def _hashes(signature: tuple[int, ...]) -> list[tuple[int, int]]:
    """Each band of a signature with its hash, as SQLite holds integers."""
    packed, size = _PACK.pack(*signature), _PACK.size // _BANDS
    parts = (packed[n * size : (n + 1) * size] for n in range(_BANDS))
    return [
        (n, int.from_bytes(blake2b(part, digest_size=8).digest(), "little", signed=True))
        for n, part in enumerate(parts)
    ]
