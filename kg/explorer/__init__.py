"""The explorer: a page on this machine to ask the graph, look at it and read its evidence.

source ──> api (JSON) ──> app (routes, static files) ──> guard (who may ask) ──> server
"""

from __future__ import annotations

from kg.explorer.server import serve

__all__ = ["serve"]
