"""Loaders that are killed, servers that restart, lose their disk or refuse to be written to."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from store_samples import many, record

from kg.errors import StoreError
from kg.store import Store, load, open_store

INTEGRATION = Path(__file__).parents[1] / "integration"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX"),
]
LOADER = """
import sys
from store_samples import many
from kg.store import groups, load, open_store
groups.ARTICLES = 5
with open_store(sys.argv[1]) as store:
    load(store, many(int(sys.argv[2])), progress=lambda n: print(n, flush=True))
"""
WHOLE = """
MATCH (d:Document) OPTIONAL MATCH (d)<-[:EVIDENCE]-(s:Statement)
RETURN d.id AS id, count(s) AS statements"""
COUNTS = """
MATCH (n) WHERE NOT n:Graph WITH count(n) AS nodes
OPTIONAL MATCH ()-[r]->() RETURN nodes, count(r) AS relationships"""
CONTENT = """
MATCH (n) WHERE NOT n:Graph OPTIONAL MATCH (n)-[r]->(m)
WITH n, type(r) AS type, m.iri AS to, properties(r) AS props ORDER BY type, to, props.names
RETURN properties(n) AS node, collect([type, to, props]) AS edges ORDER BY node.iri"""


def loader(address: str, count: int) -> subprocess.Popen[bytes]:
    """A process that loads articles in small groups and prints a line after each."""
    path = os.pathsep.join([str(Path(__file__).parents[2]), str(INTEGRATION)])
    return subprocess.Popen(
        [sys.executable, "-c", LOADER, address, str(count)], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip


def progress(process: subprocess.Popen[bytes], groups: int) -> None:
    """Wait until so many groups are in."""
    assert process.stdout
    for _ in range(groups):
        assert process.stdout.readline(), process.stderr and process.stderr.read()


def clear(store: Store) -> None:
    store.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))


def fresh(store: Store, count: int) -> list[dict[str, Any]]:
    """What a load without any trouble leaves."""
    clear(store)
    load(store, many(count))
    return list(store.read(CONTENT))


def test_a_killed_loader_leaves_whole_articles_and_the_next_completes_them(
    neo4j_server: Any,
) -> None:
    dice = random.Random(4)
    with open_store(neo4j_server.address) as store:
        clear(store)
        for _ in range(4):
            with loader(neo4j_server.address, 200) as victim:
                progress(victim, dice.randrange(1, 8))
                victim.kill()
            whole = list(store.read(WHOLE))
            assert {row["statements"] for row in whole} == {2}
        done = load(store, many(200))
        assert done.unchanged >= 5
        assert done.unchanged + done.added == 200
        found, counts = list(store.read(CONTENT)), list(store.read(COUNTS))
        assert load(store, many(200)).unchanged == 200
        assert list(store.read(COUNTS)) == counts
        assert found == fresh(store, 200)
        clear(store)


def test_a_server_that_restarts_under_the_loader(own: Any) -> None:
    with open_store(own.address) as store:
        clear(store)
    with loader(own.address, 120) as process:
        progress(process, 6)
        own.kill()
        own.start()
        _, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, b"")
    with open_store(own.address) as store:
        found = list(store.read(CONTENT))
        assert found == fresh(store, 120)


def test_a_full_disk_and_a_read_only_database_leave_what_was_there(own: Any) -> None:
    more = [record("more", *((a, "accuses", b) for a, b in _pairs()), text="x" * 200_000)]
    with open_store(own.address) as store:
        before = list(store.read(COUNTS))
        # No file may grow any more: to the server that is a disk without room.
        resource.prlimit(own.pid, resource.RLIMIT_FSIZE, (4096, 4096))
        with pytest.raises(StoreError, match="room on its disk"):
            load(store, more)
    own.kill()
    own.configure("server.databases.read_only=neo4j")
    own.start()
    with open_store(own.address) as store:
        assert list(store.read(COUNTS)) == before
        with pytest.raises(StoreError, match=r"read-only.*--database"):
            load(store, more)
        assert list(store.read(COUNTS)) == before


def _pairs() -> Iterator[tuple[Any, Any]]:
    from store_samples import RUSSIA, SYRIA, TURKEY

    yield from ((RUSSIA, TURKEY), (TURKEY, SYRIA))
