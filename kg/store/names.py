"""Labels, relationship types and property keys: the closed list of the property graph.

Cypher has no parameters for these, so whatever stands here is the only text that the store ever
puts together; nothing that comes from an article does.
"""

from __future__ import annotations

from typing import Final

from kg.model import PREDICATES

BASE: Final = "https://w3id.org/geopolitical-kg/"

LABELS: Final = ("Document", "Entity", "Graph", "Statement")

#: Edges that say what a record says.
RELATIONS: Final = ("ACTS_FOR", "EVIDENCE", "MENTIONS", "OBJECT", "SAID_BY", "SUBJECT")

#: Derived edges: one type per predicate, between subject and object.
DERIVED: Final = {
    "accuses": "ACCUSES",
    "agreedWith": "AGREED_WITH",
    "alliedWith": "ALLIED_WITH",
    "targets": "TARGETS",
    "condemns": "CONDEMNS",
    "threatens": "THREATENS",
    "demands": "DEMANDS",
    "rejects": "REJECTS",
    "supports": "SUPPORTS",
    "meets": "MEETS",
    "cooperatesWith": "COOPERATES_WITH",
    "aids": "AIDS",
    "sanctions": "SANCTIONS",
    "coerces": "COERCES",
    "mobilizes": "MOBILIZES",
    "concedes": "CONCEDES",
    "protests": "PROTESTS",
}
assert tuple(DERIVED) == PREDICATES
