"""Plain sentences of every predicate: all that they state, and nothing else; `-` is nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.extraction import extract
from kg.lexicons import load
from kg.model import PREDICATES, Document

SENTENCES = [
    (row["text"], row["statements"])
    for row in csv.DictReader(
        Path(__file__).with_name("plain.tsv").read_text("utf-8").splitlines(), delimiter="\t"
    )
]


def test_every_predicate_is_here() -> None:
    there = {s.split()[1] for _, rows in SENTENCES if rows != "-" for s in rows.split("; ")}
    assert set(PREDICATES) - there <= {"protests"}


@pytest.mark.parametrize(("text", "statements"), SENTENCES)
def test_sentence(text: str, statements: str) -> None:
    found = extract(Document("d", text), load())
    actors = {r.ref: r.actor for r in found.referents}

    def row(subject: str | None, predicate: str, other: str | None) -> tuple[str, str, str]:
        pair = (str(subject), str(other))
        if predicate in ("agreedWith", "alliedWith", "cooperatesWith", "meets"):
            pair = (min(pair), max(pair))
        return pair[0], predicate, pair[1]

    made = {
        row(actors.get(c.subject), c.predicate, actors.get(c.object or ""))
        for c in found.claims
        if c.polarity == "positive"
    }
    wanted = set()
    for s in statements.split("; ") if statements != "-" else ():
        subject, predicate, other = s.split()
        wanted.add(row(subject, predicate, other))
    assert made == wanted
