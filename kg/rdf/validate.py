"""SHACL over the graphs of articles: ontology/shapes.ttl, compiled to plain functions.

A general SHACL processor takes seconds per hundred articles; the few constraint components that
the shapes use, checked directly, take milliseconds. Tests hold the two against each other on
sound and on broken graphs. A component that is not in COMPONENTS is refused when the shapes are
read, so nothing in them is ever skipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg.errors import ValidationError
from kg.model import Record
from kg.rdf.read import parse, short
from kg.rdf.rebuild import Graph, Node, Term
from kg.rdf.terms import Versions
from kg.rdf.trig import trig
from kg.resources import ontology

if TYPE_CHECKING:
    from rdflib import Graph as RdfGraph
    from rdflib.term import Node as RdfNode

Values = Sequence[Term]
#: Says whether the values of a property of a node are in order.
Check = Callable[[Values, Node, Graph], bool]


class Constraint(NamedTuple):
    """One constraint on one property of the nodes of one class."""

    path: str
    name: str
    check: Check


def check(record: Record, versions: Versions) -> None:
    """Check one article as it is written.

    Raises:
        ValidationError: it does not conform; the message names each node and constraint.
    """
    for name, graph in parse(trig(record, versions)):
        found = list(problems(graph))
        if found:
            more = f"\n... and {len(found) - 10} more" if len(found) > 10 else ""
            raise ValidationError(f"<{name}> does not conform:\n" + "\n".join(found[:10]) + more)


def problems(graph: Graph) -> Iterator[str]:
    """What does not conform in a graph, one line each: node, property, constraint."""
    shapes = constraints()
    for iri, node in graph.items():
        for kind in node.get("a", ()):
            for path, name, check in shapes.get(kind.value, ()):
                if not check(node.get(path, ()), node, graph):
                    yield f"<{iri}> {path}: {name}"


@cache
def constraints() -> dict[str, tuple[Constraint, ...]]:
    """The constraints of ontology/shapes.ttl, by the IRI of the class that they apply to.

    Raises:
        ValidationError: a shape uses something that is not compiled.
    """
    from rdflib import RDF, SH
    from rdflib import Graph as RdfGraph

    shapes = RdfGraph().parse(ontology() / "shapes.ttl", format="turtle")
    found: dict[str, tuple[Constraint, ...]] = {}
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        used = set(shapes.predicates(shape)) - {RDF.type, SH.targetClass, SH.property}
        if used:
            raise ValidationError(f"ontology/shapes.ttl: {used} are not compiled")
        compiled = [c for p in shapes.objects(shape, SH.property) for c in _property(shapes, p)]
        for target in shapes.objects(shape, SH.targetClass):
            found[str(target)] = tuple(sorted(compiled, key=lambda c: (c.path, c.name)))
    return found


def _property(shapes: RdfGraph, node: RdfNode) -> Iterator[Constraint]:
    from rdflib import SH

    path = short(str(shapes.value(node, SH.path)))
    for predicate, value in shapes.predicate_objects(node):
        name = str(predicate).rpartition("#")[2]
        if name == "path":
            continue
        if name not in COMPONENTS:
            raise ValidationError(f"ontology/shapes.ttl: sh:{name} is not compiled")
        arguments = _members(shapes, value) if name == "in" else [str(value)]
        shown = " ".join(short(a) for a in arguments[:6])
        yield Constraint(path, f"sh:{name} {shown}", COMPONENTS[name](*arguments))


def _members(shapes: Any, head: RdfNode) -> list[str]:
    return [str(member) for member in shapes.items(head)]


def _class(name: str) -> Check:
    def good(values: Values, _: Node, graph: Graph) -> bool:
        return all(
            any(kind.value == name for kind in graph.get(v.value, {}).get("a", ())) for v in values
        )

    return good


def _datatype(name: str) -> Check:
    suffix = "" if short(name) == "xsd:string" else f"^^{short(name)}"
    if short(name) == "rdf:langString":
        return lambda values, _, __: all(v.suffix.startswith("@") for v in values)
    lexical = _LEXICAL.get(suffix, str)

    def good(values: Values, _: Node, __: Graph) -> bool:
        try:
            for value in values:
                lexical(value.value)
        except (ValueError, InvalidOperation):
            return False
        return all(v.suffix == suffix for v in values)

    return good


def _pattern(pattern: str) -> Check:
    search = re.compile(pattern).search
    return lambda values, _, __: all(search(v.value) for v in values)


def _bound(limit: str, sign: int) -> Check:
    bound = sign * Decimal(limit)

    def good(values: Values, _: Node, __: Graph) -> bool:
        try:
            return all(sign * Decimal(v.value) <= bound for v in values)
        except InvalidOperation:
            return False

    return good


def _less_than(other: str) -> Check:
    bound = short(other)

    def good(values: Values, node: Node, _: Graph) -> bool:
        try:
            return all(
                Decimal(v.value) < Decimal(w.value) for v in values for w in node.get(bound, ())
            )
        except InvalidOperation:
            return False

    return good


def _disjoint(other: str) -> Check:
    path = short(other)
    return lambda values, node, _: set(values).isdisjoint(node.get(path, ()))


def _unique_languages(values: Values, _: Node, __: Graph) -> bool:
    return len({v.suffix for v in values}) == len(values)


def _is_iri(values: Values, _: Node, __: Graph) -> bool:
    return all(v.suffix == "iri" for v in values)


def _boolean(value: str) -> None:
    if value not in ("true", "false", "0", "1"):
        raise ValueError(value)


_LEXICAL: Final[dict[str, Callable[[str], object]]] = {
    "^^xsd:date": date.fromisoformat,
    "^^xsd:dateTime": datetime.fromisoformat,
    "^^xsd:decimal": Decimal,
    "^^xsd:integer": int,
    "^^xsd:boolean": _boolean,
}

#: Constraint components that are compiled: local name of the parameter, and what makes the check.
COMPONENTS: Final[dict[str, Callable[..., Check]]] = {
    "minCount": lambda n: lambda values, _, __: len(values) >= int(n),
    "maxCount": lambda n: lambda values, _, __: len(values) <= int(n),
    "class": _class,
    "datatype": _datatype,
    "nodeKind": lambda _: _is_iri,
    "in": lambda *names: lambda values, _, __: {v.value for v in values} <= set(names),
    "pattern": _pattern,
    "minInclusive": lambda limit: _bound(limit, -1),
    "maxInclusive": lambda limit: _bound(limit, 1),
    "lessThan": _less_than,
    "disjoint": _disjoint,
    "uniqueLang": lambda _: _unique_languages,
}
