"""What requirements*.lock promise: complete, pinned, hashed, no registry, no torch, free."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageMetadata, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
#: What single measurements and tests need besides, in folders of their own.
OTHERS = ("bench/requirements.lock", "tests/igraph/requirements.lock")

FORBIDDEN = re.compile(
    r"\bA?GPL|Affero|(?<!Lesser )General Public License|CC[- ]BY[- ]NC|non-?commercial",
    re.IGNORECASE,
)
# A runtime under the GPL with this exception puts no condition on the programs it runs.
EXCEPTION = re.compile(r"GPL-2\.0(-only)? WITH Classpath-exception-2\.0", re.IGNORECASE)


def entries(lock: str) -> list[str]:
    """Each requirement of a lock as one line, `name==1 ; marker --hash=...`."""
    text = (ROOT / lock).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return "\n".join(lines).replace("\\\n", " ").split("\n")


def requirements(lock: str) -> list[Requirement]:
    return [Requirement(entry.split("--hash")[0]) for entry in entries(lock) if entry]


def licences(metadata: PackageMetadata) -> list[str]:
    """The licences a package is offered under; the user may take any one of them."""
    stated = metadata.get("License-Expression")
    if stated is None:
        classifiers = metadata.get_all("Classifier") or []
        lines = [name for name in classifiers if name.startswith("License ::")]
        # Some packages paste the whole text in; its first line is its name.
        lines += (metadata.get("License") or "").strip().splitlines()[:1]
        stated = " AND ".join(lines)
    return re.split(r"\s+OR\s+", EXCEPTION.sub("", stated)) if stated else []


@pytest.mark.parametrize("lock", LOCKS + OTHERS)
def test_everything_is_pinned_and_hashed(lock: str) -> None:
    for entry in filter(None, entries(lock)):
        assert re.match(r"[\w.-]+==\S+ ", entry), entry
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize("lock", LOCKS + OTHERS)
def test_no_registry_and_no_torch(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text("utf-8")
    assert {"torch", "transformers"}.isdisjoint(wanted.name for wanted in requirements(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_satisfies_pyproject(lock: str) -> None:
    """Fails when a dependency was added or raised and `make lock` was not run."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = list(pyproject["project"]["dependencies"])
    if "dev" in lock:
        wanted += pyproject["dependency-groups"]["dev"]
    pinned = {pin.name: pin.specifier for pin in requirements(lock)}
    for dependency in map(Requirement, wanted):
        (version,) = (part.version for part in pinned[canonicalize_name(dependency.name)])
        assert dependency.specifier.contains(version, prereleases=True), dependency


def test_both_locks_agree() -> None:
    runtime, everything = (
        {(pin.name, str(pin.specifier)) for pin in requirements(lock)} for lock in LOCKS
    )
    assert runtime <= everything


def test_no_dependency_is_under_gpl_or_non_commercial() -> None:
    for pin in requirements("requirements.lock"):
        if pin.marker is None or pin.marker.evaluate():
            offered = licences(distribution(pin.name).metadata)
            assert any(not FORBIDDEN.search(licence) for licence in offered), (pin.name, offered)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("GPL-3.0-or-later", True),
        ("License :: OSI Approved :: GNU Affero General Public License v3", True),
        ("GNU General Public License v2", True),
        ("CC BY-NC 4.0", True),
        ("LGPL-2.1-or-later", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("Apache-2.0", False),
    ],
)
def test_forbidden_licences_are_recognised(text: str, refused: bool) -> None:
    assert bool(FORBIDDEN.search(text)) is refused
