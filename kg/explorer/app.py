"""The application: the page, its files, the API."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.errors import ConfigError, KgError, NotFoundError, QueryError
from kg.explorer.answers import Text
from kg.explorer.api import ENDPOINTS, Endpoint, checked
from kg.explorer.guard import Guard
from kg.explorer.openapi import document
from kg.explorer.source import PATIENCE, Source
from kg.explorer.turns import Turns

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp

STATIC: Final = Path(__file__).parent / "static"
VIEWS: Final = ("/", "/ask", "/graph", "/evidence", "/timeline", "/status")
#: Questions that are answered at the same time, those that were given up and still run among them.
AT_ONCE: Final = 4


def create(
    source: Source, hosts: Collection[str], token: str | None = None, patience: float = PATIENCE
) -> ASGIApp:
    """The application over a graph.

    Args:
        source: the graph.
        hosts: names that the server goes by; see kg.explorer.guard.names.
        token: what a reader must know; None: nothing.
        patience: seconds for an answer.
    """
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.gzip import GZipMiddleware

    zipped = Middleware(GZipMiddleware, compresslevel=2)
    routes = _routes(source, Turns(patience, AT_ONCE))
    return Guard(Starlette(routes=routes, middleware=[zipped]), hosts, token)


def _routes(source: Source, turns: Turns) -> list[BaseRoute]:
    from starlette.responses import FileResponse
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    async def page(request: Request) -> Response:
        return FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})

    async def openapi(request: Request) -> Response:
        return _json(document())

    async def metrics(request: Request) -> Response:
        return await _done(turns, lambda: _metrics(source))

    return [
        *(Route(path, page) for path in VIEWS),
        Route("/api/openapi.json", openapi),
        Route("/metrics", metrics),
        *(_route(endpoint, source, turns) for endpoint in ENDPOINTS),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def _route(endpoint: Endpoint, source: Source, turns: Turns) -> BaseRoute:
    from starlette.routing import Route

    async def answer(request: Request) -> Response:
        pairs = [*request.path_params.items(), *request.query_params.multi_items()]
        return await _done(turns, lambda: endpoint.answer(source, checked(endpoint, pairs)))

    return Route(f"/api/{endpoint.path}", answer)


async def _done(turns: Turns, work: Callable[[], Any]) -> Response:
    """What some work gives; an error as JSON, too long a time as one too."""
    try:
        found = await turns.do(work)
    except TimeoutError:
        return _error(503, f"this took longer than {turns.seconds:.0f} seconds: ask for less, "
                           "such as fewer actors, one relation or a shorter time")  # fmt: skip
    except KgError as error:
        status = 404 if isinstance(error, NotFoundError) else 503
        status = 400 if isinstance(error, QueryError | ConfigError) else status
        return _error(status, str(error), getattr(error, "suggestions", ()))
    return _text(found) if isinstance(found, Text) else _json(found)


def _json(value: Any, status: int = 200) -> Response:
    from starlette.responses import Response

    content = json.dumps(value, ensure_ascii=False, default=str, separators=(",", ":"))
    encoded = content.encode("utf-8", "replace")
    return Response(encoded, status, {"Cache-Control": "no-store"}, "application/json")


def _text(text: Text) -> Response:
    from starlette.responses import Response

    headers = {"Cache-Control": "no-store"}
    if text.file_name:
        headers["Content-Disposition"] = f'attachment; filename="{text.file_name}"'
    return Response(text.content.encode("utf-8", "replace"), 200, headers, text.media_type)


def _error(status: int, message: str, suggestions: Collection[str] = ()) -> Response:
    return _json({"error": {"message": message, "suggestions": list(suggestions)}}, status)


def _metrics(source: Source) -> Text:
    """The size of the graph in Prometheus' text format."""
    numbers = {
        "articles": source.state().get("articles", 0),
        "statements": source.rows("count-statements", {})[0]["number"],
        "entities": source.rows("count-entities", {})[0]["number"],
    }
    lines = [f"# TYPE kg_{name} gauge\nkg_{name} {number}\n" for name, number in numbers.items()]
    return Text("".join(lines) + source.metrics(), "text/plain; version=0.0.4", "")
