"""Records as RDF: one named graph per article version, written, read back, checked and kept."""

from __future__ import annotations
