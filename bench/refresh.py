"""Measure `kg refresh` (`python bench/refresh.py [--sizes 600 6000 60000] [--corpus FILE]`).

For graphs of several sizes: the first run, a run in which nothing has changed, and a run with one
new article, each a process of its own with everything that a user waits for. Articles are text
files in one folder: those of the corpus, and where these do not suffice others of their sentences;
without a corpus they are made up. Processor time is measured, of kg and its workers, since that
says more than the clock on a machine that has other work.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from math import nan
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
LENGTH = 1500


class Articles:
    """Articles by number, as many as are asked for; no two are near-duplicates by our doing."""

    def __init__(self, corpus: Path | None) -> None:
        self._own: list[str] = []
        if corpus is not None:
            with gzip.open(corpus, "rt", encoding="utf-8") as lines:
                rows = map(json.loads, lines)
                self._own = [f"{row['title']}\n{row['text']}\n" for row in rows]

    def __getitem__(self, number: int) -> str:
        dice = random.Random(number)
        if not self._own:
            return _made_up(number, dice)
        return self._own[number] if number < len(self._own) else self._mixed(dice)

    def _mixed(self, dice: random.Random) -> str:
        """Sentences of many articles."""
        lines: list[str] = []
        while sum(map(len, lines)) < LENGTH:
            lines.append(
                dice.choice(re.split(r"(?<=[.!؟])\s+|\n+", dice.choice(self._own).strip()))
            )
        return "\n".join(lines) + "\n"


def _made_up(number: int, dice: random.Random) -> str:
    lines = [f"خبر رقم {number}", SAID[number % len(SAID)]]
    while sum(map(len, lines)) < LENGTH:
        words = [f"{dice.choice(WORDS)} {dice.randrange(10**6)}" for _ in range(12)]
        lines.append(" ".join(words) + ".")
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one run: seconds of processor time with workers, megabytes of the largest process.

    Attributes:
        alone: megabytes before the embedded store was opened, which is of the same process; NaN
            where the store is there from the start, or the system has no /proc.
    """

    seconds: float
    memory: float
    alone: float = nan


def refresh(folder: Path, *options: str) -> Cost:
    """What a run costs."""
    command = [sys.executable, "-m", "kg", "refresh", "-c", str(folder / "sources.toml"), *options]
    env = {**os.environ, "XDG_STATE_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    alone = nan
    with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as process:
        while not (folder / "news.kg" / "store").exists():
            if (found := _peak(process.pid)) is None:
                break
            alone = found
            time.sleep(0.1)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: status {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, alone)


def _peak(pid: int) -> float | None:
    """The most megabytes that a process has had so far; None: it has ended, or nobody knows."""
    try:
        found = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{pid}/status").read_text("utf-8"))
    except OSError:
        return None
    return int(found[1]) / 1000 if found else None


def measure(
    folder: Path, articles: Articles, size: int, options: argparse.Namespace
) -> tuple[Cost, Cost, Cost]:
    """First run, nothing new, one new article; the last two as medians."""
    first = Cost(nan, nan)
    if not (folder / "news.kg").exists():
        _prepare(folder, articles, size)
        first = refresh(folder, "--workers", str(options.workers))
    refresh(folder)
    same = [refresh(folder) for _ in range(options.repeat)]
    one = []
    for _ in range(options.repeat):
        number = time.time_ns()
        (folder / "in" / f"new{number}.txt").write_text(articles[number], "utf-8")
        one.append(refresh(folder))
    return first, _median(same), _median(one)


def _prepare(folder: Path, articles: Articles, size: int) -> None:
    (folder / "in").mkdir(parents=True)
    for number in range(size):
        (folder / "in" / f"{number}.txt").write_text(articles[number], "utf-8")
    text = '[[source]]\nname = "in"\nkind = "folder"\npath = "in"\n'
    (folder / "sources.toml").write_text(text, "utf-8")
    time.sleep(2.5)  # files of the last two seconds are looked into again


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(c.seconds for c in costs), max(c.memory for c in costs))


def _arguments() -> argparse.Namespace:
    cli = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    cli.add_argument("--sizes", nargs="+", type=int, default=[600, 6000])
    cli.add_argument("--repeat", type=int, default=3)
    cli.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    cli.add_argument("--corpus", type=Path, help="JSON lines, gzipped; default: made-up articles")
    cli.add_argument(
        "--keep", type=Path, metavar="DIR", help="leave the graphs there; use those of before"
    )
    return cli.parse_args()


COLUMNS = (
    "articles", "first run", "nothing new", "share of the first run", "one new", "ratio of that",
    "memory of each, MB", "of the first without the store",
)  # fmt: skip


def _line(cells: Iterable[object]) -> None:
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def main() -> int:
    options = _arguments()
    articles, base = Articles(options.corpus), None
    _line(COLUMNS)
    _line("---" for _ in COLUMNS)
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(options.keep or scratch, str(size))
            costs = measure(folder, articles, size, options)
        first, same, one = (cost.seconds for cost in costs)
        base = base or one
        _line((
            f"{size:,}", f"{first:.1f} s", f"{same:.2f} s", f"{same / first:.1%}",
            f"{one:.2f} s", f"{one / base:.2f}", ", ".join(f"{c.memory:.0f}" for c in costs),
            f"{costs[0].alone:.0f}",
        ))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
