"""Where the letters mention what the registers hold: gathered once, shown side by side.

What a version says and what another says in the same unit stand in one row. Rows are made up to
a number; everything is counted, whether it is shown or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Struct

from edition.model import Card, Edition, Seen
from edition.views import words
from edition.views.frame import Anchor, in_language
from edition.views.line import Line, Part
from edition.views.rows import label, place

ROWS = 100
"""So many rows are shown of an entry, and the letter begun is finished."""

LETTERS = 50
"""So many further letters are named."""

FORMS = 24
"""So many forms are named of an entry in a language."""


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
    """All mentions of an entry: counts over all letters, rows of the first.

    `further` are letters whose rows are not shown, as far as they are named.
    """

    times: int
    letters: int
    forms: tuple[Forms, ...]
    shown: Line
    further: tuple[Anchor, ...]
    unshown: int


# --- gathering -----------------------------------------------------------------------------------


class Gathered(Struct, frozen=True):
    """What was seen of an entry: how often, in how many letters, in which forms by language; of
    the first letters, what was seen, packed. The same in all languages of the interface.
    """

    times: int
    letters: int
    forms: dict[str, tuple[tuple[str, int], ...]]
    shown: tuple[tuple[Card, bytes], ...]
    further: tuple[Card, ...]

    def rows(self) -> Iterator[tuple[Card, tuple[Mention, ...]]]:
        """Of the first letters, a row for each unit; made when they are shown, since they need
        ten times the room.
        """
        for card, seen in self.shown:
            yield card, tuple(_rows(card, _seen.decode(seen)))


_seen = msgspec.msgpack.Decoder(tuple[Seen, ...])

NONE = Gathered(0, 0, {}, (), ())
Entries = Mapping[tuple[str, str], Gathered]
"""What was seen, by register and entry."""


class _Pile:
    """What has been seen of an entry so far; its forms by version."""

    def __init__(self) -> None:
        self.times = self.letters = self.rows = 0
        self.forms: dict[str, Counter[str]] = {}
        self.shown: list[tuple[Card, bytes]] = []
        self.further: list[Card] = []

    def add(self, card: Card, seen: list[Seen]) -> None:
        self.times += len(seen)
        self.letters += 1
        if self.rows < ROWS:
            self.rows += len({each.unit or each.anchor for each in seen})
            self.shown.append((card, msgspec.msgpack.encode(seen)))
        elif len(self.further) < LETTERS:
            self.further.append(card)

    def gathered(self, originals: set[str]) -> Gathered:
        """All of it; the languages of originals first, then frequent forms first."""
        ordered = sorted(self.forms.items(), key=lambda each: (each[0] not in originals, each[0]))
        return Gathered(
            self.times,
            self.letters,
            {lang: tuple(_frequent(said)) for lang, said in ordered},
            tuple(self.shown),
            tuple(self.further),
        )


def _frequent(said: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    return sorted(said.items(), key=lambda each: (-each[1], each[0]))


def _rows(card: Card, seen: Iterable[Seen]) -> Iterator[Mention]:
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


def gathered(edition: Edition) -> Entries:
    """What the letters mention, by register and entry, in the order of the letters."""
    piles: dict[tuple[str, str], _Pile] = {}
    for card in edition.cards:
        langs = {text.id: text.lang for text in card.texts}
        seen: dict[_Pile, list[Seen]] = {}
        for each in card.seen:
            key = (each.register, each.entry)
            pile = piles.get(key)
            if pile is None:
                pile = piles[key] = _Pile()
            seen.setdefault(pile, []).append(each)
            pile.forms.setdefault(langs.get(each.version, ""), Counter())[each.words] += 1
        for pile, found in seen.items():
            pile.add(card, found)
    originals = {t.lang for card in edition.cards for t in card.texts if t.role == "original"}
    return {key: pile.gathered(originals) for key, pile in piles.items()}


# --- showing -------------------------------------------------------------------------------------


def mentions(found: Gathered, lang: str) -> Mentions:
    """The mentions of an entry for a page of a language."""
    return Mentions(
        found.times,
        found.letters,
        tuple(
            Forms(
                words.language(of, lang) if of else "",
                tuple(Form(said, of, times) for said, times in forms[:FORMS]),
                max(0, len(forms) - FORMS),
            )
            for of, forms in found.forms.items()
        ),
        tuple(Mentioning(page_of(card), short(card, lang), rows) for card, rows in found.rows()),
        tuple(Anchor(page_of(card), short(card, lang)) for card in found.further),
        found.letters - len(found.shown),
    )


def spot(card: Card, seen: Seen) -> Place:
    """The unit of a mention, or the note or place outside the alignment."""
    return spot_of(card, seen.unit, seen.anchor)


def spot_of(card: Card, unit: str, anchor: str) -> Place:
    """A unit, or the note or place where something stands outside the alignment."""
    if unit:
        return Place(f"{page_of(card)}#{unit}", label(unit), unit)
    return Place(f"{page_of(card)}#{anchor}", _note_number(anchor), place(anchor))


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


def page_of(card: Card) -> str:
    """The page of a letter, from the pages of its language."""
    return f"letters/{card.id}.html"


def short(card: Card, lang: str) -> str:
    """What a letter is called where there is little room: its date, or its title."""
    return words.when(card.date, lang) or in_language(card.title, lang)
