"""Input that is not what it should be: message, exit status, and the graph as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


def extracted(kg: Any, *names: object) -> list[dict[str, object]]:
    status, out, err = kg("extract", *names)
    assert status == 0, err
    return [json.loads(each) for each in out.splitlines()]


def test_missing_file(kg: Any) -> None:
    kg.file("a.txt")
    status, _, err = kg("build", "a.txt", "missing.txt", "-o", "g.kg")
    assert (status, err) == (3, "error: missing.txt: no such file or folder\n")
    assert not (kg.folder / "g.kg").exists()


def test_empty_file_alone(kg: Any) -> None:
    kg.file("a.txt", "")
    status, _, err = kg("build", "a.txt", "-o", "g.kg")
    assert status == 3
    assert "warning: a.txt: the file is empty: skipped\n" in err
    assert "error: no article to read in a.txt\n" in err
    assert not (kg.folder / "g.kg").exists()


def test_image_alone(kg: Any) -> None:
    kg.file("a.jpg", PNG)
    status, _, err = kg("build", "a.jpg", "-o", "g.kg")
    assert status == 3
    assert "error: a.jpg: not text but a PNG image; give the article as .txt" in err
    assert not (kg.folder / "g.kg").exists()


@pytest.mark.slow
def test_what_is_readable_is_built_all_the_same(kg: Any) -> None:
    kg.file("a.txt")
    kg.file("b.jpg", PNG)
    kg.file("c.txt", "")
    kg.file("d.jsonl", '{"id": "d1", "title": "قمة", "text": "نص"}\n{oops\n')
    status, _, err = kg("build", "a.txt", "b.jpg", "c.txt", "d.jsonl", "-o", "g.kg")
    assert status == 3
    assert "error: d.jsonl:2: not JSON" in err
    assert "articles 2 added, 2 failed" in err
    assert len(kg.rdf(kg.folder / "g.kg")) == 2


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16", "utf-16-le", "utf-8-sig"])
def test_encodings_give_the_same_rows(kg: Any, encoding: str) -> None:
    kg.file("a/x.txt")
    kg.file("b/x.txt", kg.TEXT.encode(encoding))
    assert extracted(kg, "a/x.txt") == extracted(kg, "b/x.txt")


def test_mojibake_gives_the_same_rows(kg: Any) -> None:
    kg.file("a/x.txt")
    kg.file("b/x.txt", kg.TEXT.encode().decode("latin-1"))
    assert extracted(kg, "a/x.txt") == extracted(kg, "b/x.txt")


def test_no_arabic(kg: Any) -> None:
    kg.file("a.txt", "Nothing but English.\n")
    status, out, err = kg("extract", "a.txt")
    assert status == 0
    assert err == "warning: a.txt: no Arabic in article 'a'\n"
    assert json.loads(out)["statements"] == []


@pytest.mark.parametrize("content", ["ا" * 10_000_000, " ا" * 100 + "ا" * 10_000_000])
def test_twenty_megabytes_in_one_line(kg: Any, content: str) -> None:
    kg.file("a.txt", content)
    assert len(extracted(kg, "a.txt")) == 1


def test_page_gives_the_rows_of_its_text(kg: Any) -> None:
    kg.file("a/x.txt")
    kg.file(
        "b/x.page", f"{kg.TITLE}\n\n{kg.BODY}\n\nاترك تعليقاً\n\nلن يتم نشر عنوان بريدك الإلكتروني."
    )
    assert extracted(kg, "a/x.txt") == extracted(kg, "b/x.page")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["build"], 2, "Missing argument"),
        (["extract", "a.txt", "--format", "xml"], 2, "'xml' is not one of"),
        (["build", "a.txt", "--workers", "0"], 2, "greater than or equal to 1"),
        (["nonsense"], 2, "No such command 'nonsense'"),
        (["ask", "who-accuses", "-g", "none.kg"], 5, "none.kg: no such graph"),
        (["ask", "who-accuses", "--target"], 2, "--target needs a value"),
        (["ask", "no-such-question", "-g", "."], 5, "no-such-question"),
        (["load", "none.trig"], 3, "none.trig"),
        (["export", "trig", "-g", "none.kg"], 5, "none.kg"),
    ],
)
def test_wrong_calls(kg: Any, arguments: list[str], status: int, message: str) -> None:
    kg.file("a.txt")
    before = sorted(kg.folder.rglob("*"))
    found, _, err = kg(*arguments)
    assert (found, message in err) == (status, True), err
    assert sorted(kg.folder.rglob("*")) == before


def test_output_is_a_file_or_another_folder(kg: Any) -> None:
    kg.file("a.txt")
    kg.file("photos/one.jpg", PNG)
    status, _, err = kg("build", "a.txt", "-o", "a.txt")
    assert (status, "not a graph folder" in err) == (8, True)
    status, _, err = kg("build", "a.txt", "-o", "photos")
    assert (status, "holds other files" in err) == (8, True)
    assert [p.name for p in Path(kg.folder / "photos").iterdir()] == ["one.jpg"]
    assert (kg.folder / "a.txt").read_text("utf-8") == kg.TEXT
