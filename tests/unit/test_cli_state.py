"""Which graph a command means."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import state
from kg.errors import NotFoundError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_no_graph_yet() -> None:
    with pytest.raises(NotFoundError, match="kg build"):
        state.chosen(None)


def test_the_one_here(home: Path) -> None:
    (home / "news.kg").mkdir()
    assert state.chosen(None) == Path("news.kg")


def test_the_last_one_built_comes_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("news.kg", "other.kg"):
        (home / name).mkdir()
    state.remember(Path("other.kg"))
    monkeypatch.chdir(home / "news.kg")
    assert state.chosen(None) == home / "other.kg"


def test_the_last_one_is_gone(home: Path) -> None:
    state.remember(Path("gone.kg"))
    (home / "news.kg").mkdir()
    assert state.chosen(None) == Path("news.kg")


def test_a_named_one_must_be_there(home: Path) -> None:
    with pytest.raises(NotFoundError, match=r"none\.kg: no such graph"):
        state.chosen(Path("none.kg"))


def test_a_home_that_cannot_be_written_is_no_error(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "file" / "below"))
    state.remember(home)
    with pytest.raises(NotFoundError):
        state.chosen(None)
