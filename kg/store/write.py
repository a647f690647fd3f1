"""What one transaction writes: articles in, articles out, and what follows for all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Final

from kg.store import cypher, merge
from kg.store.rows import DESCRIPTION, EDGE_MODALITIES, EDGE_POLARITY, Article, Row, edges
from kg.store.transaction import Transaction

Key = tuple[str, str, str]

_SAID: Final = itemgetter("entity", "retired", *DESCRIPTION)


def add(
    tx: Transaction,
    articles: Sequence[Article],
    pending: Iterable[Key] = (),
    cache: Mapping[str, Row] | None = None,
) -> dict[str, Row]:
    """Put in articles that the graph does not hold.

    Args:
        tx: the transaction.
        articles: what to put in.
        pending: derived edges that are summed up anew afterwards and so are left out here.
        cache: what the graph holds of some entities, by IRI.

    Returns:
        What it holds of the entities of these articles now.
    """
    mentions = [row for a in articles for row in a.mentions]
    statements = [row for a in articles for row in a.statements]
    tx.run(cypher.ADD_DOCUMENTS, [a.document for a in articles])
    said = _by_what_is_said(mentions)
    known = _known(tx, {row["entity"] for row in said}, cache or {})
    states = _describe(tx, map(_summed, said), known)
    tx.run(cypher.ADD_MENTIONS, said)
    tx.run(cypher.ADD_STATEMENTS, statements)
    tx.run(cypher.ADD_OBJECTS, [(s["iri"], s["object"]) for s in statements if s["object"]])
    tx.run(cypher.ADD_SPEAKERS, [(s["iri"], s["speaker"]) for s in statements if s["speaker"]])
    # Whether a copy adds a source depends on the others that the graph holds.
    copies = {key for a in articles if a.shared for key, _ in edges(a.statements)}
    later = frozenset(pending)
    _count(tx, articles, later | copies)
    _recount(tx, copies - later)
    return states


def withdraw(
    tx: Transaction,
    iris: Sequence[str],
    successors: Sequence[Article] = (),
    retiring: Sequence[tuple[Article, Article]] = (),
) -> list[str]:
    """Take articles out or retire them, and put their successors in.

    Derived edges to which the successors add what went are not touched.

    Args:
        tx: the transaction.
        iris: nodes of articles that go.
        successors: what comes in.
        retiring: what stays, but is current no more: as it is and as it will be.

    Returns:
        The statements that went; some may have come back with the successors.
    """
    statements = tx.run(cypher.STATEMENTS_OF_DOCUMENTS, iris)
    left = [before for before, _ in retiring]
    mentions = tx.run(cypher.MENTIONS_OF_DOCUMENTS, iris)
    lost = _lost(chain(mentions, *(one.mentions for one in left)), successors)
    before = _shares(chain(_told(statements), _said(left)))
    after = _shares(_said(successors))
    tx.run(cypher.DROP_STATEMENTS, [row["iri"] for row in statements])
    tx.run(cypher.DROP_DOCUMENTS, iris)
    _retire(tx, retiring)
    if successors:
        add(tx, successors, before)
    _recount(tx, [key for key in before if before[key] != after.get(key)])
    tx.run(cypher.DROP_ORPHANS, lost)
    tx.run(cypher.DROP_TENURES, lost)
    rest = tx.run(cypher.MENTIONS_OF_ENTITIES, lost)
    _describe(tx, [{**row, "names": sorted(set().union(*row["lists"]))} for row in rest], {})
    return [row["iri"] for row in statements]


def _retire(tx: Transaction, retiring: Sequence[tuple[Article, Article]]) -> None:
    """Give the nodes of versions that are current no more what they have as retired ones."""
    statements = [(s["iri"], s["props"]["retired"]) for _, one in retiring for s in one.statements]
    tx.run(cypher.RETIRE_DOCUMENTS, [(before.iri, after.document) for before, after in retiring])
    tx.run(cypher.RETIRE_STATEMENTS, statements)
    tx.changes["nodes_updated"] += len(retiring) + len(statements)


def _told(statements: Iterable[Row]) -> Iterator[tuple[str, Iterable[Row]]]:
    """The reports of articles in the graph, each with the rows of its statements."""
    by_article: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in statements:
        by_article[row["document"], row["report"]].append({**row, "props": row})
    yield from ((report, rows) for (_, report), rows in by_article.items())


def _said(articles: Iterable[Article]) -> Iterator[tuple[str, Iterable[Row]]]:
    yield from ((one.document["report"], one.statements) for one in articles)


def _shares(said: Iterable[tuple[str, Iterable[Row]]]) -> dict[Key, list[str]]:
    """What articles add to derived edges, in a form to be compared."""
    found: dict[Key, list[str]] = defaultdict(list)
    for report, statements in said:
        for key, share in edges(statements):
            found[key].append(f"{report} {sorted(share.items())}")
    return {key: sorted(shares) for key, shares in found.items()}


def _lost(mentions: Iterable[Row], successors: Iterable[Article]) -> list[str]:
    """Entities of which something that an article said is said by it no more."""
    now = {(row["document"], row["entity"]): row for a in successors for row in a.mentions}
    return sorted(
        row["entity"] for row in mentions if now.get((row["document"], row["entity"])) != row
    )


def _by_what_is_said(mentions: Iterable[Row]) -> list[Row]:
    """Mentions of one entity with the same description as one row: most are."""
    groups: dict[tuple[Any, ...], list[tuple[str, list[str] | None]]] = defaultdict(list)
    for row in mentions:
        groups[_SAID(row)].append((row["document"], row["names"] or None))
    return [
        {"entity": entity, "retired": retired, "documents": documents,
         "about": dict(zip(DESCRIPTION, about, strict=True))}
        for (entity, retired, *about), documents in groups.items()
    ]  # fmt: skip


def _summed(said: Row) -> Row:
    """A row of `_by_what_is_said` as one mention, which adds up to the same as all of them."""
    names = set[str]().union(*(names for _, names in said["documents"] if names))
    document = min(document for document, _ in said["documents"])
    head = {"entity": said["entity"], "retired": said["retired"], "document": document}
    return {**said["about"], **head, "names": sorted(names)}


def _known(tx: Transaction, iris: Iterable[str], cache: Mapping[str, Row]) -> dict[str, Row]:
    wanted = sorted(iris)
    known = {iri: cache[iri] for iri in wanted if iri in cache}
    asked = [iri for iri in wanted if iri not in known]
    known |= {row["iri"]: {**row, "tenures": {}} for row in tx.run(cypher.ENTITIES, asked)}
    for row in tx.run(cypher.TENURES, asked):
        known[row["iri"]]["tenures"][row["body"]] = (row["from"], row["to"])
    return known


def _describe(tx: Transaction, mentions: Iterable[Row], known: dict[str, Row]) -> dict[str, Row]:
    """Write the entities that some mentions change; all of them as they are now."""
    by_entity: dict[str, list[Row]] = defaultdict(list)
    for row in mentions:
        by_entity[row["entity"]].append(row)
    states = {iri: merge.entity(known.get(iri), rows) for iri, rows in by_entity.items()}
    changed = [states[iri] for iri in sorted(states) if states[iri] != known.get(iri)]
    revived = [s["iri"] for s in changed if s["iri"] in known and merge.is_retired(known[s["iri"]])]
    tx.run(cypher.DROP_TENURES, revived)
    tx.run(cypher.PUT_ENTITIES, [properties(state) for state in changed])
    tx.changes["nodes_updated"] += sum(state["iri"] in known for state in changed)
    tx.run(
        cypher.PUT_TENURES,
        [
            {"iri": state["iri"], "body": body, "from": begin, "to": end}
            for state in changed
            for body, (begin, end) in sorted(state["tenures"].items())
            if state["iri"] not in known
            or known[state["iri"]]["tenures"].get(body) != (begin, end)
            or state["iri"] in revived
        ],
    )
    return states


def properties(state: Row) -> Row:
    """What the node of an entity holds; `names` are all names folded, to be found by."""
    from kg.arabic.normalise import fold

    names = [state["labelEn"], state["labelAr"], *state["aliases"]]
    folded = sorted({fold(name) for name in names if name} - {""})
    told = {key: state[key] for key in state if key != "tenures"}
    # No list rather than an empty one, which the bulk importer knows not.
    return {**told, "aliases": state["aliases"] or None, "names": folded or None}


def _count(tx: Transaction, articles: Iterable[Article], pending: frozenset[Key]) -> None:
    """Add the share of new articles to the derived edges."""
    shares: dict[Key, Row] = {}
    for one in articles:
        for key, share in edges(one.statements):
            if key not in pending:
                shares[key] = merge.edge(shares.get(key), share)
    rows = [{**_pair(key), **shares[key]} for key in sorted(shares)]
    there = {_key(row) for row in tx.run(cypher.UPDATE_EDGES, rows)}
    tx.run(cypher.CREATE_EDGES, [row for row in rows if _key(row) not in there])


def _recount(tx: Transaction, keys: Iterable[Key]) -> None:
    """Sum up derived edges from the statements that there are; drop those left without any."""
    pairs = [_pair(key) for key in sorted(keys)]
    rule: dict[str, Any] = {"polarity": EDGE_POLARITY, "modalities": list(EDGE_MODALITIES)}
    tx.run(cypher.DROP_EDGES, pairs)
    tx.run(cypher.CREATE_EDGES, tx.run(cypher.RECOUNT, pairs, **rule))


def _pair(key: Key) -> Row:
    return {"predicate": key[0], "subject": key[1], "object": key[2]}


def _key(row: Row) -> Key:
    return row["predicate"], row["subject"], row["object"]
