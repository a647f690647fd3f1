"""Builds as a whole: what a second one changes, and a store that fell behind."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.errors import NotFoundError, QueryError, SourceError, ValidationError
from kg.export import export
from kg.rdf.archive import Archive
from kg.rdf.terms import Versions
from kg.sources import Issue

NOW = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
TEXTS = {
    "jet": "روسيا تتهم تركيا بدعم الإرهاب\nاتهم الرئيس الروسي فلاديمير بوتين تركيا بدعم داعش.\n",
    "talks": "إيران حليفة سوريا\nالتقى وزير الخارجية الإيراني نظيره السوري في دمشق.\n",
    "raid": "إسرائيل تقصف مواقع\nقصفت إسرائيل مواقع للجيش السوري قرب دمشق.\n",
}


def ignore(*_: Any, **__: Any) -> None:
    """No progress, no issues."""


def build(place: Path, texts: dict[str, str], **options: Any) -> pipeline.Summary:
    folder = place / "articles"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    options = {"report": ignore, "progress": ignore, "now": NOW, **options}
    return pipeline.build([folder], place / "g.kg", **options)


def rdf(place: Path, graph: str = "g.kg") -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (place / graph).glob("rdf/**/*.trig")}


def accusers(place: Path) -> set[str]:
    answer = pipeline.ask("who-accuses", {"target": "Turkey"}, place / "g.kg", progress=ignore)
    return {row["document"] for row in answer}


def counts(summary: pipeline.Summary) -> tuple[int, int, int]:
    return summary.added, summary.replaced, summary.unchanged


@pytest.mark.slow
def test_added_unchanged_replaced(tmp_path: Path) -> None:
    assert counts(build(tmp_path, {"jet": TEXTS["jet"]})) == (1, 0, 0)
    first = rdf(tmp_path)
    assert accusers(tmp_path) == {"jet"}
    assert counts(build(tmp_path, {"jet": TEXTS["jet"]})) == (0, 0, 1)
    assert rdf(tmp_path) == first
    assert counts(build(tmp_path, TEXTS)) == (2, 0, 1)
    assert counts(build(tmp_path, {"jet": "خبر آخر\nلا شيء فيه.\n"})) == (0, 1, 0)
    assert len(rdf(tmp_path)) == 3
    assert accusers(tmp_path) == set()
    rows = pipeline.ask("corrections", {}, tmp_path / "g.kg", progress=ignore)
    assert {(row["document"], row["retired"]) for row in rows} == {("jet", date(2024, 5, 6))}
    summary = pipeline.load(tmp_path / "g.kg", progress=ignore)
    assert (summary.unchanged, summary.added, summary.replaced, summary.removed) == (3, 0, 0, 0)


@pytest.mark.slow
def test_many_at_once_come_from_the_rdf_and_workers_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    build(tmp_path / "one", TEXTS)
    monkeypatch.setattr(pipeline, "KEPT", 1)
    build(tmp_path / "two", TEXTS, workers=2)
    assert rdf(tmp_path / "one") == rdf(tmp_path / "two")
    assert accusers(tmp_path / "two") == {"jet"}


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["no store", "behind"])
def test_a_store_that_fell_behind_is_completed_when_asked(
    tmp_path: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, {"talks": TEXTS["talks"]})
    if damage == "no store":
        shutil.rmtree(tmp_path / "g.kg" / "store")
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "load", ignore)
        build(tmp_path, TEXTS)
    assert accusers(tmp_path) == {"jet"}
    assert not (tmp_path / "g.kg" / "store.stale").exists()


@pytest.mark.slow
def test_trig_there_and_back(tmp_path: Path) -> None:
    build(tmp_path, TEXTS)
    with (tmp_path / "x.trig").open("wb") as out:
        export(tmp_path / "g.kg", "trig", out)
    pipeline.take_in(tmp_path / "x.trig", tmp_path / "h.kg", now=NOW)
    assert rdf(tmp_path, "h.kg") == rdf(tmp_path)


def test_extract_is_what_build_keeps(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXTS["jet"], "utf-8")
    (line,) = pipeline.extract(pipeline.records([file], report=ignore), "jsonl")
    row = json.loads(line)
    assert {"accuses"} <= {s["predicate"] for s in row["statements"]}
    for statement in row["statements"]:
        evidence = statement["evidence"]
        assert TEXTS["jet"][evidence["begin"] : evidence["end"]] == evidence["text"]
    sure = pipeline.records([file], report=ignore, min_confidence=1.0)
    assert next(sure).statements == ()


def test_a_bug_costs_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import extraction

    def broken(*_: Any) -> None:
        raise IndexError("oops")

    monkeypatch.setattr(extraction, "extract", broken)
    issues: list[Issue] = []
    (tmp_path / "a.txt").write_text(TEXTS["jet"], "utf-8")
    assert list(pipeline.records([tmp_path / "a.txt"], report=issues.append)) == []
    assert [str(issue) for issue in issues] == [
        "a: left out, this is a bug of kg (IndexError: oops)"
    ]
    with pytest.raises(SourceError, match="no graph was made"):
        build(tmp_path, TEXTS)
    assert not (tmp_path / "g.kg").exists()


def test_an_article_whose_rdf_does_not_conform_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.rdf import validate

    def refuse(record: Any, _: Any) -> None:
        if record.document.id == "raid":
            raise ValidationError("no \ud800")

    monkeypatch.setattr(validate, "check", refuse)
    done = build(tmp_path, TEXTS)
    assert (done.added, done.failed) == (2, 1)
    (line,) = (tmp_path / "g.kg" / "errors.jsonl").read_bytes().splitlines()
    assert json.loads(line) == {"source": "raid", "line": None, "reason": "no \ud800"}
    monkeypatch.undo()
    build(tmp_path, TEXTS)
    assert not (tmp_path / "g.kg" / "errors.jsonl").exists()


def test_mistakes_are_found_before_the_store_is_opened(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no-such"):
        pipeline.ask("no-such", {}, tmp_path, progress=ignore)
    with pytest.raises(QueryError, match="targt"):
        pipeline.ask("who-accuses", {"targt": "x"}, tmp_path, progress=ignore)
    with pytest.raises(NotFoundError):
        pipeline.ask("who-accuses", {"target": "x"}, tmp_path, progress=ignore)
    assert list(tmp_path.iterdir()) == []


def test_articles_that_other_processes_read(tmp_path: Path) -> None:
    from store_samples import many

    graph, told = tmp_path / "g.kg", list[int]()
    with Archive.open(graph, create=True) as archive:
        for record in many(400):  # for fewer no process is started
            archive.put(record, Versions("1", "2", "3"), NOW)
    done = pipeline.load(graph, progress=lambda _, more: told.append(more), workers=2)
    assert (done.added, sum(told), pipeline.articles(graph)) == (400, 400, 400)
    assert list(pipeline.verify(graph, progress=lambda *_: None)) == []
    again = pipeline.load(graph, progress=lambda _, more: told.append(more), workers=2)
    assert (again.unchanged, sum(told)) == (400, 800)
