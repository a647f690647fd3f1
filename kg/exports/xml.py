"""Elements of XML as bytes, for formats that are written as a stream."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kg.exports.values import Value, held, plain

DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
#: Readers would turn these into spaces inside an attribute.
_ATTRIBUTE: Final = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})

#: Most text holds none of these, and looking is faster than turning.
_SPECIAL: Final = re.compile(r'[&<>"\r\n\t]')


def text(value: Value) -> str:
    """A value that every format can hold as the text of an element."""
    kept = value if isinstance(value, str) else plain(value)
    return kept.translate(_TEXT) if _SPECIAL.search(kept) else kept


def attribute(value: Value) -> str:
    """A value that every format can hold as what stands between the quotes of an attribute."""
    kept = value if isinstance(value, str) else plain(value)
    return kept.translate(_ATTRIBUTE) if _SPECIAL.search(kept) else kept


def tag(name: str, attributes: Mapping[str, object], inner: str | None = None) -> str:
    """An element; attributes that are None are left out.

    Args:
        name: of the element.
        attributes: by name.
        inner: what stands inside, already XML; None: nothing.
    """
    given = "".join(
        f' {key}="{attribute(held(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}/>" if inner is None else f"<{name}{given}>{inner}</{name}>"
