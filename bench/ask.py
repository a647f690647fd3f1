"""How long `kg ask` takes from a cold start: a new process, the store opened, one question.

    python bench/ask.py GRAPH [--times 5]

GRAPH is a graph folder with a store. Prints seconds by part, each the median over the runs.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

CHILD = """
import json, sys, time
t0 = time.perf_counter()
from pathlib import Path
from kg.queries import get, run
from kg.store import open_store
t1 = time.perf_counter()
with open_store(Path(sys.argv[1]) / "store", create=False) as store:
    t2 = time.perf_counter()
    rows = len(run(store, get("who-accuses"), {"target": "Turkey"}))
    t3 = time.perf_counter()
t4 = time.perf_counter()
parts = {"import kg": t1 - t0, "open store": t2 - t1, "ask": t3 - t2, "close": t4 - t3}
print(json.dumps({"rows": rows, **parts}))
"""
WHOLE = (sys.executable, "-m", "kg", "ask", "who-accuses", "--target", "Turkey", "--format", "json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("--times", type=int, default=5)
    args = parser.parse_args()
    runs, whole = [], []
    for _ in range(args.times):
        runs.append(json.loads(_output(sys.executable, "-c", CHILD, str(args.graph))))
        whole.append(_seconds(*WHOLE, "-g", str(args.graph)))
    for part in runs[0]:
        print(f"{part:12}", f"{statistics.median(run[part] for run in runs):.2f}")
    print(f"{'kg ask':12} {statistics.median(whole):.2f} s in all, slowest {max(whole):.2f}")


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _seconds(*command: str) -> float:
    import time

    begin = time.perf_counter()
    _output(*command)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
