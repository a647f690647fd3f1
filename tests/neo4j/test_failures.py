"""What goes wrong with a server: one clear line, status 8, nothing half-written."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from kg import pipeline
from kg.errors import StoreError
from kg.store import open_store

ROOT = Path(__file__).parents[2]
TEXT = "روسيا تتهم تركيا بدعم الإرهاب\nاتهم الرئيس الروسي فلاديمير بوتين تركيا بدعم داعش.\n"
OURS = "MATCH (n) WHERE n:Document OR n:Entity OR n:Statement OR n:Graph RETURN count(n) AS n"
CLEAR = "MATCH (n) DETACH DELETE n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder of one article."""
    folder = tmp_path_factory.mktemp("graph")
    (folder / "jet.txt").write_text(TEXT, "utf-8")
    nothing: Any = lambda *_: None  # noqa: E731
    now = datetime(2024, 1, 1, tzinfo=UTC)
    pipeline.build([folder / "jet.txt"], folder / "g.kg", report=nothing, progress=nothing, now=now)
    return folder / "g.kg"


@pytest.fixture
def driver(neo4j_server: Any) -> Iterator[Driver]:
    """The session's server, emptied before and after."""
    host = neo4j_server.address.rpartition("@")[2]
    auth = ("neo4j", os.environ["KG_STORE_PASSWORD"])
    with GraphDatabase.driver(f"bolt://{host}", auth=auth) as found:
        _empty(found)
        yield found
        _empty(found)


def _empty(driver: Driver) -> None:
    driver.execute_query(CLEAR)
    for row in driver.execute_query("SHOW CONSTRAINTS YIELD name").records:
        driver.execute_query("DROP CONSTRAINT $name", name=row["name"])
    for row in driver.execute_query("SHOW INDEXES YIELD name, type").records:
        if row["type"] != "LOOKUP":
            driver.execute_query("DROP INDEX $name", name=row["name"])


def kg(*words: object, **env: str) -> tuple[int, str]:
    """Run kg; its status and what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, words)], capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env}, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


def refused(said: tuple[int, str], *words: str) -> None:
    """One line that holds the words, with the status of the store's errors."""
    status, err = said
    assert status == 8, err
    assert err.startswith("error: ")
    assert len(err.splitlines()) == 1, err
    assert all(word in err for word in words), err


def count(driver: Driver) -> int:
    return int(driver.execute_query(OURS).records[0]["n"])


def test_no_server(graph: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"bolt://127.0.0.1:{free.getsockname()[1]}"
    refused(kg("load", graph, "--store", address), address, "is the server running there?")


def test_wrong_password(graph: Path, neo4j_server: Any, driver: Driver) -> None:
    said = kg("load", graph, "--store", neo4j_server.address, KG_STORE_PASSWORD="nonsense")
    refused(said, "refuses the login", "KG_STORE_PASSWORD")
    assert "nonsense" not in said[1]
    said = kg("load", graph, KG_STORE=neo4j_server.address.replace("neo4j@", ""), KG_STORE_USER="x")
    refused(said, "refuses the login", "KG_STORE_USER")
    assert count(driver) == 0


def test_no_such_database(graph: Path, neo4j_server: Any, driver: Driver) -> None:
    refused(
        kg("load", graph, "--store", neo4j_server.address, "--database", "nowhere"), "--database"
    )
    status, err = kg("load", graph, "--store", neo4j_server.address, "--database", "neo4j")
    assert (status, "1 articles added" in err) == (0, True), err
    assert count(driver) > 3


def test_database_without_server_is_an_error_of_options(graph: Path) -> None:
    status, err = kg("load", graph, "--database", "x", KG_STORE="")
    assert (status, "--store" in err) == (2, True)
    status, err = kg("load", graph, "--store", "bolt://localhost/a", "--database", "b")
    assert (status, "--database b" in err) == (2, True)


def test_foreign_data_under_our_labels_is_named_and_left_alone(
    graph: Path, neo4j_server: Any, driver: Driver
) -> None:
    driver.execute_query("UNWIND [1, 2] AS i CREATE (:Entity {iri: 'same', mine: i})")
    refused(kg("load", graph, "--store", neo4j_server.address), "other programs", "--database")
    assert count(driver) == 2
    driver.execute_query("MATCH (n:Entity) REMOVE n.iri")
    driver.execute_query("CREATE (:Paper {iri: 'x'})-[:CITES]->(:Document {title: 'of another'})")
    before = _foreign(driver)
    assert kg("load", graph, "--store", neo4j_server.address)[0] == 0
    assert kg("load", graph, "--store", neo4j_server.address)[0] == 0
    assert _foreign(driver) == before
    status, err = kg("ask", "who-accuses", "--target", "Turkey", "--store", neo4j_server.address)
    assert (status, err) == (0, "")


def _foreign(driver: Driver) -> list[Any]:
    foreign = "MATCH (n) WHERE n.mine IS NOT NULL OR n:Paper OR n.title = 'of another' "
    rows = driver.execute_query(foreign + "OPTIONAL MATCH (n)-[r]-() RETURN n, count(r) AS r")  # type: ignore[arg-type]
    return sorted(str((row["n"].labels, dict(row["n"]), row["r"])) for row in rows.records)


def _old_server(version: bytes, agent: bytes | None) -> str:
    """A port where somebody takes the Bolt version and says who it is; no such server runs here."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with client:
                client.recv(20)
                client.sendall(version)
                if agent is not None:
                    client.recv(4096)
                    said = (b"\xb1\x70\xa2\x86server" + bytes([0x80 + len(agent)]) + agent
                            + b"\x8dconnection_id\x86bolt-1")  # fmt: skip
                    client.sendall(len(said).to_bytes(2, "big") + said + b"\0\0")
                    client.recv(4096)

    threading.Thread(target=serve, daemon=True).start()
    return f"bolt://127.0.0.1:{listener.getsockname()[1]}"


def test_a_server_before_version_5(monkeypatch: Any) -> None:
    monkeypatch.setenv("KG_STORE_PASSWORD", "password")
    with (
        pytest.raises(StoreError, match=r"is Neo4j 4\.4\.9: kg needs 5 or newer"),
        open_store(_old_server(b"\0\0\4\4", b"Neo4j/4.4.9")),
    ):
        pass
    with (
        pytest.raises(StoreError, match="which version it is: Neo4j 5 or newer"),
        open_store(_old_server(b"\0\0\0\0", None)),
    ):
        pass
