"""Large graphs: the real bulk importer makes of `kg export neo4j-admin` what the driver does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from test_interrupted import CONTENT, COUNTS, clear
from test_queries import calls

from kg import export, pipeline
from kg.exports.options import Options
from kg.queries import load_all, run
from kg.rdf.archive import Archive
from kg.store import load, open_store

QUESTIONS = (
    "who-accuses", "whom-accuses", "agreements", "allies-of", "most-accused", "contradictions",
    "timeline", "path-between", "relations", "corrections",
)  # fmt: skip


@pytest.mark.slow
def test_imported_is_loaded(own: Any, neo4j_server: Any, hostile: Path) -> None:
    articles = list(Archive.open(hostile).records(retired=True))
    with open_store(own.address) as imported, open_store(neo4j_server.address) as loaded:
        clear(loaded)
        load(loaded, articles)
        for question in (CONTENT, COUNTS):
            assert list(imported.read(question)) == list(loaded.read(question))
        answers = _answers(imported)
        assert answers == _answers(loaded)
        assert all(answers.values())
        done = load(imported, articles)
        assert (done.unchanged, done.added, done.retired) == (8, 0, 0)
        clear(loaded)


def _answers(store: Any) -> dict[str, Any]:
    return {
        name: run(store, load_all()[name], next(calls(load_all()[name]))).rows for name in QUESTIONS
    }


def test_files_are_complete(bulk: Path) -> None:
    named = {name for line in (bulk / "arguments.txt").read_text().splitlines()
             if line.startswith(("--nodes", "--relationships"))
             for name in line.rpartition("=")[2].split(",")}  # fmt: skip
    assert named | {"arguments.txt"} <= {path.name for path in bulk.iterdir()}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_partitioned_files_are_loaded(
    form: str, neo4j_server: Any, hostile: Path, tmp_path: Path
) -> None:
    """As a graph folder is, and the second time without being read."""
    with (tmp_path / f"part-0000.{form.replace('nquads', 'nq')}").open("wb") as out:
        export.export(hostile, form, out, options=Options(retired=True))
    told: list[int] = []
    how: Any = {"store": neo4j_server.address, "progress": lambda what, more: told.append(more)}
    with open_store(neo4j_server.address) as store:
        clear(store)
        load(store, Archive.open(hostile).records(retired=True))
        expected = list(store.read(CONTENT))
        clear(store)
        first = pipeline.load(tmp_path, **how)
        assert (first.added, first.retired) == (8, 1)
        assert list(store.read(CONTENT)) == expected
        assert list(pipeline.verify(tmp_path, **how)) == []
        told.clear()
        again = pipeline.load(tmp_path, **how)
        assert (again.unchanged, again.nodes_created, sum(told)) == (8, 0, 8)
        clear(store)
