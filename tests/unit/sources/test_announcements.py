"""Addresses, feeds, site maps, web archives, CSV, and dates in Arabic words."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.sources import Issue, calendar, csvs, dates, feeds, sitemaps, warc
from kg.sources.addresses import Entry, canonical, listed, same_site

PAGE = (
    "<html><body><article><h1>بوتين يتهم تركيا</h1><p>اتهم الرئيس الروسي تركيا بدعم داعش.</p>"
    "</article></body></html>"
)


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("HTTP://Example.org:80/a?utm_source=x&id=3#top", "http://example.org/a?id=3"),
        ("https://مثال.إختبار/خبر", "https://xn--mgbh0fb.xn--kgbechtv/%D8%AE%D8%A8%D8%B1"),
        ("https://example.org:8443", "https://example.org:8443/"),
        ("http://[::1]/x", "http://[::1]/x"),
        ("javascript:alert(1)", None), ("file:///etc/passwd", None), ("/rel", None),
        ("http://", None),
        ("http://[", None), ("http://a:b/", None),
    ],
)  # fmt: skip
def test_canonical(url: str, form: str | None) -> None:
    assert canonical(url) == form


@given(st.text(max_size=40))
def test_canonical_is_its_own(tail: str) -> None:
    once = canonical("http://example.org/" + tail)
    assert once is None or canonical(once) == once


def test_same_site() -> None:
    assert same_site("https://www.example.org/a", "https://m.example.org/b")
    assert not same_site("https://example.org/a", "https://example.org.evil.net/a")
    assert not same_site("", "")


def test_listed() -> None:
    text = "# remark\n\nhttp://example.org/1\nnonsense\n"
    assert list(listed(text)) == [Entry("http://example.org/1")]


def test_atom_with_relative_addresses() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>خبر &lt;b&gt;'
        '</title><link href="/1"/><updated>2015-11-24T23:30:00+03:00</updated></entry></feed>'
    )
    (entry,) = feeds.read(atom.encode(), "x", "http://example.org/feed")
    assert (entry.url, entry.published) == ("http://example.org/1", date(2015, 11, 24))
    assert entry.mark == "2015-11-24T23:30:00+03:00"
    with pytest.raises(SourceError, match="not an RSS or Atom feed"):
        feeds.read(b"<html><body>x</body></html>", "x")


def test_site_map_loads_no_entities(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("http://example.org/secret", "utf-8")
    text = (
        f"<!DOCTYPE x [<!ENTITY e SYSTEM '{secret.as_uri()}'>]><urlset>"
        "<url><loc>&e;</loc></url><url><loc>http://example.org/1</loc>"
        "<lastmod>2015-11-24</lastmod></url></urlset>"
    )
    entries, maps = sitemaps.read(text.encode(), "x")
    assert (entries, maps) == ([Entry("http://example.org/1", mark="2015-11-24")], [])
    with pytest.raises(SourceError, match="not a site map"):
        sitemaps.read(b"<rss/>", "x")


def test_web_archive(tmp_path: Path) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, status, kind, body in (
            ("http://example.org/1?utm_medium=x", "200 OK", "text/html; charset=utf-8", PAGE),
            ("http://example.org/2", "200 OK", "text/html", "<html><p>only English</p></html>"),
            ("http://example.org/3", "404 Not Found", "text/html", PAGE),
            ("http://example.org/4", "200 OK", "image/png", "x"),
        ):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            payload = io.BytesIO(body.encode())
            writer.write_record(
                writer.create_warc_record(url, "response", payload=payload, http_headers=headers)
            )
    issues: list[Issue] = []
    found = list(warc.read(path, issues.append))
    assert [(d.id, d.title) for d in found] == [("http://example.org/1", "بوتين يتهم تركيا")]
    whole = path.read_bytes()
    path.write_bytes(b"no archive at all")
    with pytest.raises(SourceError, match="web archive"):
        list(warc.read(path, issues.append))
    path.write_bytes(whole[: len(whole) // 3])
    assert list(warc.read(path, issues.append)) in ([], found)


def test_csv() -> None:
    issues: list[Issue] = []
    text = 'ID;Title;Text;other\n1;عنوان;"سطر\nثان";x\n2;;;\n'
    (found,) = csvs.read(text.encode(), "t.csv", issues.append)
    assert (found.id, found.text) == ("1", "عنوان\nسطر\nثان")
    assert [str(issue) for issue in issues] == ["t.csv:4: neither title nor text in it"]
    with pytest.raises(SourceError, match=r"t.csv:1: a header with id"):
        list(csvs.read(b"a,b\n1,2\n", "t.csv", issues.append))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24 نيسان/أبريل 2017", date(2017, 4, 24)),
        ("الثلاثاء، 24 تشرين الثاني (نوفمبر) 2015 الساعة 5", date(2015, 11, 24)),
        ("١٢ صفر ١٤٣٧ هـ", date(2015, 11, 24)),
        ("١٢ صفر ١٤٣٧ هـ الموافق ٢٤ نوفمبر ٢٠١٥", date(2015, 11, 24)),
        ("3 من شهر رمضان 1440", date(2019, 5, 8)),
        ("7 جويلية 2021", date(2021, 7, 7)), ("31 شباط 2015", None), ("شباط 2015", None),
    ],
)  # fmt: skip
def test_dates_in_words(text: str, day: date | None) -> None:
    assert calendar.find(text) == day


def test_every_month_is_named_once() -> None:
    assert calendar.check() == []
    days = {dates.parse(f"5 {name} 2015") for name in ("يناير", "كانون الثاني", "جانفي")}
    assert days == {date(2015, 1, 5)}


def test_order_of_dates() -> None:
    article = "عنوان\nالثلاثاء 24 نوفمبر 2015\nنص"
    told = "عنوان\nوقال إن الهجمات التي وقعت في 11 سبتمبر 2001 في نيويورك أدت إلى مقتل الآلاف"
    assert dates.published("2015-01-01", "2015-01-02", article) == date(2015, 1, 1)
    assert dates.published("soon", date(2015, 1, 2), article) == date(2015, 1, 2)
    assert dates.published("24 Kasım 2015", None, "") == date(2015, 11, 24)
    assert dates.published(None, None, article) == date(2015, 11, 24)
    assert dates.published(None, None, told) is None
