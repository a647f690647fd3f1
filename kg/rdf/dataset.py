"""The articles' graphs as one rdflib Dataset."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.model import Record
from kg.rdf.terms import PREFIXES, Versions
from kg.rdf.turtle import write_nquads

if TYPE_CHECKING:
    from rdflib import Dataset as Dataset


def dataset(articles: Iterable[tuple[Record, Versions]]) -> Dataset:
    """All named graphs in memory, with the prefixes of the TriG."""
    from io import BytesIO

    from rdflib import Dataset

    out = BytesIO()
    write_nquads(articles, out)
    found = Dataset()
    for prefix, address in PREFIXES.items():
        found.bind(prefix, address)
    found.parse(data=out.getvalue(), format="nquads")
    return found
