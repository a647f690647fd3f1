"""An article whose every text is hostile, and the writers by name."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from hostile_text import HOSTILE, Write

from kg.exports import FORMATS, Format
from kg.exports.options import USUAL, Options
from kg.model import Record


@pytest.fixture
def hostile(record: Record) -> Record:
    """The article of `record`, with hostile text wherever an article or outlet can put it."""
    return Record(
        replace(record.document, id=HOSTILE, text=HOSTILE, source=HOSTILE, url=HOSTILE),
        tuple(replace(e, label_ar=HOSTILE, label_en=None) for e in record.entities),
        tuple(replace(s, topic=HOSTILE, quote=HOSTILE) for s in record.statements),
    )


@pytest.fixture
def write() -> Write:
    """Writes records in a format of one file; gives the bytes."""
    writers = {f.name: f.write for f in FORMATS if isinstance(f, Format)}

    def written(name: str, records: Iterable[Record], options: Options = USUAL) -> bytes:
        out = io.BytesIO()
        writers[name](records, out, options)
        assert not out.closed
        return out.getvalue()

    return written
