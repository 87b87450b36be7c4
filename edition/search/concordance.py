"""All words of the letters with their places (pieces -> concordance): a search without script.

Comes after `piece`, for `views`. Only the texts of the letters are taken, with what readings put
in the place of what stands; words that stand nearly everywhere are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from edition.search.piece import BLOCK, PART_ROWS, SIGNS, Piece, Row
from edition.search.words import WHOLE

EVERYWHERE = 4
"""A word that stands in more than one of so many sentences is left out."""

Places = tuple[tuple[str, tuple[str, ...]], ...]
"""The pages of letters, with addresses in them."""


class Occurring(Struct, frozen=True):
    """A word, how often it occurs, and where."""

    word: str
    times: int
    places: Places


class Concordance(Struct, frozen=True):
    """The words of a language in the order of their characters, and how many were left out."""

    lang: str
    words: tuple[Occurring, ...]
    omitted: int


class _Part(Struct, frozen=True):
    page: str
    rows: list[Row]


_PART = msgspec.json.Decoder(_Part)


def concordances(pieces: Iterable[Piece]) -> tuple[Concordance, ...]:
    """A concordance for each language of the texts, pieces being in the order of the edition."""
    found: defaultdict[str, defaultdict[str, dict[str, list[str]]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    sentences: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for piece in pieces:
        rows = dict(_rows(piece))
        for lang in piece.words:
            for word, blocks in piece.places(lang):
                for page, anchor in () if word.startswith(WHOLE) else _at(blocks, rows):
                    found[lang][word].setdefault(page, []).append(anchor)
                    sentences[lang].add((page, anchor))
    return tuple(
        _concordance(lang, found[lang], len(sentences[lang]) // EVERYWHERE)
        for lang in sorted(found)
    )


def _rows(piece: Piece) -> Iterator[tuple[int, tuple[str, str]]]:
    """The pages and addresses of the rows of a letter's text, by number."""
    for first, content in piece.parts.items():
        part = _PART.decode(content)
        for number, row in enumerate(part.rows, first * PART_ROWS):
            if row.kind == "text":
                yield number, (part.page, row.anchor)


def _at(blocks: str, rows: dict[int, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    places = "".join([block[1:] for block in blocks.split(BLOCK)])
    for at in range(0, len(places), 4):
        number = SIGNS.index(places[at]) * len(SIGNS) + SIGNS.index(places[at + 1])
        if number in rows:
            yield rows[number]


def _concordance(lang: str, found: dict[str, dict[str, list[str]]], most: int) -> Concordance:
    words = tuple(
        Occurring(
            word,
            sum(map(len, pages.values())),
            tuple((page, tuple(dict.fromkeys(anchors))) for page, anchors in pages.items()),
        )
        for word, pages in sorted(found.items())
    )
    telling = tuple(
        each for each in words if sum(len(anchors) for _, anchors in each.places) <= most
    )
    return Concordance(lang, telling, len(words) - len(telling))
