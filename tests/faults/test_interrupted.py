"""Ctrl-C, kill and full disks: the graph is as it was, and the next build makes it complete."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX"),
]


@pytest.fixture
def graph(kg: Any) -> Path:
    """A sound graph of three articles."""
    status, _, err = kg("build", "-", "-o", "g.kg", data=kg.lines(*range(3)))
    assert status == 0, err
    return kg.folder / "g.kg"


def halfway(kg: Any, graph: Path, *options: object) -> subprocess.Popen[bytes]:
    """A build that has taken in twenty articles more and waits for the next."""
    process = kg.start("build", "-", "-o", graph, *options)
    assert process.stdin
    for number in range(3, 63):
        process.stdin.write(kg.lines(number))
    process.stdin.flush()
    kg.until(lambda: len(list(graph.glob("rdf.staging/**/*.trig"))) >= 20)
    return process


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
@pytest.mark.parametrize("options", [(), ("--workers", 2)])
def test_stopped_in_the_middle(
    kg: Any, graph: Path, number: signal.Signals, status: int, options: tuple[object, ...]
) -> None:
    before = kg.rdf(graph)
    process = halfway(kg, graph, *options)
    process.send_signal(number)
    err = process.stderr
    assert err
    assert process.wait(60) == status
    said = err.read().decode()
    assert "Traceback" not in said
    assert ("interrupted" in said) == (number == signal.SIGINT)
    assert kg.rdf(graph) == before
    found, _, said = kg("build", "-", "-o", graph, data=kg.lines(*range(63)))
    assert (found, "60 added, 3 unchanged" in said) == (0, True), said
    assert len(kg.rdf(graph)) == 63


def test_killed_workers_are_an_error_and_nothing_changes(kg: Any, graph: Path) -> None:
    before = kg.rdf(graph)
    process = halfway(kg, graph, "--workers", 2)
    assert process.stdin
    for child in children(process.pid):
        os.kill(child, signal.SIGKILL)
    with suppress(BrokenPipeError):  # it may be gone already
        process.stdin.write(kg.lines(*range(63, 200)))
    _, err = process.communicate(timeout=60)
    assert (process.returncode, b"--workers" in err) == (1, True), err
    assert kg.rdf(graph) == before


def children(parent: int) -> Iterator[int]:
    """The worker processes, not the one that tracks shared resources."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it may have ended meanwhile
            state = (process / "stat").read_text().rpartition(")")[2].split()
            if int(state[1]) == parent and b"spawn_main" in (process / "cmdline").read_bytes():
                yield int(process.name)


def test_file_size_limit(kg: Any, graph: Path) -> None:
    before = kg.rdf(graph)
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # noqa: E731
    status, _, err = kg("build", "-", "-o", graph, data=kg.lines(9), preexec_fn=small)
    assert status == 8
    assert "File too large; the graph is as it was" in err
    assert kg.rdf(graph) == before


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for a few articles."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("cannot mount a small file system here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_full_disk(kg: Any, tiny_disk: Path) -> None:
    graph = tiny_disk / "g.kg"
    status, _, err = kg("build", "-", "-o", graph, data=kg.lines(*range(500)))
    assert status == 8
    assert "No space left on device" in err
    assert not kg.rdf(graph)


def test_full_disk_behind_stdout(kg: Any) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    kg.file("a.txt")
    with Path("/dev/full").open("wb") as full:
        status, _, err = kg("extract", "a.txt", stdout=full)
    assert (status, err) == (1, "error: No space left on device\n")


def test_reader_goes_away(kg: Any) -> None:
    kg.file("a.jsonl", kg.lines(*range(200)))
    process = kg.start("extract", "a.jsonl")
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr.read() == b""


def test_output_file_appears_whole_or_not_at_all(kg: Any) -> None:
    kg.file("out.jsonl", "before")
    process = kg.start("extract", "-", "-o", "out.jsonl")
    assert process.stdin
    process.stdin.write(kg.lines(1))
    process.stdin.flush()
    kg.until(lambda: (kg.folder / "out.jsonl.part").exists())
    process.send_signal(signal.SIGINT)
    # In the middle of an import Python dies of the signal itself; shells call both 130.
    assert process.wait(60) in (130, -signal.SIGINT)
    assert [p.name for p in kg.folder.glob("out*")] == ["out.jsonl"]
    assert (kg.folder / "out.jsonl").read_text("utf-8") == "before"


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_that_python_drops_comes_again(kg: Any, name: str) -> None:
    # What a callback of a weak reference raises goes nowhere; then the command waits for input.
    program = f"""
import signal, weakref
signal.signal(signal.SIGINT, signal.default_int_handler)
from kg import cli

class Gone: ...

def reader(*_):
    gone = Gone()
    callback = weakref.ref(gone, lambda _: signal.raise_signal(signal.{name}))
    del gone
    input()

cli.app = reader
cli.main()
"""
    process = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, env=kg.env)
    assert process.wait(60) == {"SIGINT": -signal.SIGINT, "SIGTERM": 143}[name]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_folder(kg: Any) -> None:
    kg.file("a.txt")
    (kg.folder / "locked").mkdir(mode=0o555)
    status, _, err = kg("build", "a.txt", "-o", "locked/g.kg")
    assert (status, "Permission denied" in err) == (8, True)


def test_folder_that_cannot_be_made(kg: Any) -> None:
    kg.file("a.txt")
    status, _, err = kg("build", "a.txt", "-o", "a.txt/g.kg")
    assert (status, "Not a directory" in err) == (8, True), err


def test_two_builds_at_once(kg: Any, graph: Path) -> None:
    process = halfway(kg, graph)
    status, _, err = kg("build", "-", "-o", graph, data=kg.lines(99))
    assert (status, "being written by another process" in err) == (8, True)
    process.communicate(timeout=120)
    assert process.returncode == 0
    assert len(kg.rdf(graph)) == 63
