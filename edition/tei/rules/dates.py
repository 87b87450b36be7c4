"""Rules of dates: possible, ordered, and in agreement with what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

from edition import moment
from edition.finding import Finding
from edition.tei.tree import Element, Tree

BOUNDS = ("when", "notBefore", "notAfter", "from", "to")
WHEN = re.compile(
    r"-?([0-9]{4,})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9:]{8})(?:\.[0-9]+)?(?:Z|[+-][0-9:]{5})?)?)?)?"
)
ELSEWHERE = ("external", "conjecture")
TIME = re.compile(r"\d{1,2}([:.h]\d{2})|\d{1,2}\s*(?:h\b|heures?|[ap]\.?\s?m\b|uhr|o.clock)", re.I)
"""A time of day, whose figures are no day."""
DECIMAL = re.compile(r"/(\d{1,2})-(\d{1,2})(\d{2})\b")


def date_possible(tree: Tree) -> Iterator[Finding]:
    """date-impossible: a date is a day of the calendar."""
    for element in _dated(tree):
        for bound in BOUNDS:
            value = element.get(bound)
            if value and not _possible(value):
                yield tree.finding(
                    element,
                    "date-impossible",
                    f"“{value}” is not a date",
                    "Write YYYY, YYYY-MM or YYYY-MM-DD, a day that exists.",
                    bound,
                )


def _dated(tree: Tree) -> Iterator[Element]:
    yield from tree.all("date", "birth", "death", "change", "event", "origDate")


def _possible(value: str) -> bool:
    found = WHEN.fullmatch(value)
    if found is None:
        return False
    year, month, day = (int(part) if part else 1 for part in found.groups()[:3])
    try:
        date(year if 1 <= year <= 9999 else 2000, month, day)
        time.fromisoformat(found[4] or "00:00")
    except ValueError:
        return False
    return True


def date_order(tree: Tree) -> Iterator[Finding]:
    """date-order: a span of time begins before it ends."""
    for element in _dated(tree):
        for early, late in (("notBefore", "notAfter"), ("from", "to")):
            first, last = element.get(early), element.get(late)
            if first and last and moment.is_before(last, first):
                yield tree.finding(
                    element,
                    "date-order",
                    f"this date lies between “{first}” and “{last}”, which is earlier",
                    f"Exchange @{early} and @{late}, or mend one.",
                    late,
                )


def date_agrees(tree: Tree) -> Iterator[Finding]:
    """date-disagrees: day and year that are printed are those of @when; of a correction, the
    corrected ones."""
    for element in tree.all("date"):
        value = element.get("when")
        if not value:
            continue
        if not element.all("sic"):
            yield from _printed(tree, element, value)
        for corr in element.all("corr") if element.all("sic") else ():
            printed = corr.words()
            digits = {number.lstrip("0") for number in re.findall(r"\d+", printed)}
            parts = {part.lstrip("0") for part in _parts(value)}
            if digits and not digits <= parts:
                yield tree.finding(
                    element,
                    "date-disagrees",
                    f"the date is corrected to “{printed}”, and @when says “{value}”",
                    "State the corrected date in @when; both readings stay in the text.",
                    "when",
                )


def _printed(tree: Tree, element: Element, value: str) -> Iterator[Finding]:
    """A finding where words give a day or a year in figures, and neither is that of @when."""
    words = element.words()
    if element.get("evidence") in ELSEWHERE or not any(map(str.isdigit, words)):
        return
    figures = {int(figure) for figure in re.findall(r"\d+", TIME.sub("", words))}
    year, _, day = (*_parts(value), "", "")[:3]
    for what, stated, least, most in (("day", day, 1, 31), ("year", year, 1000, 2999)):
        printed = {figure for figure in figures if least <= figure <= most}
        if printed and stated.isdigit() and int(stated) not in printed:
            yield tree.finding(
                element,
                "date-disagrees",
                f"“{' '.join(words.split())}” has another {what} than @when, “{value}”",
                "Mend the one that is misread; where the source counts or errs otherwise, say by "
                '@evidence="external" that the date comes from elsewhere.',
                "when",
            )


def _parts(value: str) -> list[str]:
    """Year, month and day of a date, as far as it has them."""
    return moment.day(value).removeprefix("-").split("-")


def file_number(tree: Tree) -> Iterator[Finding]:
    """file-number: a decimal file number ends in its date, which the prose beside it states."""
    for element in tree.all("idno"):
        if element.get("type") != "decimal":
            continue
        found = DECIMAL.search(element.words())
        if found is None:
            continue
        month, day, year = (int(part) for part in found.groups())
        notes = [note for note in tree.all("note") if element in note.inside()]
        stated = [moment.day(each.get("when")) for note in notes[-1:] for each in note.all("date")]
        coded = f"{month:02}-{day:02}"
        if stated and not any(each[5:] == coded and each[2:4] == f"{year:02}" for each in stated):
            yield tree.finding(
                element,
                "file-number",
                f"the file number says {month}/{day}/{year:02}, the note says {', '.join(stated)}",
                "One of them is misread: compare with the source.",
            )


RULES = (date_possible, date_order, date_agrees, file_number)
