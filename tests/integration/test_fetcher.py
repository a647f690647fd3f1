"""How pages are asked for, against a real server: patience, manners, limits. No test waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from news_server import NewsServer, serving

from kg.errors import SourceError
from kg.sources.web.fetcher import Fetcher, LaterError, Limits

NOW = datetime(2015, 11, 25, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[NewsServer]:
    with serving() as server:
        yield server


class Waiting:
    """A fetcher that notes how long it would wait."""

    def __init__(self, **limits: Any) -> None:
        self.waits: list[float] = []
        values = {"user_agent": "kg/1 (+https://example.org)", "delay": 0.0, **limits}
        self.fetcher = Fetcher(
            Limits(**values, allow_private=("127.0.0.1",)),
            sleep=self.waits.append, now=lambda: NOW,
        )  # fmt: skip


def busy(times: int, after: str | None) -> Any:
    """A page that is there only after so many tries."""
    left = [times]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        left[0] -= 1
        handler.send_response(429 if left[0] >= 0 else 200)
        if after is not None:
            handler.send_header("Retry-After", after)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


@pytest.mark.parametrize(
    ("after", "seconds"), [("7", 7.0), ("Wed, 25 Nov 2015 10:00:20 GMT", 20.0)]
)
def test_retry_after_is_obeyed(server: NewsServer, after: str, seconds: float) -> None:
    server.pages["/busy"] = busy(1, after)
    waiting = Waiting()
    assert waiting.fetcher.get(f"{server.url}/busy").status == 200
    assert waiting.waits == [seconds]
    server.pages["/busy"] = busy(9, "3600")
    with pytest.raises(LaterError, match="come back in 3600 s"):
        waiting.fetcher.get(f"{server.url}/busy")
    assert len(waiting.waits) == 1


def test_retries_are_bounded_and_come_at_random_times(server: NewsServer) -> None:
    seen = set()
    for _ in range(3):
        server.pages["/busy"] = busy(9, None)
        waiting = Waiting(attempts=4)
        server.paths()
        with pytest.raises(SourceError, match="answers 429 \\(4 tries\\)"):
            waiting.fetcher.get(f"{server.url}/busy")
        assert len(server.paths()) == 4
        assert all(0 <= wait <= 2**n for n, wait in enumerate(waiting.waits, 1))
        seen.update(waiting.waits)
    assert len(seen) == 9


def test_a_delay_between_two_requests_and_more_where_robots_ask_for_it(server: NewsServer) -> None:
    server.pages["/page"] = b"x"
    waiting = Waiting(delay=5)
    for _ in range(2):
        waiting.fetcher.get(f"{server.url}/page")
    assert all(4 < wait <= 5 for wait in waiting.waits)  # after robots.txt, and after the first
    assert len(waiting.waits) == 2
    server.pages["/robots.txt"] = b"User-agent: kg\nCrawl-delay: 30\n"
    waiting = Waiting(delay=5)
    waiting.fetcher.get(f"{server.url}/page")
    del server.pages["/robots.txt"]
    assert 29 < waiting.waits[-1] <= 30


def test_it_says_who_asks_and_what_it_knows(server: NewsServer) -> None:
    server.pages["/page"] = (200, {"Last-Modified": "Tue, 24 Nov 2015 10:00:00 GMT"}, b"x")
    fetcher = Waiting().fetcher
    first = fetcher.get(f"{server.url}/page")
    again = fetcher.get(f"{server.url}/page", etag=first.etag, modified=first.modified)
    assert (first.status, again.status) == (200, 304)
    headers = server.asked[-1][1]
    assert headers["user-agent"] == "kg/1 (+https://example.org)"
    assert headers["if-none-match"] == first.etag
    assert headers["if-modified-since"] == "Tue, 24 Nov 2015 10:00:00 GMT"


def test_robots_that_fail_mean_no(server: NewsServer) -> None:
    server.pages |= {"/robots.txt": (503, {}, b""), "/page": b"x"}
    server.paths()
    with pytest.raises(SourceError, match="answers 503"):
        Waiting(attempts=1).fetcher.get(f"{server.url}/page")
    assert server.paths() == []  # not even asked for
    del server.pages["/robots.txt"]
