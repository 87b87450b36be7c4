"""What is too long for one page, divided by the dates of the letters: decades, years, months.

Dates are taken as they begin: a letter "from 1961 to 1963" stands in 1961. Those before our era
stay together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from edition.views import words

Item = TypeVar("Item")

LETTERS = 1_000
"""A page lists at most so many letters, unless they are of one month."""

LENGTHS = (3, 4, 7)
"""So many signs of a date say the decade, the year, the month."""

BEFORE = "-"
"""So begin dates before our era."""

KINDS = {0: "undated", 1: "bc", 3: "decade", 4: "year", 7: "month"}
"""What dates have in common, by the number of their signs."""


class Way(Struct, frozen=True):
    """The way to the page of a decade, year or month, of letters before our era (`bc`) or without a
    date (`undated`), or of `all`; `label` says which decade, year or month.
    """

    href: str
    kind: str
    label: str
    letters: int
    current: bool = False


def year(begun: str) -> str:
    """The year of a date."""
    return begun[:1] + begun[1:].partition("-")[0]


def divided(found: Sequence[Item], begun: Callable[[Item], str]) -> list[tuple[str, list[Item]]]:
    """Letters by times ("196", "1962", "1962-01") as short as pages need, in their order; those
    before our era under "-", those without a date at the end, under "". There, too, all together
    where one page has room.
    """
    if len(found) <= LETTERS:
        return [("", list(found))]
    return sorted(_divided(found, begun, LENGTHS), key=lambda each: (not each[0], each[0]))


def _divided(
    found: Iterable[Item], begun: Callable[[Item], str], lengths: tuple[int, ...]
) -> Iterator[tuple[str, list[Item]]]:
    times: dict[str, list[Item]] = {}
    for each in found:
        date = begun(each)
        time = BEFORE if date.startswith(BEFORE) else date[: lengths[0]]
        times.setdefault(time, []).append(each)
    for time, within in times.items():
        if time not in ("", BEFORE) and len(within) > LETTERS and lengths[1:]:
            yield from _divided(within, begun, lengths[1:])
        else:
            yield time, within


def slug(name: str, time: str, several: bool) -> str:
    """The name of the page of a time, where there are several: `name/1960s`."""
    match KINDS[len(time)]:
        case "decade":
            spelt = f"{time}0s"
        case "year" | "month":
            spelt = time
        case kind:
            spelt = kind
    return f"{name}/{spelt}" if several else name


def ways(
    name: str, times: Iterable[tuple[str, int]], lang: str, home: str = "", here: str | None = None
) -> tuple[Way, ...]:
    """The ways to all pages of a name, by time and number of letters; `here` is that of the page
    that has them, from which `home` leads to the others of its language.
    """
    every = tuple(times)
    several = len(every) > 1
    made = []
    for time, letters in every:
        kind = KINDS[len(time)] if several else "all"
        label = f"{time}0" if kind == "decade" else words.moment(time.removeprefix(BEFORE), lang)
        href = f"{home}{slug(name, time, several)}.html"
        made.append(Way(href, kind, label, letters, time == here))
    return tuple(made)


def around(every: tuple[Way, ...]) -> tuple[Way, tuple[Way, ...], Way | None, Way | None]:
    """The way that leads here; all, if there are several; the one before and the one after."""
    (at,) = [at for at, each in enumerate(every) if each.current]
    before = every[at - 1] if at else None
    after = every[at + 1] if every[at + 1 :] else None
    return every[at], every if len(every) > 1 else (), before, after
