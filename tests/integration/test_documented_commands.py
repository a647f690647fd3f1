"""Every command that README, docs/, ontology/ or `--help` shows is run as it stands there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("ontology/**/*.md")])]
#: What a test cannot give: placeholders, servers, other programs' windows.
NOT_RUN = re.compile(
    r"\b(?:ARTICLES|GRAPH|FILE|QUERY|NAME|COMMAND|ADDRESS|VALUE|TOKEN)\b|bolt://|\.\.\.|\w\|\w|\[|<"
    r"|^kg schedule (?!.*--print)"  # which goes on for ever
)
COMMANDS = (
    "build", "ask", "queries", "extract", "load", "explain", "lexicon", "export", "measure",
    "init", "refresh", "status", "runs", "diff", "schedule", "serve",
)  # fmt: skip

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="the examples are written for a POSIX shell"),
]


def blocks(page: str) -> Iterator[str]:
    """The shell blocks of a Markdown page."""
    yield from re.findall(r"^ *```(?:sh|bash|console|shell)\n(.*?)^ *```", page, re.S | re.M)


def commands(block: str) -> Iterator[str]:
    """The lines that run `kg`, alone or in a pipe, without prompt and continued lines joined."""
    for line in re.sub(r"\\\n\s*", "", block).splitlines():
        line = line.strip().removeprefix("$ ").strip()
        if re.match(r"(?:[A-Z_]+=\S+ |cat [^|]+\| *)*kg(?: |$)|cp ", line):
            yield line


def documented() -> Iterator[tuple[str, str]]:
    """Page and command, in reading order."""
    for page in PAGES:
        for block in blocks(page.read_text("utf-8")):
            for command in commands(block):
                yield str(page.relative_to(ROOT)), command


def shown(words: list[str]) -> str:
    """What `kg COMMAND --help` prints."""
    command = [sys.executable, "-m", "kg", *words, "--help"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    assert not done.stderr
    return done.stdout


def runnable(command: str) -> bool:
    """Whether a test can run it."""
    return not NOT_RUN.search(command.split(" #")[0])


def own_actors() -> str:
    """The table that README gives as an example."""
    readme = (ROOT / "README.md").read_text("utf-8")
    return re.findall(r"^```\n(id\t.*?)^```", readme, re.S | re.M)[0]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples, a reader's own lexicons, and `kg` on the path."""
    folder = tmp_path_factory.mktemp("documented")
    shutil.copytree(ROOT / "examples", folder / "examples")
    table = folder / "my-lexicons" / "actors" / "groups.tsv"
    table.parent.mkdir(parents=True)
    table.write_text(own_actors(), "utf-8")
    kg = folder / "bin" / "kg"
    kg.parent.mkdir()
    kg.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m kg "$@"\n', "utf-8")
    kg.chmod(0o755)
    return folder


def run(place: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command line in the folder."""
    env = environment(place)
    shell = ["/bin/sh", "-c", command]
    return subprocess.run(shell, cwd=place, env=env, capture_output=True, text=True, timeout=300)


def environment(place: Path) -> dict[str, str]:
    """Variables with `kg` of the folder on the path and no settings."""
    return {k: v for k, v in os.environ.items() if not k.startswith("KG_")} | {
        "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "XDG_STATE_HOME": str(place / "state"),
    }


def serve(place: Path, command: str) -> None:
    """Start a server, open the address that it prints, and end it as Ctrl-C does."""
    env = environment(place)
    server = subprocess.Popen(
        ["/bin/sh", "-c", f"exec {command}"], cwd=place, env=env, stderr=subprocess.PIPE, text=True
    )
    assert server.stderr is not None
    line = server.stderr.readline()
    try:
        with urllib.request.urlopen(line.split()[0], timeout=60) as page:
            assert b"/static/js/main.js" in page.read()
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=60) in (0, 130), line


def check(place: Path, command: str) -> None:
    """Run a command and see that it worked."""
    if command.startswith("kg serve"):
        serve(place, command)
        return
    done = run(place, command)
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    silent = r" -o | > |kg build|kg load|lexicon check|kg init|kg refresh|kg diff|^cp "
    assert done.stdout or re.search(silent, command), command


def test_pages_show_commands() -> None:
    """The extraction of commands itself works."""
    page = "```sh\n$ kg build a \\\n b  # two\ncat x | kg ask y\npip install kg\n```\n"
    page += "```\nkg no\n```\n"
    (block,) = blocks(page)
    assert list(commands(block)) == ["kg build a b  # two", "cat x | kg ask y"]
    assert runnable("kg ask who-accuses --target Turkey # ALL")
    assert not runnable("kg build ARTICLES -o x.kg")
    assert not runnable("kg load x.kg --store bolt://neo4j@localhost")


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_in_help(place: Path, command: str) -> None:
    words = ["lexicon", "check"] if command == "lexicon" else [command]
    text = shown(words)
    found = list(commands(text.partition("Examples:")[2]))
    assert found, text
    if not (place / "news.kg").exists():
        check(place, "kg build examples/ -o news.kg")
        check(place, "kg export trig -o examples.trig")
    if command == "load" and not (place / "months").exists():
        check(place, "kg build examples/ -o months --partition month")
    if not (place / "sources.toml").exists():
        for each in ("kg init", "kg refresh", "kg refresh"):
            check(place, each)
    for each in filter(runnable, found):
        check(place, each)


def test_readme_shows_every_command() -> None:
    text = "\n".join(command for _, command in documented())
    assert [name for name in COMMANDS if f"kg {name}" not in text] == []


@pytest.mark.parametrize("page", sorted({page for page, _ in documented()}))
def test_commands_of_a_page(place: Path, page: str) -> None:
    if not (place / "news.kg").exists():
        check(place, "kg build examples/ -o news.kg")
    for command in (each for name, each in documented() if name == page):
        if runnable(command):
            check(place, command)
