"""Who may ask, and what a browser may do with the answer.

The page shows what strangers wrote, on an address that any page in the same browser can send
requests to. So the Host header must be one that this server goes by (a foreign name that resolves
to this machine is refused), nothing but GET is answered, and the Content-Security-Policy allows
scripts, styles and connections of this origin only, none inline.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_ANY: Final = frozenset({"0.0.0.0", "::"})
COOKIE: Final = "kg_token"
#: Bytes of a query string.
_LONGEST: Final = 8192

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Wraps an application.

    Args:
        app: what to protect.
        hosts: names that this server goes by, without port; see `names`.
        token: what a reader must know; None: nothing.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], token: str | None) -> None:
        self.app, self.hosts, self.token = app, frozenset(hosts), token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        sender = _Sender(send)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await sender.refuse(*refusal)
        elif self.token is None or _knows(self.token, headers):
            await self.app(scope, receive, sender)
        elif (address := _address(self.token, scope)) is not None:
            cookie = f"{COOKIE}={self.token}; Path=/; HttpOnly; SameSite=Strict"
            await sender.refuse(303, "", {"Location": address, "Set-Cookie": cookie})
        else:
            await sender.refuse(401, "The token is missing or wrong: open the address that "
                                "`kg serve` printed, with ?token=...")  # fmt: skip

    def _refusal(self, scope: Scope, headers: Mapping[str, str]) -> tuple[int, str] | None:
        if not self._answers_to(headers.get("host", "")):
            return 421, "This server does not go by that name."
        if scope["method"] not in ("GET", "HEAD"):
            return 405, "Nothing can be changed here."
        if len(scope["query_string"]) > _LONGEST:
            return 414, "The address is too long."
        return None

    def _answers_to(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".").lower()
        except ValueError:
            return False
        return name in self.hosts or ("*" in self.hosts and _is_number(name))


def names(host: str, machine: str) -> frozenset[str]:
    """The names that a server goes by.

    Args:
        host: the address that it is bound to.
        machine: the name of this machine.

    Returns:
        Names in lower case; `*` stands for any IP address, which no rebinding can fake.
    """
    if host in _ANY:
        return LOCAL | {machine.lower(), "*"}
    return LOCAL | {host.lower()} if host in LOCAL else frozenset({host.lower()})


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _knows(token: str, headers: Mapping[str, str]) -> bool:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        morsel = None
    given = headers.get("authorization", "").removeprefix("Bearer ")
    return _equal(token, given) or (morsel is not None and _equal(token, morsel.value))


def _equal(one: str, two: str) -> bool:
    return hmac.compare_digest(one.encode(), two.encode("utf-8", "surrogatepass"))


def _address(token: str, scope: Scope) -> str | None:
    """Where to go on without the token in the address; None if it does not hold the right one."""
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if not any(name == "token" and _equal(token, value) for name, value in pairs):
        return None
    rest = urlencode([pair for pair in pairs if pair[0] != "token"])
    path = "/" + scope.get("raw_path", b"/").decode("latin-1").lstrip("/\\")
    return f"{path}?{rest}" if rest else path


class _Sender:
    """Adds the headers to whatever is answered."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *_encoded(HEADERS)]}
        await self._send(message)

    async def refuse(
        self, status: int, text: str, headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer with a line of text."""
        all_headers = {"Content-Type": "text/plain; charset=utf-8", **(headers or {})}
        start = {"type": "http.response.start", "status": status, "headers": _encoded(all_headers)}
        await self(start)
        await self({"type": "http.response.body", "body": text.encode()})


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()]
