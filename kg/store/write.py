"""What one transaction writes: articles in, articles out, and what follows for all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from kg.store import cypher, merge
from kg.store.connection import Transaction
from kg.store.rows import EDGE_MODALITIES, EDGE_POLARITY, Article, Row, edges

Key = tuple[str, str, str]


def add(tx: Transaction, articles: Sequence[Article], pending: Iterable[Key] = ()) -> None:
    """Put in articles that the graph does not hold.

    Args:
        tx: the transaction.
        articles: what to put in.
        pending: derived edges that are summed up anew afterwards and so are left out here.
    """
    mentions = [row for a in articles for row in a.mentions]
    statements = [row for a in articles for row in a.statements]
    tx.run(cypher.ADD_DOCUMENTS, [a.document for a in articles])
    _describe(tx, mentions, _known(tx, {row["entity"] for row in mentions}))
    tx.run(cypher.ADD_MENTIONS, mentions)
    tx.run(cypher.ADD_STATEMENTS, statements)
    tx.run(cypher.ADD_OBJECTS, [row for row in statements if row["object"] is not None])
    tx.run(cypher.ADD_SPEAKERS, [row for row in statements if row["speaker"] is not None])
    # Whether a copy adds a source depends on the others that the graph holds.
    copies = {key for a in articles if a.shared for key, _ in edges(a.statements)}
    known = frozenset(pending)
    _count(tx, articles, known | copies)
    _recount(tx, copies - known)


def withdraw(tx: Transaction, iris: Sequence[str], successors: Sequence[Article]) -> list[str]:
    """Take articles out and put their successors in.

    Returns:
        The statements that went; some may have come back with the successors.
    """
    statements = tx.run(cypher.STATEMENTS_OF_DOCUMENTS, iris)
    lost = _lost(tx.run(cypher.MENTIONS_OF_DOCUMENTS, iris), successors)
    pairs = {(r["predicate"], r["subject"], r["object"]) for r in statements if r["object"]}
    tx.run(cypher.DROP_STATEMENTS, [row["iri"] for row in statements])
    tx.run(cypher.DROP_DOCUMENTS, iris)
    if successors:
        add(tx, successors, pairs)
    _recount(tx, pairs)
    tx.run(cypher.DROP_ORPHANS, lost)
    tx.run(cypher.DROP_TENURES, lost)
    rest = tx.run(cypher.MENTIONS_OF_ENTITIES, lost)
    _describe(tx, [{**row, "names": sorted(set().union(*row["lists"]))} for row in rest], {})
    return [row["iri"] for row in statements]


def _lost(mentions: Iterable[Row], successors: Iterable[Article]) -> list[str]:
    """Entities of which something that an article said is said by it no more."""
    now = {(row["document"], row["entity"]): row for a in successors for row in a.mentions}
    return sorted(
        row["entity"] for row in mentions if now.get((row["document"], row["entity"])) != row
    )


def _known(tx: Transaction, iris: Iterable[str]) -> dict[str, Row]:
    wanted = sorted(iris)
    known = {row["iri"]: {**row, "tenures": {}} for row in tx.run(cypher.ENTITIES, wanted)}
    for row in tx.run(cypher.TENURES, wanted):
        known[row["iri"]]["tenures"][row["body"]] = (row["from"], row["to"])
    return known


def _describe(tx: Transaction, mentions: Iterable[Row], known: dict[str, Row]) -> None:
    """Write the entities that some mentions change."""
    by_entity: dict[str, list[Row]] = defaultdict(list)
    for row in mentions:
        by_entity[row["entity"]].append(row)
    states = {iri: merge.entity(known.get(iri), rows) for iri, rows in by_entity.items()}
    changed = [states[iri] for iri in sorted(states) if states[iri] != known.get(iri)]
    revived = [s["iri"] for s in changed if s["iri"] in known and merge.is_retired(known[s["iri"]])]
    tx.run(cypher.DROP_TENURES, revived)
    tx.run(cypher.PUT_ENTITIES, [_properties(state) for state in changed])
    tx.run(
        cypher.PUT_TENURES,
        [
            {"iri": state["iri"], "body": body, "from": begin, "to": end}
            for state in changed
            for body, (begin, end) in sorted(state["tenures"].items())
        ],
    )


def _properties(state: Row) -> Row:
    """What the node holds; `names` are all names folded, to be found by."""
    from kg.arabic.normalise import fold

    names = [state["labelEn"], state["labelAr"], *state["aliases"]]
    folded = sorted({fold(name) for name in names if name} - {""})
    return {**{key: state[key] for key in state if key != "tenures"}, "names": folded}


def _count(tx: Transaction, articles: Iterable[Article], pending: frozenset[Key]) -> None:
    """Add the share of new articles to the derived edges."""
    shares: dict[str, dict[Key, Row]] = defaultdict(dict)
    for one in articles:
        for key, share in edges(one.statements):
            if key not in pending:
                shares[key[0]][key] = merge.edge(shares[key[0]].get(key), share)
    for predicate, found in sorted(shares.items()):
        pairs = [_pair(key) for key in sorted(found)]
        for row in tx.run(cypher.EDGES[predicate], pairs):
            key = (predicate, row["subject"], row["object"])
            found[key] = merge.edge(row, found[key])
        tx.run(cypher.PUT_EDGES[predicate], [{**_pair(k), **found[k]} for k in sorted(found)])


def _recount(tx: Transaction, keys: Iterable[Key]) -> None:
    """Sum up derived edges from the statements that there are; drop those left without any."""
    by_predicate: dict[str, list[Row]] = defaultdict(list)
    for key in sorted(keys):
        by_predicate[key[0]].append(_pair(key))
    rule: dict[str, Any] = {"polarity": EDGE_POLARITY, "modalities": list(EDGE_MODALITIES)}
    for predicate, pairs in sorted(by_predicate.items()):
        tx.run(cypher.DROP_EDGES[predicate], pairs)
        tx.run(cypher.PUT_EDGES[predicate], tx.run(cypher.RECOUNT, pairs, **rule))


def _pair(key: Key) -> Row:
    return {"predicate": key[0], "subject": key[1], "object": key[2]}
