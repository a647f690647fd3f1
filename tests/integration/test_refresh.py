"""`kg refresh` against a real server: what each thing that the web does leads to."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from news_server import NewsServer, drip, drip_headers, endless, page, rss, serving

from kg import pipeline
from kg.errors import BusyError, GateError, NotFoundError, ValidationError
from kg.rdf import validate
from kg.rdf.archive import Archive
from kg.refresh import Summary, history, metrics, refresh, state, status
from kg.refresh.generation import re_extract
from kg.refresh.run import Tally
from kg.refresh.settings import load
from kg.sources import Issue

TITLE = "بوتين يتهم تركيا بدعم داعش"
BODY = "اتهم الرئيس الروسي فلاديمير بوتين تركيا بدعم تنظيم داعش في سوريا، في أول تعليق له."
OTHER_TITLE = "إيران تتهم السعودية"
OTHER = "اتهمت إيران السعودية بدعم الإرهاب في العراق، بحسب بيان لوزارة الخارجية الإيرانية."
START = datetime(2015, 11, 25, tzinfo=UTC)


class Desk:
    """A folder with sources.toml, a server, and a clock that tests move."""

    def __init__(self, folder: Path, server: NewsServer) -> None:
        self.folder, self.server, self.now = folder, server, START
        self.issues: list[str] = []
        self.graph = folder / "news.kg"

    def sources(self, text: str, **fetch: Any) -> None:
        """Write sources.toml; `URL` in it is the server."""
        fetch = {"delay": 0, "attempts": 2, "max_wait": 1, "timeout": 2,
                 "allow_private": ["127.0.0.1"], **fetch}  # fmt: skip
        lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in fetch.items())
        text = f"recheck_every = 0\n[fetch]\n{lines}\n{text}".replace("URL", self.server.url)
        (self.folder / "sources.toml").write_text(text, "utf-8")

    def run(self, **options: Any) -> Summary:
        """One run, an hour after the one before."""
        self.now += timedelta(hours=1)
        self.issues.clear()
        settings = load(self.folder / "sources.toml")
        return refresh(
            settings, report=self.tell, progress=lambda *_: None, clock=lambda: self.now, **options
        )

    def tell(self, issue: Issue) -> None:
        self.issues.append(str(issue))

    def rdf(self) -> str:
        """All TriG."""
        files = Archive(self.graph).trig_files()
        return "".join(path.read_text("utf-8") for path in files)

    def ask(self, question: str, **parameters: str) -> list[Any]:
        answer = pipeline.ask(question, parameters, self.graph, progress=lambda *_: None)
        return list(answer.rows)

    def edges(self) -> list[dict[str, Any]]:
        """The derived edges of accusation."""
        from kg.store import open_store

        query = (
            "MATCH (a:Entity)-[r:ACCUSES]->(b:Entity) RETURN a.actor AS a, b.actor AS b, "
            "r.count AS count, r.sources AS sources ORDER BY a, b"
        )
        with open_store(pipeline.own_store(self.graph), create=False) as store:
            return list(store.read(query))


FEED = '[[source]]\nname = "feed"\nkind = "feed"\nurl = "URL/rss"\n'


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with serving() as server:
        desk = Desk(tmp_path, server)
        server.pages["/rss"] = rss((f"{server.url}/1?utm_source=rss", TITLE))
        server.pages["/1"] = page(TITLE, BODY)
        desk.sources(FEED)
        yield desk


def counts(tally: Tally) -> dict[str, int]:
    """What a source met, without zeros."""
    found = {n: getattr(tally, n) for n in ("new", "changed", "unchanged", "gone", "failed")}
    return {name: number for name, number in found.items() if number}


def silent(desk: Desk) -> bool:
    """Whether `kg status` calls the feed silent: nothing new in three days."""
    with state.opened(state.place(desk.graph), create=False) as opened:
        found = status.status(desk.graph, opened, desk.now, 3 * 86400)
    shown = "SILENT since 2015-11-" in "\n".join(status.lines(found))
    assert found["sources"][0]["silent"] is shown
    return shown


def test_new_unchanged_changed_gone_and_back(desk: Desk) -> None:
    pages, feed = desk.server.pages, lambda: counts(desk.run().sources["feed"])
    assert feed() == {"new": 1}
    assert desk.server.paths() == ["/rss", "/1"]
    assert "2015-11-24" in desk.rdf()
    assert desk.server.url + "/1>" not in desk.rdf()  # an id is percent-encoded
    before = desk.rdf()

    assert feed() == {"unchanged": 1}  # 304 for both
    assert desk.server.asked[-1][1]["if-none-match"]
    assert desk.rdf() == before

    # A correction that the feed, still the same, does not announce.
    pages["/1"] = page(OTHER_TITLE, OTHER)
    assert feed() == {"changed": 1}
    assert desk.rdf().count("invalidatedAtTime") == 1
    assert [row[0] for row in desk.ask("who-accuses", target="Saudi Arabia")]
    assert desk.ask("who-accuses", target="Turkey") == []
    assert desk.ask("corrections")

    corrected = desk.rdf()
    pages["/1"] = (404, {}, b"")
    assert feed() == {"gone": 1}
    assert desk.rdf() == corrected
    pages["/1"] = page(OTHER_TITLE, OTHER)
    assert feed() == {"unchanged": 1}
    pages["/1"] = page(TITLE, BODY)  # back to the first text
    assert feed() == {"changed": 1}
    assert desk.ask("who-accuses", target="Turkey")
    assert desk.ask("who-accuses", target="Saudi Arabia") == []

    assert not silent(desk)
    desk.now += timedelta(days=10)  # no longer recent: not asked again
    desk.server.paths()
    assert feed() == {"unchanged": 1}
    assert desk.server.paths() == ["/rss"]
    assert silent(desk)


def test_faults_of_pages(desk: Desk) -> None:
    url, pages = desk.server.url, desk.server.pages
    packed = gzip.compress(page(TITLE, BODY))
    pages |= {
        "/cut": (200, {"Content-Encoding": "gzip"}, packed[: len(packed) // 2]),
        "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 3_000_000)),
        "/br": (200, {"Content-Encoding": "br"}, b"xyz"),
        "/drip": drip,
        "/headers": drip_headers,
        "/endless": endless,
        "/busy": (429, {"Retry-After": "0"}, b""),
        "/later": (503, {"Retry-After": "3600"}, b""),
        "/no": (403, {}, b""),
        "/empty": b"",
        "/picture": b"\x89PNG\r\n\x1a\n",
        "/loop": (302, {"Location": "/loop"}, b""),
        "/inside": (302, {"Location": f"{url.replace('127.0.0.1', '127.0.0.2')}/1"}, b""),
        "/file": (302, {"Location": "file:///etc/passwd"}, b""),
        "/robots.txt": b"User-agent: *\nDisallow: /secret\n",
        "/packed": (200, {"Content-Encoding": "gzip"}, packed),
        "/moved": (301, {"Location": "/packed?fbclid=1"}, b""),
        "/front": (302, {"Location": "/"}, b""),
        "/": page("الرئيسية", BODY),
    }
    names = [
        "cut",
        "bomb",
        "br",
        "drip",
        "headers",
        "endless",
        "busy",
        "later",
        "no",
        "empty",
        "picture",
        "loop",
        "inside",
        "file",
        "secret",
    ]
    good = ["1", "packed", "moved", "front", "nowhere"]
    listed = json.dumps([f"{url}/{name}" for name in names + good])
    source = f'[[source]]\nname = "list"\nkind = "urls"\nurls = {listed}\n'
    desk.sources(source, max_size="1 MB", timeout=2)
    summary = desk.run()
    # /packed and /moved are one article; /front and /nowhere have gone.
    assert counts(summary.sources["list"]) == {
        "new": 2, "unchanged": 1, "gone": 2, "failed": len(names),
    }  # fmt: skip
    said = "\n".join(desk.issues)
    for name, what in {
        "cut": "the gzip is cut off", "bomb": "larger than", "br": "not asked for",
        "drip": "not complete in time", "headers": "not complete in time",
        "endless": "larger than", "busy": "answers 429 (2 tries)",
        "later": "come back in 3600 s", "no": "answers 403", "empty": "",
        "picture": "a PNG image", "loop": "redirects", "inside": "not a public address",
        "file": "redirects to file:", "secret": "robots.txt",
    }.items():  # fmt: skip
        assert any(line.startswith(f"{url}/{name}: ") and what in line for line in desk.issues), (
            name, said,
        )  # fmt: skip
    assert "/secret" not in desk.server.paths()
    desk.now += timedelta(seconds=-3000)  # /later is left alone until its hour has passed
    desk.run()
    assert "/later" not in desk.server.paths()
    desk.now += timedelta(hours=2)
    desk.run()
    assert "/later" in desk.server.paths()


def test_feeds_and_their_faults(desk: Desk) -> None:
    url, pages = desk.server.url, desk.server.pages
    arabic = rss((f"{url}/1", TITLE)).decode().replace('"utf-8"', '"iso-8859-1"')
    pages["/windows"] = arabic.encode("cp1256")
    pages["/broken"] = rss((f"{url}/2", "ع & ب")).replace(b"</channel></rss>", b"<item>")
    pages["/html"] = page("ليست خلاصة", BODY)
    pages["/2"] = page(OTHER_TITLE, OTHER)
    kinds = "\n".join(
        f'[[source]]\nname = "{name}"\nkind = "feed"\nurl = "URL/{name}"\n'
        for name in ("windows", "broken", "html", "down", "rss")
    )
    pages["/down"] = (500, {}, b"")
    desk.sources(kinds)
    summary = desk.run()
    assert counts(summary.sources["windows"]) == {"new": 1}
    assert counts(summary.sources["broken"]) == {"new": 1}
    assert counts(summary.sources["rss"]) == {"unchanged": 1}  # the same article, announced twice
    assert "not an RSS" in str(summary.sources["html"].error)
    assert "answers 500" in str(summary.sources["down"].error)
    paths = desk.server.paths()
    assert paths.count("/1") == 1
    assert paths.count("/down") == 2
    pages["/down"] = (429, {"Retry-After": "7200"}, b"")
    desk.run()
    assert desk.server.paths().count("/down") == 1
    desk.run()
    assert "/down" not in desk.server.paths()  # left alone for two hours
    with state.opened(state.place(desk.graph), create=False) as opened:
        found = status.status(desk.graph, opened, desk.now, 3600)
    assert {s["name"]: s["error"] is None for s in found["sources"]} == {
        "broken": True, "down": False, "html": False, "rss": True, "windows": True,
    }  # fmt: skip


def test_a_feed_whose_article_fails_is_not_forgotten(desk: Desk) -> None:
    desk.server.pages["/1"] = (500, {}, b"")
    desk.server.pages["/2"] = page(OTHER_TITLE, OTHER)
    desk.server.pages["/rss"] = rss((f"{desk.server.url}/1", TITLE), (f"{desk.server.url}/2", "ع"))
    assert counts(desk.run().sources["feed"]) == {"new": 1, "failed": 1}
    desk.server.pages["/1"] = page(TITLE, BODY)
    assert counts(desk.run().sources["feed"]) == {"new": 1, "unchanged": 1}  # the feed answers 304


def test_private_addresses_are_refused(desk: Desk) -> None:
    desk.sources(FEED, allow_private=[])
    with pytest.raises(GateError, match="not a public address"):
        desk.run()
    assert desk.server.paths() == []


def test_site_map_and_full_text_feed(desk: Desk) -> None:
    url, pages = desk.server.url, desk.server.pages
    pages["/map"] = (
        f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        f"<sitemap><loc>{url}/map1.gz</loc></sitemap></sitemapindex>"
    ).encode()
    pages["/map1.gz"] = gzip.compress(
        f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{url}/news/1</loc>"
        f"</url><url><loc>{url}/video/1</loc></url></urlset>".encode()
    )
    pages["/news/1"] = page(
        TITLE, BODY, head="<meta property='article:published_time' content='2015-11-20T01:00:00Z'>"
    )
    entry = (
        f"<item><link>{url}/whole</link><title>{TITLE}</title>"
        f"<description>&lt;p&gt;{OTHER}&lt;/p&gt;</description></item>"
    )
    pages["/full"] = rss().replace(b"</channel>", entry.encode() + b"</channel>")
    desk.sources(
        '[[source]]\nname = "map"\nkind = "sitemap"\nurl = "URL/map"\ninclude = ["*/news/*"]\n'
        '[[source]]\nname = "full"\nkind = "feed"\nurl = "URL/full"\ncontent = "feed"\n'
        'outlet = "وكالة"\n'
    )
    summary = desk.run()
    assert counts(summary.sources["map"]) == counts(summary.sources["full"]) == {"new": 1}
    assert "/whole" not in desk.server.paths()
    assert "2015-11-20" in desk.rdf()
    assert 'dcterms:publisher "وكالة"' in desk.rdf()
    assert counts(desk.run().sources["full"]) == {"unchanged": 1}


def test_copies_count_as_one_source(desk: Desk) -> None:
    text = "\n".join(
        [BODY, OTHER, *(f"وتابع البيان رقم {n} أن المحادثات مستمرة." for n in range(9))]
    )
    for number in range(4):
        extra = "" if number else "\nنقلا عن وكالات"
        desk.server.pages[f"/{number}"] = page(TITLE, text + extra)
    desk.server.pages["/4"] = page(
        "عنوان", BODY + "\nكما بحث الجانبان ملفات أخرى لا صلة لها بما سبق."
    )
    links = [(f"{desk.server.url}/{number}", TITLE) for number in range(3, 5)]
    desk.server.pages["/rss"] = rss(*links)
    desk.run()
    assert "gkg:report" not in desk.rdf()
    rows = {(r["a"], r["b"]): r["sources"] for r in desk.edges()}
    assert rows["RUS", "TUR"] == 2
    desk.server.pages["/rss"] = rss(*links, *((f"{desk.server.url}/{n}", TITLE) for n in range(3)))
    desk.run()
    assert desk.rdf().count("gkg:report <article/") == 4  # the first one has learned of it
    edge = next(r for r in desk.edges() if (r["a"], r["b"]) == ("RUS", "TUR"))
    assert edge["sources"] == 2
    assert edge["count"] >= 5
    incremental = desk.edges()
    pipeline.load(desk.graph, progress=lambda *_: None)
    assert desk.edges() == incremental


def test_files_by_content(desk: Desk) -> None:
    folder = desk.folder / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"{TITLE}\n{BODY} {number}\n", "utf-8")
    (folder / "table.csv").write_text(f"id,title,text\nc1,{TITLE},{OTHER}\nc2,,\n", "utf-8")
    lines = "".join(json.dumps({"id": f"j{n}", "text": f"{BODY} {n}"}) + "\n" for n in range(3))
    (folder / "lines.jsonl").write_text(lines, "utf-8")
    desk.sources(
        '[[source]]\nname = "folder"\nkind = "folder"\npath = "in"\n'
        '[[source]]\nname = "csv"\nkind = "csv"\npath = "in"\n'
        '[[source]]\nname = "none"\nkind = "jsonl"\npath = "none.jsonl"\n'
    )
    summary = desk.run()
    assert counts(summary.sources["folder"]) == {"new": 6}
    assert counts(summary.sources["csv"]) == {"new": 1, "failed": 1}
    assert "no such file" in str(summary.sources["none"].error)
    (folder / "0.txt").write_text(f"{TITLE}\n{OTHER}\n", "utf-8")
    (folder / "1.txt").unlink()
    (folder / "2.txt").touch()
    (folder / "lines.jsonl").write_text("".join(lines.splitlines(keepends=True)[:2]), "utf-8")
    assert counts(desk.run().sources["folder"]) == {"changed": 1, "gone": 2, "unchanged": 3}
    assert "article/1/" in desk.rdf()  # its statements stay
    assert counts(desk.run().sources["folder"]) == {"unchanged": 4}


def archived(path: Path, *pages: tuple[str, bytes]) -> None:
    """Write a web archive as crawlers do: gzipped by record, each response after its request."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    kind = [("Content-Type", "text/html; charset=utf-8")]
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for url, body in pages:
            asked = StatusAndHeaders("GET / HTTP/1.1", [], is_http_request=True)
            said = StatusAndHeaders("200 OK", kind, protocol="HTTP/1.1")
            response = writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), http_headers=said
            )
            request = writer.create_warc_record(url, "request", http_headers=asked)
            writer.write_request_response_pair(request, response)


