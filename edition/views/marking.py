"""Words that a note or a shift points to, laid into a content without changing its text.

A span may begin and end anywhere, cut through markup and overlap others: each string is cut
where a span begins or ends, and what stands in spans is wrapped with the ids of all of them.
Pure functions on model contents, by the offsets that `spans` found; `line` shows the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, cast

import msgspec
from msgspec import Struct

from edition.model import SILENT, Content, Inline, NoteMark, Reading, Value, inside


class Marked(Value, frozen=True):
    """A string that stands in one or more spans: the ids of what points to it."""

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


def marked(content: Content, ranges: Iterable[Range]) -> Content:
    """The content with its ranges marked; its text is unchanged."""
    ordered = tuple(sorted(ranges))
    if not ordered:
        return content
    cutter = _Cutter(ordered)
    return (*cutter.line(content), *cutter.due(last=True))


class _Cutter:
    """Walks a content once and knows how many characters of text it has passed."""

    def __init__(self, ranges: tuple[Range, ...]) -> None:
        self.ranges = ranges
        self.cuts = sorted({place for each in ranges for place in (each.start, each.end)})
        self.offset = 0
        self.waiting = [each for each in sorted(ranges, key=lambda each: each.end) if each.mark]

    def line(self, content: Content) -> Content:
        return tuple(self._nodes(content))

    def _nodes(self, content: Content) -> Iterator[Inline]:
        for node in content:
            if type(node) is str:
                yield from self._string(node)
            elif type(node) in SILENT or self._passed(node):
                yield node
            elif isinstance(node, Reading):
                yield msgspec.structs.replace(node, stands=self.line(node.stands))
            else:
                whole: Any = node
                yield msgspec.structs.replace(whole, content=self.line(whole.content))

    def _passed(self, node: Inline) -> bool:
        """Passes a node that is one string, if no range touches it; most nodes are such."""
        within = inside(node)
        if len(within) != 1 or not isinstance(within[0], str):
            return False
        end = self.offset + len(within[0])
        if self._busy(self.offset, end):
            return False
        self.offset = end
        return True

    def _string(self, string: str) -> Iterator[Inline]:
        start, end = self.offset, self.offset + len(string)
        if not self._busy(start, end):
            self.offset = end
            yield string
            return
        places = [start, *(cut for cut in self.cuts if start < cut < end), end]
        for left, right in pairwise(places):
            piece = string[left - start : right - start]
            ids = tuple(
                dict.fromkeys(
                    each.id for each in self.ranges if each.start <= left and right <= each.end
                )
            )
            if ids and piece:
                yield cast(Inline, Marked(ids, (piece,)))
            elif piece:
                yield piece
            self.offset = right
            yield from self.due()

    def _busy(self, start: int, end: int) -> bool:
        """Whether a range lies, begins or ends in these characters, or a mark is due."""
        if end < self.cuts[0] or start > self.cuts[-1]:
            return False
        return any(each.start <= end and start <= each.end for each in self.ranges)

    def due(self, last: bool = False) -> Iterator[NoteMark]:
        """The marks of the notes whose words have just ended; at last, all that are left."""
        while self.waiting and (last or self.waiting[0].end <= self.offset):
            yield NoteMark(self.waiting.pop(0).id)
