from __future__ import annotations

import importlib.resources
from pathlib import Path

import pytest

from kg import resources
from kg.errors import KgError


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that stands for the installed package."""
    folder = tmp_path / "kg"
    folder.mkdir()
    monkeypatch.setattr(importlib.resources, "files", lambda _: folder)
    return folder


def test_checkout_uses_the_folders_beside_the_package() -> None:
    root = Path(__file__).parents[2]
    assert resources.ontology() == root / "ontology"
    assert resources.queries() == root / "queries"


def test_wheel_uses_the_folders_inside_the_package(package: Path) -> None:
    inside = package / "_data" / "ontology"
    inside.mkdir(parents=True)
    (package.parent / "ontology").mkdir()  # some other project's folder must not win
    assert resources.ontology() == inside


def test_lost_data_is_an_error_that_names_the_folder(package: Path) -> None:
    with pytest.raises(KgError, match="queries/ is missing"):
        resources.queries()
