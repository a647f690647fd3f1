"""What the lexicon check finds, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import lexicons

FRAMES = "lemma\tpos\tpredicate\tagent\tpatient\ttopic\twith\tflags\texample\n"
ACTORS = "id\tkind\tactor\ten\tar\taliases\tseats\tnisba\tacts_for\twikidata\n"


def findings(folder: Path, name: str, text: str) -> list[str]:
    """Findings about one table of one's own, without the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return [found.removeprefix(f"{folder}/") for found in lexicons.check(folder)]


def test_shipped_lexicons_are_sound() -> None:
    assert lexicons.check() == []


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ("اتهم\tverb\tblames\tS\tO", "column 'predicate': 'blames' is none of"),
        ("اتهم\tadverb\taccuses\tS\tO", "column 'pos': 'adverb' is none of"),
        ("اتهم\tverb\taccuses\tS|Q\tO", "column 'agent': 'Q' is no slot"),
        ("اتهم\tverb\taccuses\tS\tO**", "column 'patient': 'O**' is no slot"),
        ("اتهم\tverb\taccuses\tS\tO\tبـ2", "column 'topic': 'بـ2' is no slot"),
        ("اتهم\tverb\taccuses\tS\tO\tب\t\tloud", "column 'flags': 'loud' is none of"),
        ("\tverb\taccuses\tS\tO", "column 'lemma' is empty"),
    ],
)
def test_frames(tmp_path: Path, cells: str, text: str) -> None:
    (found,) = findings(tmp_path, "frames/frames.tsv", f"# why\n{FRAMES}{cells}\n")
    assert found.startswith(f"frames/frames.tsv:3: {text}")


def test_every_slot_there_is(tmp_path: Path) -> None:
    row = "اتهم\tverb\taccuses\tS|K|A|من قبل\tO*|على*|W|&|-\tب|V|X\t\tmutual|weak\n"
    assert findings(tmp_path, "frames/frames.tsv", FRAMES + row) == []


def test_everything_is_found_at_once(tmp_path: Path) -> None:
    rows = "XAA\tcity\t\tAa\t\nXBB\tstate\tXBB\tBb\tبب\t\t\t\tXCC\nXBB\tstate\tXBB\tB\tب\n"
    found = findings(tmp_path, "actors/groups.tsv", ACTORS + rows)
    assert [each.split(" is none of")[0] for each in found] == [
        "actors/groups.tsv:2: column 'actor' is empty; it names the actor",
        "actors/groups.tsv:2: column 'ar' is empty; it names the actor",
        "actors/groups.tsv:2: column 'kind': 'city'",
        "actors/groups.tsv:4: id 'XBB' is defined twice",
        "actors/groups.tsv:3: acts_for: 'XCC' is no actor",
    ]


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        (
            "person:nobody\tjester\tTUR\t2015-13-01\t",
            [
                "column 'person': 'person:nobody' is not defined",
                "column 'office': 'jester' is not defined",
                "column 'from': '2015-13-01' is no date YYYY-MM-DD",
            ],
        ),
        (
            "TUR\tpresident\tTUR\t2015-02-01\t2015-01-01",
            ["'from' 2015-02-01 is later than 'to' 2015-01-01"],
        ),
    ],
)
def test_offices(tmp_path: Path, cells: str, texts: list[str]) -> None:
    table = f"person\toffice\tbody\tfrom\tto\n{cells}\n"
    expected = [f"actors/offices.tsv:2: {text}" for text in texts]
    assert findings(tmp_path, "actors/offices.tsv", table) == expected


@pytest.mark.parametrize(
    ("name", "table", "text"),
    [
        ("places", "id\tstate\tar\nplace:x\tNOWHERE\tس\n", "column 'state': 'NOWHERE' is not def"),
        ("titles", "id\tar\trank\nx\tس\thigh\n", "rank 'high' is no number"),
        ("institutions", "id\tar\tof\nx\tس\tmoon\n", "column 'of': 'moon' is none of"),
        ("states", "id\tar\nx\tس\ty\n", "3 cells where the header has 2 columns"),
    ],
)
def test_other_tables(tmp_path: Path, name: str, table: str, text: str) -> None:
    (found,) = findings(tmp_path, f"actors/{name}.tsv", table)
    assert found.startswith(f"actors/{name}.tsv:2: {text}")


def test_empty_and_unreadable_tables(tmp_path: Path) -> None:
    assert findings(tmp_path, "actors/groups.tsv", "# nothing\n") == [
        "actors/groups.tsv:1: the header is missing"
    ]
    (tmp_path / "actors/groups.tsv").write_bytes(b"\xff\xfe\xff")
    lexicons.load.cache_clear()
    (found,) = lexicons.check(tmp_path)
    assert ":1: cannot be read as UTF-8" in found


def test_own_folder_must_exist(tmp_path: Path) -> None:
    (found,) = lexicons.check(tmp_path / "none")
    assert "there is no such folder" in found


def test_own_rows_add_to_the_shipped_ones(tmp_path: Path) -> None:
    row = "XAA\tgroup\tXAA\tAa\tجماعة الاختبار\n"
    assert findings(tmp_path, "actors/groups.tsv", ACTORS + row) == []
    lexicon = lexicons.load(tmp_path)
    assert lexicon.actors["XAA"].ar == "جماعة الاختبار"
    assert "TUR" in lexicon.actors


def test_a_shipped_table_must_not_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexicons, "ontology", lambda: tmp_path)
    found = findings(tmp_path / "own", "actors/groups.tsv", ACTORS)
    assert f"{tmp_path}/actors/places.tsv:1: the table is missing" in found
    assert len(found) == 11
