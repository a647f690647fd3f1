"""Whom a name means: found in the graph, else in the lexicon, else something like it suggested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import quote

from kg.arabic.normalise import fold
from kg.errors import NotFoundError
from kg.queries.iso import ALPHA3
from kg.queries.values import near

if TYPE_CHECKING:
    from kg.lexicons import Actor

_ENTITY: Final = "https://w3id.org/geopolitical-kg/entity/"
_LEARNED: Final = _ENTITY + "learned/"
_WIKIDATA: Final = ("http://www.wikidata.org/entity/", "https://www.wikidata.org/wiki/")

# What an index knows is asked first: names in another spelling are looked for among all entities.
_AT_ONCE: Final = """
UNWIND $wanted AS w UNWIND w.iris AS iri MATCH (e:Entity {iri: iri})
RETURN w.param AS param, e.iri AS iri, e.wikidata AS wikidata, e.labelEn AS en, e.labelAr AS ar
UNION
UNWIND $wanted AS w MATCH (e:Entity {wikidata: w.wikidata})
RETURN w.param AS param, e.iri AS iri, e.wikidata AS wikidata, e.labelEn AS en, e.labelAr AS ar
UNION
UNWIND $wanted AS w MATCH (e:Entity {labelEn: w.label})
RETURN w.param AS param, e.iri AS iri, e.wikidata AS wikidata, e.labelEn AS en, e.labelAr AS ar
UNION
UNWIND $wanted AS w MATCH (e:Entity {labelAr: w.label})
RETURN w.param AS param, e.iri AS iri, e.wikidata AS wikidata, e.labelEn AS en, e.labelAr AS ar"""
_CANDIDATES: Final = """
UNWIND $wanted AS w
MATCH (e:Entity)
WHERE w.name IN e.names
RETURN w.param AS param, e.iri AS iri, e.wikidata AS wikidata, e.labelEn AS en, e.labelAr AS ar"""
_PRESENT: Final = "MATCH (e:Entity) WHERE e.iri IN $iris RETURN e.iri AS iri"
_LABELS: Final = """
MATCH (e:Entity) RETURN e.labelEn AS en, e.labelAr AS ar ORDER BY e.iri LIMIT 100000"""


class Graph(Protocol):
    """What questions need of a store."""

    def read(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, /
    ) -> Iterator[dict[str, Any]]:
        """The rows that a query gives."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """The actor that a name stands for.

    Attributes:
        iri: of the entity.
        label: a name to show.
        present: whether the graph has it; False: only the lexicon knows it.
    """

    iri: str
    label: str
    present: bool = True


def resolve(graph: Graph, names: Mapping[str, str]) -> dict[str, Found]:
    """The actors that names stand for.

    A name is taken, in this order, as IRI, ISO code or lexicon id, Wikidata id; as the label of an
    entity, first one written just so; as a name in the lexicon; as an alias that some article uses.
    Spelling of hamza, ة/ه, ى/ي, diacritics and letter case make no difference.

    Args:
        graph: where to look.
        names: by parameter.

    Raises:
        NotFoundError: nobody has that name, or several do; with suggestions.
    """
    if not names:
        return {}
    at_once = _asked(graph, _AT_ONCE, names)
    found = {param: _exact(name, at_once[param]) for param, name in names.items()}
    rest = {param: name for param, name in names.items() if found[param] is None}
    rows = _asked(graph, _CANDIDATES, rest) if rest else {}
    return {key: found[key] or _one(graph, name, rows[key]) for key, name in names.items()}


def _asked(graph: Graph, cypher: str, names: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Rows of entities by parameter, in the order of their IRIs."""
    rows: dict[str, list[dict[str, Any]]] = {param: [] for param in names}
    wanted = [_wanted(param, name) for param, name in names.items()]
    for row in sorted(graph.read(cypher, {"wanted": wanted}), key=lambda row: str(row["iri"])):
        rows[row["param"]].append(row)
    return rows


