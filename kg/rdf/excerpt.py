"""What the RDF of an article says of one statement, as TriG to read."""

from __future__ import annotations

import re
from pathlib import Path

from kg.model import Record
from kg.rdf.terms import PREFIXES, iri, version_path
from kg.rdf.trig import PREAMBLE

_NODE = re.compile(r"^  (<[^<>]*>)\n((?:    .*\n)+)", re.MULTILINE)
_LINK = re.compile(r"<[^<>]*>")


def excerpt(path: Path, record: Record, statement: str) -> str | None:
    """The statement, and the nodes of its evidence, in the graph that holds them.

    Args:
        path: the article's file.
        record: the article.
        statement: IRI.

    Returns:
        A TriG document of its own; None if the article does not have the statement.
    """
    version = version_path(record.document)
    text = path.read_text(encoding="utf-8").partition(f"\n<{version}> {{\n")[2].partition("\n}\n")
    nodes = dict(_NODE.findall(text[0] + "\n"))
    wanted = [iri(statement)]
    for token in wanted:
        links = _LINK.findall(nodes.get(token, ""))
        wanted += [each for each in links if each.startswith(f"<{version}#") and each in nodes
                   and each not in wanted]  # fmt: skip
    if wanted[0] not in nodes:
        return None
    body = "".join(f"  {token}\n{nodes[token]}" for token in wanted)
    return f"{_head(body)}\n<{version}> {{\n{body}}}\n"


def _head(body: str) -> str:
    """The lines of the preamble that the excerpt needs."""
    unused = [p for p in PREFIXES if not re.search(rf"\b{p}:", body)]
    lines = PREAMBLE.splitlines(keepends=True)[1:]
    return "".join(x for x in lines if not any(x.startswith(f"@prefix {p}:") for p in unused))
