"""What is known of files comes out right, in whatever order they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.refresh import state
from kg.refresh.known import Known
from kg.sources import paths

NAMES = st.lists(st.text("ab./-\x01ع", min_size=1, max_size=5), unique=True, max_size=12)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[state.State]:
    with state.opened(tmp_path_factory.mktemp("state") / "x.sqlite") as found:
        found.run("PRAGMA synchronous = OFF")
        yield found


@given(known=NAMES, asked=NAMES, again=st.booleans(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_order(
    opened: state.State, known: list[str], asked: list[str], again: bool, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(asked + (known if again else [])))
    rows = [("in", name, f"stat {name}", f"digest {name}") for name in known]
    with opened.transaction():
        opened.run("DELETE FROM files")
        opened.many("INSERT INTO files VALUES (?, ?, ?, ?)", [*rows, ("other", "a", "", "")])
    found = Known(opened, "in")
    for name in order:
        expected = (f"stat {name}", f"digest {name}") if name in known else None
        assert found.of(name) == expected
    assert sorted(found.rest()) == sorted(set(known) - set(order))


def test_nothing_waits_in_memory_for_a_walk(tmp_path: Path) -> None:
    names = ["a.txt", "a/b.txt", "a/ب.txt", "a-b/c.txt", "a b.txt", "b/1.txt", "b/10.txt", "b.txt"]
    for name in names:
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).touch()
    [(_, walk)] = paths.expand([tmp_path / "in"])
    with state.opened(tmp_path / "x") as opened:
        rows = [("in", str(tmp_path / "in" / name), "", "") for name in names]
        with opened.transaction():
            opened.many("INSERT INTO files VALUES (?, ?, ?, ?)", rows)
        found = Known(opened, "in")
        for path in walk:
            assert found.of(str(path)) == ("", "")
            assert not found._passed
        assert not list(found.rest())
