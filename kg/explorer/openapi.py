"""The OpenAPI document of the API, made of its endpoints."""

from __future__ import annotations

from typing import Any, Final

from kg.explorer.api import ENDPOINTS, Endpoint
from kg.explorer.shapes import SHAPES

#: Changes when an address, a parameter or a field of an answer does.
VERSION: Final = "1.2.0"
_ERROR: Final = {
    "description": "What is wrong, with suggestions.",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
}
_STATUSES: Final = {
    "400": "A parameter makes no sense.",
    "404": "No such actor, question or statement.",
    "503": "The graph cannot be read, or the answer took too long.",
}


def document() -> dict[str, Any]:
    """The document, OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "kg explorer",
            "version": VERSION,
            "description": "Read-only. Sizes and time of answers are limited.",
        },
        "paths": {f"/api/{each.path}": {"get": _operation(each)} for each in ENDPOINTS},
        "components": {"schemas": {"Error": {
            "type": "object",
            "required": ["error"],
            "properties": {"error": {
                "type": "object",
                "required": ["message", "suggestions"],
                "properties": {
                    "message": {"type": "string"},
                    "suggestions": {"type": "array", "items": {"type": "string"}},
                },
            }},
        }}},
    }  # fmt: skip


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    errors = {status: {**_ERROR, "description": text} for status, text in _STATUSES.items()}
    return {
        "operationId": endpoint.path.partition("/")[0],
        "summary": endpoint.summary,
        "parameters": [_parameter(endpoint, name, text) for name, text in endpoint.parameters],
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {"application/json": {"schema": SHAPES[endpoint.path]}},
            },
            **errors,
        },
    }


def _parameter(endpoint: Endpoint, marked: str, text: str) -> dict[str, Any]:
    name = marked.rstrip("!*")
    in_path = f"{{{name}}}" in endpoint.path
    schema: dict[str, Any] = {"type": "string"}
    if marked.endswith("*"):
        schema = {"type": "array", "items": schema}
    return {
        "name": name,
        "in": "path" if in_path else "query",
        "required": "!" in marked,
        "description": text,
        "schema": schema,
    }
