"""What the user names, and the articles that come of it."""

from __future__ import annotations

import gzip
import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Document
from kg.sources import count, documents
from kg.sources.issues import Issue

TEXT = "بوتين يتهم تركيا\nقال الرئيس الروسي إن تركيا تدعم الإرهاب في سوريا.\n"


def read(*names: str | Path) -> tuple[list[Document], list[str]]:
    issues: list[Issue] = []
    found = list(documents(names, issues.append))
    return found, [f"{issue.level} {issue}" for issue in issues]


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_txt_is_taken_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "بوتين.v2.txt"
    file.write_bytes(("\ufeff" + TEXT.replace("\n", "\r\n")).encode())
    (document,), issues = read(file)
    assert (document.id, document.text, document.published) == ("بوتين.v2", TEXT, None)
    assert document.title == "بوتين يتهم تركيا"
    assert not issues


def test_jsonl(tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.jsonl",
        {"id": "1", "title": " عنوان\nالخبر ", "text": "نص", "published": "26/11/2015",
         "url": "https://example.org/1", "source": "وكالة"},
        {"url": "https://example.org/2", "text": "نص آخر", "title": None},
        {"id": 3, "title": "عنوان فقط", "published": "بالأمس"},
    )  # fmt: skip
    found, issues = read(file)
    assert found[0] == Document(
        "1", "عنوان الخبر\nنص", date(2015, 11, 26), "https://example.org/1", "وكالة"
    )
    assert (found[1].id, found[1].text) == ("https://example.org/2", "نص آخر")
    assert found[2].id == "3"
    assert issues == [f"warning {file}:3: published: no date: 'بالأمس'"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{oops", "not JSON"),
        ("[1]", "a JSON object is expected, here is list"),
        ('{"id": "1"}', "neither title nor text"),
        ('{"text": "نص"}', "no id"),
        ('{"id": "1", "text": 5}', "text: a string is expected, here is int"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(
    tmp_path: Path, line: str, message: str
) -> None:
    file = tmp_path / "a.jsonl"
    good = json.dumps({"id": "good", "text": TEXT})
    file.write_text(f"\n{line}\n{good}\n", "utf-8")
    found, (issue,) = read(file)
    assert [document.id for document in found] == ["good"]
    assert issue.startswith(f"error {file}:2: ")
    assert message in issue


def test_jsonl_in_utf_16_and_gzip(tmp_path: Path) -> None:
    row = {"id": "1", "text": TEXT + "\u2028"}
    file = tmp_path / "a.jsonl.gz"
    data = json.dumps(row, ensure_ascii=False).encode("utf-16")
    file.write_bytes(gzip.compress(data))
    (document,), _ = read(file)
    assert document.text == row["text"]


def test_lone_surrogates_and_control_characters(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "1", "text": "سوريا \\ud83d \\u0000 \\u0007."}', "utf-8")
    assert read(file)[0][0].text == "سوريا \ufffd    ."


def test_page_gives_the_same_article_as_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    title, body = TEXT.splitlines()
    (tmp_path / "a.page").write_text(f"{title}\n\n{body} \n\n\nاترك تعليقاً\n\nالاسم", "utf-8")
    found, (issue,) = read(tmp_path)
    assert [(d.id, d.text) for d in found] == [("a", TEXT)]
    assert issue.endswith("article 'a' came before: skipped")


def test_same_id_with_another_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "x" / "a.txt").write_text(TEXT + "زيادة", "utf-8")
    found, (issue,) = read(tmp_path)
    assert len(found) == 1
    assert issue == f"error {tmp_path}/x/a.txt: article 'a' came before with another text"


HTML = """<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}"><title>t | موقع</title>
<meta property="article:published_time" content="2015-11-26T10:00:00Z"></head><body>
<nav><a href="/">الرئيسية</a></nav><article><h1>بوتين يتهم تركيا</h1>
<p>{p}</p><p>{q}</p></article><h3>اترك تعليقاً</h3><p>لن يتم نشر عنوان بريدك الإلكتروني.</p>
<footer>جميع الحقوق محفوظة</footer></body></html>"""
P = "قال الرئيس الروسي فلاديمير بوتين إن تركيا تدعم تنظيم داعش في سوريا وتشتري منه النفط. " * 3
Q = "وأضاف أن بلاده لن تقبل تكرار استهداف طائراتها فوق الأراضي السورية من أي طرف كان. " * 3


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.page"])
def test_web_page(tmp_path: Path, charset: str, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(HTML.format(charset=charset, p=P, q=Q).encode(charset))
    (document,), _ = read(file)
    assert document.text == f"بوتين يتهم تركيا\n{P.strip()}\n{Q.strip()}\n"
    assert (document.id, document.published) == ("a", date(2015, 11, 26))


def test_mhtml(tmp_path: Path) -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message.set_content(HTML.format(charset="utf-8", p=P, q=Q), subtype="html")
    (tmp_path / "a.mhtml").write_bytes(b"From: <Saved by a browser>\n" + message.as_bytes())
    (document,), _ = read(tmp_path / "a.mhtml")
    assert document.title == "بوتين يتهم تركيا"


def test_a_page_without_article(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body></body></html>", "utf-8")
    with pytest.raises(SourceError, match="no article"):
        list(documents([tmp_path / "a.html"]))


def test_folders_and_globs_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.jsonl", "c.jpg", ".hidden.txt", "z.json", "sub/d.txt", "g.kg/e.txt",
                 "b_files/x.html"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        write(path, {"id": name, "text": TEXT}) if ".json" in name else path.write_text(
            f"{name}\n{TEXT}", "utf-8"
        )
    assert [d.id for d in read(tmp_path)[0]] == ["a.jsonl", "b", "d"]
    assert [d.id for d in read(tmp_path / "**" / "*.txt")[0]] == ["b", "e", "d"]


def test_names_are_checked_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    for missing in ("nowhere.txt", "*.none"):
        with pytest.raises(SourceError, match=r"no such file|no file matches"):
            documents([tmp_path / "a.txt", tmp_path / missing])


@pytest.mark.parametrize("setup", ["folder", "empty", "blank"])
def test_no_article_at_all(tmp_path: Path, setup: str) -> None:
    if setup != "folder":
        (tmp_path / "a.txt").write_text("" if setup == "empty" else " \n\n", "utf-8")
    with pytest.raises(SourceError, match="no article to read"):
        read(tmp_path)


def test_an_empty_file_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    found, issues = read(tmp_path)
    assert [d.id for d in found] == ["b"]
    assert issues == [f"warning {tmp_path}/a.txt: the file is empty: skipped"]


def test_an_image_among_articles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    found, (issue,) = read(tmp_path)
    assert [d.id for d in found] == ["b"]
    assert issue.startswith(f"error {tmp_path}/a.txt: not text but a PNG image")


def test_no_arabic_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Only English here.\n", "utf-8")
    found, issues = read(tmp_path / "a.txt")
    assert len(found) == 1
    assert issues == [f"warning {tmp_path}/a.txt: no Arabic in article 'a'"]


@pytest.mark.parametrize(
    ("data", "identifier"),
    [(TEXT, "stdin"), (json.dumps({"id": "j", "text": TEXT}), "j"), (HTML, "stdin")],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: str, identifier: str) -> None:
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(data.encode())))  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "stdin", stdin)
    (document,), _ = read("-")
    assert document.id == identifier


def test_twenty_megabytes_in_one_line(tmp_path: Path) -> None:
    text = TEXT.replace("\n", " ") * 200_000
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert read(tmp_path / "a.txt")[0][0].text == text


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.sources import raw

    monkeypatch.setattr(raw, "MAX_BYTES", 1000)
    (tmp_path / "a.txt").write_text(TEXT * 100, "utf-8")
    write(tmp_path / "b.jsonl", {"id": "b", "text": TEXT}, {"id": "c", "text": TEXT * 100})
    found, issues = read(tmp_path)
    assert [d.id for d in found] == ["b"]
    assert f"{tmp_path}/a.txt: larger than" in issues[0]
    assert f"{tmp_path}/b.jsonl:2: a line of more" in issues[1]


def test_broken_gzip(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode())[:-9])
    with pytest.raises(SourceError, match="broken packed file"):
        list(documents([tmp_path / "a.txt.gz"]))


def test_how_many_there_will_be(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.html.gz").write_bytes(b"")
    write(tmp_path / "c.jsonl", {}, {}, {})
    assert count([tmp_path]) == 5
    assert count([tmp_path / "a.txt", "-"]) is None
    (tmp_path / "d.jsonl.gz").write_bytes(b"")
    assert count([tmp_path]) is None
