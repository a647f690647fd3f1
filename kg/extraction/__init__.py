"""Document to claims: mentions, clauses, frames, speakers. Pure: no I/O."""

from kg.extraction.document import extract

__all__ = ["extract"]
