"""Records as rows, and how rows of several articles add up."""

from __future__ import annotations

import ast
import itertools
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from kg.model import PREDICATES, Record
from kg.store import cypher, merge, rows
from kg.store.names import DERIVED, LABELS, RELATIONS

FOLDER = Path(cypher.__file__).parent
EVIL = "`}) DETACH DELETE n //"


def test_rows_of_a_record(record: Record) -> None:
    article = rows.article(record)
    assert article.iri.endswith("/article/news%201")
    assert article.document["published"] == date(2020, 3, 5)
    assert {row["entity"] for row in article.mentions} == {e.id for e in record.entities}
    assert len(article.statements) == len(record.statements)
    turkey = next(row for row in article.mentions if row["labelEn"] == "Turkey")
    assert turkey["names"] == ["أنقرة", "تركيا"]


def test_digest_tells_contents_apart(record: Record) -> None:
    again = rows.article(replace(record, statements=record.statements[::-1]))
    other = rows.article(replace(record, statements=record.statements[1:]))
    assert again == rows.article(record)
    assert other.document["digest"] != again.document["digest"]


def test_a_retired_version_is_known_for_what_it_was(record: Record) -> None:
    moment = datetime(2020, 4, 1, tzinfo=UTC)
    for report in (None, "another"):
        document = replace(record.document, report=report)
        current = rows.article(replace(record, document=document))
        gone = rows.article(replace(record, document=replace(document, retired=moment)))
        assert gone.document["digest"] != current.document["digest"]
        assert rows.unretired(gone) == current


def test_derived_edges_leave_out_what_is_denied(record: Record) -> None:
    found = dict(rows.edges(rows.article(record).statements))
    assert {key[0] for key in found} == {"accuses"}
    assert all(share["count"] == share["sources"] == 1 for share in found.values())


def test_bodies_that_a_record_does_not_describe_get_a_row(record: Record) -> None:
    few = replace(record, entities=record.entities[:1])
    named = {s.subject for s in few.statements} | {s.object for s in few.statements if s.object}
    assert named <= {row["entity"] for row in rows.article(few).mentions}


def test_text_that_no_database_takes() -> None:
    assert rows.clean("a\udcffب") == "a\ufffd\ufffd\ufffdب"
    assert rows.clean(None) is None
    assert rows.clean(EVIL) == EVIL


def mention(document: str, **known: object) -> dict[str, object]:
    base = dict.fromkeys(
        ("kind", "actor", "labelAr", "labelEn", "wikidata", "actsFor", "from", "to")
    )
    return {**base, "document": document, "entity": "e", "names": [], "retired": False, **known}


def test_entities_come_out_the_same_in_any_order() -> None:
    begin = {"from": date(2001, 1, 1)}
    mentions = [
        mention("d1"),
        mention("d2", kind="person", labelAr="ا", names=["ب"], actsFor="X", **begin),
        mention("d3", kind="person", labelAr="ج", names=["ا"], actsFor="X", to=date(2009, 1, 1)),
        mention("d4", kind="person", labelAr="د", names=["ب"], actsFor="Y"),
        mention("d0", kind="person", labelAr="ه", names=["ه"], actsFor="Z", retired=True),
    ]  # fmt: skip
    states = []
    for order in itertools.permutations(mentions):
        state = None
        for row in order:
            state = merge.entity(state, [row])
        states.append(state)
    assert all(state == states[0] for state in states)
    assert states[0] == {
        "iri": "e", "kind": "person", "actor": None, "labelAr": "ا", "labelEn": None,
        "wikidata": None, "definedBy": "0 d2", "aliases": ["ا", "ب"],
        "tenures": {"X": (date(2001, 1, 1), None), "Y": (None, None)},
    }  # fmt: skip


def test_retired_versions_describe_whom_nobody_else_names() -> None:
    old = mention("d/1", kind="person", labelAr="ا", names=["ب"], actsFor="X", retired=True)
    state = merge.entity(None, [old])
    assert (state["labelAr"], state["definedBy"], merge.is_retired(state)) == ("ا", "2 d/1", True)
    assert not merge.is_retired(merge.entity(state, [mention("d2", labelAr="ج")]))


def test_edges_add_up() -> None:
    share = {"count": 2, "sources": 1, "first": None, "last": None}
    dated = {"count": 1, "sources": 1, "first": date(2015, 1, 1), "last": date(2015, 1, 1)}
    assert merge.edge(None, share) == share
    assert merge.edge(share, dated) == {**dated, "count": 3, "sources": 2}


def test_the_closed_list() -> None:
    assert tuple(DERIVED) == PREDICATES
    names = [*LABELS, *RELATIONS, *DERIVED.values()]
    assert all(name.isidentifier() for name in names)
    assert len({name.upper() for name in names}) == len(names)


def test_no_cypher_is_put_together_from_data() -> None:
    """Texts of Cypher stand in cypher.py; nothing formats or adds to them."""
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr == "run" and node.args and path.name in ("write.py", "load.py"):
                text = ast.unparse(node.args[0])
                assert text.startswith("cypher."), f"{path.name}: {text}"
    tree = ast.parse(Path(cypher.__file__).read_text(encoding="utf-8"))
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.JoinedStr | ast.BinOp)]
