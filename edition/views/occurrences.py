"""Where an entry is mentioned that is mentioned often: pages of its own, as an index has them.

Beyond a number of rows (see `seen`) nobody reads words side by side: each letter has a line with
its places, by years; what is too long for a page is divided by decades, years or months.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

import msgspec
from msgspec import Struct

from edition import slug
from edition.model import Edition, Entry, Register
from edition.views import times, words
from edition.views.frame import OCCURRENCES, Frame, frame, in_language, main_name, page_path
from edition.views.line import Line, Part
from edition.views.mentions import page_of, short, spaced, spot_of
from edition.views.overview import Overview
from edition.views.seen import NONE, Entries, Gathered, Portion
from edition.views.times import Way

LONGEST = 100
"""An id of more signs gives no name of a file or folder."""


class Locus(Part, frozen=True):
    """A letter with the places in it where an entry is mentioned."""

    href: str
    label: str
    places: Line


class Year(Struct, frozen=True):
    """The letters of a year; of those without a date it is empty."""

    year: str
    letters: Line


class OccurrencesView(Struct, frozen=True):
    """A page of an entry; `lang` only where its name is not in the language of the page.

    `ways` lead to all its pages, where there are several; `href` to its entry in the register.
    """

    template: ClassVar[str] = "occurrences.html"

    frame: Frame
    name: str
    lang: str
    register: str
    href: str
    here: Way
    ways: tuple[Way, ...]
    previous: Way | None
    next: Way | None
    years: tuple[Year, ...]


class Occurring(Struct, frozen=True):
    """A page that an entry has: where it stands, all that it shows of the letters and the
    register, and what makes it."""

    path: str
    shown: bytes
    view: Callable[[], OccurrencesView]


def occurring(edition: Edition, whole: Overview, seen: Entries, lang: str) -> Iterator[Occurring]:
    """The pages of all entries that have some, in a language of the interface."""
    for register in edition.registers:
        for entry in register.entries:
            found = seen.get((register.id, entry.id), NONE)
            name, several = _name(register.id, entry.id), len(found.portions) > 1
            for portion in found.portions if found.apart else ():
                page = times.slug(name, portion.time, several)
                yield Occurring(
                    page_path(page, lang, whole.settings),
                    _shown(register, entry, found, portion, lang),
                    partial(_view, register, entry, found, portion, whole, page, lang),
                )


def _shown(register: Register, entry: Entry, found: Gathered, portion: Portion, lang: str) -> bytes:
    """All that a page shows; equal as long as it may stay as it is."""
    letters = [(card.id, short(card, lang), card.date.begins) for card, _ in found.places(portion)]
    every = [each.time for each in found.portions]
    said = (register.id, register.title, entry.id, entry.names, every, portion.time, letters)
    return msgspec.msgpack.encode((*said, portion.packed))


def _view(
    register: Register,
    entry: Entry,
    found: Gathered,
    portion: Portion,
    whole: Overview,
    page: str,
    lang: str,
) -> OccurrencesView:
    name, of = main_name(entry.names, lang)
    framed = frame(page, lang, name, whole.settings, whole.sections[lang])
    every = ways(register.id, entry.id, found, lang, framed.home, portion)
    return OccurrencesView(
        framed,
        words.set_well(name, of),
        of if of != lang else "",
        in_language(register.title, lang),
        f"{framed.home}{register.id}.html#{entry.id}",
        *times.around(every),
        tuple(_years(found, portion, lang, framed.home)),
    )


def _years(found: Gathered, portion: Portion, lang: str, home: str) -> Iterator[Year]:
    years: dict[str, list[Locus]] = {}
    for card, seen in found.places(portion):
        places = [spot_of(card, unit, anchor, home) for unit, anchor in seen]
        locus = Locus(page_of(card, home), short(card, lang), spaced(places))
        years.setdefault(times.year(card.date.begins), []).append(locus)
    for year, letters in sorted(years.items(), key=lambda each: not each[0]):
        yield Year(year, tuple(letters))


# --- ways to them --------------------------------------------------------------------------------


def ways(
    register: str,
    entry: str,
    found: Gathered,
    lang: str,
    home: str = "",
    here: Portion | None = None,
) -> tuple[Way, ...]:
    """The ways to the pages of an entry, from a page of which `home` leads to its language."""
    times_of = [(each.time, each.letters) for each in found.portions]
    time = here.time if here else None
    return times.ways(_name(register, entry), times_of, lang, home, time)


def _name(register: str, entry: str) -> str:
    """The name of the page of an entry: `mentions/places/berlin`."""
    return f"{OCCURRENCES}/{register}/{_fit(entry)}"


def _fit(entry: str) -> str:
    """An id as a file and a folder may be named, which no check looks at afterwards: `a.html` would
    be the folder of one entry and the file of another. In capitals alone no two ids differ.
    """
    if len(entry) <= LONGEST and not slug.fault(entry) and not entry.lower().endswith(".html"):
        return entry
    return f"x{hashlib.sha256(entry.encode()).hexdigest()[:16]}"
