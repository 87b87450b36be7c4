"""Blocks on the lines of a row: their sentences gathered into what stands on each line.

A row has lines that all its cells share. What answers each other begins on one line; a side that
stands in several blocks there takes as many, and the other side is given the same room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from edition import model
from edition.model import Unit
from edition.views.line import Absence, Forme, Line, Part, Segment, Tick, holds_segment, spread
from edition.views.scribe import Scribe
from edition.views.spacing import spaced

LINES = 99
"""How many lines of sentences a row can set (one CSS class each); the last holds the rest."""


class Fragment(Part, frozen=True):
    """Sentences that stand together, or a whole undivided block; `units` are theirs.

    `place` are classes of the page's grid (see `classes`); lines count from the first of the
    block. One sentence alone has its id.
    """

    place: str
    id: str
    lang: str
    units: str
    content: Line


class Block(Struct, frozen=True):
    """A paragraph or another block of one version; `place` are its lines in the row."""

    id: str
    kinds: str
    lang: str
    place: str
    content: Line


class Span(Struct, frozen=True):
    """Units whose sentences stand together, from `line` on, over so many lines."""

    units: tuple[Unit, ...]
    line: int
    lines: int


class Grid(Struct, frozen=True):
    """The lines of a row, as its cells share them; `offset` lines stand before the first block."""

    units: tuple[Unit, ...]
    spans: list[Span]
    anchors: Mapping[str, tuple[str, ...]]
    offset: int
    lines: int


class _Gathered(Struct, frozen=True):
    """What stands on a line of a block; `place` counts the spans of the row from 0, -1 for none."""

    place: int
    content: Line


def set_blocks(
    blocks: list[tuple[Line, model.Block]],
    grid: Grid,
    scribe: Scribe,
    french: bool,
) -> tuple[Block, ...]:
    """The blocks of one version in a row, each with what begins it, set line by line; `french`
    where they have French spacing.
    """
    place_of = {
        name: place
        for place, span in enumerate(grid.spans)
        for unit in span.units
        for name in (*members(unit), *grid.anchors.get(unit.id, ()))
    }
    gathered = [
        _gathered((*first, *spread(_content(block, scribe, french))), place_of)
        for first, block in blocks
    ]
    waiting = Counter(each.place for line in gathered for each in line)
    used: Counter[int] = Counter()
    made = []
    for number, ((_, block), line) in enumerate(zip(blocks, gathered, strict=True), 1):
        begin = grid.offset + number
        end = grid.lines if number == len(blocks) else begin
        setting: list[str | Part] = []
        for count, each in enumerate(line):
            if each.place >= 0:
                span = grid.spans[each.place]
                first_line = span.line + used[each.place]
                used[each.place] += 1
                waiting[each.place] -= 1
                last = first_line if waiting[each.place] else span.line + span.lines - 1
                units = span.units
            else:
                first_line, last = begin, end
                units = tuple(unit for unit in grid.units if block.id in members(unit))
            if not count:
                start = first_line
            setting += _fragment(each, units, first_line - start + 1, last - first_line + 1)
        if not line:
            start = last = begin
        kinds = " ".join((block.kind, *block.within, block.rend)).rstrip()
        place = classes(start, last - start + 1)
        made.append(Block(block.id, kinds, block.lang, place, tuple(setting)))
    return tuple(made)


def _content(block: model.Block, scribe: Scribe, french: bool) -> Line:
    line = scribe.spanned(block.id, block.content)
    return spaced(line) if french else line


def _fragment(
    gathered: _Gathered, units: tuple[Unit, ...], line: int, lines: int
) -> tuple[str | Part, ...]:
    """Sentences of some units as a fragment, and the space after it."""
    content = gathered.content
    after: tuple[str, ...] = ()
    if content and content[-1] == " ":
        content, after = content[:-1], (" ",)
    name = lang = ""
    if len(content) == 1 and isinstance(content[0], Segment):
        name, lang, content = content[0].id, content[0].lang, content[0].content
    place = classes(line, lines, gathered.place + 1)
    return Fragment(place, name, lang, " ".join(unit.id for unit in units), content), *after


def _gathered(line: Iterable[str | Part], place_of: Mapping[str, int]) -> list[_Gathered]:
    """A block's line cut where another unit begins.

    Space and marks between two sentences stay with the first, page breaks go with the second.
    """
    made: list[tuple[int, list[str | Part]]] = []
    waiting: list[str | Part] = []
    for node in line:
        place = place_of.get(_name(node), -1)
        if place < 0 and (not made or isinstance(node, Tick | Forme)):
            waiting.append(node)
        elif place < 0 or (made and made[-1][0] == place):
            made[-1][1].extend((*waiting, node))
            waiting = []
        else:
            made.append((place, [*waiting, node]))
            waiting = []
    if not made:
        return [_Gathered(-1, tuple(waiting))] if waiting else []
    made[-1][1].extend(waiting)
    return [_Gathered(place, tuple(parts)) for place, parts in made]


def _name(node: str | Part) -> str:
    """The id of the sentence or absence that a part is or encloses."""
    if isinstance(node, Segment | Absence):
        return node.id
    if holds_segment(node):
        inside = getattr(node, "content", ())
        return next((found for each in inside if (found := _name(each))), "")
    return ""


def classes(line: int, lines: int, place: int | None = None) -> str:
    """The classes of a place in the grid of a page, which its style sheet lists.

    "r" is the first line, "s" how many lines if more than one, both from 1. What has one "u" in
    a row answers each other; "u0" is what is not divided.
    """
    named = "" if place is None else f"u{place} "
    return f"{named}r{line} s{lines}" if lines > 1 else f"{named}r{line}"


def members(unit: Unit) -> tuple[str, ...]:
    """The ids of all that a unit joins."""
    return tuple(member for side in unit.sides for member in side.members)
