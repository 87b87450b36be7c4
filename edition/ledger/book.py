"""A ledger read as a whole: what each address is now, and whether its history is possible."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from edition.finding import Finding, Findings, Place
from edition.ledger.lines import CHANGED, LIVE, NEXT, SPLIT, Line, numbers
from edition.model import Value, fingerprint_of


class State(Value, frozen=True):
    """An address as the last release left it.

    `fingerprint` is that of its text, or of the last that it had; `first` the release that
    published it, `last` its last line of a release; `declared` what is declared of it since.
    """

    live: bool
    fingerprint: str
    first: str
    last: Line
    declared: Line | None = None


Book = Mapping[str, State]
"""All addresses that were ever released of a page, or of an edition."""


def lives_on(line: Line) -> bool:
    """Whether an address still stands after what a line says: a part may keep the name."""
    return line.fate in (LIVE, CHANGED) or (line.fate == SPLIT and line.address in line.to)


def book(
    file: str, lines: Iterable[Line], releases: Collection[str]
) -> tuple[Book, tuple[Line, ...], Findings]:
    """The addresses of a ledger; what is declared; a finding for each line that cannot follow."""
    states: dict[str, State] = {}
    declared: list[Line] = []
    findings: list[Finding] = []
    for line in sorted(lines, key=lambda line: numbers(line.release)):
        before = states.get(line.address)
        fault = _fault(line, before, releases)
        if fault:
            findings.append(_impossible(file, line, fault))
        elif line.release != NEXT:
            states[line.address] = _after(line, before)
        elif before is not None:
            declared.append(line)
            states[line.address] = State(
                before.live, before.fingerprint, before.first, before.last, line
            )
    return states, tuple(declared), tuple(findings)


def _after(line: Line, before: State | None) -> State:
    """An address after a line of a release."""
    fingerprint = line.fingerprint if lives_on(line) or before is None else before.fingerprint
    first = before.first if before is not None else line.release
    return State(lives_on(line), fingerprint, first, line)


def _fault(line: Line, before: State | None, releases: Collection[str]) -> str:
    """Why a line cannot follow those before it, or nothing."""
    if line.release != NEXT and line.release not in releases:
        return f"names release {line.release}, which is not in the list of releases"
    if before is None:
        return "" if line.fate == LIVE and line.release != NEXT else "tells of what never was"
    if before.declared is not None:
        return "tells of it once more: one fate a release"
    if line.release != NEXT and numbers(line.release) <= numbers(before.last.release):
        return f"tells of it twice in {line.release}"
    if line.was and before.fingerprint and fingerprint_of(line.was) != before.fingerprint:
        return "gives another former text than was released"
    return _order(line, before)


def _order(line: Line, before: State) -> str:
    if line.fate == LIVE and before.live:
        return "publishes it a second time"
    if line.fate == LIVE and line.release == NEXT:
        return "says live: what is published is found out when it is released"
    if line.fate == LIVE and line.fingerprint != before.fingerprint:
        return "gives it to another text than it had"
    if line.fate != LIVE and not before.live:
        return f"says {line.fate}, but it was {before.last.fate} in {before.last.release}"
    return ""


def _impossible(file: str, line: Line, fault: str) -> Finding:
    return Finding(
        Place(file, line.at, 1),
        "ledger-history",
        f"the line of “{line.address}” {fault}",
        "Take the line out, or put it back as it was when it was released.",
    )


def gone(states: Book) -> Iterator[Line]:
    """What led or leads away from addresses, or divides them: released, or declared since."""
    for state in states.values():
        for line in (state.last, state.declared):
            if line is not None and line.fate not in (LIVE, CHANGED):
                yield line
