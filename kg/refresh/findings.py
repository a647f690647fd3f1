"""What is wrong in `sources.toml`, as `FILE:LINE: KEY: TEXT`."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import ValidationError


def findings(path: Path, text: str, error: ValidationError) -> list[str]:
    """One line for each finding."""
    kinds = ("feed", "sitemap", "urls", "folder", "jsonl", "csv", "warc", "python")
    findings = []
    for each in error.errors():
        place = tuple(each["loc"])
        if len(place) > 2 and place[0] == "source" and place[2] in kinds:
            place = place[:2] + place[3:]  # the kind is no key, but how pydantic tells which table
        key = "".join(
            f"[{p + 1}]" if isinstance(p, int) else f".{p}" if n else str(p)
            for n, p in enumerate(place)
        )
        message = each["msg"].removeprefix("Value error, ")
        findings.append(f"{path}:{line_of(text, place)}: {key}: {message}")
    return findings


def line_of(text: str, place: tuple[int | str, ...]) -> int:
    """The line of a key, else that of its table, else the first."""
    table, count, best = "", -1, 1
    wanted = str(place[0]) if place else ""
    number = place[1] if len(place) > 1 and isinstance(place[1], int) else None
    for at, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\[?\s*([\w.]+)\s*\]\]?", line):
            table = header[1]
            count += table == "source" and line.lstrip().startswith("[[")
            if table.split(".")[0] == wanted and (number is None or count == number):
                best = at
        elif key := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
            inside = table == "" if len(place) == 1 else table.split(".")[0] == wanted
            here = number is None or table.split(".")[0] != "source" or count == number
            if inside and here and key[1] in place:
                return at
    return best
