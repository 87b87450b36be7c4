"""The releases of an edition: when each was, what it was about, and the seal of all its ledgers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date

from edition.finding import Finding, Findings, Place
from edition.ledger.lines import escaped, is_version, numbers, plain
from edition.model import Value

HEADING = ("release", "date", "addresses", "seal", "notes")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NOTE = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]+)*): (.*)", re.DOTALL)


class Release(Value, frozen=True):
    """A published state of the edition: its number, its day, and a note by language.

    `addresses` counts those that stood then, `seal` is a digest of all ledgers; `at` is the line.
    """

    version: str
    date: str
    addresses: int = 0
    seal: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    at: int = 0


def releases(file: str, data: bytes) -> tuple[tuple[Release, ...], Findings]:
    """The releases in order, and a finding for each line that cannot be read or is out of order."""
    found: list[Release] = []
    findings: list[Finding] = []
    rows = data.decode(errors="replace").removesuffix("\n").split("\n")
    for at, row in enumerate(rows, 1):
        cells = row.split("\t")
        if at == 1 and cells[0] == HEADING[0]:
            continue
        if fault := _fault(cells, found):
            findings.append(_unread(file, at, fault))
        else:
            found.append(_release(cells, at))
    return tuple(found), tuple(findings)


def written(releases: Iterable[Release]) -> bytes:
    """The bytes of the list of releases."""
    rows = ["\t".join(HEADING)]
    for each in releases:
        notes = [f"{lang}: {escaped(text)}" for lang, text in each.notes]
        rows.append("\t".join((each.version, each.date, str(each.addresses), each.seal, *notes)))
    return ("\n".join(rows) + "\n").encode()


def seal(seals: Iterable[tuple[str, str]]) -> str:
    """The seal of all ledgers: a digest of their names and their own seals."""
    rows = "".join(f"{name} {each}\n" for name, each in sorted(seals))
    return hashlib.sha256(rows.encode()).hexdigest()[:16]


def is_day(word: str) -> bool:
    """Whether a word is a day of the calendar: YYYY-MM-DD."""
    if not _DAY.fullmatch(word):
        return False
    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return True


def _release(cells: list[str], at: int) -> Release:
    notes = [match for cell in cells[4:] if (match := _NOTE.fullmatch(plain(cell)))]
    said = tuple((match[1], match[2]) for match in notes)
    return Release(cells[0], cells[1], int(cells[2]), cells[3], said, at)


def _fault(cells: list[str], before: list[Release]) -> str:
    """What is wrong with the cells of a line, or nothing."""
    if len(cells) < 4 or not is_version(cells[0]) or not cells[2].isdecimal():
        return f"is no release, but “{' '.join(cells)}”"
    if not is_day(cells[1]):
        return f"names “{cells[1]}” as a day"
    if before and numbers(cells[0]) <= numbers(before[-1].version):
        return f"has {cells[0]} after {before[-1].version}"
    if before and cells[1] < before[-1].date:
        return f"has {cells[1]} after {before[-1].date}"
    return ""


def _unread(file: str, at: int, fault: str) -> Finding:
    hint = "Put the line back as it was: `python build.py release` alone writes this file."
    return Finding(Place(file, at, 1), "ledger-line", f"a line of the releases {fault}", hint)
