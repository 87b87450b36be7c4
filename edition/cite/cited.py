"""What is cited: the facts that every citation of a letter is made of.

Nothing is added to what header, registers and settings say: what they do not say stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from edition import moment
from edition.cite.dates import Day, days
from edition.model import (
    Action,
    Letter,
    Name,
    Paragraph,
    Party,
    Register,
    Settings,
    Value,
    main_name,
    text,
)


class Person(Value, frozen=True):
    """Somebody by name, with its parts as far as the register states them (“Charles”, “de”,
    “Gaulle”); without them the name is not taken apart.
    """

    name: str
    family: str = ""
    given: str = ""
    link: str = ""


People = Mapping[str, Mapping[str, Person]]
"""Persons by `register#entry` and language."""


class Text(Value, frozen=True):
    """A version: its id, language, role, and what its rights are (an address, and words)."""

    id: str
    lang: str
    role: str
    licence: str
    rights: str


class Archive(Value, frozen=True):
    """Where a document is kept, as the header states it."""

    name: str = ""
    shelfmark: str = ""


class Cited(Value, frozen=True):
    """A letter as it is cited in a language of the interface.

    `when` is the date of writing, empty where it is not known; `delivered` a W3C date. `base` is
    the address of the site, empty where it has none; `path` leads from there to the page, whose
    places have a `#` and their id behind it. `licence` is that of encoding and apparatus;
    `release` is empty before the first.
    """

    id: str = ""
    lang: str = ""
    title: str = ""
    genre: str = ""
    authors: tuple[Person, ...] = ()
    recipients: tuple[Person, ...] = ()
    when: tuple[Day, ...] = ()
    delivered: str = ""
    place: str = ""
    edition: str = ""
    editors: str = ""
    publisher: str = ""
    licence: str = ""
    texts: tuple[Text, ...] = ()
    archive: Archive = Archive()
    base: str = ""
    path: str = ""
    release: str = ""

    @property
    def short(self) -> str:
        """The edition's title before its colon."""
        return re.split(r"[\s\u00a0\u202f]*:", self.edition, maxsplit=1)[0]

    @property
    def address(self) -> str:
        """The permalink: absolute, or from the root of the site."""
        return f"{self.base}{self.path}"

    def of(self, version: str) -> Cited:
        """The same as it stands in one version; the whole where none is named."""
        texts = tuple(each for each in self.texts if each.id == version)
        return replace(self, texts=texts) if texts else self

    @property
    def house(self) -> str:
        """The publisher, where that is somebody else than the editors."""
        return "" if self.publisher == self.editors else self.publisher

    @property
    def language(self) -> str:
        """That of the original where there is one."""
        return next((each.lang for each in self.texts), "")


GENRES = {"en": "letter", "fr": "lettre"}


def people(registers: Iterable[Register], languages: Iterable[str]) -> dict[str, dict[str, Person]]:
    """The persons and organizations of the registers, by their main names."""
    languages = tuple(languages)
    return {
        f"{register.id}#{entry.id}": {
            lang: _person(main_name(entry.names, lang), lang) for lang in languages
        }
        for register in registers
        if register.id in ("persons", "organizations")
        for entry in register.entries
        if entry.names
    }


def _person(name: Name, lang: str) -> Person:
    parts = (name.text, name.surname, name.forename, name.link)
    return Person(*(smart(each, lang) for each in parts))


def parties(actions: Iterable[Action], names: People) -> People:
    """Those of some persons who have a part in a correspondence."""
    refs = {f"{each.register}#{each.entry}" for action in actions for each in action.persons}
    return {ref: names[ref] for ref in sorted(refs) if ref in names}


def cited(letter: Letter, settings: Settings, names: People, lang: str) -> Cited:
    """A letter as it is cited in a language; `names` are those of its parties at least."""
    sent = [each for each in letter.actions if each.kind == "sent"]
    received = [each for each in letter.actions if each.kind == "received"]
    folder = "" if lang == settings.languages[0] else f"{lang}/"
    base = settings.base.rstrip("/")
    return Cited(
        id=letter.id,
        lang=lang,
        title=_said(letter.title, lang),
        genre=GENRES.get(lang, GENRES["en"]),
        authors=_parties(sent, names, lang),
        recipients=_parties(received, names, lang),
        when=days(letter.date),
        delivered=_delivered(letter.actions),
        place=next((place.name for each in sent for place in each.places), ""),
        edition=smart(settings.title[lang], lang),
        editors=settings.editors,
        publisher=settings.publisher,
        licence=settings.licence,
        texts=tuple(_texts(letter, lang)),
        archive=stated_by(letter),
        base=f"{base}/" if base else "",
        path=f"{folder}letters/{letter.id}.html",
        release=settings.release,
    )


def _said(paragraphs: tuple[Paragraph, ...], lang: str) -> str:
    """The words in a language, or those there are."""
    own = [each for each in paragraphs if each.lang == lang] or list(paragraphs)
    return smart(text(own[0].content), lang) if own else ""


def _parties(actions: Iterable[Action], names: People, lang: str) -> tuple[Person, ...]:
    found = [_party(party, names, lang) for action in actions for party in action.persons]
    return tuple(dict.fromkeys(found))


def _party(party: Party, names: People, lang: str) -> Person:
    known = names.get(f"{party.register}#{party.entry}", {})
    return known.get(lang) or Person(party.name)


def _delivered(actions: Iterable[Action]) -> str:
    """The day of delivery, where it is stated."""
    for action in actions:
        if action.subtype == "delivered" and action.when and action.when.when:
            return moment.day(action.when.when)
    return ""


def _texts(letter: Letter, lang: str) -> Iterable[Text]:
    """The versions with their rights: the statement that a version names itself."""
    rights = {each.id: each for each in letter.statements if each.kind == "rights" and each.id}
    for version in letter.versions:
        own = [rights[name] for name in version.decls if name in rights]
        licence = own[0].target if own else ""
        words = _said(own[0].paragraphs, lang) if own else ""
        yield Text(version.id, version.lang, version.role, licence, words)


def stated_by(letter: Letter) -> Archive:
    """Where the document is kept, as far as the header states it."""
    return Archive(*letter.kept)


LOOSE = re.compile(r"(«)[ \u00a0\u202f]*|[ \u00a0\u202f]*»")
STRAIGHT = re.compile(r'"([^"]*)"')


def smart(words: str, lang: str) -> str:
    """Words with round apostrophes and quotation marks, as every style prints them."""
    marks = "«\\1»" if lang == "fr" else "“\\1”"
    words = STRAIGHT.sub(marks, words).replace("'", "’")
    return LOOSE.sub(lambda mark: "«\u202f" if mark[1] else "\u202f»", words)
