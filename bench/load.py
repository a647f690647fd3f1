"""Measure how a graph comes into Neo4j and is asked there (`python bench/load.py SERVER-FOLDER`).

Statements are those of a graph folder (`--graph`, built from the corpus), repeated under other ids
until there are enough. A server of its own is started in SERVER-FOLDER (Java 17, Maven). Measured
one after the other in the same run, on the same server: `kg load`, the same again, after 1 % of the
articles changed; a minimal UNWIND ... CREATE of the same rows; rdflib-neo4j, if it is
installed in the environment that --peer names; and every stored question.
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "neo4j")]

from neo4j_local import Server  # noqa: E402

from kg import pipeline  # noqa: E402
from kg.model import Record  # noqa: E402
from kg.queries import load_all, run  # noqa: E402
from kg.rdf import read, trig  # noqa: E402
from kg.rdf.archive import Archive  # noqa: E402
from kg.rdf.terms import Versions  # noqa: E402
from kg.store import Store, load, open_store  # noqa: E402

VERSIONS = Versions("bench", "bench", "bench")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
CLEAR = "MATCH (n) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"


def copy(record: Record, number: int) -> Record:
    """The record as that of another article."""
    if not number:
        return record
    name = f"{record.document.id}-{number}"
    version = sha256(f"{record.document.version}{number}".encode()).hexdigest()[:16]
    document = replace(record.document, id=name, known_version=version)
    statements = tuple(
        replace(
            s, id=f"{s.id.rpartition('/')[0]}/{sha256(f'{s.id}{number}'.encode()).hexdigest()[:24]}"
        )
        for s in record.statements
    )
    return Record(document, record.entities, statements)


def repeated(graph: Path, statements: int) -> Iterator[Record]:
    """Articles until there are so many statements."""
    records, done = list(Archive.open(graph).records()), 0
    for number in itertools.count():
        for record in records:
            if done >= statements:
                return
            done += len(record.statements)
            yield copy(record, number)


def folder(path: Path, target: Path) -> Path:
    """A graph folder of the articles of a file."""
    with Archive.open(target, create=True) as archive:
        for record in read.records(path):
            archive.put(record, VERSIONS, NOW)
    return target


def correct(graph: Path, share: int) -> None:
    """Give one in `share` articles another text."""
    articles = [r for n, r in enumerate(Archive.open(graph).records()) if n % share == 0]
    with Archive.open(graph) as archive:
        for record in articles:
            new = copy(record, 777)
            new = replace(new, document=replace(new.document, id=record.document.id))
            archive.put(new, VERSIONS, NOW)


def clear(server: Server) -> None:
    """Empty the database, constraints stay."""
    with driver(server) as one, one.session() as session:
        session.run(CLEAR).consume()


def driver(server: Server) -> Any:
    from neo4j import GraphDatabase

    host = server.address.rpartition("@")[2]
    return GraphDatabase.driver(f"bolt://{host}", auth=("neo4j", server.password))


def timed(work: Any) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def minimal(server: Server, path: Path) -> float:
    """Seconds to create the same rows with the least Cypher; the rows are ready in memory."""
    from minimal_create import batches, create

    ready = list(batches(read.records(path)))
    with driver(server) as one, one.session() as session:
        seconds, _ = timed(lambda: create(session, ready))
    return seconds


def peer(server: Server, path: Path, python: str) -> float | None:
    """Seconds that rdflib-neo4j takes for the same TriG, in its batched mode."""
    script = ROOT / "bench" / "load_rdflib_neo4j.py"
    done = subprocess.run(
        [python, script, server.address, path], capture_output=True, text=True, check=False,
        env={**os.environ, "KG_STORE_PASSWORD": server.password},
    )  # fmt: skip
    if done.returncode:
        print(f"rdflib-neo4j: {done.stderr[-500:]}", file=sys.stderr)
        return None
    return float(done.stdout.split()[-1])


def latencies(store: Store, rounds: int) -> dict[str, tuple[float, float, int]]:
    """Median and 95th percentile in milliseconds, and rows, of every stored question."""
    found = {}
    for name, query in load_all().items():
        given = {p.name: p.example for p in query.params if p.required}
        times = []
        for _ in range(rounds):
            seconds, answer = timed(lambda query=query, given=given: run(store, query, given))
            times.append(1000 * seconds)
        found[name] = (median(times), quantiles(times, n=20)[-1], len(answer))
    return found


def memory() -> float:
    """MB, the largest that this process has been."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def loads(server: Server, path: Path, count: int, scratch: Path) -> None:
    graph = folder(path, scratch / "g.kg")

    def bring() -> Any:
        return pipeline.load(graph, store=server.address, progress=lambda what, more: None)

    first, done = timed(bring)
    said("`kg load`", first, count, f"{done}; {memory():.0f} MB")
    again, done = timed(bring)
    said("the same again", again, count, f"{again / first:.1%} of the first; {done}")
    correct(graph, 100)
    part, done = timed(bring)
    said("after 1 % of the articles changed", part, count, f"{part / first:.1%}; {done}")


