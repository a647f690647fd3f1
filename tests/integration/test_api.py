"""kg from Python, on a graph of the examples; the notebook is run as a reader would."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import nbformat
import networkx
import pytest
from nbclient import NotebookClient

import kg
from kg.errors import ConfigError, NotFoundError, QueryError
from kg.pipeline import build

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    folder = tmp_path_factory.mktemp("api") / "news.kg"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("KG_LEXICONS", raising=False)
        build_quietly([ROOT / "examples"], folder)
    return kg.open(folder)


def build_quietly(names: list[Path], folder: Path) -> None:
    when = datetime(2024, 1, 1, tzinfo=UTC)
    build(names, folder, report=lambda issue: None, progress=lambda what, more: None, now=when)


def test_ask(graph: kg.Graph) -> None:
    answer = graph.ask("who-accuses", target="Turkey", since=date(2000, 1, 1), limit=3)
    assert set(answer.to_pandas()["object_actor"]) <= {"TUR"}
    assert len(graph.ask("who-accuses", target="Turkey")) > 3
    with pytest.raises(QueryError, match="no parameter 'tagret'"):
        graph.ask("who-accuses", tagret="Turkey")


def test_a_graph_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        kg.open(tmp_path / "none.kg")


def test_networkx(graph: kg.Graph) -> None:
    picture = graph.networkx()
    assert isinstance(picture, networkx.MultiDiGraph)
    assert {key for *_, key in picture.edges(keys=True)} == {
        row["statement"] for row in graph.statements() if row["object"]
    }
    part = graph.networkx(predicates="accuses", min_confidence=0.8)
    assert 0 < part.number_of_edges() < picture.number_of_edges()
    assert {d["predicate"] for *_, d in part.edges(data=True)} == {"accuses"}


def test_rdf(graph: kg.Graph) -> None:
    found = graph.rdf(actors="Iran")
    rows = found.query(
        "PREFIX gkg: <https://w3id.org/geopolitical-kg/ontology#> "
        "SELECT (count(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s a gkg:Statement } }"
    )
    ((count,),) = rows
    assert int(count) == len(graph.statements(actors=["Iran"])) > 0


def test_export(graph: kg.Graph, tmp_path: Path) -> None:
    file = graph.export("gexf", tmp_path / "x.gexf", predicates=["accuses"])
    assert networkx.read_gexf(file).number_of_edges() > 0
    with pytest.raises(ConfigError, match="no format 'gefx'"):
        graph.export("gefx", tmp_path / "y")
    assert [path.name for path in tmp_path.iterdir()] == ["x.gexf"]


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("question", ["most-accused", "most-accusing"])
def test_measures_agree_with_the_stored_questions(
    graph: kg.Graph, question: str, exact: bool
) -> None:
    measures = graph.measure(top=1000, exact=exact)
    shares = measures.accused if question == "most-accused" else measures.accusing
    assert [(s.actor, s.value, s.articles) for s in shares] == [
        (row["actor"], row["accusations"], row["articles"])
        for row in graph.ask(question, exact=exact)
    ]


@pytest.mark.slow
def test_the_notebook_runs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    path = tmp_path / "examples" / "notebook.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
        done = NotebookClient(
            notebook, timeout=120, kernel_name="python3",
            resources={"metadata": {"path": str(path.parent)}},
        ).execute()  # fmt: skip
    outputs = [o for cell in done.cells for o in cell.get("outputs", ())]
    assert not [o for o in outputs if o.output_type == "error"]
    pages = [o.data["text/html"] for o in outputs if "text/html" in o.get("data", {})]
    assert any('dir="rtl"' in page for page in pages)
