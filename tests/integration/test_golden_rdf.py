"""What the golden articles give conforms to the shapes and the schema, and survives as RDF."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from kg.exports import jsonl
from kg.extraction import extract
from kg.lexicons import load
from kg.linking import link
from kg.model import Document
from kg.rdf import read, trig
from kg.rdf.terms import Versions
from kg.rdf.validate import check

ROOT = Path(__file__).parents[2]
ARTICLES = sorted((ROOT / "tests" / "golden").glob("*.txt"))
VERSIONS = Versions("1", "2", "3")
SCHEMA = json.loads((ROOT / "docs" / "extract.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("article", ARTICLES, ids=[a.stem for a in ARTICLES])
def test_golden_articles_conform_and_read_back(article: Path, tmp_path: Path) -> None:
    document = Document(article.stem, article.read_text(encoding="utf-8"))
    record = link(extract(document, load()), load())
    check(record, VERSIONS)
    line = jsonl.dumps(record)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(line))
    file = tmp_path / "article.trig"
    file.write_bytes(trig.trig(record, VERSIONS))
    (again,) = read.records(file)
    assert jsonl.dumps(again) == line
