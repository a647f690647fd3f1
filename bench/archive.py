"""What an archive needs, computed from bench/build.json: the table of docs/scale.md.

.venv/bin/python bench/archive.py              # prints it
.venv/bin/python bench/archive.py --write      # puts it into docs/scale.md
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "scale.md"
MARKS = ("<!-- figures -->\n", "<!-- /figures -->")
ARTICLES, CORES, PRICE = 100_000_000, 512, 0.04


def lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    few, many = rows[0], rows[-1]
    n, seconds = few["articles"], few["processor"] / few["articles"]
    hours, million = ARTICLES * seconds / 3600, 1e6 * seconds / 3600
    yield (f"{n:,} articles of {few['characters'] / n:,.0f} characters on average took "
           f"{few['processor']:,.0f} s of processor time with {few['workers']} workers; the same "
           f"{many['articles'] / n:.0f} times over, {many['articles']:,}, took "
           f"{many['processor']:,.0f} s, {many['processor'] / few['processor']:.1f} times as much. "
           f"The largest process held {few['peak_mb']:.0f} MB and {many['peak_mb']:.0f} MB. The "
           "table takes the first figures, which are dearer: no article comes twice.")  # fmt: skip
    yield ""
    yield "| for 100 million articles | arithmetic | |"
    yield "|---|---|---|"
    yield (f"| seconds an article, one core | {few['processor']:,.1f} s / {n:,} "
           f"| {seconds * 1000:.1f} ms |")  # fmt: skip
    yield f"| core-hours | 100,000,000 × {seconds * 1000:.1f} ms / 3,600 s | {hours:,.0f} |"
    yield f"| hours with {CORES} cores | {hours:,.0f} / {CORES} | {hours / CORES:,.1f} |"
    yield (f"| cost of a million articles, at {PRICE} a core-hour | {million:,.2f} × {PRICE} "
           f"| {million * PRICE:,.2f} |")  # fmt: skip
    for name, key in (("JSON lines read", "input_bytes"), ("N-Quads, packed", "quads_bytes"),
                      ("Parquet", "events_bytes")):  # fmt: skip
        each = few[key] / n
        yield f"| {name} | 100,000,000 × {each:,.0f} bytes | {ARTICLES * each / 1e9:,.0f} GB |"


def table() -> str:
    return "\n".join(lines(json.loads((ROOT / "bench" / "build.json").read_text())["rows"])) + "\n"


def main() -> None:
    if "--write" in sys.argv:
        head, rest = PAGE.read_text("utf-8").split(MARKS[0])
        tail = rest.split(MARKS[1])[1]
        PAGE.write_text(f"{head}{MARKS[0]}{table()}{MARKS[1]}{tail}", "utf-8")
    else:
        print(table(), end="")


if __name__ == "__main__":
    main()
