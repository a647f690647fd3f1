"""Measure `kg build --partition month` as the number of articles grows.

The articles of KG_SHARED, without it our own, are written as JSON lines, each copy under ids of its
own, and built in a process of its own with all its workers. Times are of the processor, since the
machine has other work; what is compared is measured in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from extract import OWN, documents

ROOT = Path(__file__).parents[1]


def copies(names: list[str], count: int, target: Path) -> int:
    """Write so many articles as JSON lines; their number of characters."""
    found, characters = list(documents(names)), 0
    with target.open("w", encoding="utf-8", errors="replace") as out:
        for number in range(count):
            d = found[number % len(found)]
            published = d.published or f"{2000 + number % 240 // 12}-{number % 12 + 1:02}-01"
            row = {"id": f"{d.id}-{number // len(found)}", "text": d.text,
                   "published": str(published), "source": d.source}  # fmt: skip
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            characters += len(d.text)
    return characters


def build(articles: Path, output: Path, workers: int) -> dict[str, float]:
    """Build in a process of its own; what it and its workers used."""
    command = [sys.executable, "-m", "kg", "build", str(articles), "-o", str(output),
               "--partition", "month", "--workers", str(workers)]  # fmt: skip
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(output.parent)}
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=env)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"kg build ended with {process.returncode}")
    about = json.loads((output / "manifest.json").read_bytes())
    return {
        "articles": about["articles"], "statements": about["statements"],
        "wall": time.perf_counter() - begin, "processor": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss / 2**10,
        **{f"{name}_bytes": sum(p.stat().st_size for p in (output / name).rglob("*.*"))
           for name in ("quads", "events")},
        "input_bytes": articles.stat().st_size,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[6_000, 60_000])
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("-o", "--output", type=Path, default=Path("build.json"))
    options = parser.parse_args()
    shared = os.environ.get("KG_SHARED")
    names = [str(Path(shared) / "corpus")] if shared else list(map(str, OWN))
    rows: list[dict[str, Any]] = []
    for count in options.counts:
        with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
            articles = Path(folder) / "in.jsonl"
            characters = copies(names, count, articles)
            rows.append({"characters": characters, "workers": options.workers,
                         **build(articles, Path(folder) / "out", options.workers)})  # fmt: skip
            print(json.dumps(rows[-1]), flush=True)
        found = {"machine": platform.platform(), "python": platform.python_version(), "rows": rows}
        options.output.write_text(json.dumps(found, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
