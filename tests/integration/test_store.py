"""The stores for real, embedded and Neo4j: load, load again, replace, remove, ask."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from store_samples import (
    EVIL,
    FRANCE,
    ISIS,
    PUTIN,
    RUSSIA,
    SYRIA,
    TURKEY,
    TURKISH_ARMY,
    entity,
    many,
    record,
    retired,
    sample,
)

from kg.errors import ConfigError, NotFoundError, StoreError
from kg.model import Document, Record
from kg.queries import Answer, get, load_all, run
from kg.rdf.archive import Archive
from kg.rdf.read import records as records_of
from kg.rdf.terms import Versions
from kg.store import Marks, Store, differences, embedded, load, open_store, remove

CLEAR = "MATCH (n) DETACH DELETE n"
NODES = """MATCH (n) WHERE NOT n:Graph
RETURN labels(n) AS labels, properties(n) AS properties ORDER BY n.iri"""
EDGES = """MATCH (a)-[r]->(b)
RETURN type(r) AS type, a.iri AS a, b.iri AS b, properties(r) AS properties ORDER BY type, a, b"""
EDGE = """MATCH (:Entity {iri: $a})-[r:ACCUSES]->(:Entity {iri: $b})
RETURN r.count AS count, r.sources AS sources, r.first AS first, r.last AS last"""


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    if request.param == "neo4j":
        place = request.getfixturevalue("neo4j_server").address
    else:
        place = tmp_path_factory.mktemp("graph") / "store"
    with open_store(place) as store:
        yield store


@pytest.fixture
def store(opened: Store) -> Store:
    opened.write(lambda tx: tx.run(CLEAR))
    return opened


def content(store: Store) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return list(store.read(NODES)), list(store.read(EDGES))


def fresh(store: Store, records: list[Record]) -> Any:
    """What a graph of just these records holds."""
    store.write(lambda tx: tx.run(CLEAR))
    load(store, records)
    return content(store)


def test_all_in_one_transaction(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.groups.ARTICLES", 1)
    load(store, sample())
    before, seen = content(store), []

    def watched(end: int) -> Iterator[Record]:
        for number, each in enumerate(many(5)):
            seen.append(content(store))  # in another transaction
            if number == end:
                raise ValueError("no more")
            yield each

    with pytest.raises(ValueError, match="no more"):
        load(store, watched(4), whole=True)
    assert content(store) == before
    summary = load(store, watched(5), whole=True)
    assert summary.added == 5
    assert seen == [before] * 10
    assert content(store) == fresh(store, [*sample(), *many(5)])


def edge(store: Store, a: Any, b: Any) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in store.read(EDGE, {"a": a.id, "b": b.id})]


def ask(store: Store, name: str, **args: Any) -> Answer:
    return run(store, get(name), args)


def test_load_and_load_again(store: Store) -> None:
    done = load(store, sample())
    assert (done.added, done.statements_added) == (6, 14)
    before = content(store)
    again = load(store, sample())
    assert (again.added, again.replaced, again.unchanged) == (0, 0, 6)
    assert content(store) == before
    assert edge(store, PUTIN, TURKEY) == [(1, 1, date(2015, 11, 26), date(2015, 11, 26))]


def test_order_and_grouping_leave_no_trace(store: Store) -> None:
    expected = fresh(store, sample())
    shuffled = sample()
    random.Random(1).shuffle(shuffled)
    store.write(lambda tx: tx.run(CLEAR))
    for one in shuffled:
        load(store, [one])
    assert content(store) == expected


def test_changed_article_replaces(store: Store) -> None:
    old = record("a", (PUTIN, "accuses", TURKEY), (FRANCE, "accuses", SYRIA))
    kept = record("b", (PUTIN, "accuses", TURKEY), published=date(2016, 1, 1))
    new = record("a", (PUTIN, "accuses", TURKEY), text="تصحيح", published=date(2017, 1, 1))
    load(store, [old, kept])
    assert edge(store, FRANCE, SYRIA) == [(1, 1, None, None)]
    done = load(store, [new])
    assert (done.replaced, done.statements_removed, done.statements_added) == (1, 2, 1)
    assert edge(store, PUTIN, TURKEY) == [(2, 2, date(2016, 1, 1), date(2017, 1, 1))]
    assert edge(store, FRANCE, SYRIA) == []
    assert content(store) == fresh(store, [kept, new])


def test_what_an_article_has_taken_back_stays_apart(store: Store) -> None:
    villain = entity("learned/x", "زعيم", None, kind="person", acts_for="RUS", names=["زعيم"])
    old = record("a", (PUTIN, "accuses", TURKEY), (villain, "accuses", SYRIA))
    new = record("a", (PUTIN, "accuses", TURKEY), text="تصحيح")
    load(store, [old])
    done = load(store, [new, retired(old)])
    assert (done.replaced, done.retired, done.added, done.removed) == (1, 1, 0, 0)
    assert (done.statements_added, done.statements_removed, done.statements_retired) == (1, 0, 2)
    # Its nodes and edges stay where they are; what goes is derived from them.
    assert (done.nodes_updated >= 3, done.nodes_removed, done.relationships_removed) == (True, 0, 2)
    assert edge(store, PUTIN, TURKEY) == [(1, 1, None, None)]
    assert edge(store, villain, SYRIA) == []
    found = store.read("MATCH (s:Statement)-[:SUBJECT]->(e) WHERE s.retired IS NOT NULL "
                       "MATCH (s)-[:OBJECT]->(o) MATCH (s)-[:EVIDENCE]->(d) "
                       "RETURN e.labelAr AS who, s.retired AS at, d.retired AS too "
                       "ORDER BY who")  # fmt: skip
    moment = datetime(2020, 1, 1, 12)
    assert [tuple(row.values()) for row in found] == [
        ("زعيم", moment, moment), ("فلاديمير بوتين", moment, moment),
    ]  # fmt: skip
    assert len(ask(store, "whom-accuses", actor="Russia")) == 1
    assert len(ask(store, "statements-of-article", article="a")) == 1
    back = list(ask(store, "corrections"))
    assert [row["retired"] for row in back] == [date(2020, 1, 1)] * 2
    assert len(ask(store, "corrections", actor="Syria", since="2020-01-01")) == 1
    assert len(ask(store, "corrections", actor="Russia")) == 2
    assert len(ask(store, "corrections", actor="Russia", exact=True)) == 0
    assert len(ask(store, "corrections", until="2019-12-31")) == 0
    assert load(store, [new, retired(old)]).unchanged == 1
    assert content(store) == fresh(store, [retired(old), new])


def test_an_article_that_goes_back_to_its_earlier_text(store: Store) -> None:
    one = record("a", (PUTIN, "accuses", TURKEY))
    two = record("a", (FRANCE, "accuses", SYRIA), text="تصحيح")
    load(store, [two, retired(one)])
    done = load(store, [one, retired(two, 2)])
    assert (done.replaced, done.retired, done.statements_removed) == (1, 1, 0)
    assert edge(store, PUTIN, TURKEY) == [(1, 1, None, None)]
    assert content(store) == fresh(store, [one, retired(two, 2)])


@pytest.mark.parametrize("seed", range(3))
def test_any_history_of_corrections_ends_in_the_same_graph(store: Store, seed: int) -> None:
    dice = random.Random(seed)
    people = (RUSSIA, PUTIN, TURKEY, TURKISH_ARMY, replace(PUTIN, label_en="V. Putin"))
    texts = {
        name: [record(name, *((dice.choice(people), "accuses", dice.choice(people))
                              for _ in range(dice.randrange(3))), text=str(n)) for n in range(3)]
        for name in "abc"
    }  # fmt: skip
    versions: dict[str, dict[str, Record]] = {name: {} for name in texts}
    for step in range(12):
        name = dice.choice("abc")
        new = dice.choice(texts[name])
        for key, old in versions[name].items():
            if old.document.retired is None:
                versions[name][key] = retired(old, 1 + step)
        versions[name][new.document.version] = new
        arriving = list(versions[name].values())
        dice.shuffle(arriving)
        load(store, arriving)
    found = content(store)
    assert found == fresh(store, [r for each in versions.values() for r in each.values()])
    remove(store, "abc")
    assert content(store) == ([], [])


def test_same_text_read_otherwise_replaces(store: Store) -> None:
    old = record("a", (PUTIN, "accuses", TURKEY))
    new = replace(old, statements=(replace(old.statements[0], polarity="negative"),))
    load(store, [old])
    assert load(store, [new]).replaced == 1
    assert edge(store, PUTIN, TURKEY) == []


@pytest.mark.parametrize("seed", range(4))
def test_any_history_ends_in_the_same_graph(store: Store, seed: int) -> None:
    dice = random.Random(seed)
    names = ("a", "b", "c", "d")
    people = (RUSSIA, PUTIN, TURKEY, TURKISH_ARMY, replace(PUTIN, label_en="V. Putin"))
    latest: dict[str, Record] = {}
    for step in range(12):
        name = dice.choice(names)
        if dice.random() < 0.25:
            remove(store, [name])
            latest.pop(name, None)
            continue
        rows = [(dice.choice(people), dice.choice(("accuses", "targets")), dice.choice(people))
                for _ in range(dice.randrange(3))]  # fmt: skip
        latest[name] = record(name, *rows, text=str(step), published=date(2015, 1, 1 + step))
        load(store, [latest[name]])
    found = content(store)
    assert found == fresh(store, list(latest.values()))


def test_articles_whose_rdf_is_the_same_are_not_read(store: Store, tmp_path: Path) -> None:
    def bring(*, prune: bool = False) -> tuple[int, Any]:
        archive, read = Archive.open(tmp_path / "g"), list[Path]()
        marks = Marks(store, archive.marks())

        def records() -> Iterator[Record]:
            for path in marks.behind():
                read.append(path)
                yield from records_of(path)

        told = list[int]()
        done = load(store, records(), prune=prune, marks=marks, progress=told.append)
        versions = len(list(archive.records(retired=True))) - len(list(archive.records()))
        # Whoever shows how far it is counts all articles, those that need nothing too.
        assert 6 <= sum(told) <= 6 + versions
        return len(read), done

    def put(*records: Record) -> None:
        with Archive.open(tmp_path / "g", create=True) as archive:
            for each in records:
                archive.put(each, Versions("1", "2", "3"), datetime(2020, 1, 1, 12, tzinfo=UTC))

    put(*sample())
    assert bring()[1].added == 6
    read, done = bring(prune=True)
    assert (read, done.unchanged, done.removed) == (0, 6, 0)
    put(record("a1", (RUSSIA, "accuses", TURKEY), text="تصحيح"))
    assert bring()[1].replaced == 1
    assert bring(prune=True)[1].removed == 0  # the retired version neither
    load(store, [record("a2", (FRANCE, "accuses", SYRIA), text="من مكان آخر")])
    assert bring()[1].replaced == 1
    remove(store, ["a3"])
    assert bring()[1].added == 1
    found = content(store)
    assert found == fresh(store, list(Archive.open(tmp_path / "g").records(retired=True)))


def test_prune_leaves_only_what_was_given(store: Store) -> None:
    load(store, sample())
    done = load(store, sample()[:2], prune=True)
    assert (done.removed, done.unchanged) == (4, 2)
    assert content(store) == fresh(store, sample()[:2])


def test_verification_names_every_difference(store: Store) -> None:
    records = [*sample(), retired(record("a1", (RUSSIA, "accuses", FRANCE), text="قديم"))]
    load(store, records)
    assert list(differences(store, records)) == []
    harm = [
        "MATCH (s {predicate: 'rejects'})-[r:OBJECT]->(:Entity {iri: $a}) DELETE r",
        "MATCH (:Entity {iri: $a})-[r:TARGETS]->(:Entity {iri: $b}) SET r.count = 9",
        "MATCH (d:Document {id: 'a5'})<-[:EVIDENCE]-(s) DETACH DELETE s",
        "MATCH (d:Document {id: 'a6'}) SET d.title = 'x'",
        "MATCH (e:Entity {iri: $b}) SET e.labelEn = 'Turkiye'",
        "MATCH (d:Document {id: 'a4'})-[r:MENTIONS]->(:Entity {iri: $b}) DELETE r",
    ]
    for each in harm:
        store.write(lambda tx, each=each: tx.run(each, a=RUSSIA.id, b=TURKEY.id))
    said = "\n".join(differences(store, records))
    for words in (
        f"object is nothing, the RDF says {RUSSIA.id}", "count is 9, the RDF says 1",
        "a5>: statement <", "a6>: title is x, the RDF says", "labelEn is Turkiye",
        f"a4>: mention of <{TURKEY.id}> is missing",
    ):  # fmt: skip
        assert words in said, said
    assert len(said.splitlines()) == len(harm), said
    load(store, [record("other", (FRANCE, "targets", ISIS))])
    assert any(
        "article/other> is in the store, but" in each for each in differences(store, records)
    )


def test_one_article_twice_in_one_load(store: Store) -> None:
    first = record("a", (PUTIN, "accuses", TURKEY))
    second = record("a", (FRANCE, "accuses", SYRIA), text="تصحيح")
    load(store, [first, second])
    assert content(store) == fresh(store, [second])


def test_hostile_text_is_only_text(store: Store) -> None:
    villain = entity(f"learned/{EVIL}", EVIL, EVIL, names=[EVIL, "x' OR 1=1 //", "$iri"])
    bad = record(EVIL, (villain, "accuses", TURKEY), text=EVIL, topic=EVIL, quote=EVIL, rule=EVIL)
    document = replace(bad.document, url=EVIL, source=EVIL, id=EVIL)
    load(store, [*sample(), replace(bad, document=document)])
    answer = ask(store, "who-accuses", target="Turkey")
    (row,) = [row for row in answer if row["subject"] == villain.id]
    assert row["subject_en"] == row["topic"] == row["quote"] == row["url"] == EVIL
    assert row["document"] == EVIL
    assert len(ask(store, "whom-accuses", actor=EVIL)) == 1
    assert len(ask(store, "statements-of-article", article=EVIL)) == 1
    assert ask(store, "search-quotes", words="}) DETACH").rows
    assert len(list(store.read("MATCH (d:Document) RETURN d.iri AS iri"))) == 7


def test_surrogates_and_missing_parts(store: Store) -> None:
    document = Document("a\udcff", "عنوان \udcff\nنص")
    load(store, [Record(document)])
    (row,) = store.read("MATCH (d:Document) RETURN d.title AS title, d.published AS day")
    assert row["title"].startswith("عنوان")
    assert row["day"] is None


def test_every_question_answers(store: Store) -> None:
    load(store, [*sample(), retired(record("a1", (RUSSIA, "accuses", FRANCE), text="قديم"))])
    given = {
        "co-targets": {"target": "Syria"},
        "search-quotes": {"words": "النفط ادلب"},
        "statements-of-article": {"article": "a1"},
        "timeline": {"actor": "روسيا", "other": "TR"},
        "common-enemies": {"actor": "RUS", "other": "fra"},
        "relations": {"actor": "Islamic State"},
        "corrections": {},
    }
    for name, query in load_all().items():
        args = {p.name: p.example for p in query.params if p.required} | given.get(name, {})
        answer = run(store, query, args)
        assert answer.rows, name
        assert answer.columns == tuple(column.name for column in query.columns)
        assert answer.rows == run(store, query, args).rows
        _check_types(query, answer)


def _check_types(query: Any, answer: Answer) -> None:
    kinds = {"string": str, "iri": str, "integer": int, "float": float, "boolean": bool,
             "date": date}  # fmt: skip
    for row in answer:
        for column in query.columns:
            value = row[column.name]
            assert value is None or type(value) is kinds[column.type], (query.name, column.name)


def test_a_state_takes_in_its_officials_and_organs(store: Store) -> None:
    load(store, sample())
    rows = list(ask(store, "who-accuses", target="Turkey"))
    assert [row["object_en"] for row in rows] == ["Turkey", "army (Turkey)"]
    assert {row["subject_en"] for row in rows} == {"Vladimir Putin"}
    assert rows[0]["subject_ar"] == "فلاديمير بوتين"
    assert rows[0]["subject_actor"] == "RUS"
    assert rows[0]["topic"] == "شراء النفط"
    assert rows[0]["quote"].startswith("الجملة 0")
    assert rows[0]["date"] == date(2015, 11, 26)
    assert rows[0]["speaker_en"] == "Vladimir Putin"
    assert rows[0]["url"] == "https://example.org/a1"
    assert rows[0]["explicit"] is True
    assert len(ask(store, "who-accuses", target="Turkey", exact=True)) == 1
    assert len(ask(store, "who-accuses", target="Turkey", polarity="any")) == 3
    assert len(ask(store, "who-accuses", target="Turkey", limit=1)) == 1
    assert len(ask(store, "who-accuses", target="Turkey", until="2015-11-25")) == 0
    assert len(ask(store, "whom-accuses", actor="RU")) == 2
    assert len(ask(store, "whom-accuses", actor="RU", exact="yes")) == 0


def test_allies_up_to_three_steps(store: Store) -> None:
    load(store, sample())
    steps = [(row["distance"], row["ally_en"], row["via_en"])
             for row in ask(store, "allies-of", actor="Syria", depth=3)]  # fmt: skip
    assert steps == [(1, "Russia", "Syria"), (2, "Iran", "Russia"), (2, "Turkey", "Russia")]
    assert len(ask(store, "allies-of", actor="Syria")) == 1


def test_pairs(store: Store) -> None:
    load(store, sample())
    assert len(ask(store, "agreements", actor="FRA", **{"with": "Russia"})) == 1
    assert len(ask(store, "agreements", actor="FRA", **{"with": "Turkey"})) == 0
    both = ask(store, "accusations-between", actor="Russia", other="Turkey")
    assert [row["subject_actor"] for row in both] == ["TUR", "RUS", "RUS"]
    assert len(ask(store, "accusations-between", actor="RUS", other="TUR", exact=True)) == 1
    kinds = {row["kind"] for row in ask(store, "contradictions")}
    assert kinds == {"allied-but-targets", "asserted-but-denied", "accused-but-rejected"}
    assert {row["enemy_en"] for row in ask(store, "common-enemies", actor="RUS", other="FRA")} == {
        "Islamic State"
    }
    (row,) = ask(store, "co-targets", target="Syria")
    assert (row["attacker_en"], row["target_en"]) == ("France", "Islamic State")
    dates = [row["date"] for row in ask(store, "timeline", actor="RUS", other="TUR")]
    assert dates == sorted(dates)
    assert len(dates) == 7


def test_chains(store: Store) -> None:
    load(store, sample())
    rows = list(ask(store, "path-between", actor="Turkey", other="Iran"))
    assert {row["chain"] for row in rows} == {"Turkey > Russia > Iran"}
    assert {row["step"] for row in rows} == {1, 2}
    assert ask(store, "path-between", actor="Turkey", other="Turkey").rows == ()


def test_counts_of_accusations(store: Store) -> None:
    load(store, sample())
    top = [(r["actor_en"], r["accusations"]) for r in ask(store, "most-accused")]
    assert top == [("Turkey", 2), ("Russia", 1)]
    top = [(r["actor_en"], r["accusations"]) for r in ask(store, "most-accusing", exact=True)]
    assert top == [("Vladimir Putin", 2), ("Turkey", 1)]


def test_names_that_the_graph_has(store: Store) -> None:
    load(store, sample())
    for name in ("بوتين", "Vladimir Putin", "person:vladimir-putin", PUTIN.id):
        assert len(ask(store, "whom-accuses", actor=name)) == 2
    with pytest.raises(NotFoundError) as caught:
        ask(store, "whom-accuses", actor="Turky")
    assert "Turkey" in caught.value.suggestions
    assert ask(store, "whom-accuses", actor="Japan").notes


def test_nothing_reaches_the_terminal_or_the_folder(tmp_path: Path) -> None:
    code = "import sys; from kg.store import open_store\nwith open_store('store'): pass"
    run_ = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "HOME": "/nonexistent"},
    )  # fmt: skip
    assert (run_.stdout, run_.stderr) == ("", "")
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
    inside = {path.name for path in (tmp_path / "store").iterdir()}
    assert inside == {embedded.DATABASE, ".instance.id"}


def test_in_use_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import sys; from kg.store import open_store\nwith open_store(sys.argv[1]): print('open', flush=True); input()"  # noqa: E501
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "store")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert other.stdout
    assert other.stdin
    with other:
        assert other.stdout.readline() == b"open\n"
        monkeypatch.setattr(embedded, "PATIENCE", 0.2)
        with (
            pytest.raises(StoreError, match="in use by another kg"),
            open_store(tmp_path / "store"),
        ):
            pass
        other.stdin.write(b"\n")
        other.stdin.close()
    with open_store(tmp_path / "store", create=False):
        pass


def test_ports_are_free_and_never_lent_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", embedded._free_port()))
        port = taken.getsockname()[1]
        assert port < 32_768
        offsets = iter([port, port, port + 1, port + 2, port + 3])
        start = embedded._PORTS.start
        monkeypatch.setattr("secrets.randbelow", lambda _: next(offsets) - start)
        assert port < embedded._free_port() <= port + 3


@pytest.mark.parametrize("taken", ["bolt", "http"])
def test_a_port_that_is_taken_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: str
) -> None:
    """Another engine, with a password of its own, listens where this one was going to."""
    with embedded.serve(tmp_path / "other") as other, open_store(tmp_path / "store") as store:
        store.write(lambda tx: tx.run("CREATE (:Kept)"))
        free, port = embedded._free_port, other.port
        chosen = iter([port, free()] if taken == "bolt" else [free(), port])
        monkeypatch.setattr(embedded, "_free_port", lambda: next(chosen, 0) or free())
        with open_store(tmp_path / "mine") as mine:
            assert list(mine.read("MATCH (n) RETURN n")) == []
        assert next(chosen, None) is None
        monkeypatch.setattr(embedded, "_free_port", lambda: port)
        with pytest.raises(StoreError, match="cannot be opened"), open_store(tmp_path / "mine"):
            pass
        assert len(list(store.read("MATCH (n) RETURN n"))) == 1


def test_no_store_and_bad_addresses(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="kg load"), open_store(tmp_path / "s", create=False):
        pass
    for address in ("http://localhost", "bolt://", "bolt://u:secret@localhost"):
        with pytest.raises(ConfigError), open_store(address):
            pass
    with pytest.raises(StoreError, match="does not answer"), open_store("bolt://127.0.0.1:1"):
        pass


@pytest.mark.slow
def test_killed_while_loading(tmp_path: Path) -> None:
    """A loader that is killed leaves whole articles; loading again gives what it would have."""
    code = (
        "import sys; from store_samples import many; from kg.store import load, open_store\n"
        "import sys; import kg.store.groups; kg.store.groups.ARTICLES = 5\n"
        "with open_store(sys.argv[1]) as s:\n"
        "    load(s, many(400), progress=lambda n: print(n, flush=True))"
    )
    path = os.pathsep.join([str(Path(__file__).parents[2]), str(Path(__file__).parent)])
    for kill_after in (1, 7, 19):
        victim = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "store")],
            stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        assert victim.stdout
        with victim:
            for _ in range(kill_after):
                assert victim.stdout.readline()
            time.sleep(random.random() * 0.05)  # somewhere inside the next transaction
            victim.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    with open_store(tmp_path / "store") as store:
        whole = list(store.read(
            "MATCH (d:Document) OPTIONAL MATCH (d)<-[:EVIDENCE]-(s:Statement) "
            "RETURN d.id AS id, count(s) AS statements"
        ))  # fmt: skip
        assert len(whole) >= 19 * 5 - 5
        assert {row["statements"] for row in whole} == {2}
        done = load(store, many(400))
        assert done.unchanged == len(whole)
        found = content(store)
        assert found == fresh(store, list(many(400)))


def test_what_takes_too_long_is_ended_and_what_comes_after_is_not(opened: Store) -> None:
    endless = """UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b
        WITH a, b WHERE a + b < 0 RETURN count(a) AS n"""
    begin = time.monotonic()
    opened.patience = 0.5
    try:
        with pytest.raises(StoreError, match="took too long"):
            opened.read(endless)
        assert time.monotonic() - begin < 60
        assert list(opened.read("RETURN 1 AS one")) == [{"one": 1}]
    finally:
        opened.patience = None
    while any("1000000" in row["currentQuery"] for row in opened.read("SHOW TRANSACTIONS")):
        assert time.monotonic() - begin < 60
