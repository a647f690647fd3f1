"""What a graph looks like as a whole: who is accused most, who stands between, who with whom.

Actors are counted with the state or body that they act for, unless `exact` is asked for. Ties are
statements that are positive, and actual or planned, between two different actors; a tie weighs the
sum of their weights on the Goldstein scale (ontology/predicates.tsv), an alliance as an agreement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.exports.graph import node
from kg.lexicons.predicates import predicates
from kg.model import Entity, Record, Statement

if TYPE_CHECKING:
    import networkx

#: An alliance is no event and has no weight of its own.
ALLIANCE: Final = 8.0
#: With more actors than this, betweenness is estimated from that many of them.
SAMPLE: Final = 1000
_SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Share:
    """An actor and a figure: statements and articles, or a score."""

    actor: str
    label_en: str
    label_ar: str
    value: float
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures of a graph.

    Attributes:
        actors, ties: how many actors, and pairs of them that are tied.
        accused, accusing: by accusations (positive `accuses`), with the articles that hold them.
        between: by betweenness centrality among all ties, 0 to 1.
        estimated: whether that is an estimate.
        communities: actors that Louvain's method puts together by friendly ties, largest first.
        triads: triangles of signed ties by their signs, "+++", "++-", "+--", "---".
    """

    actors: int
    ties: int
    accused: tuple[Share, ...]
    accusing: tuple[Share, ...]
    between: tuple[Share, ...]
    estimated: bool
    communities: tuple[tuple[Share, ...], ...]
    triads: Mapping[str, int]

    @property
    def balance(self) -> float | None:
        """Share of triangles that are balanced (friends of friends, enemies of enemies)."""
        total = sum(self.triads.values())
        return (self.triads["+++"] + self.triads["+--"]) / total if total else None


@dataclass(slots=True)
class _Counts:
    labels: dict[str, tuple[str, str]] = field(default_factory=dict)
    weights: dict[tuple[str, str], float] = field(default_factory=dict)
    accused: Counter[str] = field(default_factory=Counter)
    accusing: Counter[str] = field(default_factory=Counter)
    articles: dict[str, set[str]] = field(default_factory=dict)


def measure(records: Iterable[Record], *, top: int = 10, exact: bool = False) -> Measures:
    """The figures of the statements of records; at most `top` actors in each list."""
    import networkx as nx

    counts = _counted(records, exact)
    ties: networkx.Graph[str] = nx.Graph()
    for (one, two), weight in counts.weights.items():
        ties.add_edge(one, two, weight=weight)
    estimated = ties.number_of_nodes() > SAMPLE
    between = nx.betweenness_centrality(ties, k=SAMPLE if estimated else None, seed=_SEED)
    friendly = nx.Graph((a, b, d) for a, b, d in ties.edges(data=True) if d["weight"] > 0)
    groups = nx.community.louvain_communities(friendly, seed=_SEED) if friendly else []
    degree = dict(ties.degree)
    return Measures(
        actors=ties.number_of_nodes(),
        ties=ties.number_of_edges(),
        accused=_most(counts, "accused", top),
        accusing=_most(counts, "accusing", top),
        between=tuple(_share(counts, iri, value) for iri, value in _first(between, top)),
        estimated=estimated,
        communities=tuple(
            tuple(_share(counts, iri, degree[iri]) for iri in sorted(
                group, key=lambda iri: (-degree[iri], iri)
            ))
            for group in sorted(groups, key=lambda g: (-len(g), min(g)))[:top]
        ),
        triads=_triads(ties),
    )  # fmt: skip


def _counted(records: Iterable[Record], exact: bool) -> _Counts:
    counts, known = _Counts(), predicates()
    for record in records:
        entities = {entity.id: entity for entity in record.entities}
        for statement in record.statements:
            if statement.object is None:
                continue
            one, two = statement.subject, statement.object
            if not exact:
                one, two = _top(one, entities), _top(two, entities)
            for iri in (one, two):
                values = node(iri, entities.get(iri))
                counts.labels.setdefault(iri, (str(values["label"]), str(values["label_ar"])))
            _take(counts, statement, one, two, record.document.id)
            weight = known[statement.predicate].goldstein
            if one != two and _is_tie(statement):
                pair = (min(one, two), max(one, two))
                more = ALLIANCE if weight is None else weight
                counts.weights[pair] = counts.weights.get(pair, 0.0) + more
    return counts


def _take(counts: _Counts, statement: Statement, one: str, two: str, document: str) -> None:
    if statement.predicate == "accuses" and statement.polarity == "positive":
        for name, counter, iri in (
            ("accusing", counts.accusing, one),
            ("accused", counts.accused, two),
        ):
            counter[iri] += 1
            counts.articles.setdefault(f"{name} {iri}", set()).add(document)


def _is_tie(statement: Statement) -> bool:
    return statement.polarity == "positive" and statement.modality in ("actual", "planned")


def _top(iri: str, entities: Mapping[str, Entity]) -> str:
    """The state or body at the end of the chain of those that an actor acts for."""
    seen = {iri}
    while (entity := entities.get(iri)) and entity.acts_for and entity.acts_for not in seen:
        iri = entity.acts_for
        seen.add(iri)
    return iri


def _most(counts: _Counts, name: str, top: int) -> tuple[Share, ...]:
    counter: Counter[str] = getattr(counts, name)
    shares = [
        _share(counts, iri, number, len(counts.articles[f"{name} {iri}"]))
        for iri, number in counter.items()
    ]
    return tuple(sorted(shares, key=lambda s: (-s.value, -s.articles, s.actor))[:top])


def _share(counts: _Counts, iri: str, value: float, articles: int = 0) -> Share:
    return Share(iri, *counts.labels[iri], value, articles)


def _first(values: Mapping[str, float], top: int) -> list[tuple[str, float]]:
    return sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))[:top]


def _triads(ties: networkx.Graph[str]) -> dict[str, int]:
    found = dict.fromkeys(("+++", "++-", "+--", "---"), 0)
    order = {iri: number for number, iri in enumerate(ties)}
    later = {a: {b for b in ties[a] if order[b] > order[a] and ties[a][b]["weight"]} for a in ties}
    for one in ties:
        for two in later[one]:
            for three in later[one] & later[two]:
                signs = (ties[one][two], ties[one][three], ties[two][three])
                plus = sum(tie["weight"] > 0 for tie in signs)
                found["+" * plus + "-" * (3 - plus)] += 1
    return found