def test_web_archives_by_content(desk: Desk) -> None:
    folder = desk.folder / "crawl"
    folder.mkdir()
    first, second = "http://example.org/1", "http://example.org/2"
    english = ("http://example.org/en", b"<html><p>Only English.</p></html>")
    dated = "<meta property='article:published_time' content='2015-11-20T01:00:00Z'>"
    news = (f"{first}?utm_source=rss", page(TITLE, BODY, head=dated))
    archived(folder / "a.warc.gz", news, english, (second, page(OTHER_TITLE, OTHER)))
    desk.sources('[[source]]\nname = "crawl"\nkind = "warc"\npath = "crawl"\noutlet = "وكالة"\n')
    assert counts(desk.run().sources["crawl"]) == {"new": 2}
    before, edges = desk.rdf(), desk.edges()
    assert [(row["a"], row["b"]) for row in edges] == [("IRN", "SAU"), ("RUS", "TUR")]
    assert before.count("2015-11-20") > 0
    assert before.count('dcterms:publisher "وكالة"') == 2

    assert counts(desk.run().sources["crawl"]) == {"unchanged": 2}
    archived(folder / "a.warc.gz", news, english, (second, page(OTHER_TITLE, OTHER)))
    assert counts(desk.run().sources["crawl"]) == {"unchanged": 2}  # crawled anew, the same pages
    assert (desk.rdf(), desk.edges()) == (before, edges)

    archived(folder / "a.warc.gz", news, (second, page(TITLE, f"{BODY} مجددا")))
    assert counts(desk.run().sources["crawl"]) == {"changed": 1, "unchanged": 1}
    assert desk.rdf().count("prov:invalidatedAtTime") == 1
    (edge,) = desk.edges()
    assert (edge["a"], edge["b"]) == ("RUS", "TUR")
    assert desk.server.paths() == []  # nothing is fetched of what an archive holds


