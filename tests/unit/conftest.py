"""One small article and what extraction finds in it, for the rooms after extraction."""

from __future__ import annotations

from datetime import date

import pytest

from kg.linking import link
from kg.model import Claim, Document, Extraction, Mention, Record, Referent, Span

TEXT = (
    "أنقرة تتهم موسكو بانتهاك الهدنة\n"
    'اتهم وزير الخارجية التركي روسيا بقصف إدلب، وقال "لن نقف متفرجين". ولم تتفق تركيا مع روسيا.'
)


def span(words: str) -> Span:
    begin = TEXT.index(words)
    return Span(begin, begin + len(words))


def mention(words: str, ref: str) -> Mention:
    return Mention(*span(words), words, ref)


@pytest.fixture
def document() -> Document:
    return Document("news 1", TEXT, date(2020, 3, 5), "https://example.org/1?a=b", 'وكالة "أ"')


@pytest.fixture
def extraction(document: Document) -> Extraction:
    minister = "learned:وزير الخارجية التركي"
    return Extraction(
        document,
        (
            Referent("TUR", "state", "TUR", "تركيا", "Turkey", "Q43",
                     mentions=(mention("أنقرة", "TUR"), mention("تركيا", "TUR"))),
            Referent("RUS", "state", "RUS", "روسيا", "Russia", "Q159",
                     mentions=(mention("روسيا", "RUS"), mention("موسكو", "RUS"))),
            Referent(minister, "person", "TUR", "وزير الخارجية التركي", None,
                     acts_for="TUR/foreign_ministry", acts_from=date(2014, 8, 29),
                     mentions=(mention("وزير الخارجية التركي", minister),)),
        ),
        (
            Claim(minister, "accuses", "RUS", span("اتهم وزير الخارجية التركي روسيا بقصف إدلب"),
                  span("اتهم"), "accuses:اتهم/verb", span("قصف إدلب"), confidence=0.812345),
            Claim("TUR", "accuses", "RUS", span("أنقرة تتهم موسكو بانتهاك الهدنة"), span("تتهم"),
                  "accuses:اتهم/verb", span("انتهاك الهدنة"), confidence=0.9),
            Claim(minister, "threatens", None, span("لن نقف متفرجين"), span("لن نقف"),
                  "threatens:وقف/verb", speaker=minister, modality="planned", confidence=0.4),
            Claim("TUR", "agreedWith", "RUS", span("لم تتفق تركيا مع روسيا"), span("تتفق"),
                  "agreedWith:اتفق/verb", polarity="negative", confidence=0.7),
        ),
    )  # fmt: skip


@pytest.fixture
def record(extraction: Extraction) -> Record:
    return link(extraction)
