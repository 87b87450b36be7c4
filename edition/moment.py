"""Dates of W3C form in the order of time: as words, those before our era would stand reversed.

Knows nothing of letters; rules compare dates by it, `link` and `views` sort by it.
"""

from __future__ import annotations

Order = tuple[bool, int, str]


def order(date: str) -> Order:
    """The place of a date among others: what is not known first, a year before its days."""
    year, rest = _parts(date)
    return bool(date), year, rest


def is_before(one: str, other: str) -> bool:
    """Whether a date lies before another, as exactly as both are given."""
    (year, rest), (limit, end) = _parts(one), _parts(other)
    return year < limit or (year == limit and rest[: len(end)] < end[: len(rest)])


def lies_in(date: str, early: str, late: str) -> bool:
    """Whether a date lies between two others, as exactly as all are given; an empty one bounds
    nothing.
    """
    return not (early and is_before(date, early)) and not (late and is_before(late, date))


def day(date: str) -> str:
    """A date without its time of day."""
    return date.partition("T")[0]


def year(date: str) -> str:
    """The year of a date, with its sign."""
    return date[:1] + date[1:].partition("-")[0]


def _parts(date: str) -> tuple[int, str]:
    """The year, and what follows it."""
    stated = year(date)
    return int(stated or 0), date[len(stated) + 1 :]
