"""Measure how a graph comes into Neo4j and is asked there (`python bench/load.py FOLDER`).

Statements are those of a graph folder (`--graph`, built from the corpus), repeated under other ids
until there are enough. Each stage starts a server of its own in FOLDER (Java 17, Maven), empty and
warmed up, and its figures are printed and appended to FOLDER/results.jsonl when it is done, so that
a run that is cut keeps what it had. Stages:

    load      `kg load`, the same again, after 1 % of the articles changed; its memory
    minimal   a minimal UNWIND ... CREATE of the same rows
    bulk      `kg export neo4j-admin` and the bulk importer
    ask       every stored question, in a graph that was imported in bulk
    embedded  `kg load` into the embedded store, and every stored question there
    peer      rdflib-neo4j, if it is installed in the environment that --peer names, and `kg load`
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "neo4j")]

from neo4j_local import Server  # noqa: E402
from repeated import correct, corrected, make  # noqa: E402

from kg import pipeline  # noqa: E402
from kg.parallel import cores  # noqa: E402
from kg.queries import Query, load_all, run  # noqa: E402
from kg.queries.actors import resolve  # noqa: E402
from kg.rdf import read  # noqa: E402
from kg.rdf.archive import Archive  # noqa: E402
from kg.store import Store, load, open_store  # noqa: E402
from kg.store.schema import prepare  # noqa: E402

CLEAR = "MATCH (n) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
AWAIT = "CALL db.awaitIndexes(600)"
WARM = 2000
#: One in so many articles gets another text.
CHANGED = 100
#: A question is not asked again once it has taken so many seconds.
PATIENCE = 60.0


class Bench:
    """One run: where it works, and where its figures go."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.folder: Path = options.folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.results = self.folder / "results.jsonl"

    def said(self, size: int, what: str, seconds: float, count: int, more: str = "") -> None:
        """Print a line of the table, and keep it."""
        print(f"| {what} | {seconds:.1f} s | {count / seconds:,.0f} | {more} |", flush=True)
        self.kept(size=size, what=what, seconds=seconds, statements=count, more=more)

    def kept(self, **values: Any) -> None:
        """Append to the results."""
        line = {**values, "load average": os.getloadavg()[0], "at": time.strftime("%H:%M:%S")}
        with self.results.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line) + "\n")

    def graph(self, size: int, *, strangers: bool = False) -> tuple[Path, int]:
        """The graph folder of that size and its number of statements; made once."""
        target = self.folder / f"{'strangers' if strangers else 'graph'}-{size}.kg"
        note = target.with_suffix(".count")
        if not note.exists():
            shutil.rmtree(target, ignore_errors=True)
            count = make(self.options.graph, target, size, strangers=strangers)
            note.write_text(str(count))
        return target, int(note.read_text())

    @contextmanager
    def server(self, bulk: Path | None = None) -> Iterator[Server]:
        """A server, filled from a folder of the bulk importer or warmed up and empty."""
        home = self.folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        server = Server(home, heap="2g", quick=False)
        server.configure("dbms.memory.transaction.total.max=0", pages="512m")
        if bulk:
            self.imported = timed(lambda: imported(server, bulk))[0]
        server.start()
        os.environ["KG_STORE_PASSWORD"] = server.password
        try:
            if not bulk:
                warm(server, Archive.open(self.options.graph))
            yield server
        finally:
            server.kill()
            shutil.rmtree(home, ignore_errors=True)


def imported(server: Server, bulk: Path) -> None:
    arguments = bulk / "arguments.txt"
    words = [f"--report-file={bulk / 'import.report'}", *arguments.read_text("utf-8").split()]
    server.admin("database", "import", "full", "neo4j", *(_placed(w, bulk) for w in words))


def _placed(word: str, folder: Path) -> str:
    """An argument with the full paths of its files."""
    if not word.startswith(("--nodes", "--relationships")):
        return word
    head, _, files = word.rpartition("=")
    return f"{head}={','.join(str(folder / name) for name in files.split(','))}"


def warm(server: Server, archive: Archive) -> None:
    """Have the server's Java compile what loads and corrects articles, then empty it."""
    articles = list(itertools.islice(archive.records(), WARM))
    with open_store(server.address) as store:
        load(store, articles)
        load(store, map(corrected, articles[::CHANGED]))
    clear(server)


def clear(server: Server) -> None:
    """Empty the database, constraints stay."""
    with driver(server) as one, one.session() as session:
        session.run(CLEAR).consume()


def driver(server: Server) -> Any:
    from neo4j import GraphDatabase

    host = server.address.rpartition("@")[2]
    return GraphDatabase.driver(f"bolt://{host}", auth=("neo4j", server.password))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def loads(bench: Bench, size: int) -> None:
    graph, count = bench.graph(size)
    changed = graph.with_name(f"changed-{size}.kg")
    shutil.rmtree(changed, ignore_errors=True)
    shutil.copytree(graph, changed, ignore=shutil.ignore_patterns("store*"))
    with bench.server() as server:
        first, said = timed(lambda: bring(bench, changed, server.address))
        bench.said(size, "`kg load`", first, count, str(said))
        again, said = timed(lambda: bring(bench, changed, server.address))
        bench.said(size, "the same again", again, count, f"{again / first:.1%} of the first")
        correct(changed, CHANGED)
        part, said = timed(lambda: bring(bench, changed, server.address))
        more = f"{part / first:.1%} of the first; {said}"
        bench.said(size, "after 1 % of the articles changed", part, count, more)


