"""`kg refresh`, killed at every step and at random: the next run makes the graph what it should be.

Each step is hit once; KG_KILLS=50 adds random moments until so many runs have been killed, which
takes too long for CI.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))

from news_server import NewsServer, page, rss, serving

from kg.pipeline import own_store
from kg.rdf.archive import Archive
from kg.store import open_store

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals and forks of POSIX"),
]
TITLES = ("بوتين يتهم تركيا بدعم داعش", "إيران تتهم السعودية بدعم الإرهاب")
BODIES = (
    "اتهم الرئيس الروسي فلاديمير بوتين تركيا بدعم تنظيم داعش في سوريا.",
    "اتهمت إيران السعودية بدعم الإرهاب في العراق.",
)
COPY = "\n".join(
    f"وأضاف البيان في فقرته رقم {n} أن المحادثات بين البلدين مستمرة." for n in range(6)
)
#: Each step of a run, as `module:function`, the call, and before or after which it dies.
STEPS = (
    ("kg.refresh.history:begin", 1, "after"),
    ("kg.refresh.local:take", 1, "before"),
    ("kg.refresh.announced:Fetcher.get", 1, "after"),
    ("kg.refresh.web:announce", 2, "after"),
    ("kg.sources.web.fetcher:Fetcher.get", 3, "after"),
    ("kg.refresh.web:take", 1, "after"),
    ("kg.refresh.copies:note", 1, "after"),
    ("kg.refresh.gates:sources", 1, "after"),
    ("kg.pipeline:_record", 2, "before"),
    ("kg.rdf.archive:Archive.put", 2, "after"),
    ("kg.refresh.gates:statements", 1, "after"),
    ("kg.rdf.disk:flush", 1, "after"),
    ("kg.rdf.archive:Archive._finish", 2, "before"),
    ("kg.rdf.archive:Archive._finish", 2, "after"),
    ("kg.refresh.publish:_settle", 1, "before"),
    ("kg.refresh.publish:_settle", 1, "after"),
    ("kg.refresh.stores:follow", 1, "before"),
    ("kg.store.load:news", 1, "before"),
    ("kg.store.load:_summary", 1, "after"),
    ("kg.store.load:_Loader._remember", 1, "before"),
    ("kg.refresh.stores:follow", 1, "after"),
    ("kg.refresh.history:end", 1, "before"),
    ("kg.refresh.history:end", 1, "after"),
)
#: Of a re-extraction: the store is loaded beside the old one, the RDF decided, the store switched.
AGAIN = (
    ("kg.rdf.renewal:fill", 1, "after"),
    ("kg.rdf.archive:Archive._finish", 2, "before"),
    ("kg.places:switch", 1, "before"),
    ("kg.refresh.generation:_settle", 1, "before"),
)
#: One more actor, by which every article is read anew.
LEXICON = "id\tkind\tactor\ten\tar\taliases\nX_FRONT\tgroup\tX_FRONT\tX Front\tجبهة البيان\t\n"
EPOCHS = 4
#: Free bytes on the full disk: enough for the state to be made, not for all articles.
ROOM = 380_000
KILLS = int(os.environ.get("KG_KILLS", len(STEPS)))
CONTENT = """
MATCH (n) WHERE NOT n:Graph OPTIONAL MATCH (n)-[r]->(m)
WITH n, type(r) AS type, m.iri AS to, properties(r) AS props ORDER BY type, to
RETURN properties(n) AS node, collect([type, to, props]) AS edges ORDER BY node.iri"""


class Runs:
    """The process that forks the runs."""

    def __init__(self, **env: str) -> None:
        env |= {k: v for k, v in os.environ.items() if not k.startswith("KG_")}
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("refresh_runs.py"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env,
        )  # fmt: skip

    def __call__(self, folder: Path, epoch: int, **how: Any) -> int:
        """One run: its exit status."""
        assert self.process.stdin
        assert self.process.stdout
        env = {"SOURCE_DATE_EPOCH": str(1448400000 + 3600 * epoch), "XDG_STATE_HOME": str(folder)}
        # set by the fixture of the server, which may be younger than this process
        env |= {k: v for k, v in os.environ.items() if k == "KG_STORE_PASSWORD"}
        order = {"arguments": ["refresh"], "folder": str(folder), "env": env, **how}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        assert self.process.wait(30) == 0


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    with closing(Runs()) as runs:
        yield runs


@pytest.fixture
def other_lexicon(tmp_path: Path) -> Iterator[Runs]:
    """Runs with a lexicon of one's own."""
    (tmp_path / "lexicon" / "actors").mkdir(parents=True)
    (tmp_path / "lexicon" / "actors" / "groups.tsv").write_text(LEXICON, "utf-8")
    with closing(Runs(KG_LEXICONS=str(tmp_path / "lexicon"))) as runs:
        yield runs


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with serving() as server:
        yield server


