"""Document to claims: mentions, clauses, frames, speakers. Pure: no I/O."""

from kg.extraction.extract import extract

__all__ = ["extract"]
