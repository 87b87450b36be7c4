"""The apparatus of readings: every intervention of all letters, up to a number of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from msgspec import Struct

from edition.apparatus import Apparatus, Proposed, Read, unpacked
from edition.model import Card, Edition
from edition.views import words
from edition.views.frame import Anchor, Frame, in_language
from edition.views.mentions import Place, page_of, short, spot_of
from edition.views.rows import place
from edition.views.scribe import destination

ROWS = 500
"""So many readings are shown, and the letter begun is finished."""

LETTERS = 200
"""So many further letters are named."""


class Ground(Struct, frozen=True):
    """What a reading rests on: a name (of a version, a witness, another letter), a kind of place
    with its number, or both."""

    href: str
    name: str
    place: str = ""
    number: str = ""


class Proposal(Struct, frozen=True):
    """What is put beside what stands."""

    words: str
    who: tuple[str, ...]
    cert: str
    grounds: tuple[Ground, ...]


class Line(Struct, frozen=True):
    """A reading as a row of the table."""

    id: str
    href: str
    n: str
    kind: str
    place: Place
    lang: str
    stands: str
    proposals: tuple[Proposal, ...]
    agent: str
    reason: str
    extent: str


class Group(Struct, frozen=True):
    """The readings of a letter."""

    id: str
    title: str
    href: str
    lines: tuple[Line, ...]


class ReadingsView(Struct, frozen=True):
    """The page of all readings; `further` are letters whose rows are not shown."""

    template: ClassVar[str] = "readings.html"

    frame: Frame
    total: int
    letters: int
    groups: tuple[Group, ...]
    shown: int
    further: tuple[Anchor, ...]
    unshown: int


class Listed(Struct, frozen=True):
    """What is counted of all letters, and what the first letters have."""

    total: int
    letters: int
    shown: tuple[tuple[Card, Apparatus], ...]
    further: tuple[Card, ...]


def listed(edition: Edition) -> Listed:
    """The readings of an edition."""
    shown: list[tuple[Card, Apparatus]] = []
    further: list[Card] = []
    total = letters = 0
    for card in edition.cards:
        of_letter = dict(card.counts).get("readings", 0)
        if of_letter and total < ROWS:
            shown.append((card, unpacked(card.apparatus)))
        elif of_letter and len(further) < LETTERS:
            further.append(card)
        total += of_letter
        letters += bool(of_letter)
    return Listed(total, letters, tuple(shown), tuple(further))


def readings(edition: Edition, found: Listed, frame: Frame, lang: str) -> ReadingsView:
    """The page of all readings for a language of the interface."""
    cards = {card.id: card for card in edition.cards}
    groups = tuple(
        Group(
            card.id,
            in_language(card.title, lang),
            page_of(card),
            tuple(_line(each, card, apparatus, cards, lang) for each in apparatus.readings),
        )
        for card, apparatus in found.shown
    )
    return ReadingsView(
        frame,
        found.total,
        found.letters,
        groups,
        sum(len(each.lines) for each in groups),
        tuple(Anchor(page_of(card), in_language(card.title, lang)) for card in found.further),
        found.letters - len(groups),
    )


def _line(
    reading: Read, card: Card, apparatus: Apparatus, cards: Mapping[str, Card], lang: str
) -> Line:
    langs = {text.id: text.lang for text in card.texts}
    agent = apparatus.terms.get(reading.agent, {})
    return Line(
        reading.id,
        f"{page_of(card)}#{reading.id}",
        reading.id.removeprefix("reading-"),
        reading.kind,
        spot_of(card, reading.unit, reading.where),
        langs.get(reading.version, ""),
        reading.stands,
        tuple(_proposal(each, card, apparatus, cards, lang) for each in reading.proposals),
        agent.get(lang) or next(iter(agent.values()), reading.agent),
        reading.reason,
        reading.extent,
    )


def _proposal(
    proposed: Proposed, card: Card, apparatus: Apparatus, cards: Mapping[str, Card], lang: str
) -> Proposal:
    return Proposal(
        proposed.words,
        tuple(apparatus.names.get(who, who) for who in proposed.resp),
        proposed.cert,
        tuple(_grounds(proposed.sources, card, cards, apparatus.names, lang)),
    )


def _grounds(
    sources: tuple[str, ...],
    card: Card,
    cards: Mapping[str, Card],
    names: Mapping[str, str],
    lang: str,
) -> Iterator[Ground]:
    """What a reading rests on: a version, a witness, a place of this letter or of another."""
    versions = {f"{text.id}-source": words.language(text.lang, lang) for text in card.texts}
    for source in sources:
        file, _, anchor = source.rpartition("#")
        href = destination(source, "")[1] if file else f"{page_of(card)}#{source}"
        other = cards.get(file.removesuffix(".xml"))
        if other is not None:
            yield Ground(href, short(other, lang), place(anchor), _number(anchor))
        elif source in versions:
            yield Ground(href, versions[source])
        elif source.startswith(tuple(f"{text.id}-" for text in card.texts)):
            yield Ground(href, "", place(source), _number(source))
        else:
            yield Ground(href, names.get(source, source))


def _number(anchor: str) -> str:
    """The number of a place of its kind: "2" of `en-label-2`."""
    last = anchor.rpartition("-")[2]
    return last if last.isdigit() else ""
