"""The lock of a run: what becomes of one whose holder has died, here or elsewhere."""

from __future__ import annotations

import json
import os
import socket
import time
from pathlib import Path

import pytest

from kg.errors import BusyError, GateError
from kg.refresh.lock import STALE, held


def left_by(path: Path, host: str) -> None:
    """What a run leaves that was killed."""
    path.write_text(json.dumps({"pid": 4711, "host": host, "since": "2015-11-24T00:00:00Z"}))


def test_who_holds_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "news.kg.lock"
    with (
        held(path, pytest.fail),
        pytest.raises(BusyError, match=f"process {os.getpid()} on {socket.gethostname()}, since"),
        held(path, pytest.fail),
    ):
        pass


def test_a_dead_holder_here_is_told_of_and_its_work_continued(tmp_path: Path) -> None:
    path, said = tmp_path / "news.kg.lock", list[str]()
    left_by(path, socket.gethostname())
    with held(path, said.append):
        assert json.loads(path.read_text())["pid"] == os.getpid()
    assert "process 4711" in said[0]


def test_a_holder_elsewhere_is_dead_after_a_while_without_a_sign(tmp_path: Path) -> None:
    path, said = tmp_path / "news.kg.lock", list[str]()
    left_by(path, "another-machine")
    with pytest.raises(BusyError, match="process 4711 on another-machine"), held(path, said.append):
        pass
    long_ago = time.time() - STALE - 1
    os.utime(path, (long_ago, long_ago))
    with held(path, said.append) as alive:
        os.utime(path, (long_ago, long_ago))
        alive()
        assert time.time() - path.stat().st_mtime < STALE
    assert "another-machine" in said[0]


def test_a_run_that_fails_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "news.kg.lock"
    with pytest.raises(GateError), held(path, pytest.fail):
        raise GateError("nothing but errors")
    with held(path, pytest.fail):
        pass
