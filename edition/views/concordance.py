"""The concordance: every word of the letters with its places, in alphabetical order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import ClassVar

from msgspec import Struct

from edition.model import Edition
from edition.search.concordance import Concordance, Occurring
from edition.views import words
from edition.views.frame import Frame
from edition.views.rows import label, place

LETTERS = 20
"""An edition of more letters has no concordance: its pages would be larger than its letters."""


class Heading(Struct, frozen=True):
    """The words that begin with a letter of the alphabet."""

    id: str
    letter: str
    words: tuple[Occurring, ...]


class Language(Struct, frozen=True):
    """The words of a language; `omitted` is how many were left out."""

    lang: str
    name: str
    headings: tuple[Heading, ...]
    omitted: int


class ConcordanceView(Struct, frozen=True):
    """The page of the concordance; `names` says what letters are called, by their pages,
    `labels` which number their places have, by their addresses, `kinds` what those are that
    have none.
    """

    template: ClassVar[str] = "concordance.html"

    frame: Frame
    languages: tuple[Language, ...]
    names: dict[str, str]
    labels: dict[str, str]
    kinds: dict[str, str]


def has_concordance(edition: Edition) -> bool:
    """Whether an edition is small enough."""
    return len(edition.cards) <= LETTERS


def concordance(
    edition: Edition, found: tuple[Concordance, ...], frame: Frame, lang: str
) -> ConcordanceView:
    """The page of the concordance in a language of the interface."""
    anchors = _anchors(found)
    return ConcordanceView(
        frame,
        tuple(
            Language(
                each.lang, words.language(each.lang, lang), tuple(_headings(each)), each.omitted
            )
            for each in found
        ),
        {f"letters/{card.id}.html": card.id for card in edition.cards},
        {anchor: label(anchor) for anchor in anchors},
        {anchor: place(anchor) for anchor in anchors if not label(anchor)},
    )


def _anchors(found: Iterable[Concordance]) -> set[str]:
    places = (places for each in found for word in each.words for _, places in word.places)
    return {anchor for each in places for anchor in each}


def _headings(found: Concordance) -> Iterator[Heading]:
    ordered = sorted(found.words, key=lambda each: words.sort_key(each.word))
    for letter, group in groupby(ordered, key=lambda each: _initial(each.word)):
        yield Heading(f"{found.lang}-{letter}", letter, tuple(group))


def _initial(word: str) -> str:
    first = words.sort_key(word)[0][:1]
    return "0" if first.isdecimal() else first
