"""Each format read back with a library of others."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import networkx
import pandas
import pydot
import pytest
import rustworkx
from followthemoney import model as ftm_model
from hostile_text import FORMULA, Write
from lxml import etree
from ndex2.cx2 import RawCX2NetworkFactory
from pyarrow import parquet

from kg.errors import KgError
from kg.exports import FORMATS, Format, csv, events
from kg.exports.graph import EDGE_FIELDS, NODE_FIELDS, elements, multigraph
from kg.exports.options import Options
from kg.exports.values import clean
from kg.model import Record

ROOT = Path(__file__).parents[3]
NAMES = [f.name for f in FORMATS if isinstance(f, Format)]
GEXF = "{http://gexf.net/1.3}"


@pytest.fixture(params=["record", "hostile"])
def either(request: pytest.FixtureRequest) -> Record:
    found: Record = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(ROOT / "tests" / "data" / "gexf" / "gexf.xsd"))


def table(content: bytes, **more: Any) -> pandas.DataFrame:
    return pandas.read_csv(io.BytesIO(content), keep_default_na=False, dtype=str, **more)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_records_give_the_same_bytes(record: Record, write: Write, name: str) -> None:
    assert write(name, [record]) == write(name, iter([record]))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_and_anything_can_be_written(hostile: Record, write: Write, name: str) -> None:
    assert write(name, [hostile])
    write(name, [])
    undated = tuple(replace(s, date=None, confidence=float("nan")) for s in hostile.statements)
    if name != "jsonl":
        write(name, [replace(hostile, statements=undated, entities=())])


@pytest.mark.parametrize("options", [Options(), Options(yed=True)], ids=["plain", "yed"])
def test_graphml_reads_back_equal(either: Record, write: Write, options: Options) -> None:
    content = write("graphml", [either], options)
    again = networkx.read_graphml(io.BytesIO(content), force_multigraph=True)
    graph = multigraph([either])
    assert dict(again.edges).keys() == dict(graph.edges).keys()
    for end in (*graph.nodes, *graph.edges):
        found = (again.edges if isinstance(end, tuple) else again.nodes)[end]
        wanted = (graph.edges if isinstance(end, tuple) else graph.nodes)[end]
        # XML has one kind of line break, and yEd adds the shape.
        assert {k: found[k] for k in wanted if k != "label"} == {
            k: wanted[k] for k in wanted if k != "label"
        }
        if not options.yed:
            assert found == wanted


def test_graphml_is_typed_and_read_by_another_library(either: Record, tmp_path: Path,
                                                      write: Write) -> None:  # fmt: skip
    file = tmp_path / "x.graphml"
    file.write_bytes(write("graphml", [either]))
    (graph,) = rustworkx.read_graphml(str(file))
    wanted = multigraph([either])
    assert graph.num_nodes() == wanted.number_of_nodes()
    assert graph.num_edges() == wanted.number_of_edges()
    ids = [node["id"] for node in graph.nodes()]
    for source, target, values in graph.weighted_edge_list():
        theirs = wanted.edges[ids[source], ids[target], values["id"]]
        assert isinstance(values["confidence"], float)
        assert isinstance(values["quote_begin"], int)
        assert values["explicit"] is theirs["explicit"]
        assert (values["quote"] or "") == theirs["quote"]


@pytest.mark.parametrize("options", [Options(), Options(yed=True)], ids=["plain", "yed"])
def test_graphml_is_read_by_igraph(
    either: Record, tmp_path: Path, write: Write, options: Options
) -> None:
    igraph = pytest.importorskip("igraph", reason="`make igraph` installs it for this test")
    file = tmp_path / "x.graphml"
    file.write_bytes(write("graphml", [either], options))
    graph, wanted = igraph.Graph.Read_GraphML(str(file)), multigraph([either])
    assert graph.is_directed()
    assert (graph.vcount(), graph.ecount()) == (len(wanted), wanted.number_of_edges())
    names = [vertex["id"] for vertex in graph.vs]
    kept = [name for name in EDGE_FIELDS if name != "label"]  # of which yEd has its own
    # By their values: igraph 1.0 gives the id of a node to the edge of the same number.
    found = [(names[e.source], names[e.target], *(e[name] for name in kept)) for e in graph.es]
    theirs = [(a, b, *(values[name] for name in kept)) for a, b, values in wanted.edges(data=True)]
    assert Counter(found) == Counter(theirs)
    for vertex in graph.vs:
        assert {**vertex.attributes(), "id": ...} == {**wanted.nodes[vertex["id"]], "id": ...}


def test_yed_shows_labels(record: Record, write: Write) -> None:
    root = etree.fromstring(write("graphml", [record], Options(yed=True)))
    y = "{http://www.yworks.com/xml/graphml}"
    assert {e.text for e in root.iter(f"{y}NodeLabel")} >= {"Turkey", "Russia"}
    assert {e.text for e in root.iter(f"{y}EdgeLabel")} == {"accuses", "agreedWith"}


def test_gexf_is_as_its_schema_says(either: Record, write: Write, schema: etree.XMLSchema) -> None:
    for records in ([either], []):
        schema.assertValid(etree.fromstring(write("gexf", records)))
    bad = write("gexf", [either]).replace(b'mode="dynamic"', b'mode="lively"')
    assert not schema.validate(etree.fromstring(bad))


def test_gexf_reads_back(either: Record, write: Write) -> None:
    again = networkx.read_gexf(io.BytesIO(write("gexf", [either])))
    graph = multigraph([either])
    assert set(again.nodes) == set(graph.nodes)
    assert again.number_of_edges() == graph.number_of_edges()
    for source, target, values in again.edges(data=True):
        wanted = graph.edges[source, target, values["id"]]
        assert {k: values[k] for k in wanted if k in values} == {
            k: v for k, v in wanted.items() if v != ""
        }


def test_gexf_edges_last_for_the_day_of_their_article(record: Record, write: Write) -> None:
    undated = replace(record, statements=tuple(replace(s, date=None) for s in record.statements))
    for one, day in ((record, "2020-03-05"), (undated, None)):
        root = etree.fromstring(write("gexf", [one]))
        assert root[1].get("mode") == "dynamic"
        edges = list(root.iter(f"{GEXF}edge"))
        assert edges
        assert {(e.get("start"), e.get("end")) for e in edges} == {(day, day)}


def test_cytoscape_js_reads_back_equal(either: Record, write: Write) -> None:
    again = networkx.cytoscape_graph(json.loads(write("cytoscape", [either])))
    graph = multigraph([either])
    assert dict(again.edges).keys() == dict(graph.edges).keys()
    for node, values in graph.nodes.items():
        assert values.items() <= again.nodes[node].items()
    for edge, values in graph.edges.items():
        assert values.items() <= again.edges[edge].items()


def test_cx2_reads_back(either: Record, write: Write) -> None:
    content = json.loads(write("cx2", [either]))
    network = RawCX2NetworkFactory().get_cx2network(content)
    graph = multigraph([either])
    names = {number: node["v"]["iri"] for number, node in network.get_nodes().items()}
    assert set(names.values()) == set(graph.nodes)
    assert len(network.get_edges()) == graph.number_of_edges()
    for edge in network.get_edges().values():
        wanted = graph.edges[names[edge["s"]], names[edge["t"]], edge["v"]["iri"]]
        assert edge["v"]["confidence"] == wanted["confidence"]
        assert edge["v"]["quote"] == wanted["quote"]
    counts = {each["name"]: each["elementCount"] for each in content[1]["metaData"]}
    assert (counts["nodes"], counts["edges"]) == (len(names), graph.number_of_edges())


def test_dot_reads_back(either: Record, write: Write) -> None:
    (dot,) = pydot.graph_from_dot_data(write("dot", [either]).decode())
    graph = multigraph([either])
    assert {n.get_name().strip('"') for n in dot.get_nodes()} == set(graph.nodes)
    ends = sorted(
        (e.get_source().strip('"'), e.get_destination().strip('"')) for e in dot.get_edges()
    )
    assert ends == sorted((s, t) for s, t, _ in graph.edges)
    assert not any(
        "URL" in e.get_attributes() or "url" in e.get_attributes() for e in dot.get_edges()
    )


def test_csv_reads_back(record: Record, hostile: Record, write: Write) -> None:
    content = write("csv", [record, hostile])
    rows = table(content)
    assert tuple(rows.columns) == csv.COLUMNS
    assert len(rows) == 2 * len(record.statements)
    assert content.count(b"\n") == len(rows) + 1
    first = rows.iloc[0]
    assert first.quote == record.statements[0].quote
    assert (first.subject_en, first.object_actor) == ("Turkey", "RUS")
    assert (first.explicit, first.confidence, first.date) == ("true", "0.9", "2020-03-05")
    assert (rows["object"] == "").sum() == 2
    assert rows["quote"].str.contains("<script>alert(2)", regex=False).sum() == len(rows) // 2


def test_csv_of_nodes_and_edges_is_the_graph(either: Record, write: Write) -> None:
    nodes, edges = (table(write(f"csv-{part}", [either])) for part in ("nodes", "edges"))
    graph = multigraph([either])
    assert tuple(nodes.columns) == ("Id", *NODE_FIELDS)
    assert tuple(edges.columns) == ("Id", "Source", "Target", "Type", *EDGE_FIELDS)
    assert set(nodes["Id"]) == set(graph.nodes)
    assert {tuple(row) for row in edges[["Source", "Target", "Id"]].to_numpy()} == set(graph.edges)


@pytest.mark.parametrize("name", ["csv", "csv-nodes", "csv-edges", "events"])
def test_a_byte_order_mark_where_it_is_wanted(record: Record, write: Write, name: str) -> None:
    plain, marked = write(name, [record]), write(name, [record], Options(bom=True))
    assert marked == b"\xef\xbb\xbf" + plain


@pytest.mark.parametrize("name", ["csv", "csv-edges", "events"])
def test_cells_are_no_formulas(record: Record, write: Write, name: str) -> None:
    evil = replace(record, statements=(replace(record.statements[0], topic=FORMULA),))
    (row,) = table(write(name, [evil]), sep="\t" if name == "events" else ",").iloc
    assert row["context" if name == "events" else "topic"] == f"'{FORMULA}"


def test_events_are_tab_separated_lines(either: Record, write: Write) -> None:
    content = write("events", [either])
    rows = table(content, sep="\t", quoting=3)
    assert tuple(rows.columns) == events.COLUMNS
    assert len(rows) == len(either.statements) == content.count(b"\n") - 1
    assert {line.count(b"\t") for line in content.splitlines()} == {len(events.COLUMNS) - 1}
    first = rows.iloc[0]
    assert (first.event_type, first.event_mode) == ("ACCUSE", "allege")
    assert (first.cameo_code, first.cameo_root, first.quad_class) == ("112", "11", "3")
    assert (first.goldstein, first.event_date) == ("-2.0", "2020-03-05")
    assert (first.actor_code, first.recipient_code) == ("TUR", "RUS")


def test_alliances_are_no_events(record: Record, write: Write) -> None:
    ally = replace(record.statements[0], predicate="alliedWith", plover=None, cameo=None)
    assert write("events", [replace(record, statements=(ally,))]).count(b"\n") == 1


def test_every_event_type_has_a_quadrant() -> None:
    from kg.lexicons.predicates import predicates

    assert {p.plover for p in predicates().values() if p.plover} <= events.QUADRANTS.keys()


def test_parquet_reads_back_typed(either: Record, write: Write) -> None:
    found = parquet.read_table(io.BytesIO(write("parquet", [either])))
    assert found.column_names == list(csv.COLUMNS)
    types = {name: str(found.schema.field(name).type) for name in found.column_names}
    assert types["date"] == "date32[day]"
    assert (types["confidence"], types["explicit"], types["quote_begin"]) == (
        "double", "bool", "int64"
    )  # fmt: skip
    rows = found.to_pylist()
    assert [row["statement"] for row in rows] == [s.id for s in either.statements]
    assert [row["quote"] for row in rows] == [clean(s.quote) for s in either.statements]
    assert rows[0]["date"] == date(2020, 3, 5)
    assert rows[2]["object"] is None


def entities(content: bytes) -> Iterator[Any]:
    for line in content.decode().split("\n")[:-1]:
        yield json.loads(line)


def test_ftm_is_valid(either: Record, write: Write) -> None:
    found = list(entities(write("ftm", [either])))
    for row in found:
        proxy = ftm_model.get_proxy(row, cleaned=False)
        proxy.schema.validate({"properties": row["properties"]})
        # Cleaning by FollowTheMoney's own types leaves every value: none was invalid.
        again = proxy.to_dict()["properties"]
        assert {k: len(v) for k, v in again.items()} == {
            k: len(v) for k, v in row["properties"].items()
        }
    ids = [row["id"] for row in found]
    assert len(set(ids)) == len(ids)
    for row in found:
        for name in ("subject", "object", "involved", "proof"):
            assert set(row["properties"].get(name, ())) <= set(ids)


def test_ftm_says_who_did_what_to_whom(record: Record, write: Write) -> None:
    found = {row["id"]: row for row in entities(write("ftm", [record]))}
    names = {
        i: row["properties"]["name"] for i, row in found.items() if "name" in row["properties"]
    }
    links = [row["properties"] for row in found.values() if row["schema"] == "UnknownLink"]
    said = [(names[i["subject"][0]][0], i["role"][0], names[i["object"][0]][0]) for i in links]
    assert ("Turkey", "accuses", "Russia") in said
    (event,) = (row["properties"] for row in found.values() if row["schema"] == "Event")
    assert event["name"] == ["threatens"]


def test_statements_without_object_are_no_edges(record: Record) -> None:
    assert multigraph([record]).number_of_edges() == len(record.statements) - 1


def test_an_article_twice_gives_its_edges_once(record: Record) -> None:
    assert networkx.utils.graphs_equal(multigraph([record, record]), multigraph([record]))


def test_actors_come_once_and_before_their_edges(record: Record) -> None:
    seen: set[str] = set()
    for element in elements([record, record]):
        if hasattr(element, "source"):
            assert {element.source, element.target} <= seen
        else:
            assert element.id not in seen
            seen.add(element.id)


def test_an_actor_that_is_not_described_has_a_label(record: Record) -> None:
    graph = multigraph([replace(record, entities=())])
    assert {values["label"] for _, values in graph.nodes(data=True)} >= {"TUR", "RUS"}


def test_formats_and_their_columns_are_documented() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`([\w-]+)`", page[page.index("## `kg export`") :]))
    assert {f.name for f in FORMATS} <= documented
    assert {*events.COLUMNS, *NODE_FIELDS, *EDGE_FIELDS} <= documented


def test_kg_errors_document_their_exit_statuses() -> None:
    from kg import errors

    documented = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, KgError)]
    assert all(f"\n| {kind.exit_code} | " in documented for kind in kinds)