def _wanted(param: str, name: str) -> dict[str, Any]:
    code = ALPHA3.get(name.upper(), name)
    wikidata = name
    for prefix in _WIKIDATA:
        wikidata = wikidata.removeprefix(prefix)
    iris = [name] if "://" in name else [_iri(code), _iri(code.upper())]
    return {"param": param, "iris": iris, "wikidata": wikidata.upper(), "name": fold(name),
            "label": name}  # fmt: skip


def _iri(ref: str) -> str:
    return _ENTITY + quote(ref, safe=":/", errors="surrogatepass")


def _exact(name: str, rows: list[dict[str, Any]]) -> Found | None:
    """The entity with that id, or the one known actor that is called just so."""
    iris, wikidata = _wanted("", name)["iris"], _wanted("", name)["wikidata"]
    exact = [row for row in rows if row["iri"] in iris or row["wikidata"] == wikidata]
    known = [row for row in rows if not row["iri"].startswith(_LEARNED)]
    chosen = exact[:1] or known
    return _found(chosen[0]) if len(chosen) == 1 else None


def _one(graph: Graph, name: str, rows: list[dict[str, Any]]) -> Found:
    folded = fold(name)
    labelled = [row for row in rows if folded in (fold(row["en"] or ""), fold(row["ar"] or ""))]
    known = [row for row in labelled if not row["iri"].startswith(_LEARNED)]
    if len(known) == 1:
        return _found(known[0])
    listed = _in_lexicon(graph, name)
    if listed is not None:
        return listed
    candidates = labelled or rows
    if len(candidates) == 1:
        return _found(candidates[0])
    if candidates:
        shown = tuple(f"{_label(row)} <{row['iri']}>" for row in candidates[:5])
        raise NotFoundError(f"'{name}' may be any of several; give the IRI of one", shown)
    raise NotFoundError(f"no actor '{name}', neither in this graph nor known", _like(graph, name))


def _found(row: dict[str, Any]) -> Found:
    return Found(row["iri"], _label(row))


def _label(row: dict[str, Any]) -> str:
    return str(row["en"] or row["ar"] or row["iri"])


def _in_lexicon(graph: Graph, name: str) -> Found | None:
    """The one actor that the lexicon knows by this name, whether the graph has it or not."""
    actors = _lexicon()
    wanted = _wanted("", name)
    matches = [
        a for a in actors if _iri(a.id) in wanted["iris"] or a.wikidata == wanted["wikidata"]
    ]
    # Main names before aliases, aliases before capitals: "Damascus" is not ambiguous.
    for names in (_main, _aliases, _seats):
        matches = matches or [a for a in actors if wanted["name"] in map(fold, names(a))]
    if not matches:
        return None
    there = {row["iri"] for row in graph.read(_PRESENT, {"iris": [_iri(a.id) for a in matches]})}
    chosen = [a for a in matches if _iri(a.id) in there] or matches
    if len(chosen) > 1:
        shown = tuple(f"{a.en} ({a.id})" for a in chosen[:5])
        raise NotFoundError(f"'{name}' may be any of several; give the id of one", shown)
    iri = _iri(chosen[0].id)
    return Found(iri, chosen[0].en or chosen[0].ar, iri in there)


def _lexicon() -> Iterable[Actor]:
    from kg.lexicons import load

    return load().actors.values()


def _main(actor: Actor) -> tuple[str, ...]:
    return (actor.id, actor.en, actor.ar)


def _aliases(actor: Actor) -> tuple[str, ...]:
    return actor.aliases


def _seats(actor: Actor) -> tuple[str, ...]:
    return actor.seats


def _like(graph: Graph, name: str) -> tuple[str, ...]:
    """Names that look like one: folded for the comparison, shown as they are."""
    known: dict[str, str] = {}
    for row in graph.read(_LABELS):
        for label in (row["en"], row["ar"]):
            if label:
                known.setdefault(fold(label), label)
    for actor in _lexicon():
        for label in (*_main(actor), *_aliases(actor)):
            known.setdefault(fold(label), label)
    return tuple(known[key] for key in near(fold(name), known))
