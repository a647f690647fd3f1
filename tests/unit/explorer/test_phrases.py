from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from kg import queries
from kg.arabic.normalise import fold
from kg.explorer.phrases import phrases, understood

NAMES = {
    "TUR": ("Turkey", "تركيا", "أنقرة"), "RUS": ("Russia", "روسيا", "موسكو"),
    "SYR": ("Syria", "سوريا"), "ISIS": ("Islamic State", "داعش"), "LBN": ("Lebanon", "لبنان"),
    "USA": ("United States", "الولايات المتحدة"),
}  # fmt: skip


class Lexicon:
    """Answers `named` as the stored question does; the rest is not asked."""

    def rows(self, name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        assert name == "named"
        folded = {code: [fold(n) for n in names] for code, names in NAMES.items()}
        return [
            {"iri": code, "en": NAMES[code][0], "ar": NAMES[code][1], "kind": "state",
             "names": names}
            for code, names in folded.items() if set(names) & set(parameters["names"])
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "question", "parameters"),
    [
        ("من يتهم تركيا؟", "who-accuses", {"target": "TUR"}),
        ("من يتّهم أنقرة بدعم الإرهاب؟", "who-accuses", {"target": "TUR"}),
        ("who accuses Turkey of what", "who-accuses", {"target": "TUR"}),
        ("Who has accused the United States?", "who-accuses", {"target": "USA"}),
        ("whom does Russia accuse?", "whom-accuses", {"actor": "RUS"}),
        ("من تتهم روسيا؟", "whom-accuses", {"actor": "RUS"}),
        ("who attacked Syria?", "who-targets", {"target": "SYR"}),
        ("من يقصف سوريا؟", "who-targets", {"target": "SYR"}),
        ("allies of Syria", "allies-of", {"actor": "SYR"}),
        ("من هم حلفاء سوريا؟", "allies-of", {"actor": "SYR"}),
        ("ماذا جرى بين روسيا وتركيا؟", "timeline", {"actor": "RUS", "other": "TUR"}),
        ("how are Russia and Turkey connected", "path-between", {"actor": "RUS", "other": "TUR"}),
        ("ماذا قالت موسكو عن تركيا؟", "said-about", {"speaker": "RUS", "about": "TUR"}),
        ("what did Russia say about Turkey?", "said-about", {"speaker": "RUS", "about": "TUR"}),
        ("الاتهامات بين روسيا وتركيا", "accusations-between", {"actor": "RUS", "other": "TUR"}),
        ("اتهامات موجهة للبنان", "who-accuses", {"target": "LBN"}),
        ("who is accused most?", "most-accused", {}),
        ("من الأكثر تعرضا للاتهام؟", "most-accused", {}),
        ("تركيا", "relations", {"actor": "TUR"}),
        ("النفط داعش", "search-quotes", {"words": "النفط داعش"}),
        ("' RETURN 1 //", "search-quotes", {"words": "' return 1"}),
    ],
)
def test_what_is_asked(text: str, question: str, parameters: dict[str, str]) -> None:
    found = understood(Lexicon(), text)  # type: ignore[arg-type]
    assert found["question"] == question
    if question != "search-quotes":
        assert found["parameters"] == parameters
    else:
        assert set(found["parameters"]) == {"words"}


def test_every_phrase_is_of_a_stored_question() -> None:
    for phrase in phrases():
        query = queries.get(phrase.question)
        named = {p.name for p in query.params}
        assert set(phrase.roles.values()) <= named
        needed = {p.name for p in query.params if p.required}
        assert needed <= set(phrase.roles.values()), phrase
        placed = {w for alternatives in phrase.words for w in alternatives if w in "XY"}
        assert placed == set(phrase.roles), phrase
