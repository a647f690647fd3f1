"""Every error that kg raises on purpose.

KgError                    anything a user can be told about and act on
├── ConfigError            a setting or option that makes no sense
├── SourceError            an input that cannot be read (names file and line)
├── LexiconError           a lexicon that does not validate (names file and line)
├── NotFoundError          a name, query or graph that does not exist (may carry suggestions)
├── QueryError             a stored question that is malformed or called wrongly
├── ValidationError        RDF that does not conform to ontology/shapes.ttl
├── StoreError             the graph store is unreachable, locked or refuses
├── BusyError              another run holds the graph
└── GateError              a run found something that readers should not see
"""

from __future__ import annotations


class KgError(Exception):
    """An error with a message for people: what is wrong, where, and what to do about it.

    Attributes:
        exit_code: the process exit status that the command line gives for it
            (documented in docs/formats.md).
    """

    exit_code = 1


class ConfigError(KgError):
    """A setting or an option that makes no sense."""

    exit_code = 2


class SourceError(KgError):
    """An input that cannot be read."""

    exit_code = 3


class LexiconError(KgError):
    """A lexicon that does not validate; `problems` holds one `file:line: text` per finding."""

    exit_code = 4

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class NotFoundError(KgError):
    """A name, query or graph that does not exist; `suggestions` are near misses, best first."""

    exit_code = 5

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class QueryError(KgError):
    """A stored question that is malformed, or called with wrong parameters."""

    exit_code = 6


class ValidationError(KgError):
    """RDF that does not conform to the shapes."""

    exit_code = 7


class StoreError(KgError):
    """The graph store is unreachable, locked by another process, or refuses a statement."""

    exit_code = 8


class BusyError(KgError):
    """Another run holds the graph; the message says which."""

    exit_code = 9


class GateError(KgError):
    """What a run found is not shown to readers: the last good graph stays."""

    exit_code = 10
