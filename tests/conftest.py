"""What tests of several folders share: a real Neo4j server, started once and only if wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent / "neo4j"))

if TYPE_CHECKING:
    from neo4j_local import Server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file, and all that share the server, in one process of `pytest -n`."""
    for item in items:
        shares = "neo4j_server" in getattr(item, "fixturenames", ())
        group = "neo4j" if shares or item.path.parent.name == "neo4j" else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))


@dataclass(frozen=True)
class Neo4j:
    """A server to test on; KG_STORE_PASSWORD holds its password while the tests run.

    Attributes:
        address: what `--store` takes.
        local: its process; None if it is one that KG_TEST_NEO4J_URI names.
    """

    address: str
    local: Server | None = None


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4j]:
    """A server, with nothing in it but what earlier tests left."""
    if named := os.environ.get("KG_TEST_NEO4J_URI"):
        yield Neo4j(named)
        return
    server = _server(tmp_path_factory.mktemp("neo4j") / "home", plugins=True)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_STORE_PASSWORD", server.password)
        yield Neo4j(server.address, server)
    server.kill()  # nobody needs what is in it


@pytest.fixture(scope="session")
def make_server() -> Callable[[Path], Server]:
    """Makes servers of a test's own, each in a folder; the test starts and kills them.

    They take any password.
    """
    return partial(_server, login=False)


def _server(home: Path, *, plugins: bool = False, login: bool = True) -> Server:
    """A server that is not started yet; tests are skipped where none can be, but fail in CI."""
    from neo4j_local import Server, UnavailableError

    try:
        return Server(home, plugins=plugins, login=login)
    except UnavailableError as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))
