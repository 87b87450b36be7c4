"""The apparatus of shifts: how the translations depart from their originals, over all letters.

Counts are made of all letters; rows of the first, up to a number. It reads what the cards keep
of each shift; the whole of it stands on the page of its letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from msgspec import Struct

from edition.apparatus import Apparatus, Departed, Pattern, unpacked
from edition.model import Card, Edition
from edition.views.frame import Anchor, Frame, in_language
from edition.views.mentions import Place, page_of
from edition.views.rows import label
from edition.views.words import set_well

ROWS = 500
"""So many shifts are shown, and the letter begun is finished."""

LETTERS = 200
"""So many further letters are named."""

CHOICES = 24
"""So many letters, types or weights can be chosen from (see assets/choices.css)."""

SCALE = 100
"""The longest bar, in percent of the chart."""


class Kind(Struct, frozen=True):
    """A type, weight or letter, by its number among those that can be chosen; 0 for none."""

    number: int
    id: str
    name: str


class Counted(Struct, frozen=True):
    """How many shifts of a type, by weight in the order of the weights."""

    type: Kind
    weights: tuple[int, ...]
    total: int
    defensible: int


class Piece(Struct, frozen=True):
    """A part of a bar: the number of its weight, where it begins and how long it is."""

    number: int
    times: int
    start: str
    length: str


class Bar(Struct, frozen=True):
    """A bar of the chart, by its place from the top."""

    place: int
    name: str
    total: int
    pieces: tuple[Piece, ...]


class Words(Struct, frozen=True):
    """The words of a version."""

    words: str
    lang: str


class Line(Struct, frozen=True):
    """A shift as a row of the table; a side is empty where nothing stands there."""

    id: str
    href: str
    n: str
    place: Place
    original: tuple[Words, ...]
    translation: tuple[Words, ...]
    type: Kind
    weight: Kind
    cause: str
    defensible: bool


class Gathering(Struct, frozen=True):
    """A pattern: its first sentence, and its instances."""

    href: str
    n: str
    title: str
    instances: tuple[Anchor, ...]


class Group(Struct, frozen=True):
    """The shifts and patterns of a letter."""

    kind: Kind
    href: str
    lines: tuple[Line, ...]
    patterns: tuple[Gathering, ...]


class ShiftsView(Struct, frozen=True):
    """The page of all shifts.

    `letters` are those with shifts, `mute` those in which there can be none because a side is
    missing; `further` are letters whose rows are not shown, as far as they are named.
    """

    template: ClassVar[str] = "shifts.html"

    frame: Frame
    total: int
    patterns: int
    defensible: int
    letters: int
    mute: tuple[Anchor, ...]
    types: tuple[Kind, ...]
    weights: tuple[Kind, ...]
    counts: tuple[Counted, ...]
    sums: tuple[int, ...]
    bars: tuple[Bar, ...]
    groups: tuple[Group, ...]
    choices: tuple[Kind, ...]
    shown: int
    further: tuple[Anchor, ...]
    unshown: int


# --- counting ------------------------------------------------------------------------------------


class Tallied(Struct, frozen=True):
    """What is counted of all letters, and what the first letters have; for all languages.

    `terms` are the categories in the order of the taxonomies, with what they are called.
    """

    kinds: dict[tuple[str, str], int]
    defensible: dict[str, int]
    letters: int
    patterns: int
    shown: tuple[tuple[Card, Apparatus], ...]
    further: tuple[Card, ...]
    mute: tuple[Card, ...]
    terms: dict[str, dict[str, str]]


def tallied(edition: Edition) -> Tallied:
    """The counts of an edition."""
    kinds: Counter[tuple[str, str]] = Counter()
    defensible: Counter[str] = Counter()
    shown: list[tuple[Card, Apparatus]] = []
    further: list[Card] = []
    terms: dict[str, dict[str, str]] = {}
    letters = patterns = rows = 0
    for card in edition.cards:
        of_letter = dict(card.counts).get("shifts", 0)
        if not of_letter:
            continue
        letters += 1
        single = sum(number for *_, number in card.tally)
        patterns += of_letter - single
        known = rows < ROWS
        for of_type, weight, may, number in card.tally:
            kinds[of_type, weight] += number
            defensible[of_type] += number if may else 0
            known = known and of_type in terms and weight in terms
        if rows < ROWS or not known:
            terms = {**unpacked(card.apparatus).terms, **terms}
        if rows < ROWS:
            shown.append((card, unpacked(card.apparatus)))
            rows += single
        elif len(further) < LETTERS:
            further.append(card)
    mute = tuple(card for card in edition.cards if card.missing)
    return Tallied(
        dict(kinds), dict(defensible), letters, patterns, tuple(shown), tuple(further), mute, terms
    )


# --- the page ------------------------------------------------------------------------------------


def shifts(found: Tallied, frame: Frame, lang: str) -> ShiftsView:
    """The page of all shifts for a language of the interface."""
    types = _kinds({of_type for of_type, _ in found.kinds}, found.terms, lang)
    weights = _kinds({weight for _, weight in found.kinds}, found.terms, lang)
    counts = tuple(
        Counted(
            each,
            tuple(found.kinds.get((each.id, weight.id), 0) for weight in weights),
            sum(found.kinds.get((each.id, weight.id), 0) for weight in weights),
            found.defensible.get(each.id, 0),
        )
        for each in types
    )
    groups = tuple(_groups(found, types, weights, lang))
    total = sum(found.kinds.values())
    shown = sum(len(each.lines) for each in groups)
    return ShiftsView(
        frame,
        total,
        found.patterns,
        sum(found.defensible.values()),
        found.letters,
        tuple(_link(card, lang) for card in found.mute[:LETTERS]),
        types,
        weights,
        counts,
        tuple(sum(each.weights[place] for each in counts) for place in range(len(weights))),
        tuple(_bars(counts, weights)),
        groups,
        tuple(each.kind for each in groups) if 1 < len(groups) <= CHOICES else (),
        shown,
        tuple(_link(card, lang) for card in found.further),
        found.letters - len(groups),
    )


def _link(card: Card, lang: str) -> Anchor:
    return Anchor(page_of(card), in_language(card.title, lang))


def _kinds(used: set[str], terms: Mapping[str, Mapping[str, str]], lang: str) -> tuple[Kind, ...]:
    """The categories that are used, in the order of their taxonomy, numbered."""
    ordered = [name for name in terms if name in used] + sorted(used - terms.keys())
    return tuple(
        Kind(number if number <= CHOICES else 0, name, _called(name, terms, lang))
        for number, name in enumerate(ordered, 1)
    )


def _called(name: str, terms: Mapping[str, Mapping[str, str]], lang: str) -> str:
    said = terms.get(name, {})
    return set_well(said.get(lang) or next(iter(said.values()), name), lang)


def _bars(counts: Sequence[Counted], weights: Sequence[Kind]) -> Iterator[Bar]:
    """A bar a type, all on one scale from zero; its parts are its weights."""
    longest = max((each.total for each in counts), default=1)
    for place, each in enumerate(counts):
        pieces = []
        start = 0.0
        for weight, times in zip(weights, each.weights, strict=True):
            length = SCALE * times / longest
            if times:
                pieces.append(Piece(weight.number, times, f"{start:.2f}%", f"{length:.2f}%"))
            start += length
        yield Bar(place, each.type.name, each.total, tuple(pieces))


# --- rows ----------------------------------------------------------------------------------------


def _groups(
    found: Tallied, types: tuple[Kind, ...], weights: tuple[Kind, ...], lang: str
) -> Iterator[Group]:
    kinds = {each.id: each for each in (*types, *weights)}
    for number, (card, apparatus) in enumerate(found.shown, 1):
        page = page_of(card)
        yield Group(
            Kind(number if number <= CHOICES else 0, card.id, in_language(card.title, lang)),
            page,
            tuple(_line(each, card, kinds, found.terms, lang) for each in apparatus.shifts),
            tuple(_gathering(each, page, lang) for each in apparatus.patterns),
        )


def _line(
    shift: Departed,
    card: Card,
    kinds: Mapping[str, Kind],
    terms: Mapping[str, Mapping[str, str]],
    lang: str,
) -> Line:
    page = page_of(card)
    roles = {text.id: (text.role, text.lang) for text in card.texts}
    sides: dict[str, list[Words]] = {}
    for version, words in shift.sides:
        role, of = roles.get(version, ("", ""))
        if words:
            sides.setdefault(role, []).append(Words(words, of))
    return Line(
        shift.id,
        f"{page}#{shift.id}",
        shift.id.removeprefix("shift-"),
        Place(f"{page}#{shift.unit}", label(shift.unit), shift.unit),
        tuple(sides.get("original", ())),
        tuple(sides.get("translation", ())),
        kinds[shift.type],
        kinds[shift.weight],
        _called(shift.cause, terms, lang) if shift.cause else "",
        shift.defensible,
    )


def _gathering(pattern: Pattern, page: str, lang: str) -> Gathering:
    title = pattern.title.get(lang) or next(iter(pattern.title.values()), "")
    return Gathering(
        f"{page}#{pattern.id}",
        pattern.id.removeprefix("shift-"),
        set_well(title, lang),
        tuple(_instances(pattern.instances, page)),
    )


def _instances(instances: Iterable[str], page: str) -> Iterator[Anchor]:
    for each in instances:
        yield Anchor(f"{page}#{each}", each.removeprefix("shift-"))
