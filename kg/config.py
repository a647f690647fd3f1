"""Settings from the environment: read once, frozen, each also an option of the command line."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import ConfigError
from kg.parallel import cores

PREFIX: Final = "KG_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What `KG_...` variables can set; docs/command-line.md lists them.

    Attributes:
        graph: the graph folder that commands use (`-g`); None: the last one built.
        store: address of a graph server (`--store bolt://user@host`); None: the embedded store.
        workers: processes for extraction (`--workers`); the default is one for each core.
        debug: show tracebacks.
    """

    graph: Path | None = None
    store: str | None = None
    workers: int = field(default_factory=cores)
    debug: bool = False


@cache
def settings() -> Settings:
    """The settings of this process.

    Raises:
        ConfigError: a variable holds something that makes no sense.
    """
    names = {PREFIX + field.name.upper() for field in fields(Settings)}
    # Importing pydantic takes as long as answering a question: only for those who set something.
    return _read() if names & os.environ.keys() else Settings()


def _read() -> Settings:
    from typing import get_type_hints

    from pydantic import PositiveInt, ValidationError, create_model
    from pydantic_settings import BaseSettings, SettingsConfigDict

    hints = get_type_hints(Settings) | {"workers": PositiveInt}
    usual = Settings()
    kinds: dict[str, Any] = {n: (hint, getattr(usual, n)) for n, hint in hints.items()}
    base = type(
        "Base",
        (BaseSettings,),
        {"model_config": SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True)},
    )
    try:
        environment: Any = create_model("Environment", __base__=base, **kinds)
        values = environment()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise ConfigError(f"{name}={os.environ.get(name, '')}: {first['msg']}") from error
    return Settings(**{name: getattr(values, name) for name in kinds})
