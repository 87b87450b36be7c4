"""Dates of W3C form in the order of time: those before our era have a sign, not an order, of words.

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


def _parts(date: str) -> tuple[int, str]:
    """The year, and what follows it."""
    sign = date[:1] if date.startswith("-") else ""
    year, _, rest = date.removeprefix(sign).partition("-")
    return int(f"{sign}{year or 0}"), rest
