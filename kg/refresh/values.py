"""Values of `sources.toml` that are written for people: times, sizes, addresses, networks."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator

from kg.sources.addresses import canonical
from kg.sources.web.guard import networks

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
Networks = Annotated[tuple[str, ...], AfterValidator(_own)]
