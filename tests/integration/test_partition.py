"""Partitioned files: the same whatever made them, and readable by other programs."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from rdflib import Dataset
from typer.testing import CliRunner

from kg import export, pipeline, scale
from kg.cli import app
from kg.errors import ConfigError, StoreError
from kg.exports.select import Selection
from kg.rdf.archive import Archive
from kg.scale import chunks, merge, work
from kg.sources import Issue

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
pytestmark = pytest.mark.slow


def articles(folder: Path, count: int = 60) -> Path:
    """Two files of made-up articles in three months, one article twice, one line broken."""
    folder.mkdir(exist_ok=True)
    states = ("روسيا", "تركيا", "إيران", "السعودية", "مصر", "سوريا")
    for part in range(2):
        with (folder / f"{part}.jsonl").open("w", encoding="utf-8") as file:
            for n in range(part, count, 2):
                a, b = states[n % 6], states[(n + 1 + n // 6) % 6]
                row = {"id": f"n{n}", "title": f"{a} و{b}", "text": f"اتهمت {a} {b} بدعم الإرهاب.",
                       "published": f"2018-{n % 3 + 1:02}-05" if n % 7 else None}  # fmt: skip
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.write("no json\n")
            file.write(json.dumps({"id": "n0", "text": "اتهمت مصر إيران."}) + "\n")
    return folder


def build(source: Path, output: Path, **options: Any) -> tuple[scale.Summary, list[str]]:
    issues: list[Issue] = []
    how = {"workers": 1, "report": issues.append, "progress": lambda what, more: None, **options}
    return scale.build([str(source)], output, **how), [str(issue) for issue in issues]


def files(output: Path) -> dict[str, bytes]:
    return {str(p.relative_to(output)): p.read_bytes() for p in output.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return articles(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="module")
def usual(source: Path) -> dict[str, bytes]:
    output = source.parent / f"{source.name}-usual"
    done, issues = build(source, output)
    assert (done.articles, done.failed) == (60, 4)
    assert sum("came before with another text" in issue for issue in issues) == 2
    return files(output)


def test_what_there_is(usual: dict[str, bytes]) -> None:
    months = ("2018-01", "2018-02", "2018-03", "__HIVE_DEFAULT_PARTITION__")
    assert set(usual) == {
        "manifest.json", "errors.jsonl",
        *(f"quads/month={m}/part-0000.nq.gz" for m in months),
        *(f"events/month={m}/part-0000.parquet" for m in months),
    }  # fmt: skip
    failed = [json.loads(line) for line in usual["errors.jsonl"].splitlines()]
    assert [(Path(f["source"]).name, f["line"]) for f in failed] == [
        ("0.jsonl", 31), ("0.jsonl", None), ("1.jsonl", 31), ("1.jsonl", None),
    ]  # fmt: skip
    assert sum(1 for graph in dataset(usual, "nquads").graphs() if len(graph)) == 60


def dataset(found: dict[str, bytes], form: str) -> Dataset:
    """All RDF of an archive, by a reader that is not ours."""
    read = Dataset()
    for name, content in found.items():
        if name.startswith("quads"):
            read.parse(data=gzip.decompress(content), format=form)
    return read


@pytest.fixture(scope="module")
def trig(source: Path) -> Path:
    output = source.parent / f"{source.name}-trig"
    build(source, output, rdf="trig")
    return output


def test_trig_says_the_same(usual: dict[str, bytes], trig: Path) -> None:
    found = files(trig)
    assert {name.replace(".trig.gz", ".nq.gz") for name in found} == set(usual)
    assert {name: each for name, each in found.items() if name.startswith("events")} == {
        name: each for name, each in usual.items() if name.startswith("events")
    }
    assert set(dataset(found, "trig").quads()) == set(dataset(usual, "nquads").quads())
    packed = found["quads/month=2018-01/part-0000.trig.gz"]
    assert gzip.decompress(packed).count(b"@prefix oa:") == 1


def test_workers_chunks_parts_and_merges_leave_no_trace(
    source: Path, usual: dict[str, bytes], trig: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(merge, "FAN", 2)
    monkeypatch.setattr(chunks, "SIZE", 7)
    build(source, tmp_path / "small", workers=2)
    assert files(tmp_path / "small") == usual
    build(source, tmp_path / "trig", workers=1, rdf="trig")
    assert files(tmp_path / "trig") == files(trig)
    monkeypatch.setattr(merge, "PART", 10)
    build(source, tmp_path / "parts")
    parts = files(tmp_path / "parts")
    text = {
        month: b"".join(
            gzip.decompress(parts[n]) for n in sorted(parts) if n.startswith(f"quads/{month}")
        )
        for month in ("month=2018-01", "month=2018-02")
    }
    assert text == {m: gzip.decompress(usual[f"quads/{m}/part-0000.nq.gz"]) for m in text}
    assert len([n for n in parts if "2018-01" in n]) == 4


def kg(*words: object, cwd: Path) -> subprocess.Popen[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("KG_")}
    return subprocess.Popen(
        [sys.executable, "-m", "kg", *map(str, words)], cwd=cwd, text=True, stderr=subprocess.PIPE,
        env={**env, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(cwd)},
    )  # fmt: skip


def test_killed_and_continued(tmp_path: Path) -> None:
    many = articles(tmp_path / "many", 600)
    command = ("build", many, "--partition", "month", "-j", 1, "-o")
    whole = kg(*command, "whole", cwd=tmp_path)
    process = kg(*command, "out", cwd=tmp_path)
    runs = tmp_path / "out" / ".runs"
    while len(list(runs.glob("*.run"))) < 1 and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait(60)
    left = sorted(runs.glob("*.run"))
    assert 1 <= len(left) <= 3
    left[0].write_bytes(left[0].read_bytes()[:50])  # what a crash may leave
    again = kg(*command, "out", "--resume", cwd=tmp_path)
    assert again.communicate()[1].splitlines()[-1].startswith("out: articles 600 written")
    assert (again.returncode, whole.wait(120)) == (3, 3)
    assert files(tmp_path / "out") == files(tmp_path / "whole")


def stop(what: str, more: int) -> None:
    """Ctrl-C when the merge has begun."""
    if what == "articles written":
        raise KeyboardInterrupt


def test_stopped_while_it_merges(source: Path, usual: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        build(source, tmp_path / "out", progress=stop)
    assert not (tmp_path / "out" / "manifest.json").exists()
    build(source, tmp_path / "out", resume=True)
    assert files(tmp_path / "out") == usual


def test_refused(source: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ConfigError, match="other files"):
        build(source, tmp_path)
    (tmp_path / "new").mkdir()
    build(source, tmp_path / "new")
    with pytest.raises(ConfigError, match="complete"):
        build(source, tmp_path / "new", resume=True)


# ---- where it goes from there ---------------------------------------------------------------


def lines(folder: Path) -> dict[str, list[str]]:
    return {path.name: sorted(path.read_text("utf-8").splitlines()) for path in folder.iterdir()}


def test_parts_and_a_graph_are_exported_alike(
    source: Path, usual: dict[str, bytes], trig: Path, tmp_path: Path
) -> None:
    """What the bulk importer of Neo4j reads; tests/neo4j runs it."""
    sources = [str(path) for path in sorted(source.iterdir())]
    how: Any = {"report": lambda issue: None, "progress": lambda what, more: None}
    pipeline.build(sources, tmp_path / "g.kg", validate=False, now=NOW, **how)
    nquads = source.parent / f"{source.name}-usual"
    for name, folder in (("g", tmp_path / "g.kg"), ("nq", nquads), ("trig", trig)):
        export.export(folder, "neo4j-admin", tmp_path / name)
        with (tmp_path / f"{name}.csv").open("wb") as out:
            export.export(folder, "csv", out, selected=Selection(until=date(2018, 2, 28)))
    for name in ("nq", "trig"):
        assert lines(tmp_path / name) == lines(tmp_path / "g")
        assert sorted((tmp_path / f"{name}.csv").read_bytes().splitlines()) == sorted(
            (tmp_path / "g.csv").read_bytes().splitlines()
        )


def test_a_month_becomes_a_graph(trig: Path, tmp_path: Path) -> None:
    month = trig / "quads" / "month=2018-02"
    pipeline.take_in(month, tmp_path / "feb.kg", now=NOW)
    found = list(Archive.open(tmp_path / "feb.kg").records())
    assert len(found) == 17
    assert {record.document.published for record in found} == {date(2018, 2, 5)}


@pytest.mark.parametrize("words", [("ask", "most-accused", "-g"), ("build", "-", "-o")])
def test_what_needs_a_graph_says_so(
    words: tuple[str, ...], trig: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    before = files(trig)
    done = CliRunner().invoke(app, [*words, str(trig)], input="اتهمت مصر إيران.")
    assert done.exit_code == StoreError.exit_code
    assert "is partitioned, no graph: `kg load" in done.stderr
    assert files(trig) == before


# ---- as docs/scale.md shows -----------------------------------------------------------------


def test_examples_of_duckdb(source: Path, usual: dict[str, bytes], monkeypatch: Any) -> None:
    page = (ROOT / "docs" / "scale.md").read_text("utf-8")
    queries = [block.split("```")[0] for block in page.split("```sql\n")[1:]]
    place = source.parent / "duck"
    place.mkdir()
    (place / "archive").symlink_to(source.parent / f"{source.name}-usual")
    monkeypatch.chdir(place)
    found = [duckdb.sql(query).fetchall() for query in queries]
    assert len(found) >= 3
    assert all(found)
    (whole,) = duckdb.sql("SELECT count(*) FROM 'archive/events/*/*.parquet'").fetchall()
    assert sum(row[1] for row in found[0]) == whole[0]


# ---- on a cluster ---------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1"])
def test_no_cluster(source: Path, tmp_path: Path, address: str) -> None:
    from kg.scale.on_ray import Ray

    with pytest.raises(ConfigError, match="no Ray cluster at"):
        build(source, tmp_path / "out", engine=Ray(address, 2))


def deadly(work: Any, marks: Path) -> Any:
    """The work, which once, in the middle, takes its worker process down."""

    def killed(table: Any, task: Any) -> Any:
        for each in work(table, task):
            mark = marks / "killed"
            if len(list(task.folder.glob("*.run"))) >= 2 and not mark.exists():
                mark.write_text(str(os.getpid()))
                os.kill(os.getpid(), signal.SIGKILL)
            yield each

    return killed


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a Ray cluster of two nodes."""
    ray = pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    try:
        cluster.add_node(num_cpus=1)
        ray.init(cluster.address, log_to_driver=False, logging_level="error")
        assert len([node for node in ray.nodes() if node["Alive"]]) == 2
        yield cluster.address
    finally:
        ray.shutdown()
        cluster.shutdown()


