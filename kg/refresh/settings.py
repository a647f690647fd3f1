"""`sources.toml`: what to read and how; each finding names line and key."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kg import __version__
from kg.errors import ConfigError
from kg.refresh.findings import findings, line_of
from kg.refresh.values import Bytes, Networks, Seconds, Url
from kg.sources.web.fetcher import Limits

NAME: Final = "sources.toml"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fetch(_Table):
    """`[fetch]`: see kg.sources.web.fetcher.Limits."""

    contact: str = ""
    delay: Seconds = 1.0
    timeout: Seconds = 30.0
    max_size: Bytes = 8_000_000
    attempts: int = Field(default=3, ge=1, le=10)
    max_wait: Seconds = 60.0
    threads: int = Field(default=8, ge=1, le=64)
    allow_private: Networks = ()

    def limits(self) -> Limits:
        """What the fetcher is told."""
        agent = f"kg/{__version__}" + (f" (+{self.contact})" if self.contact else "")
        return Limits(
            agent, self.delay, self.timeout, self.max_size, self.attempts, self.max_wait,
            self.allow_private,
        )  # fmt: skip


class Gates(_Table):
    """`[gates]`: what keeps a run from being published.

    Attributes:
        max_drop: how many statements per article may be missing against the runs before, as a
            share.
        least: statements that must be expected for that to be asked.
    """

    max_drop: float = Field(default=0.9, gt=0, le=1)
    least: int = Field(default=20, ge=1)


class _Source(_Table):
    """What all kinds of source have.

    Attributes:
        name: what it is called in reports; unique.
        outlet: who publishes the articles; else the page says.
    """

    name: str = Field(min_length=1, max_length=100)
    outlet: str | None = None


class Feed(_Source):
    """RSS or Atom. `content`: read the page of each entry, or take the entry for the article."""

    kind: Literal["feed"]
    url: Url
    content: Literal["page", "feed"] = "page"


class Sitemap(_Source):
    """A site map, and those that it names. `include` and `exclude` are patterns of addresses."""

    kind: Literal["sitemap"]
    url: Url
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_articles: int = Field(default=10_000, ge=1)


class Urls(_Source):
    """A list of addresses, here or in a file with one a line."""

    kind: Literal["urls"]
    urls: tuple[Url, ...] = ()
    path: Path | None = None

    @model_validator(mode="after")
    def _some(self) -> Urls:
        if not self.urls and self.path is None:
            raise ValueError("urls or path is needed")
        return self


class Files(_Source):
    """A folder, a file or a pattern: whatever `kg build` reads, CSV, or web archives."""

    kind: Literal["folder", "jsonl", "csv", "warc"]
    path: Path


class Own(_Source):
    """A Python module with `articles(options)` and `read(name, options)`; see docs/refresh.md."""

    kind: Literal["python"]
    module: str = Field(pattern=r"^[A-Za-z_][\w.]*$")
    options: dict[str, Any] = {}


Source = Annotated[Feed | Sitemap | Urls | Files | Own, Field(discriminator="kind")]


class Settings(_Table):
    """All of `sources.toml`.

    Attributes:
        graph: the graph folder; relative to the file.
        recheck: how long after its publication an article is asked again whether it has changed.
        recheck_every: how often, at most.
        silent: a source that brings nothing new for so long is called silent.
        copies: how alike two texts must be to count as one report (Jaccard, of 5-grams).
        folder: where the file lies; not in it.
    """

    graph: Path = Path("news.kg")
    store: str | None = None
    recheck: Seconds = 3 * 86400.0
    recheck_every: Seconds = 3600.0
    silent: Seconds = 3 * 86400.0
    copies: float = Field(default=0.8, gt=0, le=1)
    fetch: Fetch = Fetch()
    gates: Gates = Gates()
    source: tuple[Source, ...] = Field(min_length=1)
    folder: Path = Path()

    def at(self, path: Path) -> Path:
        """A path of the file, seen from where kg runs."""
        return self.folder / path.expanduser()

    @property
    def base(self) -> str:
        """What paths in the state do without, so that it does not matter where kg runs."""
        return "" if self.folder == Path() else f"{self.folder}{os.sep}"


def load(path: Path) -> Settings:
    """Read and check a file.

    Raises:
        ConfigError: it cannot be read, or something in it makes no sense: one line per finding,
            `FILE:LINE: KEY: what is wrong`.
    """
    try:
        text = path.read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such file; `kg init` writes one to start with") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ConfigError(f"{path}:{line[1] if line else 1}: not TOML: {error}") from error
    values.pop("folder", None)
    try:
        found = Settings(**values, folder=path.parent)
    except ValidationError as error:
        raise ConfigError("\n".join(findings(path, text, error))) from error
    _unique(path, text, found)
    return found


def _unique(path: Path, text: str, found: Settings) -> None:
    seen: set[str] = set()
    for number, source in enumerate(found.source):
        if source.name in seen:
            line = line_of(text, ("source", number, "name"))
            raise ConfigError(f"{path}:{line}: source[{number + 1}].name: {source.name!r} again")
        seen.add(source.name)
