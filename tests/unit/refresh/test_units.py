"""The files of `kg schedule --print`, read by the programs that they are for where these are."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.refresh import template, timer, units
from kg.refresh.settings import load


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return template.write(tmp_path / "my news 100%")[0]


def test_systemd(config: Path, tmp_path: Path) -> None:
    text = units.systemd(config, load(config), 900)
    parts = re.split(r"# ---- /etc/systemd/system/(\S+) ----\n", text)[1:]
    files = dict(zip(parts[::2], parts[1::2], strict=True))
    assert list(files) == ["kg-refresh.service", "kg-refresh.timer"]
    assert '/my news 100%%/sources.toml"' in files["kg-refresh.service"]
    assert "OnUnitActiveSec=900\n" in files["kg-refresh.timer"]
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here")
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
    command = ["systemd-analyze", "verify", *(str(tmp_path / name) for name in files)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, "kg-refresh" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize(
    ("seconds", "when"), [(900, "*/15 * * * *"), (21600, "0 */6 * * *"), (86400, "0 0 * * *")]
)
def test_cron(config: Path, seconds: float, when: str) -> None:
    line = units.cron(config, load(config), seconds).splitlines()[1]
    assert line.startswith(f"{when} cd ")
    assert not re.search(r"(?<!\\)%", line)


@pytest.mark.parametrize("seconds", [7, 420 * 60, 50 * 60])
def test_intervals_that_cron_does_not_have(config: Path, seconds: float) -> None:
    with pytest.raises(ConfigError, match="divides"):
        units.cron(config, load(config), seconds)


def test_kubernetes_carries_the_configuration(config: Path) -> None:
    text = units.kubernetes(config, load(config), 900)
    assert '"900s"' in text
    carried = text.partition("sources.toml: |\n")[2].partition("\n---\n")[0]
    unfolded = "\n".join(line.removeprefix("    ") for line in carried.splitlines())
    assert unfolded.strip() == template.TEMPLATE.strip()


def test_the_timer_never_runs_two_at_once_and_ends() -> None:
    stop, begun, together = threading.Event(), [], []
    lock = threading.Lock()

    def work() -> None:
        together.append(lock.acquire(blocking=False))
        begun.append(time.monotonic())
        time.sleep(0.15)
        lock.release()
        if len(begun) == 3:
            stop.set()

    timer.repeat(work, 0.05, stop)
    assert len(begun) >= 3
    assert all(together)
