"""Packed, tabular and remote inputs: the same articles come out of each, as a stream."""

from __future__ import annotations

import csv
import gzip
import io
import json
import threading
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from unicodedata import normalize

import fsspec
import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from kg.errors import ConfigError, SourceError
from kg.model import Document
from kg.seen import Seen
from kg.sources import csvs, documents
from kg.sources.issues import Issue
from kg.sources.remote import Remote

ROWS = [
    {"id": f"n-{n}", "title": f"أنقرة تتهم موسكو {n}", "text": "اتهمت تركيا روسيا.",
     "published": f"2018-03-{n + 1:02}", "url": f"https://example.org/{n}", "source": "وكالة"}
    for n in range(5)
]  # fmt: skip
EXPECTED = [
    Document(r["id"], f"{r['title']}\n{r['text']}", date.fromisoformat(r["published"]),
             r["url"], r["source"])
    for r in ROWS
]  # fmt: skip


def read(*names: str | Path) -> tuple[list[Document], list[str]]:
    issues: list[Issue] = []
    return list(documents(names, issues.append)), [str(issue) for issue in issues]


def as_jsonl() -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()


def as_csv() -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ROWS[0]))
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue().encode()


def as_parquet() -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(ROWS), out)
    return out.getvalue()


def zst(data: bytes) -> bytes:
    """Two frames, as tools that append leave them."""
    half = len(data) // 2
    pack = zstandard.ZstdCompressor()
    return pack.compress(data[:half]) + pack.compress(data[half:])


FORMS = {".jsonl": as_jsonl, ".csv": as_csv, ".parquet": as_parquet}
PACKINGS: dict[str, Callable[[bytes], bytes]] = {"": bytes, ".gz": gzip.compress, ".zst": zst}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("packing", PACKINGS)
def test_every_form_in_every_packing(tmp_path: Path, form: str, packing: str) -> None:
    file = tmp_path / f"news{form}{packing}"
    file.write_bytes(PACKINGS[packing](FORMS[form]()))
    assert read(file) == (EXPECTED, [])


@pytest.mark.parametrize("packing", PACKINGS)
def test_one_article_a_file_in_every_packing(tmp_path: Path, packing: str) -> None:
    (tmp_path / f"خبر.txt{packing}").write_bytes(PACKINGS[packing]("تركيا\nنص".encode()))
    (found,), issues = read(tmp_path)
    assert (found.id, found.text, issues) == (normalize("NFC", "خبر"), "تركيا\nنص", [])


def test_a_packed_stream_that_is_cut_off_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(as_jsonl())
    (tmp_path / "b.txt.zst").write_bytes(zst("نص".encode() * 500)[:-4])
    (tmp_path / "c.txt.zst").write_bytes(b"\x28\xb5\x2f\xfd" + b"\xff" * 40)
    found, issues = read(tmp_path)
    assert found == EXPECTED
    assert ["broken packed file" in issues[0], "broken Zstandard" in issues[1]] == [True, True]


def test_a_bomb_is_refused_by_its_size(tmp_path: Path) -> None:
    (tmp_path / "a.txt.zst").write_bytes(zstandard.compress(b"a" * (65 << 20)))
    (tmp_path / "b.jsonl").write_bytes(as_jsonl())
    found, issues = read(tmp_path)
    assert (found, "larger than 64 MB" in issues[0]) == (EXPECTED, True)


def test_a_large_table_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    data, issues = as_csv(), list[Issue]()
    data += '"last","two\nlines","نص",,,\nbad\n'.encode()
    for size in (1, 90, 200, len(data) - 1, len(data) + 1):
        monkeypatch.setattr(csvs, "_SMALL", size)
        issues.clear()
        found = list(csvs.stream(io.BufferedReader(io.BytesIO(data)), "t.csv", issues.append))  # type: ignore[arg-type]
        assert [d.id for d in found] == [*(r["id"] for r in ROWS), "last"], size
        assert [(i.where, i.source, i.line) for i in issues] == [("t.csv:9", "t.csv", 9)]