def test_a_module_of_ones_own(desk: Desk) -> None:
    (desk.folder / "my_articles.py").write_text(
        "MARKS = {'a': 1, 'b': 1, 'bad': 1}\n"
        "def articles(options):\n    return sorted(MARKS.items())\n"
        "def read(name, options):\n"
        "    if name == 'bad': raise RuntimeError('down')\n"
        f"    text = {BODY!r} + options['end'] + str(MARKS[name])\n"
        f"    return {{'title': {TITLE!r}, 'text': text}}\n",
        "utf-8",
    )
    desk.sources(
        '[[source]]\nname = "mine"\nkind = "python"\nmodule = "my_articles"\n'
        'options = { end = " ." }\n'
    )
    assert counts(desk.run().sources["mine"]) == {"new": 2, "failed": 1}
    import my_articles  # type: ignore[import-not-found]

    my_articles.MARKS["a"] = 2
    assert counts(desk.run().sources["mine"]) == {"changed": 1, "unchanged": 1, "failed": 1}


def test_gates(desk: Desk) -> None:
    links = [(f"{desk.server.url}/{n}", TITLE) for n in range(30)]
    for n in range(30):
        desk.server.pages[f"/{n}"] = page(TITLE, f"{BODY}\n{OTHER} {n}")
    desk.server.pages["/rss"] = rss(*links)
    desk.run()
    before, asked = desk.rdf(), desk.edges()
    for n in range(30):
        desk.server.pages[f"/{n}"] = page(
            "صفحة", f"اقبلوا ملفات الارتباط للمتابعة إلى الموقع رقم {n}."
        )
    with pytest.raises(GateError, match="--force"):
        desk.run()
    assert (desk.rdf(), desk.edges()) == (before, asked)
    with state.opened(state.place(desk.graph), create=False) as opened:
        run = history.runs(opened, 1)[0]
        assert (run["outcome"], run["articles"]) == ("refused", 0)
    desk.run(force=True)
    assert desk.edges() == []
    desk.server.server.shutdown()
    desk.server.server.server_close()
    with pytest.raises(GateError, match="nothing but errors"):
        desk.run()
    assert desk.run(force=True).sources["feed"].error


