"""Measure speed and memory on real articles (`make bench ARGS="ARTICLES..."`).

Builds a graph from the articles, asks it a question cold, builds the same again (nothing may
change) and prints the figures as Markdown, ready for bench/README.md. Without arguments it takes
the corpus in KG_SHARED, and without that the articles in examples/.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
QUESTION = ("ask", "who-accuses", "--target", "Turkey", "--format", "json")


def kg(*arguments: str | Path) -> tuple[float, str]:
    """Run kg; the seconds it took and what it printed on standard output."""
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    start = time.perf_counter()
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    return time.perf_counter() - start, done.stdout


def peak() -> float:
    """MB of the largest process so far; the kernel counts in kB, macOS in bytes."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit


def size(folder: Path) -> float:
    """MB on disk."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def corpus() -> list[Path]:
    shared = os.environ.get("KG_SHARED", "../shared")
    found = sorted(Path(shared, "corpus").glob("*.jsonl*")) if shared else []
    return found or [ROOT / "examples"]


def measure(articles: list[Path], workers: int, graph: Path) -> list[tuple[str, str]]:
    """Each figure with its name."""
    extract, printed = kg("extract", *articles, "--format", "jsonl", "--workers", str(workers))
    lines = printed.splitlines()
    statements = sum(len(json.loads(line)["statements"]) for line in lines)
    build, _ = kg("build", *articles, "-o", graph, "--workers", str(workers))
    memory = peak()
    again, _ = kg("build", *articles, "-o", graph, "--workers", str(workers))
    cold, _ = kg(*QUESTION, "-g", graph)
    return [
        ("articles", f"{len(lines):,}"),
        ("statements", f"{statements:,}"),
        ("`kg extract`", f"{extract:.1f} s, {len(lines) / extract:.1f} articles/s"),
        (
            "`kg build`",
            f"{build:.1f} s, {len(lines) / build:.1f} articles/s, {statements / build:.1f} "
            "statements/s",
        ),
        ("`kg build` again, nothing new", f"{again:.1f} s"),
        ("`kg ask`, cold", f"{cold:.2f} s"),
        ("memory of the largest process", f"{memory:,.0f} MB"),
        ("graph folder", f"{size(graph):,.1f} MB"),
    ]


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    cli.add_argument("articles", nargs="*", type=Path)
    cli.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = cli.parse_args()
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    with tempfile.TemporaryDirectory() as scratch:
        figures = measure(options.articles or corpus(), options.workers, Path(scratch, "bench.kg"))
    print(f"{machine}, {os.cpu_count()} processors, {options.workers} workers\n")
    print("| what | measured |\n|---|---|")
    for name, figure in figures:
        print(f"| {name} | {figure} |")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as failed:  # it has said why
        sys.exit(failed.returncode)
