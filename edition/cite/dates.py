"""Dates as citations have them: a day, month or year, or from one to another."""

from __future__ import annotations

import re

from edition.model import When

Day = tuple[int, ...]
"""A date as far as it is stated: year, month, day."""

W3C = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SHORT = (
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip


def days(value: When) -> tuple[Day, ...]:
    """The day on which something happened; or first and last, as far as both are stated.

    Nothing where one of them is open: between a day and no day lies no date.
    """
    if value.when:
        return _all(value.when)
    if not value.not_before or not value.not_after:
        return ()
    ends = _all(value.not_before, value.not_after)
    known = min(map(len, ends), default=0)
    return tuple(dict.fromkeys(end[:known] for end in ends))


def _all(*stated: str) -> tuple[Day, ...]:
    """W3C dates in numbers; none, if one of them is before our era or no such date."""
    found = [W3C.fullmatch(each) for each in stated]
    if not all(found):
        return ()
    return tuple(tuple(int(part) for part in each.groups() if part) for each in found if each)


def american(when: tuple[Day, ...]) -> str:
    """“August 24–26, 1961”."""
    if not when:
        return ""
    first, last = when[0], when[-1]
    if first == last or len(first) == 1 or first[0] != last[0]:
        return "–".join(_american(each) for each in when)
    if len(first) == 2:
        return f"{MONTHS[first[1] - 1]}–{_american(last)}"
    begin = f"{MONTHS[first[1] - 1]} {first[2]}"
    if first[1] == last[1]:
        return f"{begin}–{last[2]}, {last[0]}"
    return f"{begin}–{_american(last)}"


def _american(day: Day) -> str:
    year, month, number = (*day, 0, 0)[:3]
    words = f"{MONTHS[month - 1]} " if month else ""
    return f"{words}{number}, {year}" if number else f"{words}{year}"


def british(when: tuple[Day, ...], months: tuple[str, ...] = MONTHS) -> str:
    """“24–26 August 1961”; with other names of months, “24–26 Aug. 1961”."""
    if not when:
        return ""
    first, last = when[0], when[-1]
    end = _british(last, months)
    if first == last:
        return end
    if first[0] != last[0]:
        return f"{_british(first, months)}–{end}"
    if len(first) == 3 and first[1] == last[1]:
        return f"{first[2]}–{end}"
    return f"{_british(first, months).removesuffix(f' {first[0]}')}–{end}"


def _british(day: Day, months: tuple[str, ...]) -> str:
    words = [months[day[1] - 1]] if len(day) > 1 else []
    return " ".join([*map(str, day[2:]), *words, str(day[0])])


def years(when: tuple[Day, ...]) -> str:
    """“1961”, “1961–1962”."""
    return "–".join(dict.fromkeys(str(each[0]) for each in when))


def iso(day: Day, mark: str = "-") -> str:
    """“1962-01-11”, as far as it is stated."""
    return mark.join(f"{part:02}" for part in day)


def known(when: tuple[Day, ...], mark: str = "-") -> str:
    """A date as far as first and last day agree: “1962-01-11”, “1961-08”."""
    if not when:
        return ""
    first, last = when[0], when[-1]
    same = [one for place, one in enumerate(first) if first[: place + 1] == last[: place + 1]]
    return iso(tuple(same), mark)
