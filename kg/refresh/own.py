"""Articles through two functions of a module of one's own."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from kg.errors import KgError, SourceError
from kg.refresh.run import Run
from kg.refresh.settings import Own
from kg.refresh.take import announce, take
from kg.sources import jsonl


def collect(run: Run, source: Own) -> None:
    """Take what is new or changed in what `articles(options)` and `read(name, options)` give.

    Raises:
        SourceError: the module cannot be imported, or `articles` has failed.
    """
    module = _module(run, source)
    for name, mark in _guarded(source, module.articles(source.options)):
        if run.stop():
            return
        item = f"{source.name}:{name}"
        known = run.state.row("SELECT state, mark FROM items WHERE item = ?", item)
        if known and known["state"] == "here" and mark is not None and known["mark"] == str(mark):
            run.count(source.name, "unchanged")
            continue
        try:
            _read_own(run, source, module, item, str(name), mark)
        except SourceError as error:
            run.failed(source.name, item, error)
            run.count(source.name, "failed")


def _read_own(run: Run, source: Own, module: Any, item: str, name: str, mark: object) -> None:
    (value,) = _guarded(source, [None], lambda _: module.read(name, source.options))
    if value is None:
        run.state.run("UPDATE items SET state = 'gone' WHERE item = ?", item)
        run.count(source.name, "gone")
        return
    day = value.get("published")
    fields = {"id": name, **value, "published": day.isoformat() if isinstance(day, date) else day}
    document = jsonl.document(fields, item, run.report)
    with run.state.transaction():
        announce(run, source.name, item, {})
        run.count(
            source.name, take(run, item, document, {"mark": None if mark is None else str(mark)})
        )
    run.alive()


def _module(run: Run, source: Own) -> Any:
    folder = str(run.settings.folder.resolve())
    if folder not in sys.path:
        sys.path.insert(0, folder)
    try:
        module = importlib.import_module(source.module)
    except Exception as error:
        raise SourceError(f"{source.module}: cannot be imported: {error!r}") from error
    for name in ("articles", "read"):
        if not callable(getattr(module, name, None)):
            raise SourceError(f"{source.module}: it has no function {name}()")
    return module


def _guarded(source: Own, items: Iterable[Any], work: Any = lambda item: item) -> Iterator[Any]:
    """Items out of code that is not ours: whatever it raises is an error of the source."""
    try:
        for item in items:
            yield work(item)
    except (KgError, GeneratorExit):
        raise
    except Exception as error:
        raise SourceError(f"{source.module}: {error!r}") from error
