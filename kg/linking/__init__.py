"""Claims become statements: actors get IRIs, rows get ids and event codes, repeats fall away."""

from __future__ import annotations

from kg.linking.link import link

__all__ = ["link"]
