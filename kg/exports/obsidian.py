"""A folder of notes for Obsidian: one per actor and one per article, linked with each other.

Text of articles is escaped, so that it is neither markup nor a link, an embedded picture, a tag or
a command of a plug-in; names of files come from labels, reduced to what every system allows.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from kg.exports.graph import edge, node
from kg.exports.options import USUAL, Options
from kg.exports.values import Value, flat
from kg.model import Record

#: Characters of a file's name, which also has to fit into 255 bytes.
_LONGEST: Final = 60
_UNSAFE: Final = re.compile(r"[^\w ()'\u060c,-]+")
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
#: What means something to Markdown, Obsidian or a plug-in: anywhere, or at the start of a line.
_MARKS: Final = re.compile(
    r"([\\`*_{}\[\]()#!|~=$^%]|:(?=//)|(?<=www)\.|(?<=^\d)[.)]|(?<=^\d\d)[.)]|^[-+])", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"https?://[\w.:-]+(/[\w./~%+=&?;,-]*)?", re.ASCII)


def write(records: Iterable[Record], folder: Path, options: Options = USUAL) -> None:
    """Fill the folder: `actors/`, `articles/` and `Start.md`.

    Notes of articles are written as they come; the lines of an actor's note are appended to its
    file, so that memory holds the names of the files only.
    """
    vault = _Vault(folder)
    for record in records:
        vault.article(record)
    vault.start()


class _Vault:
    """The folder, and which file each actor and article has."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        for name in ("actors", "articles"):
            (folder / name).mkdir()

    def article(self, record: Record) -> None:
        entities = {entity.id: entity for entity in record.entities}
        document = record.document
        name = self._name("articles", document.id, document.title)
        address = document.url if _ADDRESS.fullmatch(document.url or "") else None
        head = {
            "title": flat(document.title), "published": document.published,
            "outlet": flat(document.source), "url": address,
        }  # fmt: skip
        lines = [_front(head), f"# {_text(document.title)}\n"]
        if address:
            lines.append(f"<{address}>\n")
        for statement in record.statements:
            ends = [
                self._actor(iri, node(iri, entities.get(iri))) if iri else "nobody named"
                for iri in (statement.subject, statement.object)
            ]
            values = edge(statement, record, entities)
            lines.append(f"- {ends[0]} **{statement.predicate}** {ends[1]}{_about(values)}")
            mention = f"- {ends[0]} **{statement.predicate}** {ends[1]}, in [[{name}]]"
            for iri in dict.fromkeys(filter(None, (statement.subject, statement.object))):
                self._append(self._names[f"actors {iri}"], f"{mention}{_about(values)}\n")
        (self._folder / f"{name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def start(self) -> None:
        links = sorted(name for key, name in self._names.items() if key.startswith("actors "))
        text = "".join(f"- [[{name}]]\n" for name in links)
        self._append("Start", f"# Who did or said what to whom\n\n{text}")

    def _actor(self, iri: str, values: dict[str, Value]) -> str:
        key = f"actors {iri}"
        if key not in self._names:
            name = self._name("actors", iri, str(values["label"]))
            head = {"iri": iri, **{k: flat(v) for k, v in values.items()}}
            names = dict.fromkeys(filter(None, (values["label"], values["label_ar"])))
            title = " / ".join(_text(each) for each in names)
            self._append(name, f"{_front(head)}\n# {title}\n\n")
        return f"[[{self._names[key]}]]"

    def _append(self, name: str, text: str) -> None:
        with (self._folder / f"{name}.md").open("a", encoding="utf-8") as file:
            file.write(text)

    def _name(self, kind: str, id_: str, label: str) -> str:
        """A path without ending that no other note has, also where case makes no difference."""
        plain = unicodedata.normalize("NFC", _UNSAFE.sub(" ", flat(label)))
        plain = " ".join(plain.split())[:_LONGEST].strip(" .'-,") or "unnamed"
        if _RESERVED.match(plain):
            plain = f"{plain} note"
        name, number = plain, 1
        while f"{kind}/{name}".casefold() in self._taken:
            number += 1
            name = f"{plain} ({number})"
        self._taken.add(f"{kind}/{name}".casefold())
        self._names[f"{kind} {id_}"] = f"{kind}/{name}"
        return f"{kind}/{name}"


def _about(values: dict[str, Value]) -> str:
    """Date, confidence and sentence, below the line of a statement."""
    said = (
        values["date"], values["topic"] and f"about: {values['topic']}",
        values["speaker"] and f"said by {values['speaker']}", values["polarity"],
        values["modality"], f"confidence {values['confidence']}",
    )  # fmt: skip
    facts = ", ".join(_text(each) for each in said if each)
    return f"\n  > {_text(values['quote'])}\n\n  {facts}\n"


def _text(value: Any) -> str:
    """Text that Markdown shows as it is, on one line."""
    plain = flat(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKS.sub(r"\\\1", plain).strip()


def _front(values: dict[str, Any]) -> str:
    """The properties of a note; a JSON string is one of YAML, too.

    Obsidian takes a property in double brackets for a link.
    """
    lines = [
        f"{key}: {json.dumps(flat(value).replace('[[', '[ ['))}"
        for key, value in values.items()
        if value
    ]
    return "\n".join(("---", *lines, "---", ""))
