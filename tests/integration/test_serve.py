"""`kg serve` as a program sees it: the API over HTTP, on a graph of its own."""

from __future__ import annotations

import csv
import http.client
import io
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest

from kg.explorer.api import ENDPOINTS
from kg.explorer.source import BASE

ROOT = Path(__file__).parents[2]
TURKEY, RUSSIA = f"{BASE}entity/TUR", f"{BASE}entity/RUS"
TOKEN = "a-long-enough-token"
pytestmark = pytest.mark.slow


def kg(*words: str | Path, cwd: Path) -> subprocess.Popen[str]:
    env = {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(cwd / "state"), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "kg", *map(str, words)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", env=env, cwd=cwd)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    built = kg("build", ROOT / "examples", "-o", folder / "g.kg", cwd=folder)
    assert built.wait() == 0
    return folder / "g.kg"


@pytest.fixture(scope="module")
def port(graph: Path) -> Iterator[int]:
    server = kg("serve", "-g", graph, "--port", "0", "--token", TOKEN, cwd=graph.parent)
    assert server.stderr is not None
    line = server.stderr.readline()
    found = re.match(rf"http://127\.0\.0\.1:(\d+)/\?token={TOKEN} ", line)
    assert found, line
    yield int(found[1])
    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=30) in (0, 130)


