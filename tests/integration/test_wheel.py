"""The wheel, installed with the lock into an empty environment, builds and answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = "بوتين ينتقد أنقرة\n\nاتهم الرئيس الروسي فلاديمير بوتين تركيا بدعم الإرهاب في سوريا.\n"

pytestmark = pytest.mark.slow


def run(*command: object, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment that holds the lock and the wheel, nothing else."""
    folder = tmp_path_factory.mktemp("empty") / "env"
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    install = (scripts / "python", "-m", "pip", "install", "--quiet", "--no-deps")
    pinned = ("--require-hashes", "--only-binary", ":all:", "-r", ROOT / "requirements.lock")
    run(*install, *pinned, cwd=folder)
    run(*install, wheel, cwd=folder)
    return scripts


def test_wheel_carries_ontology_queries_and_page_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("ontology", "queries"):
        here = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }
        assert here
        assert here <= {name.removeprefix("kg/_data/") for name in names}
    page = ROOT / "kg" / "explorer" / "static"
    files = {p.relative_to(ROOT).as_posix() for p in page.rglob("*") if p.is_file()}
    assert "kg/explorer/static/vendor/cytoscape.min.js" in files
    assert files <= set(names)
    assert {f"kg/exports/page/page.{end}" for end in ("html", "css", "js")} <= set(names)
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"kg"}
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_lock_and_wheel_alone_build_and_answer(bin_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8"}
    kg = bin_folder / "kg"

    run(kg, "build", "article.txt", "-o", "news.kg", cwd=tmp_path, env=env)
    ask = ("ask", "who-accuses", "--target", "Turkey", "-g", "news.kg", "--format", "json")
    rows = json.loads(run(kg, *ask, cwd=tmp_path, env=env))

    assert [row["subject_actor"] for row in rows] == ["RUS"]
    assert rows[0]["quote"] in ARTICLE
    assert not (tmp_path / "log").exists()
