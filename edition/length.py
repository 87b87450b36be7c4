"""What lengths say of an alignment: pairs that are too unequal, neighbours that seem swapped.

The measure is Gale and Church's (1993): the difference of the lengths in characters, divided by
the deviation that a translation of this length has. The ratio is taken from the letter itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import sqrt

from edition.finding import Finding, Findings, Spot
from edition.model import Letter, Unit

VARIANCE = 6.8
"""Gale and Church's variance per character of the original."""
UNEQUAL = 4.0
"""Deviations from which a pair is suspect; in the letter of 1962 none reaches 1.5."""
SWAPPED = 3.0
"""The same for two neighbours that would fit well if one side were exchanged."""
SHORT = 24
"""Characters under which a length says nothing."""


def findings(letter: Letter, units: tuple[Unit, ...], texts: dict[str, str]) -> Findings:
    """A warning for each pair of sides whose lengths make it suspect."""
    found: list[Finding] = []
    segments = [unit for unit in units if unit.level == "segment"]
    for column in range(1, max((len(unit.sides) for unit in segments), default=1)):
        pairs = [
            (unit, _length(unit, 0, texts), _length(unit, column, texts))
            for unit in segments
            if len(unit.sides) > column
        ]
        pairs = [pair for pair in pairs if pair[1] and pair[2]]
        ratio = sum(pair[2] for pair in pairs) / (sum(pair[1] for pair in pairs) or 1)
        swapped = dict(_swapped(pairs, ratio))
        found += [_exchange(letter, unit, before) for unit, before in swapped.items()]
        explained = {*swapped, *swapped.values()}
        found += _unequal(letter, [pair for pair in pairs if pair[0] not in explained], ratio)
    return tuple(found)


Pair = tuple[Unit, int, int]


def _length(unit: Unit, column: int, texts: dict[str, str]) -> int:
    return sum(len(texts.get(member, "")) for member in unit.sides[column].members)


def deviation(first: int, second: int, ratio: float) -> float:
    """How many deviations the second length is from the one that the first lets expect."""
    return (second - first * ratio) / sqrt(max(first, 1) * VARIANCE)


def _unequal(letter: Letter, pairs: list[Pair], ratio: float) -> Iterator[Finding]:
    for unit, first, second in pairs:
        if max(first, second) >= SHORT and abs(deviation(first, second, ratio)) > UNEQUAL:
            yield Finding(
                Spot(letter.file, unit.at, "target"),
                "pair-length",
                f"the sides of “{unit.id}” have {first} and {second} characters",
                "Look whether words are missing on one side, or the sides answer each other.",
            )


def _swapped(pairs: list[Pair], ratio: float) -> Iterator[tuple[Unit, Unit]]:
    """Neighbours, later and earlier, of which one side seems to be exchanged."""
    for (before, a, b), (unit, c, d) in pairwise(pairs):
        stands = max(abs(deviation(a, b, ratio)), abs(deviation(c, d, ratio)))
        if stands > SWAPPED and min(a, b, c, d) >= SHORT:
            exchanged = max(abs(deviation(a, d, ratio)), abs(deviation(c, b, ratio)))
            if 2 * exchanged < SWAPPED:
                yield unit, before


def _exchange(letter: Letter, unit: Unit, before: Unit) -> Finding:
    return Finding(
        Spot(letter.file, unit.at, "target"),
        "pair-swapped",
        f"“{before.id}” and “{unit.id}” would fit better with one side exchanged",
        "Look whether two sentences of one version have changed places.",
    )
