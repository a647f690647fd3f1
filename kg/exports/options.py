"""What can be asked of a format beyond its usual form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Options:
    """Wishes; a format that knows nothing of one is not asked with it.

    Attributes:
        bom: a byte order mark before the text, by which Excel knows UTF-8.
        yed: GraphML with the labels and shapes of yEd.
        retired: RDF with the versions of articles that others have replaced.
    """

    bom: bool = False
    yed: bool = False
    retired: bool = False


USUAL: Final = Options()
