"""Measure time and memory of exports on a made-up graph (`python bench/export.py`).

Records are made as they are asked for, as a graph folder gives them, so that what is held in
memory is the writer's. Each format is written by a process of its own; its peak is compared with
that of one which makes the same records and writes nothing.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from kg.export import BULK  # noqa: E402
from kg.exports import FORMATS, FolderFormat  # noqa: E402
from kg.exports.options import USUAL  # noqa: E402
from kg.model import PREDICATES, Document, Entity, Record, Span, Statement  # noqa: E402

MEASURED = (*FORMATS, BULK)
PER_ARTICLE = 5
ACTORS = 5_000
BASE = "https://w3id.org/geopolitical-kg/"
QUOTE = "قال وزير الخارجية إن بلاده تتهم الطرف الآخر بخرق الهدنة وتطالبه بسحب قواته من الحدود"


def entity(number: int) -> Entity:
    iri = f"{BASE}entity/A{number}"
    return Entity(iri, "state", f"A{number}", f"دولة {number}", f"State {number}", f"Q{number + 1}")


def records(statements: int) -> Iterator[Record]:
    """Articles between actors of which few are named often, as in news."""
    for number in range(statements // PER_ARTICLE):
        day = date(2015, 1, 1) + timedelta(days=number % 3650)
        document = Document(
            f"article-{number}", f"عنوان المقال رقم {number}", day,
            f"https://news.example.org/{number}", "Example News", known_version=f"{number:016x}",
        )  # fmt: skip
        ends = [(pow(number * 7 + i, 3, 10**9 + 7) % ACTORS**2) ** 0.5 for i in range(6)]
        actors = {i: entity(ACTORS - 1 - int(end)) for i, end in enumerate(ends)}
        unique = {each.id: each for each in actors.values()}
        yield Record(document, tuple(unique.values()), tuple(
            Statement(
                f"{BASE}statement/{number:012x}{i:012x}", actors[i].id,
                PREDICATES[(number + i) % len(PREDICATES)], actors[i + 1].id, "ACCUSE", "112", None,
                "positive", "actual", True, 0.9, "accuses:verb", day, "خرق الهدنة", Span(0, 10),
                f"{QUOTE} {number} {i}.", Span(100, 190), Span(110, 115),
            )
            for i in range(PER_ARTICLE)
        ))  # fmt: skip


def one(form: str, statements: int) -> None:
    """Write one format; print seconds of the processor, MB of the file, MB of memory."""
    found = records(statements)
    begin, size = time.process_time(), 0
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out"
        chosen = next((each for each in MEASURED if each.name == form), None)
        if chosen is None:
            for _ in found:
                pass
        elif isinstance(chosen, FolderFormat):
            target.mkdir()
            chosen.write(found, target, USUAL)
        else:
            with target.open("wb") as out:
                chosen.write(found, out, USUAL)
        seconds = time.process_time() - begin
        files = target.rglob("*") if target.is_dir() else [target] if target.exists() else []
        size = sum(path.stat().st_size for path in files)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(f"{seconds:.1f} {size / 2**20:.0f} {peak:.0f}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("formats", nargs="*", default=[each.name for each in MEASURED])
    options.add_argument("--statements", type=int, default=200_000)
    options.add_argument("--one", action="store_true", help="in this process, without a table")
    given = options.parse_args()
    if given.one:
        one(given.formats[0], given.statements)
        return
    print(f"{given.statements:,} statements between {ACTORS:,} actors\n")
    print("| format | processor, s | file, MB | memory at the peak, MB |\n|---|---|---|---|")
    for form in ("nothing", *given.formats):
        command = [sys.executable, __file__, form, "--one", "--statements", str(given.statements)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
        print(f"| {form} | {' | '.join(done.stdout.split())} |", flush=True)


if __name__ == "__main__":
    main()
