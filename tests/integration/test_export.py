"""`kg export` on a graph that `kg build` made: every format, what is selected, what is refused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import networkx
import pytest
from typer.testing import CliRunner

from kg import export
from kg.cli import app
from kg.cli.exports import Format

ARTICLES = """\
{"id": "jet", "title": "موسكو تتهم تركيا بدعم الإرهاب", "published": "2015-11-26", "text": "اتهمت \
روسيا تركيا بدعم تنظيم داعش. واتهم وزير الخارجية التركي روسيا بقصف إدلب."}
{"id": "talks", "title": "إيران وروسيا تتفقان على وقف إطلاق النار", "published": "2016-12-29", \
"text": "اتفقت إيران وروسيا على وقف إطلاق النار في سوريا."}
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    (folder / "a.jsonl").write_text(ARTICLES, "utf-8")
    kg("build", folder / "a.jsonl", "-o", folder / "g.kg")
    return folder / "g.kg"


@pytest.fixture(autouse=True, scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        for name in ("KG_GRAPH", "KG_STORE", "KG_LEXICONS"):
            patch.delenv(name, raising=False)
        yield


def kg(*words: object, status: int = 0) -> str:
    result = CliRunner().invoke(app, list(map(str, words)))
    assert result.exit_code == status, result.stderr
    return result.stdout if status == 0 else result.stderr


def rows(graph: Path, *words: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(kg("export", "csv", "-g", graph, *words))))


def said(graph: Path, *words: object) -> set[tuple[str, str, str]]:
    return {(r["subject_actor"], r["predicate"], r["object_actor"]) for r in rows(graph, *words)}


RUS_TUR, TUR_RUS = ("RUS", "accuses", "TUR"), ("TUR", "accuses", "RUS")
IRN_RUS = ("IRN", "agreedWith", "RUS")


def test_the_command_line_knows_every_format() -> None:
    assert [form.value for form in Format] == list(export.ALL)


@pytest.mark.parametrize("form", list(Format))
def test_every_format(graph: Path, tmp_path: Path, form: Format) -> None:
    target = tmp_path / "out"
    kg("export", form.value, "-g", graph, "-o", target)
    files = [p for p in target.rglob("*") if p.is_file()] if target.is_dir() else [target]
    assert any(b"RUS" in p.read_bytes() or "روسيا".encode() in p.read_bytes() for p in files)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_without_filters_everything_comes(graph: Path) -> None:
    assert said(graph) >= {RUS_TUR, TUR_RUS, IRN_RUS}


@pytest.mark.parametrize(
    ("words", "there", "gone"),
    [
        (["--since", "2016"], {IRN_RUS}, {RUS_TUR, TUR_RUS}),
        (["--until", "2015-11-26"], {RUS_TUR, TUR_RUS}, {IRN_RUS}),
        (["--predicate", "agreedWith"], {IRN_RUS}, {RUS_TUR}),
        (["--predicate", "agreedWith", "--predicate", "accuses"], {IRN_RUS, RUS_TUR}, set()),
        (["--actor", "Iran"], {IRN_RUS}, {RUS_TUR}),
        (["--actor", "تركيا"], {RUS_TUR, TUR_RUS}, {IRN_RUS}),
        (["--actor", "تركيا", "--exact"], {RUS_TUR}, {TUR_RUS, IRN_RUS}),
        (["--actor", "Iran", "--actor", "TUR"], {IRN_RUS, RUS_TUR}, set()),
        (["--query", "who-accuses", "--target", "Turkey"], {RUS_TUR}, {TUR_RUS, IRN_RUS}),
        (["--query", "who-accuses", "--target", "Russia", "--exact"], {TUR_RUS}, {RUS_TUR}),
        (["--query", "agreements", "--actor", "Iran"], {IRN_RUS}, {RUS_TUR}),
        (["--min-confidence", "1"], set(), {RUS_TUR, TUR_RUS, IRN_RUS}),
    ],
)  # fmt: skip
def test_filters(
    graph: Path, words: list[str], there: set[tuple[str, ...]], gone: set[tuple[str, ...]]
) -> None:
    found = said(graph, *words)
    assert there <= found
    assert not gone & found


