"""The same work on a cluster, as a Ray Data pipeline: files are read and chunks worked on there."""

from __future__ import annotations

import logging
import os
import pickle
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from kg.errors import ConfigError, KgError, StoreError
from kg.scale.chunks import Batch, Chunk, batches, of_batch
from kg.scale.work import Run, Task

#: Bytes after which chunks that were read go to those who work on them.
_BLOCK: Final = 4 << 20
#: Variables that hold on all machines: the settings of kg, and where models of CAMeL Tools are.
_PASSED: Final = ("KG_", "CAMELTOOLS_DATA")
#: Tasks that read files, one after the other where there are more files.
_READS: Final = 4096


class Ray:
    """An engine of `kg.scale.build`.

    Args:
        address: of a cluster, as `ray.init` takes it; None: one is started here.
        workers: cores to use where one is started here.
    """

    def __init__(self, address: str | None, workers: int) -> None:
        self._address, self._workers = address, workers

    def __call__(self, names: Iterable[str | Path], task: Task) -> Iterator[Run]:
        """The run of each chunk, in their order.

        Raises:
            ConfigError: Ray is not installed, or the cluster cannot be reached.
            KgError: the cluster gave up.
        """
        try:
            import ray
            from ray.data import DataContext
        except ImportError as error:
            raise ConfigError(
                "--engine ray needs Ray: `pip install 'geopolitical-kg[ray]'`"
            ) from error
        ours = not ray.is_initialized()
        if ours:
            self._start(ray)
        try:
            context = DataContext.get_current()
            context.execution_options.preserve_order = True
            context.target_max_block_size = _BLOCK
            context.enable_progress_bars = False
            _quiet()
            yield from self._runs(ray, names, task)
        except (ray.exceptions.RayError, ConnectionError) as error:
            raise KgError(f"Ray gave up: {error}; --resume goes on") from error
        finally:
            if ours:
                ray.shutdown()

    def _start(self, ray: Any) -> None:
        if self._address is not None:
            _reach(self._address)
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to anyone
        # Settings hold on other machines, too.
        settings = {k: v for k, v in os.environ.items() if k.startswith(_PASSED)}
        how: dict[str, Any] = {"log_to_driver": False, "logging_level": "error"}
        if settings:
            how["runtime_env"] = {"env_vars": settings}
        if self._address is None:
            how |= {"num_cpus": self._workers, "include_dashboard": False}
        try:
            ray.init(self._address, **how)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise ConfigError(f"Ray at {self._address or 'this machine'}: {error}") from error

    def _runs(self, ray: Any, names: Iterable[str | Path], task: Task) -> Iterator[Run]:
        files = [{"batch": pickle.dumps(batch)} for batch in batches(names)]
        if any(None in pickle.loads(row["batch"]).files for row in files):
            raise ConfigError("--engine ray cannot read standard input: name files")
        if not files:
            return
        # Two shares of a core: with one, Ray would make one task of reading and working.
        blocks = min(len(files), _READS)
        read = ray.data.from_items(files, override_num_blocks=blocks).map_batches(
            _read, batch_size=1, batch_format="pyarrow", num_cpus=0.1
        )
        work = read.map_batches(
            _work, batch_size=1, batch_format="pyarrow", num_cpus=0.9, fn_args=(task,)
        )
        for row in work.iter_rows():
            run: Run | KgError = pickle.loads(row["run"])
            if isinstance(run, KgError):
                raise type(run)(f"on a machine of the cluster: {run}") from run
            yield run


def _quiet() -> None:
    """Keep Ray from the terminal: kg has a progress bar, and says what went wrong, itself."""
    logging.getLogger("ray").setLevel(logging.ERROR)
    for handler in logging.getLogger("ray.data").handlers:
        if isinstance(handler, logging.StreamHandler):  # not the one of its files
            handler.setLevel(logging.CRITICAL)


def _reach(address: str) -> None:
    """See that somebody listens there: Ray itself would try for ten minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit():
        return  # "auto", "local": names that Ray knows
    try:
        socket.create_connection((host, int(port)), timeout=10).close()
    except OSError as error:
        raise ConfigError(f"no Ray cluster at {address}: {error.strerror or error}") from error


def _read(table: Any) -> Iterator[Any]:
    """The chunks of a batch of files, one a row, as they are read."""
    for packed in table["batch"].to_pylist():
        batch: Batch = pickle.loads(packed)
        try:
            for chunk in of_batch(batch):
                yield _table("chunk", chunk)
        except KgError as error:
            yield _table("chunk", error)


def _work(table: Any, task: Task) -> Iterator[Any]:
    """The run of each chunk, or why there is none: what Ray makes of an exception is long."""
    for packed in table["chunk"].to_pylist():
        chunk: Chunk | KgError = pickle.loads(packed)
        try:
            yield _table("run", chunk if isinstance(chunk, KgError) else task(chunk))
        except KgError as error:
            yield _table("run", error)
        except OSError as error:
            yield _table("run", StoreError(f"{task.folder}: {error.strerror or error}"))


def _table(name: str, value: object) -> Any:
    import pyarrow

    return pyarrow.table({name: pyarrow.array([pickle.dumps(value)], pyarrow.large_binary())})
