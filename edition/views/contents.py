"""The first page: what the edition is, its letters in order, and what else it has.

Where the letters are more than a page has room for, it leads to lists of them by their dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct

from edition.model import Card, Edition
from edition.views import times, words
from edition.views.frame import DATES, Frame, Tab, in_language
from edition.views.mentions import page_of
from edition.views.overview import Overview
from edition.views.times import Way


class Text(Struct, frozen=True):
    """A version as the list of letters shows it."""

    lang: str
    language: str
    role: str
    first_words: str


class Listed(Struct, frozen=True):
    """A letter as the list shows it; `missing` are the roles of versions that are not available."""

    href: str
    title: str
    datetime: str
    date: str
    texts: tuple[Text, ...]
    missing: tuple[str, ...]


class Content(Struct, frozen=True):
    """A section of the site: its pages, and how much stands on each (0 where it is not counted)."""

    name: str
    title: str
    pages: tuple[tuple[Tab, int], ...]


class IndexView(Struct, frozen=True):
    """The first page; `title` is the edition's in its parts, up to a colon and behind it; `ways`
    lead to the lists of letters, where these are not here.
    """

    template: ClassVar[str] = "index.html"

    frame: Frame
    title: tuple[str, ...]
    letters: tuple[Listed, ...]
    ways: tuple[Way, ...]
    contents: tuple[Content, ...]


class LettersView(Struct, frozen=True):
    """The letters of a decade, year or month, or those without a date; `ways` lead to all."""

    template: ClassVar[str] = "letters.html"

    frame: Frame
    here: Way
    ways: tuple[Way, ...]
    previous: Way | None
    next: Way | None
    letters: tuple[Listed, ...]


Portions = list[tuple[str, list[Card]]]


def index(
    edition: Edition, portions: Portions, whole: Overview, page: Frame, lang: str
) -> IndexView:
    """The first page in a language of the interface."""
    return IndexView(
        page,
        tuple(re.split(r"(?<=:) ", words.set_well(page.edition, lang), maxsplit=1)),
        () if portions else tuple(_listed(card, lang, "") for card in edition.cards),
        _ways(portions, lang) if portions else (),
        tuple(_contents(edition, whole, lang)),
    )


def apart(edition: Edition) -> Portions:
    """The letters by times, if one page has no room for them."""
    portions = times.divided(edition.cards, lambda card: card.date.begins)
    return portions if len(portions) > 1 else []


def slug_of(time: str) -> str:
    """The name of the list of a time."""
    return times.slug(DATES, time, several=True)


def of_time(
    portions: Portions, time: str, letters: Iterable[Card], page: Frame, lang: str
) -> LettersView:
    """The letters of a time in a language of the interface."""
    every = _ways(portions, lang, page.home, time)
    return LettersView(
        page,
        *times.around(every),
        tuple(_listed(card, lang, page.home) for card in letters),
    )


def _ways(
    portions: Portions, lang: str, home: str = "", here: str | None = None
) -> tuple[Way, ...]:
    return times.ways(DATES, [(time, len(cards)) for time, cards in portions], lang, home, here)


def _contents(edition: Edition, whole: Overview, lang: str) -> Iterable[Content]:
    """The sections but the letters, with the number of what stands on each page."""
    counts = {each.id: len(each.entries) for each in edition.registers}
    counts["shifts"] = sum(number for card in edition.cards for *_, number in card.tally)
    counts["readings"] = sum(dict(card.counts).get("readings", 0) for card in edition.cards)
    for section in whole.sections[lang]:
        if section.name != "letters":
            yield Content(
                section.name,
                section.title,
                tuple(
                    (Tab(f"{name}.html", title, name), counts.get(name, 0))
                    for name, title in section.pages
                ),
            )


def _listed(card: Card, lang: str, home: str) -> Listed:
    return Listed(
        page_of(card, home),
        in_language(card.title, lang),
        card.date.when,
        words.when(card.date, lang),
        tuple(
            Text(each.lang, words.language(each.lang, lang), each.role, each.first_words)
            for each in card.texts
        ),
        card.missing,
    )
