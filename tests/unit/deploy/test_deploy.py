"""The files under deploy/: KubeRay's schema and bash accept them, kg knows their commands."""

from __future__ import annotations

import copy
import gzip
import json
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from typer.main import get_command

from kg.cli import app

ROOT = Path(__file__).parents[3]
JOB = yaml.safe_load((ROOT / "deploy" / "kuberay.yaml").read_text("utf-8"))


def schema() -> Any:
    """The RayJob of ray.io/v1; unknown fields are errors, as to an API server that is strict."""
    packed = (ROOT / "tests" / "data" / "kuberay" / "rayjob.v1.schema.json.gz").read_bytes()

    def strict(node: Any) -> Any:
        if isinstance(node, list):
            return [strict(each) for each in node]
        if not isinstance(node, dict):
            return node
        found = {key: strict(each) for key, each in node.items()}
        closed = isinstance(found.get("properties"), dict) and found.get("type") == "object"
        if closed and not found.get("x-kubernetes-preserve-unknown-fields"):
            found.setdefault("additionalProperties", False)
        if found.get("x-kubernetes-int-or-string"):
            found.pop("type", None)
        return found

    whole = strict(json.loads(gzip.decompress(packed)))
    whole["properties"]["metadata"] = {"type": "object"}
    return whole


def test_kuberay_accepts_the_job() -> None:
    jsonschema.validate(JOB, schema())


@pytest.mark.parametrize(("key", "value"), [("entrypoint", 7), ("entrypiont", "kg build")])
def test_a_mistake_would_be_seen(key: str, value: object) -> None:
    wrong = copy.deepcopy(JOB)
    wrong["spec"][key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema())


def test_bash_accepts_the_script() -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash")
    subprocess.run([bash, "-n", ROOT / "deploy" / "slurm.sh"], check=True)


def commands() -> list[str]:
    script = (ROOT / "deploy" / "slurm.sh").read_text("utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in script.splitlines()]
    return [JOB["spec"]["entrypoint"], *(line.partition("head\" ")[2].strip() for line in lines
                                         if " kg build " in line)]  # fmt: skip


@pytest.mark.parametrize("command", commands())
def test_kg_knows_the_commands(command: str) -> None:
    program, name, *arguments = shlex.split(command)
    assert (program, name) == ("kg", "build")
    known = get_command(app).commands["build"]  # type: ignore[attr-defined]
    found = known.make_context("build", arguments)
    assert (found.params["engine"].value, found.params["resume"]) == ("ray", True)
    assert found.params["address"]