def publish(server: NewsServer, folders: list[Path], epoch: int) -> None:
    """What the sources say in an epoch: articles come, change, go and come back; copies appear."""
    links = []
    for number in range(4 + 2 * epoch):
        kind = (number + epoch // 2) % 2
        extra = f"\n{COPY}\nنقلا عن وكالة {number}" if number % 3 == 0 else f"\nالخبر رقم {number}."
        gone = number == 2 and epoch == 2
        body = page(TITLES[kind], BODIES[kind] + extra)
        server.pages[f"/{number}"] = (404, {}, b"") if gone else body
        links.append((f"{server.url}/{number}", TITLES[kind]))
    server.pages["/rss"] = rss(*links)
    for folder in folders:
        for number in range(2 + epoch):
            text = f"{TITLES[0]}\n{BODIES[number % 2]}\nالطبعة {epoch // 2}.\n"
            (folder / "in").mkdir(parents=True, exist_ok=True)
            (folder / "in" / f"file{number}.txt").write_text(text, "utf-8")


def prepare(folder: Path, server: NewsServer, store: str | None) -> Path:
    folder.mkdir()
    (folder / "sources.toml").write_text(
        "recheck_every = 0\n"
        + (f'store = "{store}"\n' if store else "")
        + '[fetch]\ndelay = 0\nallow_private = ["127.0.0.1"]\nattempts = 1\n'
        f'[[source]]\nname = "feed"\nkind = "feed"\nurl = "{server.url}/rss"\n'
        '[[source]]\nname = "files"\nkind = "folder"\npath = "in"\n',
        "utf-8",
    )
    return folder


def rdf(folder: Path) -> dict[str, bytes]:
    graph = folder / "news.kg"
    found = {path.name: path.read_bytes() for path in Archive(graph).trig_files()}
    return found | {"manifest": (graph / "manifest.json").read_bytes()}


def stored(place: Path | str) -> list[dict[str, Any]]:
    with open_store(place, create=False) as store:
        return list(store.read(CONTENT))


def disturbed(runs: Runs, server: NewsServer, folder: Path, dice: random.Random) -> int:
    """Epochs with runs that are killed, at each step and then at random; how many epochs.

    Within an epoch the steps are in their order, so that the runs before leave each its work.
    """
    killed = epoch = 0
    while epoch < EPOCHS or killed < KILLS:
        publish(server, [folder], epoch)
        for step in STEPS[epoch::EPOCHS] if epoch < EPOCHS else ():
            assert runs(folder, epoch, die=step) == -9, (step, log(folder))
            killed += 1
        for _ in range(6 if epoch >= EPOCHS else 0):
            status = runs(folder, epoch, after=dice.uniform(0.02, 1.5))
            assert status in (-9, 0), log(folder)
            killed += status == -9
        assert runs(folder, epoch) == 0, log(folder)
        epoch += 1
    print(f"{killed} runs killed, {epoch} epochs")
    return epoch


def undisturbed(runs: Runs, server: NewsServer, folder: Path, epochs: int) -> None:
    for epoch in range(epochs):
        publish(server, [folder], epoch)
        assert runs(folder, epoch) == 0, log(folder)


def log(folder: Path) -> str:
    return (folder / "log").read_text("utf-8")


def test_killed_at_every_step(
    runs: Runs, other_lexicon: Runs, server: NewsServer, tmp_path: Path
) -> None:
    wild = prepare(tmp_path / "wild", server, None)
    epochs = disturbed(runs, server, wild, random.Random(7))
    calm = prepare(tmp_path / "calm", server, None)
    undisturbed(runs, server, calm, epochs)
    assert rdf(wild) == rdf(calm)
    assert b"invalidatedAtTime" in b"".join(rdf(calm).values())
    assert b"gkg:report" in b"".join(rdf(calm).values())
    expected = stored(own_store(calm / "news.kg"))
    assert len(expected) > 20
    assert stored(own_store(wild / "news.kg")) == expected
    before, again = rdf(wild), ["refresh", "--re-extract"]
    for step in AGAIN:
        assert other_lexicon(wild, epochs, arguments=again, die=step) == -9, (step, log(wild))
    for folder in (wild, calm):
        assert other_lexicon(folder, epochs, arguments=again) == 0, log(folder)
    assert rdf(wild) == rdf(calm) != before
    expected = stored(own_store(calm / "news.kg"))
    assert stored(own_store(wild / "news.kg")) == expected
    assert own_store(wild / "news.kg").name != "store"


def test_killed_with_neo4j(
    runs: Runs, server: NewsServer, tmp_path: Path, neo4j_server: Any
) -> None:
    place, found, epochs = neo4j_server.address, [], 0
    for name in ("wild", "calm"):
        with open_store(place) as store:
            store.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))
        folder = prepare(tmp_path / name, server, place)
        if name == "wild":
            epochs = disturbed(runs, server, folder, random.Random(8))
        else:
            undisturbed(runs, server, folder, epochs)
        found.append((rdf(folder), stored(place)))
    assert found[0] == found[1]
    assert len(found[0][1]) > 20


class Disk:
    """A file system with room for a few articles; where none may be mounted, a quota that acts so.

    Attributes:
        folder: in it.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
        self.mounted = bool(shutil.which("mount")) and not subprocess.run(
            mount, capture_output=True
        ).returncode  # fmt: skip

    def full(self) -> dict[str, Any]:
        """Fill it; what a run is to be told of it."""
        if not self.mounted:
            return {"quota": 3}
        free = shutil.disk_usage(self.folder).free
        (self.folder / "ballast").write_bytes(bytes(max(0, free - ROOM)))
        return {}

    def grow(self) -> None:
        """Make room."""
        if self.mounted:
            mount = ["mount", "-o", "remount,size=64m", str(self.folder)]
            subprocess.run(mount, check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Disk]:
    disk = Disk(tmp_path / "disk")
    yield disk
    if disk.mounted:
        subprocess.run(["umount", str(disk.folder)], check=True)


def test_full_disk_loses_nothing(
    runs: Runs, server: NewsServer, small_disk: Disk, tmp_path: Path
) -> None:
    said = tmp_path / "log"  # on another disk
    folder = prepare(small_disk.folder / "kg", server, None)
    publish(server, [folder], 0)
    status = runs(folder, 0, log=str(said), **small_disk.full())
    assert status == 8, said.read_text("utf-8")
    assert not list(folder.glob("news.kg/rdf/**/*.trig"))
    small_disk.grow()
    assert runs(folder, 0, log=str(said)) == 0, said.read_text("utf-8")
    assert len(list(folder.glob("news.kg/rdf/**/*.trig"))) == 6
