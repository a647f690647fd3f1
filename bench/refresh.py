"""Measure `kg refresh` (`python bench/refresh.py [--sizes 600 6000 60000]`).

For graphs of several sizes: the first run, a run in which nothing has changed, and a run with one
new article, each in a process of its own with everything that a user waits for. Articles are made
up, of about 1,500 characters, as text files in one folder. Processor time is measured, of kg and
its workers, since that says more than the clock on a machine that has other work.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAID = (
    "اتهم الرئيس الروسي فلاديمير بوتين تركيا بدعم تنظيم داعش في سوريا.",
    "اتهمت إيران السعودية بدعم الإرهاب في العراق.",
    "وقعت إيران اتفاقا مع روسيا بشأن الطاقة.",
    "قال وزير الخارجية التركي إن بلاده تدعم قطر.",
)
WORDS = (
    "المحادثات",
    "الوفد",
    "المنطقة",
    "الحكومة",
    "الملف",
    "الجانب",
    "الموقف",
    "البيان",
    "القرار",
)


def article(number: int) -> str:
    """A made-up article; no two are near-duplicates."""
    dice = random.Random(number)
    lines = [f"خبر رقم {number}", SAID[number % len(SAID)]]
    while sum(map(len, lines)) < 1500:
        words = [f"{dice.choice(WORDS)} {dice.randrange(10**6)}" for _ in range(12)]
        lines.append(" ".join(words) + ".")
    return "\n".join(lines) + "\n"


def refresh(folder: Path, *options: str) -> float:
    """Seconds of processor time that a run takes, workers included."""
    command = [sys.executable, "-m", "kg", "refresh", "-c", str(folder / "sources.toml"), *options]
    env = {**os.environ, "XDG_STATE_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=env, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(folder: Path, size: int, repeat: int, workers: int) -> tuple[float, float, float]:
    """First run, nothing new, one new article: seconds, the last two as medians."""
    (folder / "in").mkdir(parents=True)
    for number in range(size):
        (folder / "in" / f"{number}.txt").write_text(article(number), "utf-8")
    text = '[[source]]\nname = "in"\nkind = "folder"\npath = "in"\n'
    (folder / "sources.toml").write_text(text, "utf-8")
    time.sleep(2.5)  # files of the last two seconds are looked into again
    first = refresh(folder, "--workers", str(workers))
    refresh(folder)
    same = [refresh(folder) for _ in range(repeat)]
    one = []
    for number in range(repeat):
        path = folder / "in" / f"new{number}.txt"
        path.write_text(article(10**7 + size * 10 + number), "utf-8")
        one.append(refresh(folder))
    return first, statistics.median(same), statistics.median(one)


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    cli.add_argument("--sizes", nargs="+", type=int, default=[600, 6000])
    cli.add_argument("--repeat", type=int, default=3)
    cli.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = cli.parse_args()
    print(
        "| articles | first run | nothing new | share of the first run | one new | ratio of that |"
    )
    print("|---|---|---|---|---|---|")
    base = None
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            first, same, one = measure(Path(scratch, "x"), size, options.repeat, options.workers)
        base = base or one
        print(
            f"| {size:,} | {first:.1f} s | {same:.2f} s | {same / first:.1%} | {one:.2f} s "
            f"| {one / base:.2f} |",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.returncode)
