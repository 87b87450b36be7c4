"""Where the letters mention what the registers hold, side by side (Gathered -> Mentions).

What a version says and what another says in the same unit stand in one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from edition.model import Card, Seen
from edition.views import words
from edition.views.frame import in_language
from edition.views.line import Line, Part
from edition.views.rows import label, place
from edition.views.seen import FORMS, Gathered

FEW = 8
"""So many forms are named in a language of an entry that has pages of its own: of these a register
has very many.
"""


class Place(Part, frozen=True):
    """A unit or a note: its address, its number, or the kind of place where it has none."""

    href: str
    label: str
    kind: str


class Word(Part, frozen=True):
    """Words of a version, with the address of the sentence or block that has them; `more` where
    others follow."""

    words: str
    lang: str
    href: str
    more: bool


class Mention(Part, frozen=True):
    """What stands in one unit on both sides; `elsewhere` are words of a note of no version."""

    place: Line
    original: Line
    translation: Line
    elsewhere: Line


class Mentioning(Part, frozen=True):
    """A letter with its mentions; `label` is its date, or its title where it has none."""

    href: str
    label: str
    content: Line


class Form(Struct, frozen=True):
    """A form that occurs, and how often."""

    words: str
    lang: str
    times: int


class Forms(Struct, frozen=True):
    """The forms that occur in a language, the most frequent first; `unnamed` are as many more."""

    language: str
    forms: tuple[Form, ...]
    unnamed: int


class Mentions(Struct, frozen=True):
    """All mentions of an entry: counts, forms, rows; no rows where it has pages of its own."""

    times: int
    letters: int
    forms: tuple[Forms, ...]
    shown: Line


def mentions(found: Gathered, lang: str) -> Mentions:
    """The mentions of an entry for a page of a language."""
    named = FEW if found.apart else FORMS
    return Mentions(
        found.times,
        found.letters,
        tuple(
            Forms(
                words.language(of, lang) if of else "",
                tuple(Form(said, of, times) for said, times in forms[:named]),
                unnamed + len(forms[named:]),
            )
            for of, (forms, unnamed) in found.forms.items()
        ),
        () if found.apart else tuple(_shown(found, lang)),
    )


def _shown(found: Gathered, lang: str) -> Iterator[Mentioning]:
    for card, seen in found.seen():
        yield Mentioning(page_of(card), short(card, lang), tuple(rows(card, seen)))


def rows(card: Card, seen: Iterable[Seen]) -> Iterator[Mention]:
    """A row a unit or note, in the order of the first version's text; equal words once."""
    langs = {text.id: text.lang for text in card.texts}
    roles = {text.id: text.role for text in card.texts}
    units: dict[str, dict[str, dict[tuple[str, str, str], None]]] = {}
    first: dict[str, Seen] = {}
    for each in seen:
        key = each.unit or each.anchor
        first.setdefault(key, each)
        side = units.setdefault(key, {}).setdefault(roles.get(each.version, ""), {})
        side[each.words, langs.get(each.version, ""), each.anchor] = None
    page = page_of(card)
    for key, sides in units.items():
        yield Mention(
            (spot(card, first[key]),),
            _words(page, sides.get("original", ())),
            _words(page, sides.get("translation", ())),
            _words(page, sides.get("", ())),
        )


def _words(page: str, found: Iterable[tuple[str, str, str]]) -> Line:
    side = list(found)
    return tuple(
        Word(words, lang, f"{page}#{anchor}", number < len(side))
        for number, (words, lang, anchor) in enumerate(side, 1)
    )


def spot(card: Card, seen: Seen) -> Place:
    """The unit of a mention, or the note or place outside the alignment."""
    return spot_of(card, seen.unit, seen.anchor)


def spot_of(card: Card, unit: str, anchor: str, home: str = "") -> Place:
    """A unit, or the note or place where something stands outside the alignment."""
    page = page_of(card, home)
    if unit:
        return Place(f"{page}#{unit}", label(unit), unit)
    return Place(f"{page}#{anchor}", _note_number(anchor), place(anchor))


def spaced(places: Iterable[str | Part]) -> Line:
    """Places in a line, each once, with spaces between."""
    each_once = list(dict.fromkeys(places))
    return tuple(part for place in each_once for part in (place, " "))[:-1]


def _note_number(anchor: str) -> str:
    """What a note is called as a place: "n. 4" of `en-note-4`; "*4" of `ed-4`, an editors' note."""
    _, found, number = anchor.rpartition("note-")
    if found:
        return f"n. {number}"
    return f"*{anchor.removeprefix('ed-')}" if anchor.startswith("ed-") else ""


def page_of(card: Card, home: str = "") -> str:
    """The page of a letter, from a page of which `home` leads to the others of its language."""
    return f"{home}letters/{card.id}.html"


def short(card: Card, lang: str) -> str:
    """What a letter is called where there is little room: its date, or its title."""
    return words.when(card.date, lang) or in_language(card.title, lang)
