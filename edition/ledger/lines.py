"""The lines of a ledger: what each release did to each address, as tab-separated values.

One line an event, none ever changed: an address is published (live), its text is changed, it is
moved, split, merged or withdrawn. What is declared and not yet released bears `next` in place of
a release. The last line seals those before it, so that a change of the record itself is seen.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from edition.finding import Finding, Findings, Place
from edition.model import Value

NEXT = "next"
"""In place of a release: declared, and to be released."""
LIVE, CHANGED, MOVED, SPLIT, MERGED, WITHDRAWN = FATES = (
    *("live", "changed", "moved", "split", "merged", "withdrawn"),
)
SEALED = "sealed"
COLUMNS = ("address", "release", "fate", "fingerprint", "to", "reason", "was")
SEAL = "#"
"""In place of an address, on the line that seals the others."""

Numbers = tuple[int, int, int]

_VERSION = re.compile(r"(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})", re.ASCII)
_FINGERPRINT = re.compile(r"[0-9a-f]{16}", re.ASCII)
_DIGITS = re.compile(r"(\d+)", re.ASCII)
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n"}
_ESCAPED = {escape: plain for plain, escape in _ESCAPES.items()}


class Line(Value, frozen=True):
    """What happened to an address in a release.

    `fingerprint` is that of the text that stands there from this release on; `to` are addresses:
    where it went, or, of a text that is made of others, which of them changed; `was` is the text
    that stood there before. `at` is the line in its file.
    """

    address: str
    release: str
    fate: str
    fingerprint: str = ""
    to: tuple[str, ...] = ()
    reason: str = ""
    was: str = ""
    at: int = 0


class Table(Value, frozen=True):
    """The lines of a file, in order, and its seal ("" where it has none)."""

    lines: tuple[Line, ...] = ()
    seal: str = ""


def table(file: str, data: bytes) -> tuple[Table, Findings]:
    """The lines of a ledger, and a finding for each that cannot be read, or for a broken seal."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return Table(), (_unread(file, 0, "is not UTF-8"),)
    found: list[Line] = []
    findings: list[Finding] = []
    rows: list[str] = []
    versions: set[str] = {NEXT}
    seal, sealing, sealed_at = "", "", 0
    for at, row in enumerate(text.removesuffix("\n").split("\n"), 1):
        cells = row.split("\t")
        if at == 1 and cells[0] == COLUMNS[0]:
            continue
        if cells[0] == SEAL and sealing:
            findings.append(_unread(file, at, "seals what is sealed"))
        elif cells[0] == SEAL:
            seal, sealing, sealed_at = cells[3] if len(cells) > 3 else "", row, at
        elif fault := _fault(cells, versions):
            findings.append(_unread(file, at, fault))
        else:
            found.append(_line(cells, at))
            if cells[1] != NEXT:
                rows.append(row)
    lines = tuple(found)
    # As they were written, lines are in order: there is no need to sort them to try their seal.
    whole = sealing == _sealing(versions, seal) and (seal == _digest(rows) or seal == sealed(lines))
    if not findings and not whole:
        findings.append(_unsealed(file, sealed_at))
    return Table(lines, seal), tuple(findings)


def written(lines: Iterable[Line]) -> bytes:
    """The bytes of a ledger: its lines sorted, a heading before them, their seal behind."""
    ordered = sorted(lines, key=order)
    seal = sealed(ordered)
    rows = ["\t".join(COLUMNS), *map(_row, ordered)]
    if sealing := _sealing((line.release for line in ordered), seal):
        rows.append(sealing)
    return ("\n".join(rows) + "\n").encode()


def _sealing(releases: Iterable[str], seal: str) -> str:
    """The line that seals others, of the last of their releases; "" where none is released."""
    released = [each for each in releases if each != NEXT]
    return f"{SEAL}\t{max(released, key=numbers)}\t{SEALED}\t{seal}" if released else ""


