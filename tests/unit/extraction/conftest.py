"""What several tests of the extraction assert."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction


@pytest.fixture(scope="session")
def true_offsets() -> Callable[[str, Extraction], None]:
    """Asserts that every mention and every span of a claim lies in the text where it says."""

    def check(text: str, found: Extraction) -> None:
        for referent in found.referents:
            for m in referent.mentions:
                assert text[m.begin : m.end] == m.text
        for claim in found.claims:
            for span in (claim.evidence, claim.trigger, claim.topic):
                assert span is None or 0 <= span.begin < span.end <= len(text)

    return check
