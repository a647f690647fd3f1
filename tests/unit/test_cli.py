"""The command line, with the pipeline replaced where a test is not about it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any

import pytest
from typer.testing import CliRunner

from kg import errors, pipeline
from kg.cli import app, questions
from kg.model import Document, Entity, Mention, Record, Span, Statement
from kg.sources import Issue

ROOT = Path(__file__).parents[2]
TEXT = "موسكو تتهم تركيا\nاتهمت موسكو تركيا بدعم داعش.\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in ("KG_DEBUG", "KG_GRAPH", "KG_STORE", "KG_WORKERS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def kg(*arguments: str, data: str | None = None) -> tuple[int, str, str]:
    """Run a command: status, stdout, stderr."""
    result = CliRunner().invoke(app, arguments, input=data)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def record() -> Record:
    """Russia accuses Turkey."""

    def at(word: str) -> Span:
        begin = TEXT.index(word, 17)
        return Span(begin, begin + len(word))

    def entity(code: str, arabic: str, english: str) -> Entity:
        return Entity(code, "state", code, arabic, english, mentions=(
            Mention(*at(arabic), arabic, code),
        ))  # fmt: skip

    statement = Statement(
        "s", "RUS", "accuses", "TUR", "ACCUSE", "112", None, "positive", "actual", True, 0.8,
        "accuses:اتهم/verb", None, "بدعم داعش", at("بدعم داعش"), "اتهمت موسكو تركيا بدعم داعش.",
        at("اتهمت موسكو تركيا بدعم داعش."), at("اتهمت"),
    )  # fmt: skip
    return Record(
        Document("a", TEXT, date(2015, 11, 26)),
        (entity("RUS", "موسكو", "Russia"), entity("TUR", "تركيا", "Turkey")),
        (statement,),
    )


def test_version() -> None:
    from kg import __version__

    assert kg("--version") == (0, f"kg {__version__}\n", "")


@pytest.mark.parametrize(
    "words",
    [["build"], ["ask"], ["queries"], ["extract"], ["load"], ["explain"], ["export"],
     ["measure"], ["init"], ["refresh"], ["status"], ["runs"], ["diff"], ["schedule"], ["serve"],
     ["lexicon", "check"]],
)  # fmt: skip
def test_help_has_examples(words: list[str]) -> None:
    status, out, _ = kg(*words, "--help")
    assert status == 0
    assert f"  kg {' '.join(words)}" in out.partition("Examples:")[2]


def test_help_imports_nothing_heavy() -> None:
    """Nothing heavy is imported for `--help`; how long it takes is measured in bench/."""
    code = (
        "import sys; sys.argv = ['kg', '--help']\nfrom kg.cli import main\ntry: main()\nfinally: "
    )
    code += "print(sorted({m.split('.')[0] for m in sys.modules}))"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT
    ).stdout
    heavy = {
        "rdflib",
        "neo4j",
        "camel_tools",
        "pyshacl",
        "rich",
        "pydantic",
        "lxml",
        "networkx",
        "httpx",
        "feedparser",
        "apscheduler",
        "sqlite3",
        "starlette",
        "uvicorn",
    }
    assert not heavy & set(out.splitlines()[-1].strip("[]").replace("'", "").split(", "))


@pytest.mark.parametrize(
    "error", [each for each in vars(errors).values() if isinstance(each, type)]
)
def test_errors_are_a_message_and_a_status(
    error: type[errors.KgError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error("what, where, and what to do")

    monkeypatch.setattr(pipeline, "build", fail)
    assert kg("build", "x") == (error.exit_code, "", "error: what, where, and what to do\n")
    monkeypatch.setenv("KG_DEBUG", "1")
    with pytest.raises(error):
        kg("build", "x")


def test_every_error_has_its_own_status() -> None:
    kinds = [each for each in vars(errors).values() if isinstance(each, type)]
    assert sorted(each.exit_code for each in kinds) == list(range(1, len(kinds) + 1))


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (KeyboardInterrupt(), 130, "error: interrupted\n"),
        (OSError(28, "No space left", "x.kg"), 1, "error: x.kg: No space left\n"),
        (errors.NotFoundError("no actor Turky", ("Turkey",)), 5,
         "error: no actor Turky\ndid you mean: Turkey\n"),
    ],
)  # fmt: skip
def test_other_ends(
    error: BaseException, status: int, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(pipeline, "build", fail)
    assert kg("build", "x") == (status, "", message)


def test_build_reports_issues_and_remembers_the_graph(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(names: list[str], output: Path, **options: Any) -> pipeline.Summary:
        options["report"](Issue("warning", "b.txt", "the file is empty: skipped"))
        options["report"](Issue("error", "c.txt", "not text"))
        output.mkdir()
        assert (options["workers"], options["validate"], options["store"]) == (3, False, None)
        return pipeline.Summary(2, 1, 0, 1, 1234, 56, 7.89)

    monkeypatch.setattr(pipeline, "build", build)
    status, out, err = kg("build", "x", "-o", "g.kg", "--workers", "3", "--no-validate")
    assert (status, out) == (3, "")
    assert err.splitlines() == [
        "warning: b.txt: the file is empty: skipped",
        "error: c.txt: not text",
        "g.kg: articles 2 added, 1 replaced, 1 failed; 1234 statements, 56 entities; 7.9 s",
    ]
    assert (place / "state" / "kg" / "last-graph").read_text("utf-8") == f"{place / 'g.kg'}\n"


def test_extract_writes_a_file_only_when_it_is_whole(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "out.jsonl").write_text("before", "utf-8")

    def records(*_: Any, **__: Any) -> Iterator[Record]:
        yield record()
        raise errors.SourceError("the end")

    monkeypatch.setattr(pipeline, "records", records)
    assert kg("extract", "x", "-o", "out.jsonl") == (3, "", "error: the end\n")
    assert (place / "out.jsonl").read_text("utf-8") == "before"
    assert [p.name for p in place.iterdir()] == ["out.jsonl"]


def test_explain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "records", lambda *_, **__: iter([record()]))
    assert kg("explain", "x")[1].splitlines() == [
        "a  2015-11-26  موسكو تتهم تركيا",
        "",
        "1. Russia · موسكو —accuses→ Turkey · تركيا",
        "   ‹اتهمت› ⟦موسكو⟧ ⟦تركيا⟧ بدعم داعش.",
        "   about: بدعم داعش",
        "   told by the article itself; positive, actual",
        "   rule accuses:اتهم/verb at اتهمت; confidence 0.80",
        "",
    ]


def test_lexicon_check(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import lexicons

    monkeypatch.setattr(lexicons, "check", lambda: ["states.tsv:7: no name"])
    assert kg("lexicon", "check") == (4, "states.tsv:7: no name\n", "")
    monkeypatch.setattr(lexicons, "check", list)
    assert kg("lexicon", "check") == (0, "", "the lexicons are sound\n")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("q", ("q", {})),
        (
            "q --target Turkey --since 2015-01-01",
            ("q", {"target": "Turkey", "since": "2015-01-01"}),
        ),
        ("--target=a=b q", ("q", {"target": "a=b"})),
        ("--min-count 3 q --x -1", ("q", {"min_count": "3", "x": "-1"})),
        ("q --target=--x", ("q", {"target": "--x"})),
    ],
)
def test_free_parameters(words: str, found: tuple[str, dict[str, str]]) -> None:
    assert questions.split(words.split()) == found


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "which question"),
        ("a b", "one question is expected"),
        ("q --target", "--target needs a value"),
        ("q --target --actor x", "--target needs a value"),
        ("q -- x", "needs a value"),
    ],
)
def test_free_parameters_that_make_no_sense(words: str, message: str) -> None:
    with pytest.raises(errors.ConfigError, match=message):
        questions.split(words.split())


@pytest.fixture
def answer(place: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A graph that answers anything with two rows; what was asked is noted."""
    from kg.queries import Answer

    asked: list[Any] = []
    rows = (
        ("روسيا", date(2015, 11, 26), True, ("أ", "ب"), '=1+"2"\n3'),
        (None, None, None, (), 0.5),
    )
    (place / "news.kg").mkdir()

    def ask(name: str, parameters: dict[str, str], graph: Any, **_: Any) -> Answer:
        asked.append((name, parameters, graph))
        if name == "nothing":
            return Answer(("a",), ())
        return Answer(("who", "date", "explicit", "names", "quote"), rows, ("a note",))

    monkeypatch.setattr(pipeline, "ask", ask)
    return asked


