from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from kg.exports.jsonl import dumps, loads
from kg.linking import link
from kg.model import PREDICATES, Document, Extraction, Record

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "extract.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def test_the_schema_is_one() -> None:
    VALIDATOR.check_schema(SCHEMA)
    statement = SCHEMA["$defs"]["statement"]["properties"]
    assert tuple(statement["predicate"]["enum"]) == PREDICATES


def test_output_is_as_the_schema_says(record: Record) -> None:
    VALIDATOR.validate(json.loads(dumps(record)))
    VALIDATOR.validate(json.loads(dumps(link(Extraction(Document("", ""))))))


def test_the_schema_refuses_what_is_not(record: Record) -> None:
    row = json.loads(dumps(record))
    row["statements"][0]["predicate"] = "hugs"
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(row)


def test_a_line_is_one_line_and_reads_back(record: Record) -> None:
    line = dumps(record)
    assert "\n" not in line
    again = loads(line)
    assert again.statements == record.statements
    assert again.entities == record.entities
    assert dumps(again) == line


def test_text_is_readable_and_surrogates_are_replaced(record: Record) -> None:
    assert "الهدنة" in dumps(record)
    broken = Record(Document("a\ud800", "عنوان \udfff\nنص"))
    line = dumps(broken)
    line.encode()
    assert json.loads(line)["document"]["title"] == "عنوان \ufffd"


def test_every_field_is_documented() -> None:
    documented = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
    fields = {*SCHEMA["properties"], *SCHEMA["properties"]["document"]["properties"]}
    for part in ("entity", "statement"):
        fields |= SCHEMA["$defs"][part]["properties"].keys()
    assert all(f"`{field}`" in documented for field in fields)
