"""Text as an article might hold it to harm whoever reads the export."""

from __future__ import annotations

from collections.abc import Callable

#: Control characters, a lone surrogate, markup, quotes, Cypher, Markdown, a path, bidi overrides.
HOSTILE = (
    "\x00\x07\x7f<img src=x onerror=alert(1)>&\"'</script><script>alert(2)</script>]]>--> "
    "\ud800\ufffe\n\t\r\u2028}) DETACH DELETE n // [[../../etc/passwd|x]] "
    "![i](http://evil.example/) "
    '\\N \\" \u202eabc\u202c `code` $x$ {{y}} CON'
)
FORMULA = "=cmd|' /C calc'!A0"

Write = Callable[..., bytes]