def test_rdf_that_does_not_conform_is_not_published(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run()
    before, edges = desk.rdf(), desk.edges()

    def refuse(record: Any, _: Any) -> None:
        raise ValidationError("a statement without a subject")

    monkeypatch.setattr(validate, "check", refuse)
    desk.server.pages["/1"] = page(OTHER_TITLE, OTHER)
    with pytest.raises(GateError, match="without a subject"):
        desk.run()
    assert (desk.rdf(), desk.edges()) == (before, edges)
    monkeypatch.undo()
    assert desk.run().articles == 1  # it was stored, and is tried again
    assert "IRN" in {row["a"] for row in desk.edges()}


def test_runs_and_differences(desk: Desk) -> None:
    desk.run()
    desk.server.pages["/1"] = page(OTHER_TITLE, OTHER)
    desk.run()
    with state.opened(state.place(desk.graph), create=False) as opened:
        first = {(c.sign, c.subject.rpartition("/")[2]) for c in history.difference(opened, 1, 2)}
        assert ("+", "foreign-ministry") in first or ("+", "IRN") in first
        assert any(sign == "-" for sign, _ in first)
        back = {(c.sign, c.subject.rpartition("/")[2]) for c in history.difference(opened, 2, 1)}
        assert back == {({"+": "-", "-": "+"}[sign], name) for sign, name in first}
        assert {c.sign for c in history.difference(opened, 0, 2)} == {"+"}
        with pytest.raises(NotFoundError, match="no run 9"):
            list(history.difference(opened, 1, 9))
    text = metrics.text(desk.graph)
    assert 'kg_refresh_articles_total{source="feed",fate="changed"} 1\n' in text
    assert 'kg_refresh_runs_total{outcome="done"} 2\n' in text
    assert metrics.text(desk.folder / "other.kg") == ""


def test_a_deleted_graph_is_made_again_from_what_is_stored(desk: Desk) -> None:
    desk.run()
    before, edges = desk.rdf(), desk.edges()
    import shutil

    shutil.rmtree(desk.graph)
    desk.server.paths()
    desk.run()
    assert desk.server.paths() == ["/rss", "/1"]  # both answer 304
    assert (desk.rdf(), desk.edges()) == (before, edges)


def test_re_extraction(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run()
    desk.server.pages["/1"] = page(OTHER_TITLE, OTHER)
    desk.run()
    before, edges = desk.rdf(), desk.edges()
    settings = load(desk.folder / "sources.toml")
    options: Any = {"report": desk.tell, "progress": lambda *_: None, "clock": lambda: desk.now}
    lines = list(re_extract(settings, **options))
    assert lines[0].startswith("1 articles read again")
    assert (len(lines), desk.rdf()) == (1, before)

    def blind(documents: Any, **_: Any) -> Iterator[Any]:
        from dataclasses import replace

        for result in real(documents):
            yield replace(result, statements=())

    real = pipeline.results
    monkeypatch.setattr(pipeline, "results", blind)
    dry = list(re_extract(settings, dry_run=True, **options))
    assert dry[-1] == "nothing was changed"
    assert any("accuses: 0 come, " in line for line in dry)
    assert desk.rdf() == before
    desk.server.paths()
    shown = []

    def meanwhile(what: str, _: int) -> None:
        # Another process reads while the next store is loaded beside the one that it has.
        if what == "articles loaded":
            shown.append((desk.rdf() == before, _shown(desk.graph)))

    rows, reading = _shown(desk.graph), Archive.open(desk.graph).records(retired=True)
    first = next(reading)
    list(re_extract(settings, **options | {"progress": meanwhile}))
    assert all(record.statements for record in (first, *reading))  # of the generation before
    assert shown == [(True, rows)]
    assert "Iran" in rows
    assert "gkg:Statement" not in desk.rdf()
    assert desk.edges() == []
    assert pipeline.own_store(desk.graph).name == "store.3"
    monkeypatch.setattr(pipeline, "results", real)
    list(re_extract(settings, **options))
    assert (desk.rdf(), desk.edges()) == (before, edges)
    assert desk.server.paths() == []
    for part in ("store", "rdf"):  # long ago: nobody reads those before
        os.utime(desk.graph / f"{part}.current", (0, 0))
    desk.run()
    assert [path.name for path in desk.graph.glob("store*/")] == ["store.4"]
    assert [path.name for path in desk.graph.glob("rdf*/")] == ["rdf.3"]


def _shown(graph: Path) -> str:
    """What a reader of its own asks."""
    question = ["ask", "who-accuses", "--target", "Saudi Arabia", "-g", str(graph)]
    command = [sys.executable, "-m", "kg", *question]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_two_at_once(desk: Desk) -> None:
    held: list[str] = []

    def stop() -> bool:
        if not held:
            held.append("")
            with pytest.raises(BusyError, match=r"process \d+ on "):
                desk.run()
            held.append("refused")
        return False

    desk.run(stop=stop)
    assert held == ["", "refused"]


def test_stopped_after_the_article_in_hand(desk: Desk) -> None:
    links = [(f"{desk.server.url}/{n}", TITLE) for n in range(6)]
    for n in range(6):
        desk.server.pages[f"/{n}"] = page(TITLE, f"{BODY} {n}")
    desk.server.pages["/rss"] = rss(*links)
    summary = desk.run(stop=lambda: len(desk.server.asked) > 4)
    assert summary.stopped
    assert not desk.graph.exists()
    asked = desk.server.paths()
    assert 1 < len(asked) < 7
    desk.run()
    assert sorted({*asked, *desk.server.paths()}) == ["/0", "/1", "/2", "/3", "/4", "/5", "/rss"]
    assert desk.rdf().count("gkg:ArticleVersion") == 6
