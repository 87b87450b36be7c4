"""The pages that show the edition as a whole: the list of letters, the registers, the prose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct

from edition import model
from edition.model import Card, Edition, Entry, Register
from edition.views import words
from edition.views.frame import (
    Frame,
    frame,
    in_language,
    main_name,
)
from edition.views.letter import Party, party
from edition.views.line import Prose, Scribe
from edition.views.overview import Overview
from edition.views.rows import label, place


class Text(Struct, frozen=True):
    """A version as the list of letters shows it."""

    version: str
    lang: str
    language: str
    role: str
    first_words: str


class Listed(Struct, frozen=True):
    """A letter as the list shows it; `missing` are the roles of versions that are not available."""

    id: str
    href: str
    title: str
    datetime: str
    date: str
    kind: str
    senders: tuple[Party, ...]
    recipients: tuple[Party, ...]
    places: tuple[Party, ...]
    texts: tuple[Text, ...]
    missing: tuple[str, ...]


class IndexView(Struct, frozen=True):
    """The first page: what the edition is, and its letters in order."""

    template: ClassVar[str] = "index.html"

    frame: Frame
    letters: tuple[Listed, ...]


class Form(Struct, frozen=True):
    """Another form of a name; `lang` only where it is not the language of the page."""

    lang: str
    language: str
    text: str


class Mentions(Struct, frozen=True):
    """Where a letter mentions an entry: the letter, and each place with the words there."""

    title: str
    href: str
    places: tuple[Mentioned, ...]


class Mentioned(Struct, frozen=True):
    """A place of mention: its address, the number of its unit or note, or the kind of place where
    that has no number; the words and their language.
    """

    href: str
    label: str
    place: str
    lang: str
    words: str


class Listing(Struct, frozen=True):
    """An entry of a register."""

    id: str
    name: str
    lang: str
    forms: tuple[Form, ...]
    dates: tuple[tuple[str, str, str], ...]  # kind, W3C date, words
    notes: tuple[Prose, ...]
    identifiers: tuple[tuple[str, str, str], ...]  # authority, address or "", words
    mentions: tuple[Mentions, ...]


class RegisterView(Struct, frozen=True):
    """The page of a register: its entries in alphabetical order."""

    template: ClassVar[str] = "register.html"

    frame: Frame
    id: str
    title: str
    entries: tuple[Listing, ...]


class PageView(Struct, frozen=True):
    """A page of prose; `html` has been cleaned."""

    template: ClassVar[str] = "page.html"

    frame: Frame
    title: str
    html: str
    headings: tuple[tuple[str, str], ...]


View = IndexView | RegisterView | PageView


def pages(edition: Edition, whole: Overview, lang: str) -> Iterable[View]:
    """All pages of a language but those of letters: the list, the registers, the prose."""
    yield _index(edition, whole, lang)
    seen = _seen(edition)
    for register in edition.registers:
        yield _register(edition, register, seen.get(register.id, {}), whole, lang)
    for page in edition.pages:
        if page.lang == lang:
            framed = frame(page.slug, lang, page.title, whole.settings, whole.sections[lang])
            yield PageView(framed, page.title, page.html, page.headings)


# --- the list of letters -------------------------------------------------------------------------


def _index(edition: Edition, whole: Overview, lang: str) -> IndexView:
    framed = frame("index", lang, whole.settings.title[lang], whole.settings, whole.sections[lang])
    return IndexView(framed, tuple(_listed(card, whole, lang) for card in edition.cards))


def _listed(card: Card, whole: Overview, lang: str) -> Listed:
    return Listed(
        card.id,
        f"letters/{card.id}.html",
        in_language(card.title, lang),
        card.date.when,
        words.when(card.date, lang),
        "",
        tuple(_parties(card, ("sent",), whole, lang)),
        tuple(_parties(card, ("received",), whole, lang)),
        tuple(
            party(place, whole.names, "", lang)
            for action in card.actions
            if action.kind == "sent"
            for place in action.places
        ),
        tuple(
            Text(each.id, each.lang, words.language(each.lang, lang), each.role, each.first_words)
            for each in card.texts
        ),
        card.missing,
    )


def _parties(card: Card, kinds: tuple[str, ...], whole: Overview, lang: str) -> Iterable[Party]:
    for action in card.actions:
        if action.kind in kinds:
            for person in action.persons:
                yield party(person, whole.names, "", lang)


# --- registers -----------------------------------------------------------------------------------

Seen = dict[str, dict[str, list[model.Seen]]]
"""What was seen of each entry, by entry and letter."""


def _seen(edition: Edition) -> dict[str, Seen]:
    """What the letters mention, by register, entry and letter, in the order of the letters."""
    made: dict[str, Seen] = {}
    for card in edition.cards:
        for each in card.seen:
            entries = made.setdefault(each.register, {})
            entries.setdefault(each.entry, {}).setdefault(card.id, []).append(each)
    return made


def _register(
    edition: Edition, register: Register, seen: Seen, whole: Overview, lang: str
) -> RegisterView:
    title = in_language(register.title, lang)
    framed = frame(register.id, lang, title, whole.settings, whole.sections[lang])
    cards = {card.id: card for card in edition.cards}
    entries = sorted(register.entries, key=lambda entry: (_order(entry, lang), entry.id))
    return RegisterView(
        framed,
        register.id,
        title,
        tuple(_listing(entry, seen.get(entry.id, {}), cards, lang) for entry in entries),
    )


def _order(entry: Entry, lang: str) -> tuple[str, str]:
    """The place of an entry in the alphabet: by its sorting form, or its main name."""
    return words.sort_key(entry.sort or main_name(entry.names, lang)[0])


def _listing(
    entry: Entry, seen: dict[str, list[model.Seen]], cards: dict[str, Card], lang: str
) -> Listing:
    scribe = Scribe()
    name, of = main_name(entry.names, lang)
    other = dict.fromkeys((each.lang, each.text) for each in entry.names if each.text != name)
    return Listing(
        entry.id,
        name,
        of if of != lang else "",
        tuple(Form(of, words.language(of, lang), text) for of, text in other),
        tuple((kind, when.when, words.when(when, lang)) for kind, when in entry.dates),
        scribe.paragraphs(entry.notes, lang),
        tuple(_identifier(authority, name) for authority, name in entry.identifiers),
        tuple(_mentions(cards[letter], places, lang) for letter, places in seen.items()),
    )


def _identifier(authority: str, name: str) -> tuple[str, str, str]:
    """An identifier with its address, where the authority is known to have one."""
    if authority.lower() == "wikidata":
        return "Wikidata", f"https://www.wikidata.org/wiki/{name}", name
    address = name if name.startswith(("http://", "https://")) else ""
    return authority, address, name


def _mentions(card: Card, seen: list[model.Seen], lang: str) -> Mentions:
    """Each place of a letter once, however often it mentions the entry."""
    languages = {text.id: text.lang for text in card.texts}
    page = f"letters/{card.id}.html"
    first: dict[str, model.Seen] = {}
    for each in seen:
        first.setdefault(each.anchor, each)
    return Mentions(
        in_language(card.title, lang),
        page,
        tuple(
            Mentioned(
                f"{page}#{anchor}",
                label(each.unit) or _note_number(anchor),
                each.unit or place(anchor),
                languages.get(each.version, ""),
                each.words,
            )
            for anchor, each in first.items()
        ),
    )


def _note_number(anchor: str) -> str:
    """What a note is called as a place: "n. 4" of `en-note-4`."""
    _, found, number = anchor.rpartition("note-")
    return f"n. {number}" if found else ""
