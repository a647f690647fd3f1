"""Measure extraction: speed, memory, growth and start-up (`make bench`).

Everything that is compared is measured in the same run, since a machine is rarely as fast twice;
bench/compare.py compares two results by what is left when the machine is divided out. Without
articles it takes the corpus in KG_SHARED, and without that the examples and golden articles.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compare import REFERENCE, regressions, table

ROOT = Path(__file__).parents[1]
OWN = (ROOT / "examples", ROOT / "tests" / "golden")
ONE = ROOT / "examples" / "2015-11-24-russian-jet.txt"


def documents(names: list[str], every: int = 1) -> Iterator[Any]:
    from kg import sources

    for number, document in enumerate(sources.documents(names, lambda issue: None)):
        if number % every == 0:
            yield document


def peak() -> float:
    """MB of this process at its largest; the kernel counts in kB, macOS in bytes."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def side_by_side(names: list[str], sample: int, rounds: int) -> dict[str, float]:
    """Seconds of processor time per million characters of each workload, the best of the rounds."""
    from workloads import prepare

    from kg import lexicons

    found = list(documents(names))
    work = prepare(found[:: max(1, len(found) // sample)], lexicons.load())
    best = dict.fromkeys(work, float("inf"))
    for _ in range(rounds):
        for name, (function, size) in work.items():
            begin = time.process_time()
            function()
            best[name] = min(best[name], (time.process_time() - begin) / size * 1e6)
    return best


def stream(names: list[str], part: int, parts: int, times: int) -> list[dict[str, float]]:
    """Extract a share of the articles, several times over; what had been used after each time."""
    from kg import lexicons
    from kg.extraction import extract
    from kg.parallel import seldom_collect

    seldom_collect()  # as `kg` does
    held = [d for n, d in enumerate(documents(names)) if n % parts == part]
    lexicon = lexicons.load()
    extract(held[0], lexicon)
    wall, used, rows = time.perf_counter(), time.process_time(), []
    for _ in range(times):
        for document in held:
            extract(document, lexicon)
        rows.append({
            "articles": len(held), "characters": sum(len(d.text) for d in held),
            "wall": time.perf_counter() - wall, "processor": time.process_time() - used,
            "peak_mb": peak(),
        })  # fmt: skip
    return rows


def child(task: str, names: list[str], *arguments: int) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, *names, "--task", task, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def answer(process: subprocess.Popen[str]) -> Any:
    out, _ = process.communicate()
    if process.returncode:
        raise SystemExit(process.returncode)
    return json.loads(out)


def start(*arguments: str | Path, times: int = 5) -> float:
    """Wall seconds of a whole run of kg, the best of a few."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        command = [sys.executable, "-m", "kg", *map(str, arguments)]
        subprocess.run(command, stdout=subprocess.DEVNULL, cwd=ROOT, check=True)
        taken.append(time.perf_counter() - begin)
    return min(taken)


def streams(names: list[str], times: int) -> dict[str, float]:
    """One process over all articles, `times` over, and two over half of them each."""
    rows = answer(child("stream", names, 0, 1, times))
    first, last = rows[0], rows[-1]
    pair = [answer(p)[0] for p in [child("stream", names, n, 2, 1) for n in (0, 1)]]
    count = first["articles"]
    return {
        "articles": count,
        "characters": first["characters"],
        "articles/s, one process": count / first["processor"],
        "characters/s, one process": first["characters"] / first["processor"],
        "articles/s, two processes, wall": count / max(p["wall"] for p in pair),
        "peak MB": first["peak_mb"],
        f"peak MB after {times} times the articles": last["peak_mb"],
        f"time of {times} times the articles, in times of the first": (
            last["processor"] / first["processor"]
        ),
    }


def commit() -> str:
    command = ["git", "describe", "--always", "--dirty", "--abbrev=12"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def measure(names: list[str], short: bool, times: int) -> dict[str, Any]:
    ratios = answer(child("side", names, 40 if short else 300, 10 if short else 5))
    result = {
        "commit": commit(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "python": platform.python_version(),
        "seconds per million characters": ratios,
    }
    if not short:
        result["corpus"] = streams(names, times)
        result["start"] = {
            "kg --help": start("--help"),
            "kg extract, one file": start("extract", ONE),
        }
    return result


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    cli.add_argument("articles", nargs="*", help="default: the corpus in KG_SHARED, or our own")
    cli.add_argument("--short", action="store_true", help="only what is compared, on our own texts")
    cli.add_argument("--times", type=int, default=10, help="how often the corpus is repeated")
    cli.add_argument("--output", "-o", type=Path, help="where the result goes as JSON")
    cli.add_argument("--against", type=Path, help="fail if it is much slower than this result")
    cli.add_argument("--task", nargs="+", help=argparse.SUPPRESS)
    options = cli.parse_args()
    shared = sorted(Path(os.environ.get("KG_SHARED", "../shared"), "corpus").glob("*.jsonl*"))
    names = options.articles or [str(p) for p in (() if options.short else shared) or OWN]
    if options.task:
        numbers = [int(each) for each in options.task[1:]]
        run = {"side": side_by_side, "stream": stream}[options.task[0]]
        print(json.dumps(run(names, *numbers)))
        return 0
    result = measure(names, options.short, options.times)
    if options.output:
        options.output.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    print(table(result))
    if options.against is None:
        return 0
    slower = regressions(json.loads(options.against.read_text("utf-8")), result)
    print("\n".join(slower) or f"as fast as {options.against}, by {REFERENCE}")
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