def said(what: str, seconds: float, statements: int, more: str = "") -> None:
    print(f"| {what} | {seconds:.1f} s | {statements / seconds:,.0f} | {more} |", flush=True)


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    cli.add_argument("folder", type=Path, help="where the server and its data go; must not exist")
    cli.add_argument("--graph", type=Path, required=True, help="a graph folder built from articles")
    cli.add_argument("--statements", type=int, default=300_000)
    cli.add_argument("--peer", help="a Python that has rdflib-neo4j")
    cli.add_argument("--peer-statements", type=int, default=1000)
    cli.add_argument(
        "--rounds", type=int, default=20, help="times that each question is asked; 0: not"
    )
    cli.add_argument(
        "--embedded", action="store_true", help="ask an embedded store of the same too"
    )
    options = cli.parse_args()
    server = Server(options.folder, heap="2g", quick=False)
    server.configure("dbms.memory.transaction.total.max=0", pages="512m")
    server.start()
    os.environ["KG_STORE_PASSWORD"] = server.password
    try:
        with tempfile.TemporaryDirectory() as scratch:
            measure(server, options, Path(scratch))
    finally:
        server.kill()
        shutil.rmtree(options.folder, ignore_errors=True)
    return 0


def measure(server: Server, options: Any, scratch: Path) -> None:
    print("| what | time | statements/s | more |\n|---|---|---|---|")
    print(f"| load average {os.getloadavg()} |", flush=True)
    few, path = scratch / "few.trig", scratch / "all.trig"
    write(few, options.graph, options.peer_statements)
    count = write(path, options.graph, options.statements)
    with open_store(server.address) as store:  # the server warms up
        load(store, itertools.islice(read.records(path), 2000))
    clear(server)
    if options.peer and (seconds := peer(server, few, options.peer)):
        said(
            f"rdflib-neo4j, {options.peer_statements:,} statements",
            seconds,
            options.peer_statements,
        )
        clear(server)
        with open_store(server.address) as store:
            seconds, _ = timed(lambda: load(store, read.records(few)))
            said("kg load of the same", seconds, options.peer_statements)
        clear(server)
    said("minimal UNWIND ... CREATE, rows ready", minimal(server, path), count)
    clear(server)
    loads(server, path, count, scratch)
    if options.rounds < 2:
        return
    with open_store(server.address) as store:
        asked(f"Neo4j, {count:,} statements", latencies(store, options.rounds))
    if options.embedded:
        with open_store(scratch / "store") as store:
            seconds, _ = timed(lambda: load(store, read.records(path)))
            said("kg load into the embedded store", seconds, count)
            asked(f"embedded, {count:,} statements", latencies(store, options.rounds))
    print(f"| load average {os.getloadavg()} |")


def write(path: Path, graph: Path, statements: int) -> int:
    count = 0

    def counted() -> Iterator[Record]:
        nonlocal count
        for record in repeated(graph, statements):
            count += len(record.statements)
            yield record

    with path.open("wb") as out:
        trig.write(counted(), out, VERSIONS)
    return count


def asked(where: str, found: dict[str, tuple[float, float, int]]) -> None:
    print(f"\n| question ({where}) | median ms | p95 ms | rows |\n|---|---|---|---|")
    for name, (middle, high, rows) in found.items():
        print(f"| `{name}` | {middle:.0f} | {high:.0f} | {rows} |")
    print(flush=True)


if __name__ == "__main__":
    sys.exit(main())
