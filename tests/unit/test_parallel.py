"""One function over many items in several processes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from kg.errors import KgError
from kg.parallel import AHEAD, FEW, ahead, cores, ordered


def slow_square(number: int) -> int:
    time.sleep(0.02 if number % 3 else 0)
    return number * number


def die(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def process(number: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("workers", [1, 2])
def test_order(workers: int) -> None:
    assert list(ordered(slow_square, range(40), workers)) == [n * n for n in range(40)]


def test_the_source_is_read_no_faster_than_results_are_taken() -> None:
    taken = 0

    def source() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken = number
            yield number

    results = ordered(slow_square, source(), 2)
    next(results)
    assert taken < 2 * AHEAD
    results.close()


def test_a_killed_process_is_an_error() -> None:
    with pytest.raises(KgError, match="fewer --workers"):
        list(ordered(die, range(FEW), 2))


def test_few_items_need_no_process() -> None:
    assert set(ordered(process, range(FEW - 1), 2)) == {os.getpid()}
    assert os.getpid() not in set(ordered(process, range(FEW), 2))
    assert 1 <= cores() <= (os.cpu_count() or 1)


def test_no_process_stays() -> None:
    results = ordered(process, range(100), 2)
    number = next(results)
    results.close()
    for _ in range(100):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError(f"process {number} is still there")


def test_reading_ahead_keeps_order_and_stops_with_its_reader() -> None:
    taken: list[int] = []

    def source() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    items = ahead(source(), 2)
    assert [next(items) for _ in range(3)] == [0, 1, 2]
    items.close()
    assert len(taken) <= 7
    assert list(ahead(range(50), 3)) == list(range(50))


def test_an_error_of_the_source_comes_in_its_place() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise KgError("broken")

    items = ahead(source(), 5)
    assert next(items) == 1
    with pytest.raises(KgError, match="broken"):
        next(items)
