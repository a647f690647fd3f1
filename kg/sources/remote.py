"""Files elsewhere: `https://`, `s3://`, `gs://`, `hdfs://` and what else fsspec knows.

An address is a name like any other; what lies there is read as a stream and never kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from kg.errors import ConfigError, SourceError

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
#: The extra that has what a protocol needs, where it is not part of the base.
EXTRAS: Final = {"s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs", "hdfs": "parquet"}
_PATTERN: Final = re.compile(r"[*?\[]")
#: Bytes that are asked for at a time.
_BLOCK: Final = 1 << 22


@dataclass(frozen=True, slots=True)
class Remote:
    """One file elsewhere; of Path it has what the readers of articles use.

    Attributes:
        address: as fsspec takes it.
    """

    address: str

    def __str__(self) -> str:
        """The address without a password in it."""
        return re.sub(r"(?<=://)[^/@]*@", "", self.address)

    @property
    def name(self) -> str:
        """The last part of its path."""
        path = urlsplit(self.address).path if _is_web(self.address) else self.address
        return unquote(path.rstrip("/").rpartition("/")[2])

    def open(self, mode: str = "rb") -> BufferedReader:
        """A stream of its bytes, which can be sought in where the server lets one.

        Raises:
            OSError: it cannot be opened; later, that it cannot be read on.
        """
        with _as_os_errors():
            system, path = _system(self.address)
            return BufferedReader(_Stream(system.open(path, mode, block_size=_BLOCK)))


def is_address(name: object) -> bool:
    """Whether a name is an address and no path."""
    return isinstance(name, str) and _SCHEME.match(name) is not None


def expand(name: str, endings: tuple[str, ...]) -> Iterator[Remote]:
    """The files that an address stands for, in the order of their names.

    It is one file, a pattern, or a folder, of which those with one of the endings are taken.

    Raises:
        SourceError: there is nothing, or it cannot be asked for.
        ConfigError: the protocol is not known, or a package for it is missing.
    """
    if _is_web(name):  # which has no folders, and `?` is no pattern
        return iter((Remote(name),))
    try:
        with _as_os_errors():
            system, path = _system(name)
            if _PATTERN.search(path):
                found = sorted(system.glob(path))
            elif system.isdir(path):
                found = [p for p in sorted(system.find(path)) if p.lower().endswith(endings)]
            else:
                found = [path] if system.exists(path) else []
    except OSError as error:
        raise SourceError(f"{Remote(name)}: {error.strerror or error}") from error
    if not found:
        raise SourceError(f"{Remote(name)}: nothing there to read")
    return (Remote(system.unstrip_protocol(each)) for each in found)


def _is_web(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def _system(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path on it."""
    import fsspec

    match = _SCHEME.match(address)
    protocol = match[1].lower() if match else ""
    if "::" in address or protocol not in fsspec.available_protocols():
        raise ConfigError(f"{Remote(address)}: kg knows no addresses of this kind")
    options: dict[str, Any] = {}
    if _is_web(address):
        from aiohttp import ClientTimeout

        # By default a download that takes five minutes would be cut off.
        timeout = ClientTimeout(total=None, sock_connect=30, sock_read=120)
        options["client_kwargs"] = {"timeout": timeout, "trust_env": True}
    try:
        system, path = fsspec.core.url_to_fs(address, **options)
    except ImportError as error:
        extra = EXTRAS.get(protocol)
        how = f": `pip install 'geopolitical-kg[{extra}]'`" if extra else ""
        raise ConfigError(
            f"{protocol}:// needs a package that is missing ({error}){how}"
        ) from error
    return system, path


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """Whatever the library of a protocol raises, as the one kind that readers of files expect."""
    try:
        yield
    except (OSError, ConfigError):
        raise
    except Exception as error:  # each protocol has its own kinds
        raise OSError(None, f"{type(error).__name__}: {error}") from error


class _Stream(RawIOBase):
    """A file of fsspec as Python's buffers take it."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        with _as_os_errors():
            data = self._file.read(len(view))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
