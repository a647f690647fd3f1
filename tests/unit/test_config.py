"""Settings from the environment."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.config import Settings, settings
from kg.errors import ConfigError
from kg.parallel import cores


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("GRAPH", "STORE", "WORKERS", "DEBUG"):
        monkeypatch.delenv(f"KG_{name}", raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_defaults_need_no_pydantic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pydantic", None)
    assert settings() == Settings(None, None, cores(), False)


def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_GRAPH", "here.kg")
    monkeypatch.setenv("KG_WORKERS", "4")
    monkeypatch.setenv("KG_STORE", "")
    assert settings() == Settings(Path("here.kg"), None, 4, False)
    assert settings() is settings()


@pytest.mark.parametrize("value", ["many", "0", "-1"])
def test_nonsense_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("KG_WORKERS", value)
    with pytest.raises(ConfigError, match=rf"KG_WORKERS={value}: "):
        settings()
