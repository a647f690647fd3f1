"""HTTP as a polite reader does it: conditional, by robots.txt, one at a time per host."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import httpx

from kg.errors import SourceError
from kg.sources.web import body, deadline, guard

#: Worth another try: the server is busy, or something between it and us.
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_GONE: Final = frozenset({404, 410})
_REDIRECTS: Final = 10
#: After so many connections to a host that failed one after the other, times the attempts, the
#: rest of its pages is left for the next run.
_DOWN: Final = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """How to fetch.

    Attributes:
        user_agent: says who reads, honestly.
        delay: seconds between two requests to one host.
        timeout: seconds for a whole answer.
        max_bytes: of one answer, unpacked.
        attempts: how often to try, the first time counted.
        max_wait: seconds that a retry may wait; a server that asks for more is left for this run.
        allow_private: addresses and networks that are one's own and may be read.
    """

    user_agent: str = "kg"
    delay: float = 1.0
    timeout: float = 30.0
    max_bytes: int = 8_000_000
    attempts: int = 3
    max_wait: float = 60.0
    allow_private: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said.

    Attributes:
        status: 200; 304 for unchanged; 404 or 410 for gone.
        url: after redirects.
        etag, modified: what to ask with the next time.
    """

    status: int
    url: str
    body: bytes = b""
    etag: str | None = None
    modified: str | None = None

    @property
    def gone(self) -> bool:
        """Whether it is there no more."""
        return self.status in _GONE


class LaterError(SourceError):
    """The server asks to come back later than this run will last.

    Attributes:
        seconds: from now.
    """

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class _PassingError(Exception):
    """Worth another try, after so many seconds if the server says."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class Fetcher:
    """Fetches for one run; can be used by several threads at once."""

    def __init__(
        self,
        limits: Limits,
        *,
        sleep: Callable[[float], Any] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.limits = limits
        self._sleep, self._now = sleep, now
        self._client = httpx.Client(
            transport=guard.Transport(guard.networks(limits.allow_private)),
            headers={"User-Agent": limits.user_agent, "Accept-Encoding": body.ENCODINGS},
            timeout=limits.timeout,
            follow_redirects=False,
        )
        self._turns: dict[str, threading.Lock] = {}
        self._last: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._robots: dict[str, Any] = {}
        self._down: dict[str, int] = {}
        self._mutex = threading.Lock()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Answer:
        """Fetch an address; with `etag` and `modified` only if it has changed.

        Raises:
            LaterError: the server asks for more patience than this run has.
            SourceError: robots.txt forbids it, it leads into one's own network, it cannot be had.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        asked = {name: value for name, value in headers.items() if value}
        for attempt in range(1, self.limits.attempts + 1):
            try:
                return self._follow(url, asked)
            except _PassingError as error:
                wait = error.after
                if wait is None:  # full jitter: many readers must not come back at once
                    wait = random.uniform(0, min(2.0**attempt, self.limits.max_wait))
                if wait > self.limits.max_wait:
                    text = f"{url}: {error}; asks to come back in {wait:.0f} s"
                    raise LaterError(text, wait) from error
                if attempt == self.limits.attempts or stop():
                    raise SourceError(f"{url}: {error} ({attempt} tries)") from error
                self._sleep(wait)
        raise AssertionError("unreachable")  # pragma: no cover

    def _follow(self, url: str, headers: dict[str, str]) -> Answer:
        at = url
        for _ in range(_REDIRECTS):
            self._ask_robots(at)
            answer, target = self._request(at, headers)
            if target is None:
                return answer
            at = urljoin(at, target)
            if urlsplit(at).scheme not in ("http", "https"):
                raise SourceError(f"{url}: redirects to {at[:80]}")
        raise SourceError(f"{url}: more than {_REDIRECTS} redirects")

    def _request(self, url: str, headers: dict[str, str]) -> tuple[Answer, str | None]:
        """The answer of one address, or where it redirects to."""
        host = urlsplit(url).netloc
        with self._turn(host):
            if self._down.get(host, 0) >= _DOWN * self.limits.attempts:
                raise SourceError(f"{url}: {host} does not answer: left alone for this run")
            self._wait(host)
            try:
                answer = self._exchange(url, headers)
                self._down.pop(host, None)
                return answer
            except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
                raise SourceError(f"{url}: no address: {error}") from error
            except deadline.LateError as error:
                self._down[host] = self._down.get(host, 0) + 1
                raise SourceError(f"{url}: not complete in time") from error
            except httpx.TransportError as error:
                self._down[host] = self._down.get(host, 0) + 1
                raise _PassingError(_explained(error)) from error
            finally:
                self._last[host] = time.monotonic()

    def _exchange(self, url: str, headers: dict[str, str]) -> tuple[Answer, str | None]:
        with (
            deadline.limit(self.limits.timeout),
            self._client.stream("GET", url, headers=headers) as response,
        ):
            status = response.status_code
            if response.has_redirect_location:
                return Answer(status, url), response.headers["location"]
            if status in _PASSING:
                raise _PassingError(f"answers {status}", self._retry_after(response))
            if status == 304 or status in _GONE:
                return Answer(status, url), None
            if status != 200:
                raise SourceError(f"{url}: answers {status}")
            data = body.read(response, self.limits.max_bytes, url)
            etag, modified = (response.headers.get(n) for n in ("etag", "last-modified"))
            return Answer(status, url, data, etag, modified), None

    def _turn(self, host: str) -> threading.Lock:
        with self._mutex:
            return self._turns.setdefault(host, threading.Lock())

    def _wait(self, host: str) -> None:
        if host in self._last:
            delay = max(self.limits.delay, self._delays.get(host, 0))
            rest = self._last[host] + delay - time.monotonic()
            if rest > 0:
                self._sleep(rest)

    def _retry_after(self, response: httpx.Response) -> float | None:
        value = response.headers.get("retry-after", "").strip()
        if value.isdigit():
            return float(value)
        try:
            return max(0.0, (parsedate_to_datetime(value) - self._now()).total_seconds())
        except (ValueError, TypeError):
            return None

    def _ask_robots(self, url: str) -> None:
        """See whether robots.txt lets us.

        Raises:
            SourceError: it does not, or it cannot be had, which means no as well (RFC 9309).
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
            delay = self._robots[site] and self._robots[site].crawl_delay(self.limits.user_agent)
            self._delays[parts.netloc] = min(float(delay or 0), self.limits.max_wait)
        rules = self._robots[site]
        if rules is not None and not rules.can_fetch(url, self.limits.user_agent):
            raise SourceError(f"{url}: robots.txt does not allow it")

    def _read_robots(self, site: str) -> Any:
        """The rules of a site; None if it has none."""
        from protego import Protego

        at = f"{site}/robots.txt"
        try:
            for _ in range(5):
                answer, target = self._request(at, {})
                if target is None:
                    text = answer.body.decode("utf-8", "replace")
                    return None if answer.gone else Protego.parse(text)
                at = urljoin(at, target)
        except SourceError as error:
            if isinstance(error, guard.ForbiddenError) or "answers 4" not in str(error):
                raise
        return None  # any other refusal of the file means that there are no rules


def _explained(error: httpx.TransportError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "no answer in time"
    return str(error) or type(error).__name__
