"""Words that a note or a shift points to, laid into a content without changing its text.

A span may begin and end anywhere, cut through markup and overlap others: what lies wholly in the
same spans is wrapped together with the ids of all of them, and markup is cut only where a span
begins or ends inside it. Pure functions on model contents, by the offsets that `spans` found;
`line` shows the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, cast

import msgspec
from msgspec import Struct

from edition.model import SILENT, Content, Inline, NoteMark, Reading, Value, inside, strings


class Marked(Value, frozen=True):
    """Words that stand in one or more spans: the ids of what points to them."""

    ids: tuple[str, ...]
    content: Content


class Range(Struct, frozen=True, order=True):
    """Characters of a transcribed text, from `start` up to `end`, that `id` points to.

    Where `mark` is set, the mark of the note stands after the last of them.
    """

    start: int
    end: int
    id: str
    mark: bool = False


Piece = tuple[tuple[str, ...], Inline]
"""A node, and the ids of all that points to the whole of it."""


def marked(content: Content, ranges: Iterable[Range]) -> Content:
    """The content with its ranges marked; its text is unchanged."""
    ordered = tuple(sorted(ranges))
    if not ordered:
        return content
    cutter = _Cutter(ordered)
    return (*cutter.line(content), *cutter.due(last=True))


class _Cutter:
    """Walks a content once and knows how many characters of text it has passed.

    `ids` are those of the ranges between a cut and the one before; `next` is the number of the
    first cut that has not been passed.
    """

    def __init__(self, ranges: tuple[Range, ...]) -> None:
        self.cuts = sorted({place for each in ranges for place in (each.start, each.end)})
        number = {cut: place for place, cut in enumerate(self.cuts)}
        self.ids: list[tuple[str, ...]] = [()] * (len(self.cuts) + 1)
        for each in ranges:
            for place in range(number[each.start] + 1, number[each.end] + 1):
                if each.id not in self.ids[place]:
                    self.ids[place] += (each.id,)
        self.cuts.append(1 << 60)
        self.next = 0
        self.offset = 0
        self.waiting = [each for each in sorted(ranges, key=lambda each: each.end) if each.mark]

    def line(self, content: Content) -> Content:
        pieces: list[Piece] = []
        for node in content:
            if isinstance(node, str):
                self._string(node, pieces)
            elif type(node) in SILENT:
                pieces.append(((), node))
            else:
                self._node(node, pieces)
        return _wrapped(pieces)

    def _string(self, string: str, pieces: list[Piece]) -> None:
        begin, end = self.offset, self.offset + len(string)
        while self.offset < end:
            left = self.offset
            ids = self._here()
            self.offset = min(self.cuts[self.next], end)
            pieces.append((ids, string[left - begin : self.offset - begin]))
            self._marks(pieces)

    def _node(self, node: Any, pieces: list[Piece]) -> None:
        """A node as a whole where no range begins or ends inside it; else cut within."""
        length = sum(map(len, strings(inside(node))))
        ids = self._here()
        if self.offset + length <= self.cuts[self.next]:
            self.offset += length
            pieces.append((ids if length else (), node))
            self._marks(pieces)
        elif isinstance(node, Reading):
            pieces.append(((), msgspec.structs.replace(node, stands=self.line(node.stands))))
        else:
            pieces.append(((), msgspec.structs.replace(node, content=self.line(node.content))))

    def _here(self) -> tuple[str, ...]:
        """What points to the next character."""
        while self.cuts[self.next] <= self.offset:
            self.next += 1
        return self.ids[self.next]

    def _marks(self, pieces: list[Piece]) -> None:
        if self.waiting and self.waiting[0].end <= self.offset:
            pieces += [((), mark) for mark in self.due()]

    def due(self, last: bool = False) -> Iterator[NoteMark]:
        """The marks of the notes whose words have just ended; at last, all that are left."""
        while self.waiting and (last or self.waiting[0].end <= self.offset):
            yield NoteMark(self.waiting.pop(0).id)


def _wrapped(pieces: list[Piece]) -> Content:
    """Pieces side by side that the same things point to, wrapped together."""
    made: list[Inline] = []
    for ids, group in groupby(pieces, itemgetter(0)):
        nodes = tuple([node for _, node in group])
        if ids:
            made.append(cast(Inline, Marked(ids, nodes)))
        else:
            made += nodes
    return tuple(made)
