"""Two results of the benchmark: what counts as slower, and what is only a slower machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

COMPARE = Path(__file__).parents[2] / "bench" / "compare.py"
TIMES = {"kg, words seen before": 3.0, "CAMeL Tools, analyser": 12.0, "read": 0.1}


def compare(folder: Path, kg: float, machine: float) -> tuple[int, str]:
    """Status and output where kg is `kg` times and the whole machine `machine` times as fast."""
    after = {name: x / machine / (kg if name.startswith("kg") else 1) for name, x in TIMES.items()}
    for name, times in (("before", TIMES), ("after", after)):
        result = {"commit": name, "seconds per million characters": times}
        (folder / f"{name}.json").write_text(json.dumps(result), "utf-8")
    command = [sys.executable, str(COMPARE), "before.json", "after.json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_a_slower_machine_is_no_regression(tmp_path: Path) -> None:
    status, out = compare(tmp_path, kg=1.0, machine=0.3)
    assert (status, "no regression" in out) == (0, True)


def test_three_quarters_of_the_speed_are_allowed(tmp_path: Path) -> None:
    assert compare(tmp_path, kg=0.75, machine=2.0)[0] == 0


def test_two_thirds_of_the_speed_are_not(tmp_path: Path) -> None:
    status, out = compare(tmp_path, kg=0.66, machine=2.0)
    assert status == 1
    assert "slower: kg, words seen before: 2.64 times as fast" in out
