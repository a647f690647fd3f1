"""Every example in ontology/frames/frames.tsv is an example of what its row expresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction import extract
from kg.lexicons import load
from kg.model import Document
from kg.resources import ontology


def examples() -> list[tuple[int, str, str]]:
    """Line, predicate and example of each row of the table that has one."""
    found = []
    table = Path(ontology() / "frames" / "frames.tsv").read_text(encoding="utf-8")
    for line, row in enumerate(table.split("\n"), 1):
        cells = row.split("\t")
        if not row.startswith("#") and len(cells) > 8 and cells[8] and cells[0] != "lemma":
            found.append((line, cells[2], cells[8]))
    return found


@pytest.mark.parametrize(("line", "predicate", "example"), examples())
def test_example_gives_its_predicate(line: int, predicate: str, example: str) -> None:
    document = Document("example", f"-\nقال أردوغان إن الأمر واضح.\n{example}.")
    claims = extract(document, load()).claims
    assert predicate in {c.predicate for c in claims}, f"frames.tsv:{line}: {example}"
