"""The list of rules: what is asked of an edition, why, and by whom.

The functions that check a rule stand in the step where it can first be known and name the
rule by its code; severity, reason and source stand here only. `schema/README.md` is made
from this list, and a test holds list, code, documentation and fixtures together.
"""

from __future__ import annotations

from msgspec import Struct

from edition.finding import Severity


class Rule(Struct, frozen=True):
    """A rule: its code (a word, never reused), weight, what holds, why, who says so."""

    code: str
    severity: Severity
    holds: str
    reason: str
    source: str
    remedy: str


ERROR, WARNING = Severity.ERROR, Severity.WARNING

RULES: tuple[Rule, ...] = ()

BY_CODE = {rule.code: rule for rule in RULES}
