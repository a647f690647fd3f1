"""Compile ontology/morphology/*.tsv to ontology/morphology/morphology.db.

Without an option it writes the database; with --check it writes nothing and exits with
status 1 if the committed one differs.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kg.arabic.almor import compile_database  # noqa: E402


def main(arguments: list[str]) -> int:
    """Compile or compare; returns the exit status."""
    folder = ROOT / "ontology" / "morphology"
    target = folder / "morphology.db"
    try:
        text = compile_database(folder)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    if "--check" in arguments:
        same = target.is_file() and target.read_text("utf-8") == text
        if not same:
            print(f"{target.name} is not what the tables give: run {Path(__file__).name}")
        return 0 if same else 1
    target.write_text(text, "utf-8", newline="\n")
    print(f"{target.name}: {len(text.encode()):,} bytes, {text.count(chr(10)):,} lines")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
