from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from kg.errors import ConfigError
from kg.explorer import server
from kg.explorer.guard import HEADERS, Guard, names
from kg.explorer.server import check

TOKEN = "correct-horse"


async def inner(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"secret"})


def ask(
    host: str = "127.0.0.1:8470", *, method: str = "GET", query: str = "", token: str | None = None,
    bound: str = "127.0.0.1", path: str = "/", **headers: str,
) -> tuple[int, dict[str, str], bytes]:  # fmt: skip
    """Status, headers and body that a request gets."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    pairs = {"host": host, **headers}
    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(k.encode(), v.encode()) for k, v in pairs.items()],
    }  # fmt: skip
    guard = Guard(inner, names(bound, "desk"), token)
    asyncio.run(guard(scope, None, send))  # type: ignore[arg-type]
    found = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(m.get("body", b"") for m in sent[1:])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8470", "[::1]:8470", "LOCALHOST."])
def test_its_own_names_are_answered(host: str) -> None:
    assert ask(host)[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "a@b", "[::1", "x"])
def test_other_names_are_refused(host: str) -> None:
    status, _, body = ask(host)
    assert status == 421
    assert b"secret" not in body


def test_bound_to_everything_any_number_is_answered_but_no_name() -> None:
    assert ask("192.0.2.7:80", bound="0.0.0.0")[0] == 200
    assert ask("desk", bound="0.0.0.0")[0] == 200
    assert ask("evil.example", bound="0.0.0.0")[0] == 421
    assert ask("192.0.2.7", bound="127.0.0.1")[0] == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_only_reading(method: str) -> None:
    assert ask(method=method)[0] == 405


def test_headers_are_on_every_answer() -> None:
    for _, headers, _ in (ask(), ask("evil.example"), ask(token=TOKEN), ask(method="POST")):
        assert {k.lower() for k in HEADERS} <= set(headers)
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize(
    "headers", [{}, {"cookie": "kg_token=wrong"}, {"authorization": "Bearer "}, {"cookie": '"=;,'}]
)
def test_no_token_no_answer(headers: dict[str, str]) -> None:
    status, _, body = ask(token=TOKEN, **headers)
    assert (status, b"secret" in body) == (401, False)


def test_the_token_in_the_address_becomes_a_cookie() -> None:
    status, headers, _ = ask(token=TOKEN, query=f"actor=TUR&token={TOKEN}", path="//evil.example/x")
    assert (status, headers["location"]) == (303, "/evil.example/x?actor=TUR")
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=Strict" in headers["set-cookie"]
    cookie = headers["set-cookie"].partition(";")[0]
    assert ask(token=TOKEN, cookie=cookie)[0] == 200
    assert ask(token=TOKEN, authorization=f"Bearer {TOKEN}")[0] == 200
    assert ask(token=TOKEN, query="token=correct-horsf")[0] == 401


def test_an_address_that_is_too_long_is_refused() -> None:
    assert ask(query="q=" + "x" * 9000)[0] == 414


@pytest.mark.parametrize(
    ("host", "token"),
    [("0.0.0.0", None), ("192.0.2.7", ""), ("127.0.0.1", "short"), ("0.0.0.0", "with; semicolon")],
)
def test_others_need_a_token(host: str, token: str | None) -> None:
    with pytest.raises(ConfigError, match="token"):
        check(host, token)
    check("127.0.0.1", None)
    check("0.0.0.0", TOKEN)


def test_answers_are_sent_at_once() -> None:
    async def delays() -> list[bool]:
        found = []

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            inside = writer.get_extra_info("socket")
            found.append(not inside.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with server._bind("127.0.0.1", 0) as bound:
            async with await asyncio.start_server(answer, sock=bound):
                reader, writer = await asyncio.open_connection(*bound.getsockname())
                await reader.read()
                writer.close()
        return found

    assert asyncio.run(delays()) == [False]
