"""A graph as CSV for `neo4j-admin database import full`: for graphs too large to merge.

The folder holds a header and a data file per kind of node and relationship, and `arguments.txt`:

    cd FOLDER && neo4j-admin database import full neo4j @arguments.txt

What comes out is what `kg load` makes, to the property, so that loads can follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from typing import Any, Final, TextIO

from kg.model import Record
from kg.store.names import DERIVED
from kg.store.rows import DESCRIPTION, Article, Row, article
from kg.store.schema import GRAPH, LAYOUT
from kg.store.sums import Sums
from kg.store.write import properties

#: Between the members of a list: no text of kg holds it, control characters are spaces by then.
_SEPARATOR: Final = "\x1f"

#: Properties by label, with their types where they are not strings.
NODES: Final[Mapping[str, Sequence[str]]] = {
    "Document": ("id", "title", "published:date", "source", "url", "version", "digest",
                 "report", "retired:localdatetime"),
    "Entity": (*DESCRIPTION[:5], "definedBy", "aliases:string[]", "names:string[]"),
    "Statement": ("predicate", "plover", "cameo", "polarity", "modality", "explicit:boolean",
                  "date:date", "topic", "confidence:double", "rule", "quote", "folded",
                  "begin:long", "end:long", "retired:localdatetime"),
    "Graph": ("layout:long",),
}  # fmt: skip
_TENURE: Final = ("from:date", "to:date")
_DERIVED: Final = ("predicate", "count:long", "sources:long", "first:date", "last:date")
_MENTION: Final = (*DESCRIPTION[:6], *_TENURE, "names:string[]")
#: Relationship types: labels of both ends, and properties.
RELATIONSHIPS: Final[Mapping[str, tuple[str, str, Sequence[str]]]] = {
    "SUBJECT": ("Statement", "Entity", ()),
    "OBJECT": ("Statement", "Entity", ()),
    "SAID_BY": ("Statement", "Entity", ()),
    "EVIDENCE": ("Statement", "Document", ()),
    "MENTIONS": ("Document", "Entity", _MENTION),
    "ACTS_FOR": ("Entity", "Entity", _TENURE),
    **dict.fromkeys(DERIVED.values(), ("Entity", "Entity", _DERIVED)),
}
_OPTIONS: Final = (
    "--overwrite-destination=true", "--multiline-fields=true", "--id-type=string",
    "--array-delimiter=U+001F",
)  # fmt: skip


def write(records: Iterable[Record], folder: Path) -> None:
    """Fill a folder with the files; memory does not grow with the articles (kg.store.sums).

    Args:
        records: the articles, each once, and their retired versions.
        folder: it exists and is empty.
    """
    with ExitStack() as stack:
        sums = stack.enter_context(closing(Sums()))
        tables = _Tables(folder, stack)
        tables.node("Graph", {"iri": GRAPH, "layout": LAYOUT})
        for one in map(article, records):
            _article(one, tables)
            sums.add(one)
        for state in sums.entities():
            tables.node("Entity", properties(state))
            for body, (begin, end) in state["tenures"].items():
                tables.edge("ACTS_FOR", state["iri"], body, {"from": begin, "to": end})
        for (predicate, subject, target), row in sums.edges():
            tables.edge(DERIVED[predicate], subject, target, row)


def _article(one: Article, tables: _Tables) -> None:
    tables.node("Document", one.document)
    for row in one.mentions:
        tables.edge("MENTIONS", one.iri, row["entity"], row)
    for row in one.statements:
        tables.node("Statement", {"iri": row["iri"], **row["props"]})
        tables.edge("SUBJECT", row["iri"], row["subject"], {})
        tables.edge("EVIDENCE", row["iri"], one.iri, {})
        if row["object"] is not None:
            tables.edge("OBJECT", row["iri"], row["object"], {})
        if row["speaker"] is not None:
            tables.edge("SAID_BY", row["iri"], row["speaker"], {})


class _Tables:
    """The open data files; headers and arguments are written at once."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        arguments = list(_OPTIONS)
        self._files: dict[str, TextIO] = {}
        for label, names in NODES.items():
            header = [f"iri:ID({label})", *names]
            arguments.append(f"--nodes={label}={_header(folder, label, header)},{label}.csv")
        for kind, (start, end, names) in RELATIONSHIPS.items():
            header = [f":START_ID({start})", f":END_ID({end})", *names]
            arguments.append(f"--relationships={kind}={_header(folder, kind, header)},{kind}.csv")
        for name in (*NODES, *RELATIONSHIPS):
            path = folder / f"{name}.csv"
            self._files[name] = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
        (folder / "arguments.txt").write_text("\n".join(arguments) + "\n", encoding="utf-8")

    def node(self, label: str, row: Row) -> None:
        """One node."""
        self._line(label, [row["iri"]], NODES[label], row)

    def edge(self, kind: str, start: str, end: str, row: Row) -> None:
        """One relationship."""
        self._line(kind, [start, end], RELATIONSHIPS[kind][2], row)

    def _line(self, name: str, ends: list[str], names: Sequence[str], row: Row) -> None:
        values = [*ends, *(row[column.partition(":")[0]] for column in names)]
        self._files[name].write(",".join(map(_cell, values)) + "\n")


def _header(folder: Path, name: str, columns: Sequence[str]) -> str:
    path = folder / f"{name}-header.csv"
    path.write_text(",".join(columns) + "\n", encoding="utf-8")
    return path.name


def _cell(value: Any) -> str:
    """Nothing for what is not known; quoted even if it is empty where it is text."""
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    text = _SEPARATOR.join(value) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"'
