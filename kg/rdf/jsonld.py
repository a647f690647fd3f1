"""JSON-LD with the context of ontology/context.jsonld in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, Final

from kg.model import Record
from kg.rdf.read import full, parse, short
from kg.rdf.rebuild import Graph, Term
from kg.rdf.terms import PREFIXES, Versions
from kg.rdf.trig import trig
from kg.resources import ontology

_GKG: Final = PREFIXES["gkg"]


def write(articles: Iterable[tuple[Record, Versions]], out: BinaryIO) -> None:
    """Write one object: the context, and a named graph for each article, one a line."""
    context = json.loads((ontology() / "context.jsonld").read_bytes())["@context"]
    terms = _terms(context)
    out.write(f'{{"@context": {_dumps(context)},\n"@graph": ['.encode())
    between = "\n"
    for record, versions in articles:
        for name, graph in parse(trig(record, versions)):
            out.write(f"{between}{_dumps(_named(name, graph, terms))}".encode())
            between = ",\n"
    out.write(b"\n]}\n")


def _named(name: str, graph: Graph, terms: Mapping[str, tuple[str, Any]]) -> dict[str, Any]:
    nodes = []
    for subject, node in graph.items():
        row: dict[str, Any] = {"@id": subject}
        for predicate, values in node.items():
            if predicate == "a":
                row["@type"] = [short(term.value) for term in values]
                continue
            term, definition = terms.get(full(predicate), (predicate, None))
            row[term] = _values(values, definition)
        nodes.append(row)
    return {"@id": name, "@graph": nodes}


def _values(values: list[Term], definition: Any) -> Any:
    coerced = definition if isinstance(definition, dict) else {}
    if coerced.get("@container") == "@language":
        return {term.suffix.removeprefix("@"): term.value for term in values}
    found = [_value(term, coerced.get("@type")) for term in values]
    return found[0] if len(found) == 1 else found


def _value(term: Term, kind: str | None) -> Any:
    if term.suffix == "iri":
        if kind == "@vocab":
            return short(term.value)
        return term.value if kind == "@id" else {"@id": term.value}
    if term.suffix == "" and kind is None:
        return term.value
    if term.suffix.startswith("@"):
        return {"@value": term.value, "@language": term.suffix[1:]}
    datatype = term.suffix.removeprefix("^^") or "xsd:string"
    return _typed(term.value, datatype) if datatype == kind else {
        "@value": term.value, "@type": datatype,
    }  # fmt: skip


def _typed(value: str, datatype: str) -> Any:
    """A value whose type the context says; numbers and booleans as JSON has them."""
    if datatype == "xsd:boolean":
        return value == "true"
    return int(value) if datatype == "xsd:integer" else value


def _terms(context: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    """By full IRI of a property, its term in the context and how that is defined."""
    found = {}
    for term, definition in context.items():
        address = definition.get("@id") if isinstance(definition, dict) else definition
        if isinstance(address, str) and ":" in address and "//" not in address:
            found[full(address)] = (term, definition)
    return found


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
