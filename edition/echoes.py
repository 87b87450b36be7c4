"""Findings without those that only say again what another says: one fault, one finding.

Comes after all steps have had their say of a letter, and of the edition. An echo is heard at
the same element, in the same file, or anywhere; what is mended first makes it go away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from edition.finding import Finding, Findings, Place, Spot

Codes = frozenset[str]


def _codes(words: str) -> Codes:
    return frozenset(words.split())


AT: Mapping[str, Codes] = {
    "parity-entity": _codes("entity-unknown"),
    "parity-date": _codes("reference-untrue date-impossible date-disagrees"),
    "parity-number": _codes("number-disagrees"),
    "shift-incomplete": _codes("pointer-unresolved pointer-malformed"),
    "reference-unresolved": _codes("pointer-malformed"),
    "date-disagrees": _codes("date-impossible"),
    "version-undeclared": _codes("pointer-unresolved"),
    "note-twice": _codes("id-twice"),
    "page-id": _codes("id-address"),
    "unit-astride": _codes("crossing-undeclared"),
    "unit-id": _codes("unit-twice link-level link-unresolved"),
}
"""What follows at one element, from what: an entry that is unknown has no answer either."""

QUOTED = _codes("quotation-absent quotation-cut quotation-repeated quotation-untrue")
RELATED = QUOTED | _codes(
    "pointer-unresolved link-unresolved link-sides link-level unit-missing unit-twice unit-astride "
    "unit-id crossing-undeclared pair-length pair-swapped parity-entity parity-date parity-number"
)
IDS = _codes("id-twice id-address sentence-id")
HIDDEN = _codes("character-invisible character-composed character-lost")
WITHIN: Mapping[str, Codes] = {
    **dict.fromkeys(RELATED, IDS),
    **dict.fromkeys(QUOTED, IDS | HIDDEN),
    "quotation-untrue": IDS | HIDDEN | _codes("link-unresolved"),
    "unit-astride": IDS | _codes("unit-twice"),
    "sentence-id": _codes("id-twice id-address"),
    "number-order": IDS | _codes("crossing-undeclared"),
    "page-order": _codes("id-twice"),
    "dateline-disagrees": _codes("date-disagrees date-impossible parity-date"),
    "paragraph-undivided": IDS | _codes("unit-missing link-unresolved"),
    **dict.fromkeys(_codes("anchor-changed anchor-reused"), _codes("text-outside-segment")),
    "ledger-history": _codes("ledger-altered"),
    "face-lacks-letter": _codes("byte-invalid file-encoding"),
}
"""What follows in one file: where ids are not sound, nothing that relates by them is; and a
sentence that has lost words has another text than it had; of a ledger that was altered the lines
need not follow from each other."""

ANYWHERE: Mapping[str, Codes] = {
    "count-untrue": _codes("shift-incomplete pointer-unresolved pattern-instance"),
    "label-untrue": _codes("sent-after-received date-impossible date-disagrees"),
}
"""What follows in the whole edition: prose tells of letters that are sound."""


def plain(findings: Iterable[Finding]) -> Findings:
    """Findings without echoes."""
    found = tuple(findings)
    if len(found) < 2:
        return found
    told = _Told(found)
    return tuple(each for each in found if not told.echoes(each))


class _Told:
    """What is said of elements, of files, of the edition, and of targets."""

    def __init__(self, findings: Findings) -> None:
        self.elements = {
            (each.code, *_element(where)) for each in findings for where in _places(each)
        }
        self.files = {(each.code, each.where.file) for each in findings}
        self.codes = {each.code for each in findings}
        self.links = {
            (each.where.file, each.about.partition("-")[0])
            for each in findings
            if each.code == "link-unresolved"
        }

    def echoes(self, finding: Finding) -> bool:
        """Whether a finding only says again what another says."""
        code, file = finding.code, finding.where.file
        return (
            any(
                (each, *_element(where)) in self.elements
                for where in _places(finding)
                for each in AT.get(code, ())
            )
            or any((each, file) in self.files for each in WITHIN.get(code, ()))
            or not self.codes.isdisjoint(ANYWHERE.get(code, ()))
            or (code == "pointer-unresolved" and self._dangles(finding))
            or (code in ("entity-unknown", "term-unknown") and self._unsound(finding))
        )

    def _dangles(self, finding: Finding) -> bool:
        """Whether a pointer leads where a link or pattern does, into a version that lacks a part
        to which a link leads, or to a reading without id."""
        file = finding.where.file
        if ("pattern-instance", *_element(finding.where)) in self.elements:
            return finding.about.startswith("shift-")
        return (file, finding.about.partition("-")[0]) in self.links or (
            finding.about.startswith("reading-") and ("reading-unnumbered", file) in self.files
        )

    def _unsound(self, finding: Finding) -> bool:
        """Whether the register that lacks an entry has an id twice."""
        return ("id-twice", f"letters/{finding.about}") in self.files


def _places(finding: Finding) -> list[Spot | Place]:
    return [finding.where, *([finding.other] if finding.other else [])]


def _element(where: Spot | Place) -> tuple[str, int]:
    return where.file, where.element if isinstance(where, Spot) else -where.line
