"""An article that was read goes into the state: new, changed, unchanged, or another's double."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kg.model import Document
from kg.refresh import copies
from kg.refresh.run import Fate, Run
from kg.refresh.state import Row


def announce(run: Run, source: str, item: str, values: Mapping[str, Any]) -> None:
    """Note an address; one that is known keeps what is known of it."""
    run.state.run(
        "INSERT INTO items (item, source, origin, published, mark, seen) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (item) DO NOTHING",
        item, source, values.get("origin"), values.get("published"), values.get("mark"), run.stamp,
    )  # fmt: skip


def take(run: Run, item: str, document: Document, answer: Mapping[str, Any]) -> Fate:
    """Store what was read under an address; to be called inside a transaction.

    Args:
        run: the run.
        item: the address, announced before.
        document: what was read.
        answer: `etag` and `modified` to ask with the next time, `mark`, `origin`.

    Returns:
        What became of the article. `failed`: another file has an article of the same name.
    """
    known = run.state.row("SELECT * FROM items WHERE item = ?", item)
    assert known is not None
    article = known["article"] or document.id
    if document.id != article:
        document = _renamed(document, article)
    owner = _owner(run, article, item)
    fate = _store(run, document) if owner is None else _double(run, document)
    run.state.run(
        "UPDATE items SET article = ?, owner = ?, state = 'here', checked = ?, etag = ?,"
        " modified = ?, mark = coalesce(?, mark), origin = coalesce(?, origin),"
        " published = coalesce(published, ?), failures = 0, not_before = NULL, error = NULL"
        " WHERE item = ?",
        article, int(owner is None), run.stamp, answer.get("etag"), answer.get("modified"),
        answer.get("mark"), answer.get("origin"), _text(document.published), item,
    )  # fmt: skip
    return fate


def _owner(run: Run, article: str, item: str) -> Row | None:
    """The other address under which an article is read, if there is one and it is still there."""
    return run.state.row(
        "SELECT * FROM items WHERE article = ? AND item <> ? AND owner = 1 AND state = 'here'",
        article, item,
    )  # fmt: skip


def _double(run: Run, document: Document) -> Fate:
    """Of two addresses of the web the first is read; two files of one name are a mistake."""
    last = _last(run, document.id)
    same = last is not None and last["version"] == document.version
    return "unchanged" if same or document.id.startswith(("http://", "https://")) else "failed"


def _store(run: Run, document: Document) -> Fate:
    last = _last(run, document.id)
    if last is not None and last["version"] == document.version:
        return "unchanged"
    run.state.run(
        "INSERT INTO versions (article, version, text, published, url, outlet, retrieved)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        document.id, document.version, document.text, _text(document.published), document.url,
        document.source, run.stamp,
    )  # fmt: skip
    copies.note(run.state, document.id, document.text, run.settings.copies)
    return "new" if last is None else "changed"


def _last(run: Run, article: str) -> Row | None:
    return run.state.row(
        "SELECT version FROM versions WHERE article = ? ORDER BY number DESC LIMIT 1", article
    )


def _renamed(document: Document, article: str) -> Document:
    return Document(article, document.text, document.published, document.url, document.source)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def document(row: Row) -> Document:
    """The article of a row of `versions`."""
    published = date.fromisoformat(row["published"]) if row["published"] else None
    return Document(row["article"], row["text"], published, row["url"], row["outlet"])