def test_json_for_scripts(answer: list[Any]) -> None:
    import json

    status, out, err = kg("ask", "q", "--target", "تركيا", "--exact", "--limit", "5", "-f", "json")
    assert (status, err) == (0, "a note\n")
    assert json.loads(out) == [
        {"who": "روسيا", "date": "2015-11-26", "explicit": True, "names": ["أ", "ب"],
         "quote": '=1+"2"\n3'},
        {"who": None, "date": None, "explicit": None, "names": [], "quote": 0.5},
    ]  # fmt: skip
    assert len(out.splitlines()) == 4
    wanted = {"target": "تركيا", "exact": "true", "limit": "5"}
    assert answer == [("q", wanted, Path("news.kg"))]


def test_csv_for_scripts(answer: list[Any]) -> None:
    assert kg("ask", "q", "--format", "csv")[1].splitlines() == [
        "who,date,explicit,names,quote",
        'روسيا,2015-11-26,true,أ|ب,"\'=1+""2"" 3"',
        ",,,,0.5",
    ]


def test_nothing_found(answer: list[Any]) -> None:
    assert kg("ask", "nothing") == (0, "", "nothing found\n")
    assert kg("ask", "nothing", "--format", "json") == (0, "[\n]\n", "nothing found\n")
    assert kg("ask", "nothing", "--format", "csv") == (0, "a\n", "nothing found\n")


