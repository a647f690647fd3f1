"""The vault: links lead somewhere, names are safe, what articles say is text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hostile_text import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.exports.obsidian import _Vault, write
from kg.model import Record

LINK = re.compile(r"\[\[([^\]\n]+)\]\]")


def vault(folder: Path, *records: Record) -> dict[str, str]:
    """Notes by path without ending."""
    folder.mkdir(exist_ok=True)
    write(records, folder)
    return {
        str(path.relative_to(folder).with_suffix("")): path.read_text("utf-8")
        for path in folder.rglob("*.md")
    }


def body(note: str) -> str:
    return note.split("---\n", 2)[-1] if note.startswith("---\n") else note


def tokens(note: str) -> list[Token]:
    """What a note says, flattened; with tables and strikethrough, as in Obsidian."""
    found = MarkdownIt("gfm-like", {"linkify": False}).parse(body(note))
    return [t for token in found for t in (token, *(token.children or ()))]


def test_every_link_leads_to_a_note(record: Record, hostile: Record, tmp_path: Path) -> None:
    notes = vault(tmp_path, record, hostile)
    links = {link for note in notes.values() for link in LINK.findall(note)}
    assert links
    assert links <= notes.keys()
    assert {"Start", "actors/Turkey", "actors/Russia"} <= notes.keys()


def test_an_actors_note_says_what_is_said_of_it(record: Record, tmp_path: Path) -> None:
    notes = vault(tmp_path, record)
    turkey = notes["actors/Turkey"]
    assert "[[actors/Turkey]] **accuses** [[actors/Russia]]" in turkey
    assert "أنقرة تتهم موسكو بانتهاك الهدنة" in turkey
    (article,) = (note for name, note in notes.items() if name.startswith("articles/"))
    assert article.count("\n- ") == len(record.statements)
    assert "nobody named" in article


def test_properties_are_yaml(record: Record, hostile: Record, tmp_path: Path) -> None:
    notes = vault(tmp_path, record, hostile)
    found = {name: yaml.safe_load(note.split("---\n")[1]) for name, note in notes.items()
             if name != "Start"}  # fmt: skip
    assert found["actors/Turkey"]["label_ar"] == "تركيا"
    assert all(isinstance(v, str) for values in found.values() for v in values.values())
    assert any("<img src=x" in str(values.get("title")) for values in found.values())


def test_hostile_text_is_text(hostile: Record, tmp_path: Path) -> None:
    notes = vault(tmp_path, hostile)
    for note in notes.values():
        kinds = {token.type for token in tokens(note)}
        assert not kinds & {"html_inline", "html_block", "image", "link_open", "code_inline",
                            "fence", "code_block", "table_open", "s_open"}  # fmt: skip
        for link in LINK.findall(note):
            assert ".." not in link
            assert "|" not in link
    text = "".join(t.content for note in notes.values() for t in tokens(note) if t.type == "text")
    assert "<img src=x onerror=alert(1)>" in text
    assert "![i](http://evil.example/)" in text


def test_nothing_is_written_elsewhere(hostile: Record, tmp_path: Path) -> None:
    vault(tmp_path / "vault", hostile)
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]


def test_names_that_differ_only_in_case_have_two_notes(record: Record, tmp_path: Path) -> None:
    one, two, *rest = record.entities
    entities = (replace(one, label_en="Same Name"), replace(two, label_en="SAME name"), *rest)
    notes = vault(tmp_path, replace(record, entities=entities))
    assert {"actors/Same Name", "actors/SAME name (2)"} <= notes.keys()


@pytest.mark.parametrize(
    "label", ["CON", "nul", "..", "", "/", "a/b", "x" * 500, HOSTILE, ".hidden"]
)
def test_names_of_files(tmp_path: Path, label: str) -> None:
    name = _Vault(tmp_path)._name("actors", "x", label)
    check(name)


@given(st.text())
def test_names_of_files_from_any_text(label: str) -> None:
    vault: Any = object.__new__(_Vault)
    vault._names, vault._taken = {}, set()
    check(vault._name("actors", "x", label))


def check(name: str) -> None:
    folder, _, file = name.partition("/")
    assert folder == "actors"
    assert file
    assert not re.search(r'[\\/:*?"<>|#^\[\]\x00-\x1f]', file)
    assert not file.startswith(".")
    assert not file.endswith((".", " "))
    assert file.casefold() not in ("con", "nul")
    assert len(f"{file}.md".encode()) <= 255