def test_a_cluster_of_two_nodes_that_loses_a_worker(
    cluster: str, source: Path, usual: dict[str, bytes], trig: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from kg.scale import on_ray

    monkeypatch.setattr(chunks, "SIZE", 7)
    monkeypatch.setattr(on_ray, "_work", deadly(on_ray._work, tmp_path))
    engine = on_ray.Ray(cluster, 2)
    done, _ = build(source, tmp_path / "out", engine=engine)
    assert (tmp_path / "killed").exists()
    assert (done.articles, done.failed) == (60, 4)
    assert files(tmp_path / "out") == usual
    with pytest.raises(KeyboardInterrupt):
        build(source, tmp_path / "trig", engine=engine, rdf="trig", progress=stop)
    runs = {p: p.stat().st_mtime_ns for p in (tmp_path / "trig" / ".runs").glob("*.run")}
    lost = sorted(runs)[3]
    lost.unlink()

    def same(what: str, more: int) -> None:
        now = {p: p.stat().st_mtime_ns for p in (tmp_path / "trig" / ".runs").glob("*.run")}
        if what == "articles written":
            assert now.keys() == runs.keys()
            assert [p for p in runs if now[p] != runs[p]] == [lost], "what was done is done again"

    build(source, tmp_path / "trig", engine=engine, rdf="trig", resume=True, progress=same)
    assert files(tmp_path / "trig") == files(trig)
    assert "streaming_executor" not in capfd.readouterr().err, "Ray speaks beside the progress bar"
    # What goes wrong on another machine is told as it would be here.
    nowhere = work.Task(tmp_path / "nowhere", "", False)
    with pytest.raises(StoreError, match=r"^on a machine of the cluster: .*nowhere: No such file"):
        list(engine([str(source)], nowhere))