def test_a_server_needs_no_graph_folder(answer: list[Any]) -> None:
    kg("ask", "q", "--store", "bolt://neo4j@localhost")
    assert answer == [("q", {}, "bolt://neo4j@localhost")]


def test_queries() -> None:
    status, out, _ = kg("queries")
    assert status == 0
    assert "who-accuses --target ACTOR" in out
    status, out, _ = kg("queries", "who-accuses")
    assert "  kg ask who-accuses --target Turkey\n" in out
    assert "MATCH" in out
    assert kg("queries", "who-accuse")[0] == 5


def _until_closed(terminal: IO[bytes]) -> str:
    """All that was written to a terminal: one read gives only what the kernel has passed on."""
    written = b""
    with contextlib.suppress(OSError):  # EIO: nobody holds the other end any more
        while portion := terminal.read(100_000):
            written += portion
    return written.decode()


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
def test_the_rate_counts_from_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what a first, large portion took: chunks of an archive are told by the hundred."""
    import pty

    from kg.cli import console

    monkeypatch.setenv("TERM", "xterm")
    shown, terminal = pty.openpty()
    seconds = iter((100.0, 110.0, 120.0, 125.0))
    monkeypatch.setattr(console, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    with os.fdopen(shown, "rb", buffering=0) as read:
        with os.fdopen(terminal, "w") as stderr, monkeypatch.context() as patched:
            patched.setattr(sys, "stderr", stderr)
            with console.progress({"articles read": lambda: 600}) as tick:
                tick("articles read", 200)
                tick("articles read", 200)
                tick("articles written", 50)
        text = _until_closed(read)
    assert "400 of 600 articles read" in text
    assert "20/s, 0:00:10 left" in text
    assert "10/s" in text


@pytest.mark.parametrize(
    ("done", "total", "seconds", "said"),
    [
        (0, 10, 5, ""), (5, None, 0.5, ""), (600, None, 2, "300/s"),
        (600, 60_000, 2, "300/s, 0:03:18 left"), (9, 3, 3, "3/s, 0:00:00 left"),
        (1000, 100_000_000, 1, "1,000/s, 27:46:39 left"),
    ],
)  # fmt: skip
def test_pace(done: int, total: int | None, seconds: float, said: str) -> None:
    from kg.cli.console import pace

    assert pace(done, total, seconds) == said


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--address", "x:1"), "--address is for --engine ray"),
        (("--partition", "month", "--store", "bolt://a@b"), "--store means nothing"),
        (("--partition", "week"), "'week' is not"),
    ],
)
def test_options_that_do_not_fit(words: tuple[str, ...], message: str) -> None:
    status, _, err = kg("build", "x", "-o", "out", *words)
    assert (status, message in err) == (2, True), err
