"""sources.toml: what is wrong in it is said with line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.refresh import template
from kg.refresh.settings import load
from kg.refresh.values import seconds

GOOD = 'graph = "g.kg"\n[[source]]\nname = "a"\nkind = "folder"\npath = "in"\n'


def test_the_template_is_sound(tmp_path: Path) -> None:
    path, new = template.write(tmp_path / "news")
    found = load(path)
    assert (new, found.graph, found.source[0].name) == (True, Path("news.kg"), "articles")
    path.write_text(GOOD, "utf-8")
    assert template.write(tmp_path / "news") == (path, False)
    assert load(path).graph == Path("g.kg")


def test_the_template_shows_the_defaults(tmp_path: Path) -> None:
    bare = load(template.write(tmp_path)[0])
    text = template.TEMPLATE
    for line in text.partition("# ---- sources")[0].splitlines():
        if line.startswith("# ") and " = " in line and "store" not in line:
            text = text.replace(line, line.removeprefix("# "))
    (tmp_path / "sources.toml").write_text(text, "utf-8")
    shown = load(tmp_path / "sources.toml")
    assert shown.model_copy(update={"fetch": bare.fetch}) == bare
    assert shown.fetch.model_copy(update={"contact": ""}) == bare.fetch


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("graph = \n", "1: not TOML"),
        (GOOD + 'colour = "red"\n', "6: source[1].colour: Extra inputs"),
        ('recheck = "soon"\n' + GOOD, "1: recheck: a time such as"),
        (GOOD + "[gates]\nleast = 5\nmax_drop = 3\n", "8: gates.max_drop: Input should be less"),
        (GOOD + "[[source]]\nname = 'b'\nkind = 'feed'\nurl = 'ftp:/'\n", "9: source[2].url: an "),
        (GOOD + "[[source]]\nname = 'b'\nkind = 'feed'\n", "6: source[2].url: Field required"),
        (GOOD + "[[source]]\nname = 'b'\nkind = 'fax'\n", "6: source[2]: Input tag 'fax'"),
        (GOOD + "[[source]]\nname = 'a'\nkind = 'folder'\npath='x'\n", "7: source[2].name: 'a' ag"),
        ("graph = 'x'\n", "1: source: Field required"),
        ("[fetch]\nallow_private = ['10.0.0.0/99']\n" + GOOD, "2: fetch.allow_private: "),
        ("[fetch]\nmax_size = 'big'\n" + GOOD.replace("graph", "delay"), "2: fetch.max_size: a si"),
    ],
)  # fmt: skip
def test_findings(text: str, finding: str, tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert f"{path}:{finding}" in str(caught.value)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="kg init"):
        load(tmp_path / "sources.toml")


def test_times() -> None:
    assert [seconds(v) for v in ("90s", "15m", "1.5h", "3d", 7)] == [90, 900, 5400, 259200, 7]
    for wrong in ("", "m", "-1s", True, "1 year"):
        with pytest.raises(ValueError, match="expected"):
            seconds(wrong)
