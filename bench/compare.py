"""Compare two results of bench/extract.py: `python bench/compare.py BEFORE AFTER`.

Processor time on another machine, or on the same one an hour later, says little. What is compared
is kg's time divided by that of a piece of work which no change of kg touches and which was measured
in the same run: CAMeL Tools' analyser, Python over dictionaries like kg itself.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REFERENCE = "CAMeL Tools, analyser"
TIMES = "seconds per million characters"
#: The part of the speed that may be lost before it counts as a regression.
ALLOWED = 0.30


def relative(result: dict[str, Any]) -> dict[str, float]:
    """How many times as fast as the reference each workload of a result is."""
    times = result[TIMES]
    return {name: times[REFERENCE] / seconds for name, seconds in times.items()}


def regressions(
    before: dict[str, Any], after: dict[str, Any], allowed: float = ALLOWED
) -> list[str]:
    """What kg does more slowly than allowed, one line each."""
    old, new = relative(before), relative(after)
    return [
        f"{name}: {new[name]:.2f} times as fast as {REFERENCE}; was {old[name]:.2f} "
        f"({new[name] / old[name] - 1:+.0%})"
        for name in old
        if name.startswith("kg") and new[name] < old[name] * (1 - allowed)
    ]


def table(result: dict[str, Any]) -> str:
    """A result as Markdown."""
    return "\n".join(_lines(result))


def _lines(result: dict[str, Any]) -> Iterator[str]:
    yield f"{result['machine']}, Python {result['python']}, commit {result['commit']}"
    kg = result[TIMES]["kg, words seen before"]
    yield "\n| work | s per million characters | times as fast as kg |\n|---|---|---|"
    for name, seconds in sorted(result[TIMES].items(), key=lambda item: item[1]):
        yield f"| {name} | {seconds:.3f} | {kg / seconds:.2f} |"
    for part in ("corpus", "start"):
        if part in result:
            yield "\n| what | measured |\n|---|---|"
            yield from (f"| {name} | {_number(x)} |" for name, x in result[part].items())


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    cli.add_argument("before", type=Path)
    cli.add_argument("after", type=Path)
    cli.add_argument("--allowed", type=float, default=ALLOWED, help="part of the speed, 0 to 1")
    options = cli.parse_args()
    before, after = (json.loads(p.read_text("utf-8")) for p in (options.before, options.after))
    old, new = relative(before), relative(after)
    print(f"times as fast as {REFERENCE}: {before['commit']} | {after['commit']} | change")
    for name in old:
        if name in new:
            change = new[name] / old[name] - 1
            print(f"{name}: {old[name]:.2f} | {new[name]:.2f} | {change:+.0%}")
    slower = regressions(before, after, options.allowed)
    print("\n".join(f"slower: {line}" for line in slower) or "no regression")
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