def fetch(
    port: int, path: str, parameters: dict[str, Any] | None = None, **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    search = urlencode(parameters or {}, doseq=True)
    all_headers = {"Authorization": f"Bearer {TOKEN}", **headers}
    connection.request("GET", f"{path}?{search}" if search else path, headers=all_headers)
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def api(port: int, path: str, **parameters: Any) -> Any:
    status, _, body = fetch(port, f"/api/{path}", parameters)
    assert status == 200, body
    return json.loads(body)


def test_nothing_without_the_token_or_under_another_name(port: int) -> None:
    for path in ("/", "/static/app.css", "/api/status", "/metrics"):
        assert fetch(port, path, Authorization="Bearer wrong-token")[0] == 401
        assert fetch(port, path, Host="evil.example")[0] == 421
    status, headers, _ = fetch(port, "/graph", {"token": TOKEN, "actor": "TUR"}, Authorization="")
    assert (status, headers["location"]) == (303, "/graph?actor=TUR")
    cookie = headers["set-cookie"].partition(";")[0]
    status, headers, body = fetch(port, "/graph", Authorization="", Cookie=cookie)
    assert status == 200
    assert "script-src 'self'" in headers["content-security-policy"]
    assert b"/static/js/main.js" in body


def test_the_document_describes_what_is_there(port: int) -> None:
    described = api(port, "openapi.json")
    assert set(described["paths"]) == {f"/api/{e.path}" for e in ENDPOINTS}
    samples = {
        "ask": {"target": "Turkey"}, "understand": {"q": "من يتهم تركيا؟"},
        "graph": {"actor": "TUR"}, "statements": {"actor": "TUR", "other": "RUS"},
        "timeline": {"actor": "TUR", "other": "RUS"}, "names": {"iri": TURKEY},
    }  # fmt: skip
    samples["evidence"] = {
        "statement": api(port, "statements", actor="TUR", other="RUS")[0]["statement"]
    }
    for path in described["paths"]:
        name = path.removeprefix("/api/")
        parameters = samples.get(name.partition("/")[0], {})
        answer = api(port, name.replace("{name}", "who-accuses"), **parameters)
        assert answer, path
        content = described["paths"][path]["get"]["responses"]["200"]["content"]
        jsonschema.validate(answer, content["application/json"]["schema"])


def test_the_same_rows_as_kg_ask_in_each_format(port: int, graph: Path) -> None:
    found = api(port, "ask/who-accuses", target="تركيا")
    assert found["actors"] == [{"parameter": "target", "iri": TURKEY, "label": "Turkey"}]
    rows = api(port, "ask/who-accuses", target="TUR", format="rows")
    assert rows == found["rows"]
    _, headers, body = fetch(port, "/api/ask/who-accuses", {"target": "TUR", "format": "csv"})
    assert headers["content-disposition"] == 'attachment; filename="who-accuses.csv"'
    read = list(csv.DictReader(io.StringIO(body.decode())))
    assert [row["statement"] for row in read] == [row["statement"] for row in rows]


def test_the_numbers_of_an_edge_are_those_of_its_statements(port: int) -> None:
    picture = api(port, "graph", actor=["TUR", "RUS"], between="true")
    assert picture["more"] == 0
    for edge in picture["edges"][:12]:
        rows = api(port, "statements", actor=edge["subject"], other=edge["object"],
                   predicates=edge["predicate"], directed="true")  # fmt: skip
        assert len(rows) == edge["statements"], edge
        said = {(r["subject"], r["object"], r["document"]) for r in rows}
        assert len(said) == edge["sources"]
    counted = api(port, "graph", actor=["TUR", "RUS"], between="true", confidence="0.01")
    assert counted == picture  # from the statements, not from the derived edges


def test_officials_people_and_opposition_stand_for_themselves(port: int) -> None:
    nodes = {n["iri"]: n for n in api(port, "graph", actor=["TUR", "RUS"])["nodes"]}
    assert nodes[TURKEY]["centre"]
    putin = f"{BASE}entity/person:vladimir-putin"
    apart = api(port, "graph", actor=[putin, "TUR"])
    assert {n["iri"] for n in apart["nodes"] if n["centre"]} == {putin, TURKEY}
    assert {e["predicate"] for e in apart["edges"] if putin in (e["subject"], e["object"])}
    civilians = f"{BASE}entity/SYR_CIV"
    (named,) = api(port, "names", iri=civilians)
    assert (named["en"], named["ar"]) == ("civilians (Syria)", "مدنيون (سوريا)")
    for edge in api(port, "graph", actor=civilians)["edges"]:
        assert api(port, "statements", actor=edge["subject"], other=edge["object"])


def test_the_picture_is_bounded_and_filtered(port: int) -> None:
    whole = api(port, "graph", actor="TUR", nodes="200")
    few = api(port, "graph", actor="TUR", nodes="5")
    assert len(few["nodes"]) == 5
    assert few["more"] == len(whole["nodes"]) - 5
    sure = api(port, "graph", actor="TUR", predicates="accuses", confidence="0.8",
               polarity="positive", explicit="explicit", modality="actual")  # fmt: skip
    assert {edge["predicate"] for edge in sure["edges"]} == {"accuses"}
    alone = api(port, "graph", actor="TUR", exact="true")
    assert any("person:" in node["iri"] for node in alone["nodes"])
    assert {n["iri"] for n in alone["nodes"]} != {n["iri"] for n in whole["nodes"]}


def test_evidence_is_the_sentence_at_its_characters(port: int) -> None:
    for row in api(port, "ask/relations", actor="TUR")["rows"][:10]:
        found = api(port, "evidence", statement=row["statement"])
        begin, end = found["sentence"]
        assert found["whole"]
        assert found["text"][begin:end] == row["quote"]
        words = {m["role"]: found["text"][m["begin"] : m["end"]] for m in found["marks"]}
        if row["topic"] and "topic" in words:
            assert words["topic"] in row["topic"]
        assert f"<{row['statement'].removeprefix(BASE)}>" in found["rdf"]


def test_the_rdf_is_trig(port: int) -> None:
    from rdflib import Dataset

    iri = api(port, "statements", actor="TUR", other="RUS")[0]["statement"]
    data = Dataset()
    data.parse(data=api(port, "evidence", statement=iri)["rdf"], format="trig")
    assert iri in {str(quad[0]) for quad in data.quads()}


@pytest.mark.parametrize(
    ("path", "parameters", "status"),
    [
        ("ask/none", {}, 404), ("ask/who-accuses", {}, 400), ("graph", {}, 400),
        ("ask/who-accuses", {"target": "Turky"}, 404), ("graph", {"actor": "TUR", "x": "1"}, 400),
        ("graph", {"actor": "TUR", "predicates": "hates"}, 400), ("nothing", {}, 404),
        ("graph", {"actor": "TUR", "nodes": "-1"}, 400),
        ("statements", {"actor": "TUR", "other": "RUS", "limit": "many"}, 400),
        ("evidence", {"statement": "x"}, 404),
        ("timeline", {"actor": "TUR", "other": "RUS", "by": "day"}, 400),
        ("graph", {"actor": "TUR", "confidence": "2"}, 400),
        ("ask/who-accuses", {"target": "'}) DETACH DELETE n //"}, 404),
    ],
)  # fmt: skip
def test_wrong_requests_say_what_is_wrong(
    port: int, path: str, parameters: dict[str, str], status: int
) -> None:
    found, _, body = fetch(port, f"/api/{path}", parameters)
    assert found == status
    if path != "nothing":
        assert json.loads(body)["error"]["message"]


def test_files_outside_are_not_given(port: int) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"):
        assert fetch(port, path)[0] == 404


def test_a_build_need_not_wait_for_an_idle_page(port: int, graph: Path) -> None:
    before = api(port, "status")
    (graph.parent / "new.txt").write_text("روسيا وتركيا\nاتهمت روسيا تركيا بخرق الهدنة.\n", "utf-8")
    built = kg("build", graph.parent / "new.txt", "-o", graph, cwd=graph.parent)
    assert built.wait(timeout=120) == 0, built.stderr and built.stderr.read()
    after = api(port, "status")
    assert after["articles"] == before["articles"] + 1
    assert after["statements"] == before["statements"] + 1
    _, _, body = fetch(port, "/metrics")
    assert f"kg_statements {after['statements']}\n" in body.decode()


def test_a_host_that_others_reach_needs_a_token(graph: Path) -> None:
    refused = kg("serve", "-g", graph, "--host", "0.0.0.0", cwd=graph.parent)
    assert refused.wait(timeout=60) == 2
    assert refused.stderr is not None
    assert "--token" in refused.stderr.read()


def test_what_refresh_noted_is_shown(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text("اتهمت روسيا تركيا بخرق الهدنة.\n", "utf-8")
    (tmp_path / "sources.toml").write_text(
        'graph = "r.kg"\n\n[[source]]\nname = "mine"\nkind = "folder"\npath = "articles"\n',
        "utf-8",
    )
    refreshed = kg("refresh", cwd=tmp_path)
    assert refreshed.wait(timeout=120) == 0, refreshed.stderr and refreshed.stderr.read()
    server = kg("serve", "-g", "r.kg", "--port", "0", "--token", TOKEN, cwd=tmp_path)
    assert server.stderr is not None
    number = int(server.stderr.readline().split(":")[2].partition("/")[0])
    try:
        found = api(number, "status")["refresh"]
        assert found["last_run"]["outcome"] == "done"
        assert [source["name"] for source in found["sources"]] == ["mine"]
        _, _, body = fetch(number, "/metrics")
        assert 'kg_refresh_runs_total{outcome="done"} 1' in body.decode()
        said = api(number, "statements", actor="RUS", other="TUR")
        assert api(number, "evidence", statement=said[0]["statement"])["whole"]
    finally:
        server.terminate()
        server.wait(timeout=60)
