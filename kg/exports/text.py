"""Text that every format can hold."""

from __future__ import annotations

import re
from typing import Final

#: What XML 1.0 forbids; other formats gain nothing by it either.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str | None) -> str:
    """The text without characters that XML cannot hold; empty for None."""
    return _ILLEGAL.sub("", text) if text else ""
