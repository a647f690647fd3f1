"""Golden pairs: articles and the statements that they must and must not give.

The format is in README.md beside this file. Run as a script, it shows what each article gives;
with `--write` it also renews every `known_misses` list, keeping the reasons that it finds there:

    python tests/golden/test_golden.py [--write] [slug ...]
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.extraction import extract
from kg.lexicons import load
from kg.linking import link
from kg.model import PREDICATES, SYMMETRIC, Document, Entity, Record, Statement

FOLDER = Path(__file__).parent
SLUGS = sorted(path.stem for path in FOLDER.glob("*.json"))
ENDS = ("subject", "object", "speaker")
EQUAL = ("predicate", "polarity", "modality", "explicit")
TEXTS = ("topic_contains", "quote_contains", "subject_label")
FIELDS = frozenset((*ENDS, *EQUAL, *TEXTS, "why"))
KEYS = ["doc", "published", "source", "covers", "must", "must_not", "known_misses"]
NEW_REASON = "not looked at yet"

#: What the articles have to exercise between them (tags of `covers`).
PHENOMENA = frozenset(
    """vso svo-headline colon-headline dropped-speaker participle-chain trailing-source
    nested-source clitic-quote curly-quotes guillemets unbalanced-quote verbal-noun relative
    event-subject light-verb institution-name title-anaphor metonym coordination dual
    object-clitic baladuh first-person nominal-ally participle-ally negation denial
    modality-planned modality-possible modality-conditional modality-former question name-trap
    passive no-agent target-owner implied-accusation third-party-speech mutual-violence
    reciprocal spelling hashtag boilerplate detached-waw joined-words dual-month
    nazir coalition-member definite-anaphor""".split()  # noqa: SIM905  (a list would be 45 lines)
)

Row = dict[str, Any]
Failure = tuple[str, Row]


def golden(slug: str) -> dict[str, Any]:
    """The expectations about one article."""
    pair: dict[str, Any] = json.loads((FOLDER / f"{slug}.json").read_text(encoding="utf-8"))
    return pair


def text_of(slug: str) -> str:
    """The article."""
    return (FOLDER / f"{slug}.txt").read_text(encoding="utf-8")


@cache
def record_of(slug: str) -> Record:
    """What extraction and linking make of the article."""
    lexicon, expected = load(), golden(slug)
    document = Document(
        slug,
        text_of(slug),
        published=date.fromisoformat(expected["published"]),
        source=expected["source"],
    )
    return link(extract(document, lexicon), lexicon)


def is_actor(entity: Entity | None, code: str | None) -> bool:
    """Whether an end of a statement is the one that a row names: actor code or lexicon id."""
    if entity is None or code is None:
        return entity is None and code is None
    if re.search("[:/]", code):
        return entity.id.endswith(f"/entity/{code}")
    return entity.actor == code


def is_called(entity: Entity, name: str) -> bool:
    """Whether the name is part of a label or of a mention of the entity."""
    names = [entity.label_ar or "", entity.label_en or "", *(m.text for m in entity.mentions)]
    return any(name in n for n in names)


def matches(row: Row, s: Statement, entities: dict[str | None, Entity]) -> bool:
    """Whether a statement has everything that the row asks for; a field left out asks nothing."""
    ends = {e: entities.get(getattr(s, e)) for e in ENDS}
    if "subject_label" in row and not is_called(entities[s.subject], row["subject_label"]):
        return False
    if any(row[f] != getattr(s, f) for f in EQUAL if f in row):
        return False
    if row.get("topic_contains", "") not in (s.topic or ""):
        return False
    if row.get("quote_contains", "") not in s.quote:
        return False
    speaker = row.get("speaker", "")
    if speaker != "" and not is_actor(ends["speaker"], None if speaker == "narrator" else speaker):
        return False
    pairs = [(ends["subject"], ends["object"])]
    if s.predicate in SYMMETRIC:
        pairs.append((ends["object"], ends["subject"]))
    return any(
        all(is_actor(e, row[k]) for k, e in zip(ENDS, pair, strict=False) if k in row)
        for pair in pairs
    )


def failures(slug: str) -> Iterator[Failure]:
    """The rows of an article that its record does not live up to, with the list they are in."""
    record, expected = record_of(slug), golden(slug)
    entities: dict[str | None, Entity] = {e.id: e for e in record.entities}
    for kind, wanted in (("must", True), ("must_not", False)):
        for row in expected[kind]:
            if any(matches(row, s, entities) for s in record.statements) is not wanted:
                yield kind, row


def shown(slug: str) -> Iterator[str]:
    """The statements of an article, a line each."""
    record = record_of(slug)
    entities: dict[str | None, Entity] = {e.id: e for e in record.entities}
    for s in record.statements:
        actors = (entities.get(s.subject), entities.get(s.object), entities.get(s.speaker))
        subject, target, speaker = (f"{a.actor}({a.label_ar})" if a else "-" for a in actors)
        flags = f"{s.polarity} {s.modality}{'' if s.explicit else ' implied'}"
        yield f"    {subject} {s.predicate} {target} [{flags}; said by {speaker}; {s.rule}]"
        yield f"        topic: {s.topic or '-'} | {s.quote}"


def report(slug: str, unexpected: list[Failure], passing: list[Row]) -> str:
    """What went wrong, like a diff: `-` missing, `+` too much, `!` listed for nothing."""
    lines = [f"{slug}: {len(unexpected)} rows wrong, {len(passing)} known misses out of date"]
    for kind, row in unexpected:
        lines.append(f"  {'-' if kind == 'must' else '+'} {json.dumps(row, ensure_ascii=False)}")
    for row in passing:
        lines.append(f"  ! no longer missed: {json.dumps(row, ensure_ascii=False)}")
    return "\n".join([*lines, "  extracted:", *shown(slug)])


@pytest.mark.parametrize("slug", SLUGS)
def test_article(slug: str) -> None:
    """Every row holds, but for the known misses, and those are still missed."""
    known = [miss["row"] for miss in golden(slug)["known_misses"]]
    failed = list(failures(slug))
    unexpected = [(kind, row) for kind, row in failed if row not in known]
    passing = [row for row in known if row not in [r for _, r in failed]]
    if unexpected or passing:
        pytest.fail(report(slug, unexpected, passing), pytrace=False)
    if known:
        pytest.xfail(f"{slug}: {len(known)} known misses")


@pytest.mark.parametrize("slug", SLUGS)
def test_spans_point_into_the_text(slug: str) -> None:
    """Quotes and topics are the very characters of the article."""
    text = text_of(slug)
    for s in record_of(slug).statements:
        assert s.quote == text[s.evidence.begin : s.evidence.end] != ""
        assert s.topic_span is None or s.topic == text[s.topic_span.begin : s.topic_span.end]


@pytest.mark.parametrize("slug", SLUGS)
def test_form(slug: str) -> None:
    """The pair is well formed and its rows speak of what is in the text."""
    expected, text = golden(slug), text_of(slug)
    assert list(expected) == KEYS
    assert expected["doc"] == slug
    assert 4 <= len(text.strip().split("\n")) - 1 <= 10
    assert 3 <= len(expected["must"]) <= 8
    assert expected["must_not"]
    rows = expected["must"] + expected["must_not"]
    for row in rows:
        assert set(row) <= FIELDS, row
        assert row["predicate"] in PREDICATES, row
        assert all(row[f] in text for f in TEXTS if f in row), row
    assert all("polarity" in row and "subject" in row for row in expected["must"])
    assert all(row.get("why") for row in expected["must_not"])
    assert all(m["row"] in rows and m["reason"].strip() for m in expected["known_misses"])


def test_together_they_cover_everything() -> None:
    """All predicates are asked for, all phenomena occur, all actors are known."""
    pairs = [golden(slug) for slug in SLUGS]
    assert {row["predicate"] for pair in pairs for row in pair["must"]} == set(PREDICATES)
    assert {tag for pair in pairs for tag in pair["covers"]} == PHENOMENA
    codes = {actor.actor for actor in load().actors.values()}
    named = {row[e] for p in pairs for row in p["must"] for e in ENDS if row.get(e)} - {"narrator"}
    assert {c for c in named if c not in codes and not c.endswith(("_CIV", "_OPP"))} == set()


def renewed(slug: str) -> str:
    """The expectations with `known_misses` as they are now, a row a line."""
    expected = golden(slug)
    reasons = [(m["row"], m["reason"]) for m in expected["known_misses"]]
    expected["known_misses"] = [
        {"row": row, "reason": next((why for r, why in reasons if r == row), NEW_REASON)}
        for _, row in failures(slug)
    ]
    parts = []
    for key, value in expected.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f'  "{key}": [\n{rows}\n  ]')
        else:
            parts.append(f'  "{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(arguments: list[str]) -> None:
    """Show what the articles give; with `--write`, renew their known misses."""
    slugs = [a for a in arguments if a != "--write"] or SLUGS
    for slug in slugs:
        sys.stdout.write(report(slug, list(failures(slug)), []) + "\n")
        if "--write" in arguments:
            (FOLDER / f"{slug}.json").write_text(renewed(slug), encoding="utf-8")
    rows = sum(len(golden(s)["must"]) + len(golden(s)["must_not"]) for s in slugs)
    wrong = sum(len(list(failures(s))) for s in slugs)
    sys.stdout.write(f"{rows - wrong} of {rows} rows hold in {len(slugs)} articles\n")


if __name__ == "__main__":
    main(sys.argv[1:])
