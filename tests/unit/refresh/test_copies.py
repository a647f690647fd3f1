"""Reports do not depend on the order in which their copies come."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.refresh import copies, state

BASE = " ".join(f"كلمة{n} وحديث{n * 7} وخبر{n * 3}" for n in range(60))
TEXTS = {
    "d": BASE, "b": BASE + " نقلا عن وكالة", "c": "عاجل " + BASE,
    "a": " ".join(f"نص{n} مختلف{n * 5} تماما{n}" for n in range(60)), "e": "قصير",
}  # fmt: skip


def groups(path: Path, order: tuple[str, ...]) -> dict[str, str | None]:
    with state.opened(path) as opened:
        for article in order:
            copies.note(opened, article, TEXTS[article], 0.8)
            wait(opened, article)
        copies.group(opened)
        return dict(copies.regrouped(opened))


def wait(opened: state.State, article: str) -> None:
    opened.run(
        "INSERT INTO versions (article, version, text, retrieved) VALUES (?, '1', '', '')", article
    )


def test_any_order(tmp_path: Path) -> None:
    for number, order in enumerate(permutations(TEXTS)):
        if number % 12 == 0:
            found = groups(tmp_path / f"{number}.sqlite", order)
            assert found == {"a": None, "b": "b", "c": "b", "d": "b", "e": None}


def test_another_text_leaves_its_report(tmp_path: Path) -> None:
    with state.opened(tmp_path / "x.sqlite") as opened:
        for article in "bcd":
            copies.note(opened, article, TEXTS[article], 0.8)
            opened.run("INSERT INTO reports VALUES (?, 'b')", article)
        copies.note(opened, "b", TEXTS["a"], 0.8)
        wait(opened, "b")
        copies.group(opened)
        assert dict(copies.regrouped(opened)) == {"b": None, "c": "c", "d": "c"}
        assert copies.report(opened, "d") == "c"
        opened.run("INSERT INTO taken VALUES (1, 'b', NULL)")
        assert [article for article, _ in copies.regrouped(opened)] == ["c", "d"]
        copies.settle(opened, 1)
        rows = opened.rows("SELECT * FROM reports ORDER BY article")
        assert [tuple(row) for row in rows] == [("c", "c"), ("d", "c")]
        touched = opened.rows("SELECT article FROM touched ORDER BY article")
        assert [row["article"] for row in touched] == ["b", "c", "d"]


@given(st.lists(st.sampled_from(BASE.split()), min_size=80, max_size=120, unique=True))
@settings(max_examples=20, deadline=None)
def test_the_estimate_is_near_the_truth(words: list[str]) -> None:
    texts = (" ".join(words), " ".join(words[: len(words) * 9 // 10]))
    one, other = (copies.sign(text) for text in texts)
    assert one
    assert other
    assert copies.alike(one, one) == 1
    assert 0.65 < copies.alike(one, other) <= 1
