"""The registers: who, where, what the letters mention, with every mention on both sides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct

from edition import model
from edition.model import Entry, Register
from edition.views import words
from edition.views.frame import Frame, in_language, main_name
from edition.views.line import Prose
from edition.views.mentions import Mentions, mentions
from edition.views.occurrences import ways
from edition.views.scribe import Scribe
from edition.views.seen import NONE, Entries, Gathered
from edition.views.times import Way
from edition.views.words import Stated


class Form(Struct, frozen=True):
    """Another form of a name, with its language."""

    words: str
    lang: str


class Listing(Struct, frozen=True):
    """An entry of a register; `lang` only where its name is not in the language of the page.

    `forms` are names that the register gives beside those that occur in the letters; `interface`
    is the language of the page; `ways` lead to the pages that it has of its own.
    """

    id: str
    name: str
    lang: str
    forms: tuple[Form, ...]
    dates: tuple[tuple[str, Stated], ...]
    notes: tuple[Prose, ...]
    identifiers: tuple[tuple[str, str, str], ...]  # authority, address or "", words
    found: Gathered
    interface: str
    ways: tuple[Way, ...]

    @property
    def mentions(self) -> Mentions:
        """Where it is mentioned: made when it is shown, since the rows of all entries are many."""
        return mentions(self.found, self.interface)


class RegisterView(Struct, frozen=True):
    """The page of a register: its entries in alphabetical order."""

    template: ClassVar[str] = "register.html"

    frame: Frame
    title: str
    mentioned: int
    entries: tuple[Listing, ...]


def register(register: Register, seen: Entries, frame: Frame, lang: str) -> RegisterView:
    """The page of a register for a language of the interface."""
    found = {entry.id: seen.get((register.id, entry.id), NONE) for entry in register.entries}
    entries = sorted(register.entries, key=lambda entry: (_order(entry, lang), entry.id))
    return RegisterView(
        frame,
        in_language(register.title, lang),
        sum(each.times for each in found.values()),
        tuple(_listing(entry, found[entry.id], lang) for entry in entries),
    )


def _order(entry: Entry, lang: str) -> tuple[str, str]:
    """The place of an entry in the alphabet: by its sorting form, its family name, its name."""
    name = model.main_name(entry.names, lang)
    parts = f"{name.surname} {name.forename} {name.link}" if name.surname else ""
    return words.sort_key(entry.sort or parts or name.text)


def _listing(entry: Entry, found: Gathered, lang: str) -> Listing:
    name, of = main_name(entry.names, lang)
    return Listing(
        entry.id,
        words.set_well(name, of),
        of if of != lang else "",
        tuple(_forms(entry, found, name)),
        tuple(
            (kind, stated)
            for kind, when in entry.dates
            if (stated := words.stated(when, lang)) is not None
        ),
        Scribe().paragraphs(entry.notes, lang),
        tuple(_identifier(authority, name) for authority, name in entry.identifiers),
        found,
        lang,
        ways(entry.register, entry.id, found, lang) if found.apart else (),
    )


def _forms(entry: Entry, found: Gathered, name: str) -> Iterable[Form]:
    """The names that are neither the heading nor found in the letters, each once."""
    for each in dict.fromkeys((each.text, each.lang) for each in entry.names):
        if each[0] != name and each[0] not in found.known:
            yield Form(*each)


def _identifier(authority: str, name: str) -> tuple[str, str, str]:
    """An identifier with its address, where the authority is known to have one."""
    if authority.lower() == "wikidata":
        return "Wikidata", f"https://www.wikidata.org/wiki/{name}", name
    address = name if name.startswith(("http://", "https://")) else ""
    return authority, address, name
