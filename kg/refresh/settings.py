"""`sources.toml`: what to read and how; each finding names line and key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from kg import __version__
from kg.errors import ConfigError
from kg.sources.addresses import canonical
from kg.sources.web.fetcher import Limits
from kg.sources.web.guard import networks

NAME: Final = "sources.toml"
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_SIZES: Final = {"": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9}


def seconds(value: object) -> float:
    """A time such as `15m`, `1.5h` or `3d` in seconds; a number is taken for seconds.

    Raises:
        ValueError: no such time.
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return float(value)
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhdw])", str(value).strip())
    if match is None:
        raise ValueError('a time such as "30s", "15m", "6h" or "3d" is expected')
    return float(match[1]) * _UNITS[match[2]]


def _bytes(value: object) -> int:
    match = re.fullmatch(r"(\d+)\s*(kB|MB|GB|)", str(value).strip())
    if match is None:
        raise ValueError('a size such as "500 kB" or "8 MB" is expected')
    return int(match[1]) * _SIZES[match[2]]


def _web(value: str) -> str:
    if (url := canonical(value)) is None:
        raise ValueError("an address that begins with http:// or https:// is expected")
    return url


def _own(value: tuple[str, ...]) -> tuple[str, ...]:
    networks(value)
    return value


Seconds = Annotated[float, BeforeValidator(seconds)]
Bytes = Annotated[int, BeforeValidator(_bytes)]
Url = Annotated[str, AfterValidator(_web)]


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
    allow_private: Annotated[tuple[str, ...], AfterValidator(_own)] = ()

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
        raise ConfigError("\n".join(_findings(path, text, error))) from error
    _unique(path, text, found)
    return found


def _unique(path: Path, text: str, found: Settings) -> None:
    seen: set[str] = set()
    for number, source in enumerate(found.source):
        if source.name in seen:
            line = _line(text, ("source", number, "name"))
            raise ConfigError(f"{path}:{line}: source[{number + 1}].name: {source.name!r} again")
        seen.add(source.name)


def _findings(path: Path, text: str, error: ValidationError) -> list[str]:
    kinds = ("feed", "sitemap", "urls", "folder", "jsonl", "csv", "warc", "python")
    findings = []
    for each in error.errors():
        place = tuple(each["loc"])
        if len(place) > 2 and place[0] == "source" and place[2] in kinds:
            place = place[:2] + place[3:]  # the kind is no key, but how pydantic tells which table
        key = "".join(
            f"[{p + 1}]" if isinstance(p, int) else f".{p}" if n else str(p)
            for n, p in enumerate(place)
        )
        message = each["msg"].removeprefix("Value error, ")
        findings.append(f"{path}:{_line(text, place)}: {key}: {message}")
    return findings


def _line(text: str, place: tuple[int | str, ...]) -> int:
    """The line of a key, else that of its table, else the first."""
    table, count, best = "", -1, 1
    wanted = str(place[0]) if place else ""
    number = place[1] if len(place) > 1 and isinstance(place[1], int) else None
    for at, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\[?\s*([\w.]+)\s*\]\]?", line):
            table = header[1]
            count += table == "source" and line.lstrip().startswith("[[")
            if table.split(".")[0] == wanted and (number is None or count == number):
                best = at
        elif key := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
            inside = table == "" if len(place) == 1 else table.split(".")[0] == wanted
            here = number is None or table.split(".")[0] != "source" or count == number
            if inside and here and key[1] in place:
                return at
    return best