def bring(bench: Bench, graph: Path, store: str) -> Any:
    """Load, and note this process's memory (MB) on the way."""
    done, marks = 0, dict[int, float]()

    def progress(what: str, more: int) -> None:
        nonlocal done
        done += more
        marks[done] = memory()

    said = pipeline.load(graph, store=store, progress=progress, workers=min(2, cores()))
    bench.kept(what="memory in MB by articles done", values=marks)
    return said


def memory() -> float:
    """MB that this process has in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1)


def minimal(bench: Bench, size: int) -> None:
    """The same rows with the least Cypher; they are ready in memory."""
    from minimal_create import batches, create

    graph, count = bench.graph(size)
    ready = list(batches(Archive.open(graph).records()))
    with bench.server() as server, driver(server) as one, one.session() as session:
        seconds, _ = timed(lambda: create(session, ready))
    bench.said(size, "minimal `UNWIND ... CREATE`, rows ready", seconds, count)


def bulk(bench: Bench, graph: Path) -> tuple[Path, float]:
    from kg import export

    target = bench.folder / "bulk"
    shutil.rmtree(target, ignore_errors=True)
    return target, timed(lambda: export.export(graph, "neo4j-admin", target))[0]


def bulk_import(bench: Bench, size: int) -> None:
    graph, count = bench.graph(size)
    target, wrote = bulk(bench, graph)
    bench.said(size, "`kg export neo4j-admin`", wrote, count)
    with bench.server(target):
        bench.said(size, "bulk importer, of these files", bench.imported, count)


def ask(bench: Bench, size: int) -> None:
    graph, count = bench.graph(size, strangers=True)
    target, _ = bulk(bench, graph)
    with bench.server(target) as server, open_store(server.address) as store:
        prepare(store)
        list(store.read(AWAIT))
        latencies(bench, store, f"Neo4j, {count:,} statements")


def embedded(bench: Bench, size: int) -> None:
    graph, count = bench.graph(size, strangers=True)
    if not (graph / "store").exists():
        seconds, _ = timed(lambda: bring(bench, graph, ""))
        bench.said(size, "`kg load` into the embedded store", seconds, count)
    with open_store(graph / "store") as store:
        latencies(bench, store, f"embedded, {count:,} statements")


def latencies(bench: Bench, store: Store, where: str) -> None:
    """Median and 95th percentile in milliseconds, and rows, of every stored question.

    Actors are given by IRI; how long it takes to find one by name is the first line.
    """
    print(f"\n| question ({where}) | median ms | p95 ms | rows |\n|---|---|---|---|", flush=True)
    rounds = bench.options.rounds
    tell(bench, where, "(an actor by name)", rounds, lambda: [resolve(store, {"a": "Turkey"})])
    for name, query in load_all().items():
        given = values(store, query)
        tell(bench, where, name, rounds, lambda q=query, g=given: run(store, q, g))  # type: ignore[misc]


def tell(bench: Bench, where: str, name: str, rounds: int, work: Callable[[], Any]) -> None:
    times, answer = list[float](), work()
    while len(times) < rounds and sum(times) < 1000 * PATIENCE:
        seconds, answer = timed(work)
        times.append(1000 * seconds)
    high = quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    rows = len(answer)
    print(f"| `{name}` | {median(times):.0f} | {high:.0f} | {rows} |", flush=True)
    bench.kept(where=where, question=name, median=median(times), p95=high, rows=rows, n=len(times))


def values(store: Store, query: Query) -> dict[str, str]:
    given = {p.name: p.example for p in query.params if p.required}
    actors = {p.name: p.example for p in query.params if p.required and p.type == "actor"}
    return given | {name: found.iri for name, found in resolve(store, actors).items()}


def peer(bench: Bench, size: int) -> None:
    """rdflib-neo4j in its batched mode on a part, and `kg load` of the same."""
    few = min(size, bench.options.peer_statements)
    graph, count = bench.graph(few)
    path = bench.folder / "few.trig"
    with path.open("wb") as out:
        Archive.open(graph).export(out)
    script = ROOT / "bench" / "load_rdflib_neo4j.py"
    with bench.server() as server:
        done = subprocess.run(
            [bench.options.peer, script, server.address, path], capture_output=True, text=True,
            env={**os.environ, "KG_STORE_PASSWORD": server.password}, check=True,
        )  # fmt: skip
        bench.said(few, "rdflib-neo4j", float(done.stdout.split()[-1]), count)
        clear(server)
        with open_store(server.address) as store:
            seconds, _ = timed(lambda: load(store, read.records(path)))
        bench.said(few, "`kg load` of the same, parsing counted", seconds, count)


STAGES: dict[str, Callable[[Bench, int], None]] = {
    "load": loads, "minimal": minimal, "bulk": bulk_import, "ask": ask, "embedded": embedded,
    "peer": peer,
}  # fmt: skip


def main() -> int:
    cli = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    cli.add_argument("folder", type=Path, help="where servers, graphs and results.jsonl go")
    cli.add_argument("--graph", type=Path, required=True, help="a graph folder built from articles")
    cli.add_argument("--statements", type=int, nargs="+", default=[300_000])
    cli.add_argument("--stages", nargs="+", choices=STAGES, default=list(STAGES))
    cli.add_argument("--peer", help="a Python that has rdflib-neo4j")
    cli.add_argument("--peer-statements", type=int, default=1000)
    cli.add_argument("--rounds", type=int, default=20, help="times that each question is asked")
    bench = Bench(cli.parse_args())
    for size, stage in itertools.product(bench.options.statements, bench.options.stages):
        if stage == "peer" and not bench.options.peer:
            continue
        busy = os.getloadavg()[0]
        print(f"\n{stage}, {size:,} statements; load average {busy:.1f}\n", flush=True)
        STAGES[stage](bench, size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
