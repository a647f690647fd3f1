from __future__ import annotations

import asyncio
import json
import re
import time
from threading import Event
from typing import Any

import anyio
import pytest

from kg.errors import KgError, NotFoundError, QueryError, StoreError
from kg.explorer.api import ENDPOINTS, Endpoint, checked
from kg.explorer.app import STATIC, _done
from kg.explorer.openapi import document
from kg.explorer.turns import Turns


def within(work: Any, seconds: float = 5) -> tuple[int, Any]:
    async def run() -> Any:
        return await _done(Turns(seconds, 1), work)

    response = asyncio.run(run())
    return response.status_code, json.loads(bytes(response.body))


def test_what_takes_too_long_is_given_up() -> None:
    begin = time.monotonic()
    status, body = within(lambda: time.sleep(1.0), 0.05)
    assert status == 503
    assert "ask for less" in body["error"]["message"]
    assert time.monotonic() - begin < 10


def test_what_was_given_up_keeps_its_turn_until_it_ends() -> None:
    turns, end, running = Turns(0.1, 1), Event(), []

    async def give_up() -> None:
        for _ in range(3):
            with pytest.raises(TimeoutError):
                await turns.do(lambda: running.append(end.wait(20)))
        end.set()
        while not running:
            await anyio.sleep(0.01)
        assert await turns.do(lambda: "again") == "again"

    anyio.run(give_up)
    assert running == [True]


@pytest.mark.parametrize(
    ("error", "status"),
    [(QueryError("a"), 400), (NotFoundError("a", ("b",)), 404), (StoreError("a"), 503)],
)
def test_errors_are_json(error: KgError, status: int) -> None:
    def fail() -> None:
        raise error

    suggestions = list(getattr(error, "suggestions", ()))
    assert within(fail) == (status, {"error": {"message": "a", "suggestions": suggestions}})


def endpoint(name: str) -> Endpoint:
    return next(e for e in ENDPOINTS if e.path == name)


@pytest.mark.parametrize(
    "pairs",
    [[], [("actor", " ")], [("actor", "x"), ("nodes", "1"), ("nodes", "2")],
     [("actor", "x"), ("cypher", "MATCH (n) DETACH DELETE n")]],
)  # fmt: skip
def test_parameters_are_those_listed(pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(QueryError):
        checked(endpoint("graph"), pairs)
    both = checked(endpoint("graph"), [("actor", "x"), ("actor", "y")])
    assert both == {"actor": ["x", "y"]}


def test_the_openapi_document_lists_every_address() -> None:
    found = document()
    assert set(found["paths"]) == {f"/api/{e.path}" for e in ENDPOINTS}
    ids = [each["get"]["operationId"] for each in found["paths"].values()]
    assert len(set(ids)) == len(ids)
    (name,) = found["paths"]["/api/ask/{name}"]["get"]["parameters"][:1]
    assert (name["in"], name["required"]) == ("path", True)


def test_the_page_has_no_inline_script_or_style_and_nothing_from_elsewhere() -> None:
    html = (STATIC / "index.html").read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", html)
    for path in STATIC.rglob("*"):
        if path.suffix in (".js", ".css", ".html") and "vendor" not in path.parts:
            text = path.read_text("utf-8")
            assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b", text), path
            assert not re.search(r"(?:src|href|url)\W{1,3}https?:", text), path


def test_both_languages_say_everything() -> None:
    text = (STATIC / "js" / "i18n.js").read_text("utf-8")
    table = text.partition("const TEXT = {")[2].partition("\n};")[0]
    known = {a or b for a, b in re.findall(r'(?:"([\w-]+)"|\b(\w+)): \["', table)}
    used = set()
    for path in (STATIC / "js").glob("*.js"):
        used |= set(re.findall(r'\bt\("([\w-]+)"\)', path.read_text("utf-8")))
    assert used - known == set()
    assert all(
        re.search("[\u0600-\u06ff]|English", ar) for ar in re.findall(r'", "([^"]+)"\]', table)
    )