def sealed(lines: Iterable[Line]) -> str:
    """The seal of lines: a digest of those that are released, in their order; "" if none is."""
    return _digest([_row(line) for line in sorted(lines, key=order) if line.release != NEXT])


def _digest(rows: list[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16] if rows else ""


def order(line: Line) -> tuple[object, ...]:
    """Addresses as people count (p2 before p10), then releases."""
    return (_natural(line.address), numbers(line.release), line.fate, line.to)


def numbers(release: str) -> Numbers:
    """The numbers of a release; `next` is later than all."""
    match = _VERSION.fullmatch(release)
    return (int(match[1]), int(match[2]), int(match[3])) if match else (10**9, 0, 0)


def is_version(word: str) -> bool:
    """Whether a word is the number of a release: X.Y.Z."""
    return _VERSION.fullmatch(word) is not None


def escaped(text: str) -> str:
    """A text that stands in one cell."""
    return re.sub(r"[\\\t\n]", lambda match: _ESCAPES[match[0]], text)


def plain(cell: str) -> str:
    """The text that a cell stands for."""
    return re.sub(r"\\[\\tn]", lambda match: _ESCAPED[match[0]], cell) if "\\" in cell else cell


def _natural(address: str) -> tuple[tuple[int, int, str], ...]:
    parts = _DIGITS.split(address)
    return tuple((1, int(part), "") if place % 2 else (0, 0, part)
                 for place, part in enumerate(parts))  # fmt: skip


def _row(line: Line) -> str:
    cells = (line.address, line.release, line.fate, line.fingerprint, " ".join(line.to))
    row = "\t".join((*cells, escaped(line.reason), escaped(line.was)))
    return row.rstrip("\t")


def _line(cells: list[str], at: int) -> Line:
    if len(cells) < 5:  # nearly all: published, and still as they were
        return Line(cells[0], cells[1], cells[2], cells[3] if len(cells) > 3 else "", at=at)
    address, release, fate, fingerprint, to, reason, was = (*cells, "", "", "", "")[:7]
    return Line(
        address, release, fate, fingerprint, tuple(to.split()), plain(reason), plain(was), at
    )


def _fault(cells: list[str], versions: set[str]) -> str:
    """What is wrong with the cells of a line, or nothing; `versions` are those that are known."""
    if not 3 <= len(cells) <= len(COLUMNS):
        return f"has {len(cells)} cells"
    address, release, fate, fingerprint = (*cells, "")[:4]
    if not address or " " in address:
        return f"has no address, but “{address}”"
    if release not in versions:
        if not is_version(release):
            return f"names “{release}” as a release"
        versions.add(release)
    if fate not in FATES:
        return f"names “{fate}” as a fate"
    if fingerprint and not _FINGERPRINT.fullmatch(fingerprint):
        return f"names “{fingerprint}” as a fingerprint"
    return _lack(fate, cells) if fate not in (LIVE, CHANGED) else ""


def _lack(fate: str, cells: list[str]) -> str:
    """What a fate needs and a line has not."""
    to, reason = (*cells, "", "", "")[4:6]
    if fate in (MOVED, MERGED) and len(to.split()) != 1:
        return f"says {fate}, and not to which one address"
    if fate == SPLIT and len(to.split()) < 2:
        return "says split, and not into which addresses"
    if fate == WITHDRAWN and not reason.strip():
        return "says withdrawn, and not why"
    return ""


def _unread(file: str, at: int, fault: str) -> Finding:
    message = f"a line of the ledger {fault}" if at else f"the ledger {fault}"
    hint = (
        f"A line has these cells, a tab between them: {', '.join(COLUMNS)}. "
        "`python build.py declare` writes them."
    )
    return Finding(Place(file, at, int(at > 0)), "ledger-line", message, hint)


def _unsealed(file: str, at: int) -> Finding:
    return Finding(
        Place(file, at, int(at > 0)),
        "ledger-altered",
        "what was released is not what this ledger says now: its lines do not fit their seal",
        "Put the lines of releases back as they were; what is new is declared with `next`.",
    )
