"""Who stands for an actor in a picture: itself, and those who act for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from kg.explorer.source import BASE, Row, Source

#: Codes that no actor has alone: what people and opposition of a state are counted under.
_GROUPS: Final = {"CIV": ("civilians", "مدنيون"), "OPP": ("opposition", "المعارضة")}
_GROUP: Final = re.compile(rf"{re.escape(BASE)}entity/([A-Z]{{2,4}})_({'|'.join(_GROUPS)})")


def iri(key: str) -> str:
    """The IRI of an actor that the questions call by its code."""
    return key if "://" in key else f"{BASE}entity/{quote(key, safe=':/')}"


def resolve(source: Source, name: str) -> str:
    """The IRI of an actor, or of the people or opposition of a state.

    Raises:
        NotFoundError: nobody has that name, or several do.
    """
    return name if _GROUP.fullmatch(name) else source.resolve(name)


def labels(source: Source, iris: Sequence[str]) -> dict[str, Row]:
    """Names, kind and code of actors by IRI; those that the graph does not know are left out."""
    groups = {each: found for each in iris if (found := _GROUP.fullmatch(each))}
    wanted = {*iris, *(iri(found[1]) for found in groups.values())}
    known = {r["iri"]: r for r in source.rows("labels", {"actors": sorted(wanted)})} if iris else {}
    for each, found in groups.items():
        if each not in known:
            known[each] = _group(each, found[1], found[2], known.get(iri(found[1]), {}))
    return {each: known[each] for each in iris if each in known}


def _group(each: str, state: str, kind: str, about: Row) -> Row:
    en, ar = _GROUPS[kind]
    return {
        "iri": each,
        "en": f"{en} ({about.get('en') or state})",
        "ar": f"{ar} ({about.get('ar') or state})",
        "kind": "group",
        "code": f"{state}_{kind}",
        "wikidata": None,
    }


def members(source: Source, actors: Sequence[Row], exact: bool) -> dict[str, list[str]]:
    """Those who stand for each of some actors, by its IRI.

    A state or body has all who are counted under its code, an official or organ those who act for
    it.

    Args:
        source: the graph.
        actors: rows of `labels`.
        exact: nobody but the actors themselves.
    """
    found = {row["iri"]: [row["iri"]] for row in actors}
    if exact:
        return found
    codes = [row["code"] for row in actors if is_whole(row)]
    parts = [row["iri"] for row in actors if not is_whole(row)]
    rows = source.rows("coded", {"codes": codes}) if codes else []
    rows = [{"actor": iri(row["code"]), "member": row["member"]} for row in rows]
    rows += source.rows("under", {"actors": parts}) if parts else []
    for row in rows:
        found[row["actor"]].append(row["member"])
    return {actor: list(dict.fromkeys(each)) for actor, each in found.items()}


def is_whole(row: Row) -> bool:
    """Whether others are counted under this actor's code: it is a state or body, not a part."""
    return bool(row["code"]) and iri(row["code"]) == row["iri"]
