"""Names that were met, on disk where there are many."""

from __future__ import annotations

from contextlib import closing

from kg.seen import Seen


def test_a_name_is_noted_once_with_its_first_value() -> None:
    with closing(Seen()) as seen:
        assert seen.add("تركيا", "1") is None
        assert seen.add("تركيا", "2") == "1"
        assert seen.add("a\ud800") is None  # a lone surrogate is a name too
        assert ("تركيا" in seen, "a\ud800" in seen, "b" in seen) == (True, True, False)
        assert len(seen) == 2
        seen.update(["تركيا", "روسيا", "روسيا"])
        assert ("روسيا" in seen, len(seen), seen.add("تركيا")) == (True, 3, "1")