def test_rows_of_parquet(tmp_path: Path) -> None:
    rows = [{"id": 7, "text": "نص", "published": date(2018, 3, 1), "other": [1]},
            {"id": 8, "text": None, "published": None, "other": []}]  # fmt: skip
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    found, issues = read(tmp_path / "a.parquet")
    assert [(d.id, d.published) for d in found] == [("7", date(2018, 3, 1))]
    assert issues == [f"{tmp_path}/a.parquet:2: neither title nor text in it"]
    (tmp_path / "b.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(SourceError, match="no article"):
        read(tmp_path / "b.parquet")


# ---- elsewhere ------------------------------------------------------------------------------


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    """A folder on loopback; the server knows no ranges, as many do not."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    handler = partial(Quiet, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("packing", PACKINGS)
def test_http(tmp_path: Path, web: str, form: str, packing: str) -> None:
    (tmp_path / f"news{form}{packing}").write_bytes(PACKINGS[packing](FORMS[form]()))
    assert read(f"{web}/news{form}{packing}?day=1*") == (EXPECTED, [])


def test_http_that_fails_is_an_issue_and_the_rest_goes_on(tmp_path: Path, web: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(as_jsonl())
    found, issues = read(f"{web}/none.jsonl", "http://127.0.0.1:1/x.jsonl", tmp_path / "a.jsonl")
    assert (found, len(issues)) == (EXPECTED, 2)


@pytest.fixture
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    yield system
    system.rm("/", recursive=True)


def test_addresses_folders_and_patterns(memory: Any) -> None:
    for number, row in enumerate(ROWS):
        memory.pipe(f"/news/2018/{number}.jsonl.gz", gzip.compress(json.dumps(row).encode()))
    memory.pipe("/news/notes.md", b"no article")
    for name in ("memory://news", "memory://news/2018/*.gz", "memory://news/2018/?.jsonl.gz"):
        assert read(name) == (EXPECTED, []), name
    with pytest.raises(SourceError, match="memory://none: nothing there"):
        read("memory://none")


def test_s3() -> None:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    options = {"key": "k", "secret": "s", "endpoint_url": f"http://{host}:{port}"}
    fsspec.config.conf["s3"] = options
    try:
        system = fsspec.filesystem("s3")
        system.mkdir("archive")
        system.pipe("archive/2018/a.jsonl.zst", zst(as_jsonl()))
        system.pipe("archive/2018/a.parquet", as_parquet())
        for name in ("a.jsonl.zst", "a.parquet", "*.zst", ""):
            assert read(f"s3://archive/2018/{name}") == (EXPECTED, []), name
    finally:
        del fsspec.config.conf["s3"]
        server.stop()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nothing://x/y", "no addresses of this kind"),
        ("zip://a::https://example.org/b.zip", "no addresses of this kind"),
        ("gs://bucket/a.jsonl", r"geopolitical-kg\[gcs\]"),
    ],
)
def test_what_is_missing_is_named(name: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read(name)


def test_no_password_is_shown() -> None:
    place = Remote("https://me:secret@example.org/a%20b.jsonl?x=/y")
    assert (str(place), place.name) == ("https://example.org/a%20b.jsonl?x=/y", "a b.jsonl")


@pytest.mark.parametrize("name", ["../../etc/passwd", "$(reboot)", "a\nb", "<script>", "%2e%2e"])
def test_a_hostile_name_is_a_name(memory: Any, name: str) -> None:
    memory.pipe(f"/in/{name}/a.txt", "تركيا".encode())
    found, _ = read("memory://in")
    assert [d.id for d in found] == ["a"]


def test_names_seen_before() -> None:
    seen = Seen()
    assert [seen.add(n, v) for n, v in (("a", "1"), ("\ud800", "2"), ("a", "3"))] == [
        None,
        None,
        "1",
    ]
    assert len(seen) == 2
