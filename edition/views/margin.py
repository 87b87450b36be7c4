"""Notes in the margin, beside the lines that they are on: for whoever has a wide page to look at.

They say the notes of the list once more, without links of their own. Where a note belongs is
reckoned, not measured: by how many letters stand before its mark. A group of notes takes as many
rows as it needs, so that notes never cover each other and rows are torn apart as little as may be;
at the end of the text it begins as much higher as it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from edition.views.line import (
    Break,
    Departs,
    Forme,
    Intervention,
    Line,
    Link,
    Mark,
    Part,
    Prose,
    Raised,
    Tick,
)
from edition.views.rows import Cell, Row

LEADING = 0.74
"""The height of a line in the margin, in lines of the text; what parts notes, and rows:"""
NOTES, ROWS = 0.3, 0.4
HEADS = 2.0
"""The lines of the heads of the columns."""
SHARES = 60


class Widths(Struct, frozen=True):
    """How many letters stand on a line of the text, and on one of the margin."""

    text: int = 56
    margin: int = 30


SINGLE, ALONE = Widths(62), Widths(60, 42)
"""The widths of one version by itself, and where the margin stands in the place of another."""


class Place(Struct, frozen=True):
    """Where a note belongs: the lines below the head of its row.

    `formal` where its mark stands in forme work, which a reading text does not show; `role` that
    of the versions in which it has marks, if they have one.
    """

    note: str
    down: float
    formal: bool
    role: str


class Places(Struct, frozen=True):
    """Where the notes of a text belong: by row, each at its first mark; the heights of the rows."""

    rows: tuple[tuple[Place, ...], ...]
    heights: tuple[float, ...]
    widths: Widths


class Noted(Struct, frozen=True):
    """What the margin takes of a note."""

    id: str
    n: str
    paragraphs: tuple[Prose, ...]


class Slot(Part, frozen=True):
    """A note in the margin, and the room down to the next, in lines of the text."""

    codes = ("share",)

    share: int
    formal: bool
    role: str
    href: str
    n: str
    content: tuple[Prose, ...]


class Aside(Struct, frozen=True):
    """The notes beside some rows, in the order of their marks and numbers: how many rows; the
    lines above."""

    rows: int
    above: int
    slots: tuple[Slot, ...]


# --- where notes belong, for all languages of the interface --------------------------------------


def places(rows: Sequence[Row], widths: Widths) -> Places:
    """Where the notes of a text belong."""
    seen: set[str] = set()
    placed: list[tuple[Place, ...]] = []
    heights: list[float] = []
    for row in rows:
        found, height = _marks(row, widths)
        fresh = (each for each in found if each.note not in seen)
        placed.append(tuple(sorted(fresh, key=lambda each: each.down)))
        seen.update(each.note for each in placed[-1])
        heights.append(ROWS + height)
    return Places(tuple(placed), tuple(heights), widths)


def _marks(row: Row, widths: Widths) -> tuple[Iterable[Place], int]:
    """The notes that are marked in a row, and its lines.

    Where several versions have the mark, the last of them counts: it is next to the margin.
    """
    found: dict[str, tuple[float, bool]] = {}
    roles: dict[str, set[str]] = {}
    height = 0
    for cell in row.cells:
        marks, lines = _of_cell(cell, widths)
        height = max(height, lines)
        for down, note, formal in marks:
            found[note] = down, formal
            roles.setdefault(note, set()).add(cell.role)
    several = len(row.cells) > 1
    made = (
        Place(note, *where, "".join(roles[note]) if several and len(roles[note]) == 1 else "")
        for note, where in found.items()
    )
    return made, height


def _of_cell(cell: Cell, widths: Widths) -> tuple[list[tuple[float, str, bool]], int]:
    """The marks of notes in a version's part of a row (how many lines down, the note, whether in
    forme work), and its lines.
    """
    made: list[tuple[float, str, bool]] = []
    line = 0
    blocks = ((block.content, True) for block in cell.blocks)
    around = ((each, False) for each in (*cell.absent, cell.after))
    for part, counts in ((cell.before, False), *blocks, *around):
        found: list[tuple[int, str, bool]] = []
        letters = _walk(part, 0, False, found)
        made += [(line + before // widths.text, note, formal) for before, note, formal in found]
        line += max(1, ceil(letters / widths.text)) if counts else 0
    return made, line


def _walk(line: Line, before: int, formal: bool, found: list[tuple[int, str, bool]]) -> int:
    """Notes the marks in a line: the letters before each, the note, whether it is in forme work.

    Gives the letters before the line's end. Headings are forme work that is always shown.
    """
    for node in line:
        kind = type(node)
        if kind is str:
            before += len(node)  # type: ignore[arg-type]
        elif isinstance(node, Mark):
            found.append((before, node.href[1:], formal))
        elif isinstance(node, Intervention):
            before = _walk(node.stands, before, formal, found)
            for each in node.proposals:
                _walk(each, before, formal, found)
        elif content := getattr(node, "content", ()):
            within = formal or (isinstance(node, Forme) and node.kind != "heading")
            before = _walk(content, before, within, found)
    return before


# --- groups of notes -----------------------------------------------------------------------------


class Set(Struct, frozen=True):
    """A note in its group: where it begins, in lines from the head of the group, and how many it
    takes of those that a reading text has.
    """

    place: Place
    note: Noted
    top: float
    room: float


Beside = tuple[Place, Noted, float]
"""A note, where it belongs, and how many lines it takes there."""


def margin(
    places: Places, notes: Iterable[Noted], statement: tuple[Prose, ...] = ()
) -> dict[int, Aside]:
    """The groups of notes by the number of their first row, from 1; 0 are the heads of columns.

    `statement` is what stands in the margin first, beside the heads.
    """
    known = {note.id: note for note in notes}
    order = {name: place for place, name in enumerate(known)}
    placed = [_numbered(row, order) for row in places.rows]
    rows = [(), *(tuple(_with_notes_on(row, known, places.widths)) for row in placed)]
    heights = (HEADS, *places.heights)
    made: dict[int, Aside] = {}
    first, used = 0, _lines(statement, places.widths)[0] + 1 if statement else 0.0
    free = 1
    while first < len(rows):
        after, sets, end = _group(first, rows, heights, used)
        if sets and not used and after == len(rows):
            first, sets, end = _raised(first, sets, heights, free)
        if used or sets:
            made[first] = _aside(after - first, sets, end)
            free = after
        first, used = after, 0.0
    return made


def _numbered(row: Sequence[Place], order: Mapping[str, int]) -> list[Place]:
    """The notes that are marked in a row, those of each series in the order of their numbers.

    The mark of the greater may be higher, as sides that answer each other are of unequal length.
    """
    ordered = sorted(row, key=lambda place: order.get(place.note, 0))
    series = [_series(place) for place in row]
    waiting = {
        each: iter([place for place in ordered if _series(place) == each]) for each in series
    }
    down = dict.fromkeys(series, 0.0)
    made: list[Place] = []
    for each in series:
        place = next(waiting[each])
        down[each] = max(down[each], place.down)
        made.append(replace(place, down=down[each]))
    return sorted(made, key=lambda place: place.down)


def _series(place: Place) -> tuple[str, bool]:
    return place.note.rpartition("-")[0], place.formal


def _with_notes_on(
    row: Iterable[Place], known: dict[str, Noted], widths: Widths
) -> Iterator[Beside]:
    """The notes of a row; below each, those that are marked in it. They are known no more then."""
    for place in row:
        if note := known.pop(place.note, None):
            lines, names = _lines(note.paragraphs, widths)
            yield place, note, lines
            for name in names:
                if below := known.pop(name, None):
                    yield place, below, _lines(below.paragraphs, widths)[0]


def _group(
    first: int,
    rows: Sequence[tuple[Beside, ...]],
    heights: Sequence[float],
    used: float,
) -> tuple[int, list[Set], float]:
    """The notes from a row on, down to where they have the room that they need: the row after
    them, where each begins, how many lines they have together.

    A note begins beside its mark, or where the one before it ends.
    """
    head = 0.0
    sets: list[Set] = []
    for number in range(first, len(rows)):
        for place, note, lines in rows[number]:
            top = max(used, head + place.down)
            room = 0.0 if place.formal else lines + NOTES
            sets.append(Set(place, note, top, room))
            used = top + room
        head += heights[number]
        if used <= head:
            return number + 1, sets, head
    return len(rows), sets, head


def _raised(
    first: int, sets: Sequence[Set], heights: Sequence[float], free: int
) -> tuple[int, list[Set], float]:
    """The last group, ending with the text: begun as many rows higher as it needs and are free.

    Its first row, where each note begins, how many lines they have together.
    """
    needed = sum(each.room for each in sets)
    end, above = sum(heights[first:]), 0.0
    while end + above < needed and first > free:
        first -= 1
        above += heights[first]
    bottom = end + above
    made: list[Set] = []
    for each in reversed(sets):
        bottom = max(0.0, min(above + each.top, bottom - each.room))
        made.append(replace(each, top=bottom))
    return first, made[::-1], end + above


def _aside(rows: int, sets: Sequence[Set], end: float) -> Aside:
    """The notes of some rows, each with the room down to the next."""
    tops = [min(round(each.top), round(end)) for each in sets] + [round(end)]
    rooms = [min(SHARES, low - high) for high, low in pairwise(tops)]
    slots = tuple(_slot(each, room) for each, room in zip(sets, rooms, strict=True))
    return Aside(rows, min(SHARES, tops[0]), slots)


def _slot(each: Set, share: int) -> Slot:
    place, note = each.place, each.note
    content = tuple(Prose(part.lang, tuple(_plain(part.content))) for part in note.paragraphs)
    return Slot(share, place.formal, place.role, f"#{note.id}", note.n, content)


def _lines(paragraphs: Iterable[Prose], widths: Widths) -> tuple[float, list[str]]:
    """The lines of the text beside which paragraphs stand in the margin; the notes in them."""
    found: list[tuple[int, str, bool]] = []
    lines = sum([ceil(_walk(each.content, 0, False, found) / widths.margin) for each in paragraphs])
    return LEADING * lines, [name for _, name, _ in found]


# --- words without links -------------------------------------------------------------------------


def _plain(line: Line) -> Iterator[str | Part]:
    """A line without links, ids and marks to follow."""
    for node in line:
        match node:
            case str():
                yield node
            case Link() | Forme():
                yield from _plain(node.content)
            case Mark():
                yield Raised(node.n)
            case Intervention():
                yield from _plain(node.stands)
                yield from _beside(node)
            case Departs() | Tick() | Break():
                pass
            case _:
                yield _within(node)


def _beside(node: Intervention) -> Iterator[str | Part]:
    """What is proposed beside what stands."""
    for number, each in enumerate(node.proposals):
        yield " / " if number else " ["
        yield from _plain(each)
    if node.proposals:
        yield "?]" if node.doubtful else "]"


def _within(node: Any) -> Part:
    """The same kind of part, without links inside."""
    content = getattr(node, "content", None)
    made: Part = node if content is None else replace(node, content=tuple(_plain(content)))
    return made
