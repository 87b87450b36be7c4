"""The chronology: the letters, and the events and documents that they mention, by date.

Only dates that the letters' headers and the registers state; what has none stands at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from msgspec import Struct

from edition import moment
from edition.model import Action, Card, Edition, Entry, When
from edition.views import times, words
from edition.views.frame import Frame, in_language, main_name
from edition.views.line import Line
from edition.views.mentions import page_of, short, spaced, spot
from edition.views.seen import NONE, Entries, Gathered
from edition.views.words import Stated

DATED = ("events", "documents")
"""The registers whose entries happened."""

PLACES = 12
"""So many places of mention are named of an entry."""


class Where(Struct, frozen=True):
    """The places of a letter that mention something."""

    href: str
    label: str
    places: Line


class Item(Struct, frozen=True):
    """Something with a date, or without.

    `kind` is letter, act (of correspondence; `about` and `subtype` are its kind), month (of
    letters, `times` of them), or the name of a register. `more` where not all mentions are named.
    """

    kind: str
    when: Stated | None
    title: str
    lang: str
    href: str
    about: str = ""
    subtype: str = ""
    times: int = 0
    where: tuple[Where, ...] = ()
    more: int = 0


class Year(Struct, frozen=True):
    """The items that begin in a year; 0 of it where no date is known."""

    year: str
    items: tuple[Item, ...]


class ChronologyView(Struct, frozen=True):
    """The page of the chronology."""

    template: ClassVar[str] = "chronology.html"

    frame: Frame
    years: tuple[Year, ...]
    undated: tuple[Item, ...]


def chronology(edition: Edition, seen: Entries, frame: Frame, lang: str) -> ChronologyView:
    """The chronology for a language of the interface."""
    found = [*_letters(edition, lang), *_entries(edition, seen, lang)]
    years: dict[str, list[Item]] = {}
    for when, item in sorted([each for each in found if each[0].begins], key=_order):
        years.setdefault(times.year(when.begins), []).append(item)
    return ChronologyView(
        frame,
        tuple(Year(year, tuple(items)) for year, items in years.items()),
        tuple(item for when, item in found if not when.begins),
    )


def _order(dated: tuple[When, Item]) -> tuple[moment.Order, moment.Order, str]:
    """When something begins, when it ends, what it is called."""
    when, item = dated
    return moment.order(when.begins), moment.order(when.when or when.not_after), item.title


# --- letters -------------------------------------------------------------------------------------


def _letters(edition: Edition, lang: str) -> Iterator[tuple[When, Item]]:
    """The letters and their other dates; of many letters, the months."""
    if len(edition.cards) > times.LETTERS:
        yield from _months(edition.cards, lang)
        return
    for card in edition.cards:
        title = in_language(card.title, lang)
        yield card.date, Item("letter", words.stated(card.date, lang), title, "", page_of(card))
        for action in card.actions:
            if action.when and action.when != card.date:
                yield action.when, _act(action, action.when, card, title, lang)


def _act(action: Action, when: When, card: Card, title: str, lang: str) -> Item:
    return Item(
        "act",
        words.stated(when, lang),
        title,
        "",
        page_of(card),
        action.kind,
        action.subtype,
    )


def _months(cards: Iterable[Card], lang: str) -> Iterator[tuple[When, Item]]:
    """A line a month, which leads to its first letter."""
    months: dict[str, list[Card]] = {}
    for card in cards:
        begins = card.date.begins
        months.setdefault(begins[: 7 + begins.startswith("-")], []).append(card)
    for month, of_month in months.items():
        when, first = When(month), of_month[0]
        stated = words.stated(when, lang)
        yield (
            when,
            Item("month", stated, short(first, lang), "", page_of(first), times=len(of_month)),
        )


# --- what the letters mention --------------------------------------------------------------------


def _entries(edition: Edition, seen: Entries, lang: str) -> Iterator[tuple[When, Item]]:
    for register in edition.registers:
        if register.id in DATED:
            for entry in register.entries:
                when = next((when for _, when in entry.dates), When())
                found = seen.get((register.id, entry.id), NONE)
                if found.times or when.begins:
                    yield when, _entry(entry, when, found, lang)


def _entry(entry: Entry, when: When, found: Gathered, lang: str) -> Item:
    name, of = main_name(entry.names, lang)
    where = tuple(_where(found, lang))
    return Item(
        entry.register,
        words.stated(when, lang),
        words.set_well(name, of),
        of if of != lang else "",
        f"{entry.register}.html#{entry.id}",
        times=found.times,
        where=where,
        more=found.letters - len(where),
    )


def _where(found: Gathered, lang: str) -> Iterator[Where]:
    """The places of mention, letter by letter, up to a number."""
    named = 0
    for card, seen in found.seen():
        if named >= PLACES:
            return
        spots = list(dict.fromkeys(spot(card, each) for each in seen))
        named += len(spots)
        yield Where(page_of(card), short(card, lang), spaced(spots))
