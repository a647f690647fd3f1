"""Elements of XML as bytes, for formats that are written as a stream."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.exports.values import plain

DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
#: Readers would turn these into spaces inside an attribute.
_ATTRIBUTE: Final = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def text(value: object) -> str:
    """A value as the text of an element."""
    return plain(value).translate(_TEXT)


def tag(name: str, attributes: Mapping[str, object], inner: str | None = None) -> str:
    """An element; attributes that are None are left out.

    Args:
        name: of the element.
        attributes: by name.
        inner: what stands inside, already XML; None: nothing.
    """
    given = "".join(
        f' {key}="{plain(value).translate(_ATTRIBUTE)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}/>" if inner is None else f"<{name}{given}>{inner}</{name}>"
