"""compose.yaml: its schema accepts it, and it starts the server that kg is tested with."""

from __future__ import annotations

import copy
import gzip
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import yaml

from kg.store.connection import SCHEMES
from kg.store.failures import PASSWORD

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "compose.yaml").read_text("utf-8")
SERVER: dict[str, Any] = yaml.safe_load(TEXT)["services"]["neo4j"]


def validator() -> Any:
    packed = (ROOT / "tests" / "data" / "compose" / "compose_spec.json.gz").read_bytes()
    return jsonschema.Draft201909Validator(json.loads(gzip.decompress(packed)))


def test_compose_accepts_it() -> None:
    validator().validate(yaml.safe_load(TEXT))


@pytest.mark.parametrize(
    ("key", "value"), [("imgae", "neo4j"), ("ports", 7687), ("restart", True), ("image", None)]
)
def test_a_mistake_would_be_seen(key: str, value: object) -> None:
    wrong = copy.deepcopy(yaml.safe_load(TEXT))
    wrong["services"]["neo4j"][key] = value
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(wrong)


def test_it_is_the_version_that_is_tested() -> None:
    name, _, tag = SERVER["image"].partition(":")
    version, _, edition = tag.partition("-")
    pom = (ROOT / "tests" / "neo4j" / "pom.xml").read_text("utf-8")
    tested = re.search(r"<neo4j\.version>([\d.]+)</neo4j\.version>", pom)
    assert (name, edition) == ("neo4j", "community")
    assert tested is not None
    assert tested.group(1).startswith(f"{version}.")
    for page in ("README.md", "docs/neo4j.md"):
        assert f"Neo4j {version}" in (ROOT / page).read_text("utf-8")


def test_it_listens_where_kg_looks_and_nowhere_else() -> None:
    named = re.search(r"KG_STORE=(\S+)", TEXT)
    assert named is not None
    address = urlsplit(named.group(1))
    assert address.scheme in SCHEMES
    listening = [port.rpartition(":") for port in SERVER["ports"]]
    assert {outside.partition(":")[0] for outside, _, _ in listening} == {"127.0.0.1"}
    assert "127.0.0.1:7687:7687" in SERVER["ports"]  # bolt's own, which the address leaves out
    assert (address.hostname, address.port) == ("localhost", None)


def test_login_is_what_kg_reads() -> None:
    login = SERVER["environment"]["NEO4J_AUTH"]
    user, _, password = login.partition("/")
    assert f"bolt://{user}@" in TEXT
    assert password.startswith(f"${{{PASSWORD}:?")
    assert "volumes" in SERVER  # what was loaded outlives the container
