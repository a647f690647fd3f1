"""Parquet: the table of statements, typed and packed; needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, Final

from kg.errors import ConfigError
from kg.exports.csv import COLUMNS, rows
from kg.exports.graph import EDGE_FIELDS
from kg.exports.options import USUAL, Options
from kg.model import Record

#: Statements in a row group: what is held in memory.
GROUP: Final = 20_000


def write(records: Iterable[Record], out: BinaryIO, options: Options = USUAL) -> None:
    """Write one row per statement with the columns of the CSV, null for what is not known.

    Raises:
        ConfigError: pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ConfigError(
            "parquet needs pyarrow: `pip install 'geopolitical-kg[parquet]'`"
        ) from error
    schema = pyarrow.schema([(name, _type(pyarrow, name)) for name in COLUMNS])
    with parquet.ParquetWriter(out, schema, compression="zstd") as file:
        for group in _groups(_typed(records)):
            file.write_table(pyarrow.Table.from_pylist(group, schema=schema))


def _type(pyarrow: Any, column: str) -> Any:
    if column == "date":
        return pyarrow.date32()
    types = {bool: pyarrow.bool_(), float: pyarrow.float64(), int: pyarrow.int64()}
    return types.get(EDGE_FIELDS.get(column, str), pyarrow.string())


def _typed(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    from datetime import date

    for row in rows(records):
        found: dict[str, Any] = {name: None if v == "" else v for name, v in row.items()}
        if found["date"] is not None:
            found["date"] = date.fromisoformat(found["date"])
        yield found


def _groups(found: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while group := list(islice(found, GROUP)):
        yield group