def test_filters_work_on_rdf_too(graph: Path) -> None:
    trig = kg("export", "trig", "-g", graph, "--predicate", "agreedWith")
    assert "gkg:agreedWith" in trig
    assert "gkg:accuses" not in trig
    assert "gkg:accuses" in kg("export", "trig", "-g", graph)


def test_a_filtered_trig_is_a_graph_again(graph: Path, tmp_path: Path) -> None:
    kg("export", "trig", "-g", graph, "--actor", "Iran", "-o", tmp_path / "x.trig")
    kg("load", tmp_path / "x.trig", "-o", tmp_path / "x.kg")
    assert said(tmp_path / "x.kg") == said(graph, "--actor", "Iran")


def test_the_picture_and_the_table_agree(graph: Path) -> None:
    content = kg("export", "graphml", "-g", graph).encode()
    picture = networkx.read_graphml(io.BytesIO(content), force_multigraph=True)
    assert {key for *_, key in picture.edges(keys=True)} == {
        row["statement"] for row in rows(graph) if row["object"]
    }


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["csv", "--foo", "1"], 2, "no such option: --foo"),
        (["gexf", "--bom"], 2, "--bom means nothing to gexf"),
        (["csv", "--yed"], 2, "--yed means nothing to csv; it is for graphml"),
        (["csv", "--since", "soon"], 6, "no date"),
        (["csv", "--since", "2020", "--until", "2019"], 6, "no day is left"),
        (["csv", "--predicate", "acuses"], 6, "did you mean accuses"),
        (["csv", "--actor", "Atlantis"], 5, "no actor 'Atlantis'"),
        (["csv", "--query", "who-acuses"], 5, "who-accuses"),
        (["csv", "--query", "who-accuses"], 6, "needs target"),
    ],
)
def test_what_is_refused(graph: Path, words: list[str], status: int, message: str) -> None:
    assert message in kg("export", *words, "-g", graph, status=status)


def test_a_failure_leaves_no_file(graph: Path, tmp_path: Path) -> None:
    kg("export", "gexf", "--bom", "-g", graph, "-o", tmp_path / "x.gexf", status=2)
    assert list(tmp_path.iterdir()) == []


def test_jsonl_is_what_extract_prints(graph: Path) -> None:
    lines = kg("export", "jsonl", "-g", graph).splitlines()
    assert {json.loads(line)["document"]["id"] for line in lines} == {"jet", "talks"}


def test_measure(graph: Path) -> None:
    found = json.loads(kg("measure", "-g", graph, "--format", "json", "--predicate", "accuses"))
    assert {share["label_en"] for share in found["accused"]} == {"Turkey", "Russia"}
    text = kg("measure", "-g", graph, "--top", 1)
    for heading in ("Most accused", "Most accusing", "Betweenness", "Communities", "Triangles"):
        assert f"{heading}" in text
    assert "nothing" in kg("measure", "-g", graph, "--since", "2100")


def test_replaced_versions_are_left_out_unless_wanted(tmp_path: Path) -> None:
    for text in (ARTICLES, ARTICLES.replace("روسيا تركيا بدعم", "إيران تركيا بدعم")):
        (tmp_path / "a.jsonl").write_text(text, "utf-8")
        kg("build", tmp_path / "a.jsonl", "-o", tmp_path / "g.kg")
    graph = tmp_path / "g.kg"
    assert ("IRN", "accuses", "TUR") in said(graph)
    assert [r["quote"] for r in rows(graph) if "اتهمت روسيا تركيا" in r["quote"]] == []
    for form in ("trig", "nquads", "turtle", "jsonld"):
        assert "invalidatedAtTime" not in kg("export", form, "-g", graph).partition("]")[2]
        whole = kg("export", form, "-g", graph, "--retired")
        assert "اتهمت روسيا تركيا" in whole
    assert "--retired means nothing to csv" in kg(
        "export", "csv", "--retired", "-g", graph, status=2
    )
    files = [path.read_text("utf-8") for path in (graph / "rdf").rglob("*.trig")]
    trig = kg("export", "trig", "-g", graph, "--retired")
    assert trig.count("\n<article/") == sum(text.count("\n<article/") for text in files) == 3


def test_trig_is_what_the_graph_folder_holds(graph: Path) -> None:
    trig = kg("export", "trig", "-g", graph)
    for path in (graph / "rdf").rglob("*.trig"):
        assert path.read_text("utf-8").partition("\n\n")[2] in trig
