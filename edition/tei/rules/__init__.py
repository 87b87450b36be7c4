"""Rules that a grammar cannot say, of one file: a function a rule, a list of functions.

Each takes the walked file and yields findings; what a rule is for stands in `edition.rules`.
"""

from __future__ import annotations

from edition.finding import Findings
from edition.tei.rules import addresses, correspondence, dates, header, notes, numbers, text
from edition.tei.tree import Tree

LETTER = (
    *addresses.RULES,
    *header.RULES,
    *text.RULES,
    *notes.RULES,
    *dates.RULES,
    *numbers.RULES,
    *correspondence.RULES,
)
REGISTER = (
    addresses.subtype_has_type,
    addresses.id_of_a_page,
    addresses.id_twice,
    addresses.id_case,
    addresses.pointer_resolves,
    dates.date_possible,
    dates.date_order,
)


def findings(tree: Tree) -> Findings:
    """What the rules have to say of a letter or a register."""
    rules = LETTER if tree.first("text") is not None else REGISTER
    return tuple(finding for rule in rules for finding in rule(tree))
