"""The edition as its pages need it: sections, names and order, made once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from edition.cite import People, parties, people
from edition.ledger import History, Told
from edition.model import Card, Edition, Settings, Value
from edition.packing import Packing
from edition.views.frame import Section, entry_of, in_language, main_name
from edition.views.past import days as days_named


class Near(Value, frozen=True):
    """A letter before or after another in the edition: its id and its titles by language."""

    id: str
    titles: dict[str, str]


class Surroundings(Value, frozen=True):
    """All that a letter's page takes from the rest of the edition.

    `names` are the main names by `register#entry` and language, of what the letter mentions;
    `people` the names of its parties with their parts; `sections` the site's sections by language,
    each with its first page only; `told` is the past of the letter's page, `days` those of the
    releases that it names.
    """

    settings: Settings
    sections: dict[str, tuple[Section, ...]]
    previous: Near | None
    next: Near | None
    names: dict[str, dict[str, str]]
    people: People
    told: Told = Told()
    days: Mapping[str, str] = {}


AROUND = Packing(Surroundings)
"""Surroundings as they wait until their page is made."""


class Overview(Struct, frozen=True):
    """What surroundings are taken from, made once an edition.

    `sections` are those of the site by language; `doors` the same with their first pages only;
    `history` is what the ledgers tell.
    """

    settings: Settings
    sections: dict[str, tuple[Section, ...]]
    doors: dict[str, tuple[Section, ...]]
    names: dict[str, dict[str, str]]
    near: tuple[Near, ...]
    places: dict[str, int]
    people: People
    history: History = History()

    @property
    def days(self) -> dict[str, str]:
        """The days of the releases."""
        return {each.version: each.date for each in self.history.releases}


def overview(edition: Edition, history: History | None = None) -> Overview:
    """The sections, names, titles, order and past of an edition."""
    languages = edition.settings.languages
    sections = {lang: tuple(_sections(edition, lang)) for lang in languages}
    return Overview(
        edition.settings,
        sections,
        {lang: tuple(map(_door, each)) for lang, each in sections.items()},
        {
            f"{register.id}#{entry.id}": {
                lang: main_name(entry.names, lang)[0] for lang in languages
            }
            for register in edition.registers
            for entry in register.entries
        },
        tuple(
            Near(card.id, {lang: in_language(card.title, lang) for lang in languages})
            for card in edition.cards
        ),
        {card.id: place for place, card in enumerate(edition.cards)},
        people(edition.registers, languages),
        history or History(),
    )


def surroundings(card: Card, whole: Overview) -> Surroundings:
    """What the page of a letter takes from the edition: equal as long as it may stay as it is."""
    place = whole.places[card.id]
    mentioned = {entry_of(target) for target in card.targets}
    told = whole.history.told.get(f"letters/{card.id}.html", Told())
    return Surroundings(
        whole.settings,
        whole.doors,
        whole.near[place - 1] if place else None,
        whole.near[place + 1] if place + 1 < len(whole.near) else None,
        {name: whole.names[name] for name in sorted(mentioned) if name in whole.names},
        parties(card.actions, whole.people),
        told,
        days_named(told, whole.days) if told != Told() else {},
    )


# --- sections ----------------------------------------------------------------------------------

REGISTERS = ("persons", "places", "organizations", "events", "documents")
"""The order of the registers; others follow by name."""


def _sections(edition: Edition, lang: str) -> Iterable[Section]:
    """The sections of the site: letters, prose, apparatus, registers, data."""
    yield Section("letters", "", (("index", ""),))
    pages = sorted(
        (page.order, page.slug, page.title) for page in edition.pages if page.lang == lang
    )
    prose = [(slug, title) for _, slug, title in pages]
    yield Section("prose", prose[0][1] if prose else "", (*prose, ("rules", ""), ("changes", "")))
    yield from _of_pages("apparatus", _apparatus(edition, lang))
    yield from _of_pages("registers", _registers(edition, lang))
    yield Section("data", "", (("data", ""),))


def _door(section: Section) -> Section:
    return Section(section.name, section.title, section.pages[:1])


def _of_pages(name: str, pages: Iterable[tuple[str, str]]) -> Iterable[Section]:
    """A section, if it has pages."""
    if found := tuple(pages):
        yield Section(name, "", found)


def _apparatus(edition: Edition, lang: str) -> Iterable[tuple[str, str]]:
    """What is said about the texts: shifts and readings where there are any, the terminology."""
    if has_shifts(edition):
        yield "shifts", ""
    if has_readings(edition):
        yield "readings", ""
    for register in edition.registers:
        if register.id == TERMS:
            yield register.id, in_language(register.title, lang)


def _registers(edition: Edition, lang: str) -> Iterable[tuple[str, str]]:
    """The registers in their order, and the chronology."""
    order = {name: place for place, name in enumerate(REGISTERS)}
    for register in sorted(edition.registers, key=lambda each: (order.get(each.id, 99), each.id)):
        if register.id != TERMS:
            yield register.id, in_language(register.title, lang)
    yield "chronology", ""


TERMS = "terms"
"""The register whose page is a table of terms and their translations."""


def has_shifts(edition: Edition) -> bool:
    """Whether any letter has shifts."""
    return any(dict(card.counts).get("shifts") for card in edition.cards)


def has_readings(edition: Edition) -> bool:
    """Whether any letter has readings."""
    return any(dict(card.counts).get("readings") for card in edition.cards)
