"""Score the extraction against articles annotated by hand (`make accuracy KG_SHARED=DIR`).

DIR/gold holds the sets (folders of `<doc>.txt` with their annotation) and their scorer,
`score.py`. They are no part of this repository: the texts belong to their publishers. The
figures are printed as Markdown, ready for bench/ACCURACY.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

SETS = ("dev", "blind", "seed", "further", "held")
#: Sets of which no more than the scores is looked at.
UNSEEN = ("blind", "held")
#: Annotation of articles of the corpus, as offsets: the texts are in DIR/corpus.
ANNOTATED = Path(__file__).parent / "annotated"
READINGS = ("geo", "actor", "entity")


def unpack(name: str, corpus: Path, folder: Path) -> None:
    """Write the texts and the annotation of a set that is kept as offsets, as `gold` has them."""
    lines = (ANNOTATED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = {row["doc"]: row for row in map(json.loads, lines)}
    with gzip.open(corpus, "rt", encoding="utf-8") as articles:
        for line in articles:
            article = json.loads(line)
            gold = wanted.get(article["id"])
            if gold is None:
                continue
            text = f"{article['title']}\n{article['text']}"
            for entity in gold["entities"]:
                entity["aliases"] = [text[b:e] for b, e in entity["aliases"]]
            for row in gold["statements"]:
                row["evidence"] = text[slice(*row["evidence"])]
                row["topic"] = text[slice(*row["topic"])] if row["topic"] else None
            (folder / f"{gold['doc']}.txt").write_text(text, encoding="utf-8")
            (folder / f"{gold['doc']}.json").write_text(json.dumps(gold), encoding="utf-8")


def extract(folder: Path, output: Path, workers: int) -> None:
    """Write the statements of all articles of a set, as `kg extract --format jsonl` gives them."""
    command = [sys.executable, "-m", "kg", "extract", "--format", "jsonl"]
    command += ["--workers", str(workers), *map(str, sorted(folder.glob("*.txt")))]
    with output.open("wb") as file:
        subprocess.run(command, stdout=file, stdin=subprocess.DEVNULL, check=True)


def score(gold: Path, folder: Path, output: Path, *options: str) -> str:
    """What the scorer prints."""
    command = [sys.executable, gold / "score.py", "--gold", folder, "--system", output, *options]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def row(name: str, figures: dict[str, Any]) -> str:
    parts = [f"{figures[key]:.3f}" for key in ("precision", "recall", "f1")]
    parts += [str(figures[key]) for key in ("tp", "fp", "fn")]
    return f"| {name} | " + " | ".join(parts) + " |"


def report(name: str, articles: int, scores: dict[str, Any], predicates: bool) -> str:
    """A set's figures as a Markdown table."""
    lines = [
        f"### {name} ({articles} articles)",
        "",
        "| | precision | recall | F1 | right | extra | missed |",
        "|---|---|---|---|---|---|---|",
    ]
    for reading in READINGS:
        for part in ("core", "all"):
            lines.append(row(f"{reading}, {part}", scores[reading][part]))
    if predicates:
        details = scores["geo"].items()
        lines += [
            row(f"geo, `{key}`", value) for key, value in details if key not in ("core", "all")
        ]
    right = scores["of_right_rows"]
    parts = ", ".join(f"{key} {right[key]:.3f}" for key in ("speaker", "modality", "topic"))
    lines += ["", f"Of the {right['rows']} right rows, so many have the right: {parts}."]
    if scores["articles_missing"]:
        lines += ["", f"Articles without output: {len(scores['articles_missing'])}."]
    return "\n".join(lines)


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    cli.add_argument("sets", nargs="*", default=SETS, help=f"among {', '.join(SETS)}; default: all")
    cli.add_argument("--predicates", action="store_true", help="also the figures of each predicate")
    cli.add_argument("--errors", action="store_true", help="list missed and wrong rows (not blind)")
    cli.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = cli.parse_args()
    shared = os.environ.get("KG_SHARED", "../shared")
    gold = Path(shared, "gold").resolve()
    if not (gold / "score.py").is_file():
        print(f"no annotated articles under {shared}/gold: nothing to score. Set KG_SHARED.")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        for name in options.sets:
            folder, output = gold / name, Path(scratch, f"{name}.jsonl")
            if (ANNOTATED / f"{name}.jsonl").exists():
                folder = Path(scratch, name)
                folder.mkdir()
                corpus = gold.parent / "corpus" / "ant-6000.jsonl.gz"
                if not corpus.exists():
                    print(f"{name}: skipped, its texts are in {corpus.name}, which is not there")
                    continue
                unpack(name, corpus, folder)
            extract(folder, output, options.workers)
            if options.errors and name not in UNSEEN:
                print(score(gold, folder, output, "--errors"))
                continue
            scores = json.loads(score(gold, folder, output, "--json"))
            articles = len(list(folder.glob("*.txt")))
            print(report(name, articles, scores, options.predicates), end="\n\n", flush=True)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as failed:  # it has said why
        sys.exit(failed.returncode)
