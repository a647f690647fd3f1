"""What a graph has answered is kept until its folder changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg import idle
from kg.idle import Kept


def test_an_answer_is_kept_until_the_folder_changes(tmp_path: Path) -> None:
    kept, asked = Kept(tmp_path), []

    def ask() -> idle.Rows:
        asked.append(1)
        return [{"n": len(asked)}]

    assert kept.get("a", ask) == kept.get("a", ask) == [{"n": 1}]
    assert kept.get("b", ask) == [{"n": 2}]
    (tmp_path / "store.stale").touch()
    os.utime(tmp_path, ns=(5, 5))  # a clock too coarse for this test would not tell
    assert kept.get("a", ask) == [{"n": 3}]


def test_what_came_while_the_folder_changed_is_not_kept(tmp_path: Path) -> None:
    kept = Kept(tmp_path)

    def change() -> idle.Rows:
        os.utime(tmp_path, ns=(7, 7))
        return [{"old": True}]

    assert kept.get("a", change) == [{"old": True}]
    assert kept.get("a", list) == []


def test_only_so_much_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "KEPT", 18)
    kept = Kept(tmp_path)
    kept.get(1, lambda: [{"found": [[1, 2], [3]]}])  # 8 with the lists and rows
    kept.get(2, lambda: [{"n": 2}])
    assert kept.get(1, list) == [{"found": [[1, 2], [3]]}]
    kept.get(3, lambda: [{"found": [[1, 2], [3]]}])
    assert kept.get(2, list) == []
    assert kept.get(1, list) != []
    assert kept.get(4, lambda: [{"n": list(range(30))}]) != []  # too much to be kept
    assert kept.get(4, list) == []
