"""What the letters mention, gathered by entry of the registers (cards -> Gathered).

The same for all languages of the interface. Of each entry everything is kept, packed: an edition
of ten thousand letters has more than a million mentions. It is settled here, too, which entries
are mentioned so often that they have pages of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from edition import packing
from edition.model import Card, Edition, Seen
from edition.views import times

ROWS = 200
"""The page of a register shows the mentions of an entry that have no more rows."""

PAGE = 2_000
"""Of more rows in a register, the entries that have the most of them have pages of their own."""

FEWEST = 20
"""An entry of no more rows never has pages of its own."""

FORMS = 24
"""So many forms are named of an entry in a language."""

BLOCK = 64
"""So many mentions are packed together."""


class Portion(Struct, frozen=True):
    """The letters of a time that mention an entry: how many, and what was seen, packed.

    `time` is how their dates begin (see `times`).
    """

    time: str
    letters: int
    packed: tuple[bytes, ...]


class Gathered(Struct, frozen=True):
    """What was seen of an entry: how often, in how many letters, in which forms by language.

    Of the forms the most frequent are there, and the number of the others; `known` are names of
    the entry that are among all of them. `apart` where it has pages of its own, one a portion.
    """

    times: int
    letters: int
    forms: dict[str, tuple[tuple[tuple[str, int], ...], int]]
    known: frozenset[str]
    apart: bool
    portions: tuple[Portion, ...]
    cards: Mapping[str, Card]

    def seen(self) -> Iterator[tuple[Card, list[Seen]]]:
        """What was seen, letter by letter, in their order: first what has no date."""
        for portion in sorted(self.portions, key=lambda each: each.time):
            for name, lines in _unpacked(portion.packed):
                yield self.cards[name], [Seen("", "", *line) for line in lines]

    def places(self, portion: Portion) -> Iterator[tuple[Card, Iterable[tuple[str, str]]]]:
        """Where it was seen in the letters of a portion, each place once: unit and anchor, which
        is empty where there is a unit.
        """
        for name, lines in _unpacked(portion.packed):
            found = [(unit, "" if unit else anchor) for _, anchor, unit, _ in lines]
            yield self.cards[name], dict.fromkeys(found)


NONE = Gathered(0, 0, {}, frozenset(), False, (), {})
Entries = Mapping[tuple[str, str], Gathered]
"""What was seen, by register and entry."""


def gathered(edition: Edition, leaving: str = "") -> Entries:
    """What the letters mention of all registers but one, in the order of the letters."""
    piles: dict[tuple[str, str], _Pile] = {}
    for card in edition.cards:
        seen: dict[tuple[str, str], list[Seen]] = {}
        for each in card.seen:
            if each.register != leaving:
                seen.setdefault((each.register, each.entry), []).append(each)
        for key, found in seen.items():
            pile = piles.get(key)
            if pile is None:
                pile = piles[key] = _Pile()
            pile.add(card, found)
    cards = {card.id: card for card in edition.cards}
    originals = {t.lang for card in edition.cards for t in card.texts if t.role == "original"}
    names = {
        (register.id, entry.id): {name.text for name in entry.names}
        for register in edition.registers
        for entry in register.entries
    }
    most = _most({key: pile.rows for key, pile in piles.items()})
    return {
        key: (pile := piles.pop(key)).gathered(
            pile.rows > most[key[0]], cards, originals, names.get(key, ())
        )
        for key in list(piles)
    }


def _most(rows: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """By register, how many rows its page shows of an entry at most."""
    by_register: dict[str, list[int]] = {}
    for (register, _), number in rows.items():
        by_register.setdefault(register, []).append(number)
    return {register: _bound(sorted(numbers)) for register, numbers in by_register.items()}


def _bound(numbers: Iterable[int]) -> int:
    room = PAGE
    for number in numbers:
        room -= number
        if room < 0:
            return max(FEWEST, min(ROWS, number - 1))
    return ROWS


# --- what is packed ------------------------------------------------------------------------------

Line = list[str]
"""A mention: version, anchor, unit, words."""
Lines = tuple[str, list[Line]]
"""The mentions of a letter, by its id."""


class _Pile:
    """What has been seen of an entry so far: lines, the older ones packed."""

    def __init__(self) -> None:
        self.times = self.letters = self.rows = 0
        self.lines: list[str] = []
        self.packed: list[bytes] = []

    def add(self, card: Card, seen: list[Seen]) -> None:
        self.times += len(seen)
        self.letters += 1
        self.rows += len({each.unit or each.anchor for each in seen})
        self.lines.append(card.id)
        self.lines += [f"{e.version}\t{e.anchor}\t{e.unit}\t{e.words}" for e in seen]
        if len(self.lines) >= BLOCK:
            self._pack()

    def _pack(self) -> None:
        if self.lines:
            self.packed.append(_packed(self.lines))
            self.lines = []

    def gathered(
        self,
        apart: bool,
        cards: Mapping[str, Card],
        originals: set[str],
        names: Iterable[str],
    ) -> Gathered:
        """All of it; the languages of originals first, then frequent forms first."""
        self._pack()
        packed = tuple(self.packed)
        forms: dict[str, Counter[str]] = {}
        for name, lines in _unpacked(packed):
            langs = {text.id: text.lang for text in cards[name].texts}
            for version, _, _, words in lines:
                forms.setdefault(langs.get(version, ""), Counter())[words] += 1
        ordered = sorted(forms, key=lambda lang: (lang not in originals, lang))
        return Gathered(
            self.times,
            self.letters,
            {lang: _frequent(forms[lang]) for lang in ordered},
            frozenset(name for name in names if any(name in said for said in forms.values())),
            apart,
            tuple(_divided(packed, self.letters, cards)),
            cards,
        )


def _frequent(said: Mapping[str, int]) -> tuple[tuple[tuple[str, int], ...], int]:
    often = sorted(said.items(), key=lambda each: (-each[1], each[0]))
    return tuple(often[:FORMS]), len(often[FORMS:])


def _divided(packed: tuple[bytes, ...], letters: int, cards: Mapping[str, Card]) -> list[Portion]:
    """Everything, by times as short as pages need; what has no date at the end."""
    if letters <= times.LETTERS:
        return [Portion("", letters, packed)]
    parts = times.divided(list(_unpacked(packed)), lambda each: cards[each[0]].date.begins)
    return [Portion(time, len(within), (_packed(_lines(within)),)) for time, within in parts]


def _lines(found: Iterable[Lines]) -> list[str]:
    return [each for name, seen in found for each in (name, *map("\t".join, seen))]


def _packed(lines: list[str]) -> bytes:
    return packing.packed("\n".join(lines))


def _unpacked(blocks: Iterable[bytes]) -> Iterator[Lines]:
    """Letter by letter."""
    for block in blocks:
        name, seen = "", []
        for line in packing.unpacked(block).split("\n"):
            if "\t" in line:
                seen.append(line.split("\t"))
            else:
                if name:
                    yield name, seen
                name, seen = line, []
        yield name, seen
