"""A stored question: Cypher under a header of comments that declares all there is to know.

queries/README.md describes the header. Whatever does not fit together (a parameter that is not
declared or not used, columns other than those returned, a clause that writes) is an error when
the question is loaded, not when it is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NoReturn

from kg.errors import NotFoundError, QueryError
from kg.queries.values import DEFAULTS_TO_NONE, check_type, near, value
from kg.resources import queries

_NAME: Final = re.compile(r"[a-z]+(-[a-z]+)*")
_FIELD: Final = re.compile(r"// (title|title-ar|answers|answers-ar): (\S.*)")
_PARAM: Final = re.compile(
    r"// param (\w+) \(([\w/-]+), (?:(required)|default ([^()]+?)), e\.g\. ([^()]+)\): "
    r"([^|]*\S) \| (\S.*)"
)
_COLUMN: Final = re.compile(r"// column (\w+) \((\w+)\): (\S.*)")
_LITERAL: Final = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|//[^\n]*")
_USED: Final = re.compile(r"\$(\w+)")
_RETURNED: Final = re.compile(r"(?:\bAS )?\b(\w+)$")
_WRITES: Final = re.compile(
    r"\b(CREATE|MERGE|SET|DELETE|REMOVE|DROP|FOREACH|LOAD|USE)\b", re.IGNORECASE
)
_COLUMN_TYPES: Final = frozenset({"string", "integer", "float", "boolean", "date", "iri", "list"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question wants to know.

    Attributes:
        name: as after `$` in the Cypher.
        type: see kg.queries.values.
        default: as one would type it; None if the parameter is required.
        example: as one would type it.
        en, ar: what it means.
    """

    name: str
    type: str
    default: str | None
    example: str
    en: str
    ar: str

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.default is None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer: its name, the type of its values, what it means."""

    name: str
    type: str
    en: str


@dataclass(frozen=True, slots=True)
class Query:
    """A stored question."""

    name: str
    title_en: str
    title_ar: str
    answers: str
    answers_ar: str
    params: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    cypher: str

    def param(self, name: str) -> Parameter:
        """The parameter of that name.

        Raises:
            QueryError: there is none; names one that looks like it.
        """
        for parameter in self.params:
            if parameter.name == name:
                return parameter
        names = [parameter.name for parameter in self.params]
        hint = "; did you mean " + " or ".join(near(name, names)) + "?" if near(name, names) else ""
        raise QueryError(f"{self.name} has no parameter '{name}' (it has {', '.join(names)}){hint}")


@cache
def load_all(folder: Path | None = None) -> dict[str, Query]:
    """Every stored question by name, sorted; those of `folder` if not the shipped ones.

    Raises:
        QueryError: one is malformed.
    """
    paths = sorted((folder or queries()).glob("*.cypher"))
    return {path.stem: parse(path.stem, path.read_text(encoding="utf-8")) for path in paths}


def get(name: str) -> Query:
    """The stored question of that name.

    Raises:
        NotFoundError: there is none; suggests some that look like it.
        QueryError: it is malformed.
    """
    path = queries() / f"{name}.cypher"
    if _NAME.fullmatch(name) and path.is_file():
        return parse(name, path.read_text(encoding="utf-8"))
    names = [other.stem for other in sorted(queries().glob("*.cypher"))]
    raise NotFoundError(f"no stored question '{name}'; `kg queries` lists them", near(name, names))


def parse(name: str, text: str) -> Query:
    """A question from the text of its file.

    Raises:
        QueryError: the header is incomplete, or does not fit the Cypher.
    """
    lines = text.split("\n")
    length = next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
    cypher = "\n".join(lines[length:]).strip()
    fields: dict[str, str] = {}
    params: list[Parameter] = []
    columns: list[Column] = []
    for number, line in enumerate(lines[:length], 1):
        if match := _FIELD.fullmatch(line):
            fields[match[1]] = match[2]
        elif match := _PARAM.fullmatch(line):
            kind, default = match[2], match[4]
            params.append(Parameter(match[1], kind, default, match[5], match[6], match[7]))
        elif match := _COLUMN.fullmatch(line):
            columns.append(Column(*match.groups()))
        elif line != "//":
            _bad(name, f"line {number} is not a line of a header: {line}")
    for field in ("title", "title-ar", "answers", "answers-ar"):
        if field not in fields:
            _bad(name, f"the header lacks '// {field}: ...'")
    query = Query(
        name, fields["title"], fields["title-ar"], fields["answers"], fields["answers-ar"],
        tuple(params), tuple(columns), cypher,
    )  # fmt: skip
    _check(query)
    return query


def _check(query: Query) -> None:
    if not _NAME.fullmatch(query.name):
        _bad(query.name, "a name is lower-case words joined by '-'")
    code = _LITERAL.sub("''", query.cypher)
    used, declared = set(_USED.findall(code)), [p.name for p in query.params]
    for problem, names in (
        ("parameters used but not declared", used - set(declared)),
        ("parameters declared but not used", set(declared) - used),
        ("parameters declared twice", {n for n in declared if declared.count(n) > 1}),
        ("clauses that write", {m.upper() for m in _WRITES.findall(code)}),
    ):
        if names:
            _bad(query.name, f"{problem}: {', '.join(sorted(names))}")
    if (returned := _returned(query.name, code)) != [column.name for column in query.columns]:
        _bad(query.name, f"the columns declared are not those returned: {', '.join(returned)}")
    for column in query.columns:
        if column.type not in _COLUMN_TYPES:
            _bad(query.name, f"column {column.name}: '{column.type}' is no type")
    for parameter in query.params:
        _check_parameter(query.name, parameter)


def _check_parameter(name: str, parameter: Parameter) -> None:
    if not check_type(parameter.type):
        _bad(name, f"parameter {parameter.name}: '{parameter.type}' is no type")
    samples = [parameter.example]
    if parameter.default is not None and parameter.default != DEFAULTS_TO_NONE:
        samples.append(parameter.default)
    for sample in samples:
        value(parameter.name, parameter.type, sample)


def _returned(name: str, code: str) -> list[str]:
    """The names of what the last RETURN gives; rows must come in a declared order."""
    head, found, tail = code.rpartition("RETURN ")
    body, ordered, _ = tail.partition("ORDER BY ")
    if not head or not found or not ordered:
        _bad(name, "it must end in RETURN ... ORDER BY ...")
    return [m[1] for part in _split(body) if (m := _RETURNED.search(part.strip()))]


def _split(text: str) -> list[str]:
    """Split at commas that stand in no bracket."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "([{") - (char in ")]}")
        if char == "," and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _bad(name: str, problem: str) -> NoReturn:
    raise QueryError(f"queries/{name}.cypher: {problem}")
