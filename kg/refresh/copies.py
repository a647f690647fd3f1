"""Near-duplicates: agency copy that several outlets print is one report, not several.

Two articles are near if their sets of character 5-grams are alike (Jaccard, estimated by MinHash;
candidates by locality-sensitive hashing). A report is a connected component of that relation and
is named by the least id in it, so it does not depend on the order of arrival.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
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
    back = "DELETE FROM near WHERE (one, other) IN (SELECT other, one FROM near WHERE one = ?)"
    state.run(back, article)
    state.run("DELETE FROM near WHERE one = ?", article)


def group(state: State) -> None:
    """Find the report of each article that waits, and of all others whose report changes by that.

    They go into `grouped`: by article the least id of its report; none for one that stands alone.
    """
    waiting = "SELECT DISTINCT article FROM versions WHERE run IS NULL"
    with state.transaction():
        for row in state.rows(waiting):
            for one in (row["article"], *_published_with(state, row["article"])):
                if not state.count("SELECT count(*) FROM grouped WHERE article = ?", one):
                    members = _component(state, one)
                    leader = min(members) if len(members) > 1 else None
                    rows = [(member, leader) for member in sorted(members)]
                    state.many("INSERT OR REPLACE INTO grouped VALUES (?, ?)", rows)


def report(state: State, article: str) -> str | None:
    """The report of an article that waits, once they are grouped."""
    row = state.row("SELECT leader FROM grouped WHERE article = ?", article)
    return row["leader"] if row else None


def regrouped(state: State) -> Iterator[tuple[str, str | None]]:
    """Articles that were not read and may be in another report than before, and that report."""
    query = """
        SELECT article, leader FROM grouped
        WHERE article NOT IN (SELECT article FROM taken WHERE error IS NULL) ORDER BY article"""
    return ((row["article"], row["leader"]) for row in state.rows(query))


def settle(state: State, run: int) -> None:
    """Note that the reports are in the graph; the articles in another one count as touched."""
    state.run(
        "INSERT OR IGNORE INTO touched SELECT ?, article FROM grouped LEFT JOIN reports"
        " USING (article) WHERE grouped.leader IS NOT reports.leader",
        run,
    )
    state.run("DELETE FROM reports WHERE article IN (SELECT article FROM grouped)")
    state.run("INSERT INTO reports SELECT * FROM grouped WHERE leader IS NOT NULL")


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

    from kg.arabic.normalise import fold_long

    plain = _WORDS.sub(" ", fold_long(text))
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
