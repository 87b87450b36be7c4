"""Notes in the margin, beside the lines that they are on: for whoever has a wide page to look at.

They say the notes of the list once more, without links of their own. Where a note belongs is
reckoned, not measured: by how many letters stand before its mark. A group of notes takes as many
rows as it needs, so that notes never cover each other and rows are torn apart as little as may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


ALONE = Widths(60, 42)
"""The widths where the margin stands in the place of a version."""


class Slot(Struct, frozen=True):
    """A note in the margin, and the room down to the next, in lines of the text.

    `formal` where its mark stands in forme work, which a reading text does not show; `role` that
    of the versions in which it has marks, if they have one.
    """

    share: int
    formal: bool
    role: str
    href: str
    n: str
    content: tuple[Prose, ...]


class Aside(Struct, frozen=True):
    """The notes beside some rows, in the order of their marks: how many rows; the lines above."""

    rows: int
    above: int
    slots: tuple[Slot, ...]


class Noted(Struct, frozen=True):
    """What the margin takes of a note."""

    id: str
    n: str
    paragraphs: tuple[Prose, ...]


class Placed(Struct, frozen=True):
    """A note, and how many lines below the head of its row it belongs."""

    note: Noted
    down: float
    formal: bool
    role: str


class Set(Struct, frozen=True):
    """A note in its group: where it begins, in lines from the head of the group."""

    placed: Placed
    top: float


def margin(
    rows: Sequence[Row], notes: Iterable[Noted], statement: tuple[Prose, ...] = ()
) -> dict[int, Aside]:
    """The groups of notes by the number of their first row, from 1; 0 are the heads of columns.

    `statement` is what stands in the margin first, beside the heads.
    """
    known = {note.id: note for note in notes}
    widths = ALONE if statement else Widths()
    placed = [(), *(tuple(_placed(row, known, widths)) for row in rows)]
    heights = [HEADS, *(_height(row, widths) for row in rows)]
    made: dict[int, Aside] = {}
    first, used = 0, _lines(statement, widths) + 1 if statement else 0.0
    while first < len(placed):
        after, sets, end = _group(first, placed, heights, used, widths)
        if used or sets:
            made[first] = _aside(after - first, sets, end)
        first, used = after, 0.0
    return made


def _group(
    first: int,
    placed: Sequence[tuple[Placed, ...]],
    heights: Sequence[float],
    used: float,
    widths: Widths,
) -> tuple[int, list[Set], float]:
    """The notes from a row on, down to where they have the room that they need: the row after
    them, where each begins, how many lines they have together.

    A note begins beside its mark, or where the one before it ends.
    """
    head = 0.0
    sets: list[Set] = []
    for number in range(first, len(placed)):
        for each in placed[number]:
            top = max(used, head + each.down)
            sets.append(Set(each, top))
            used = top if each.formal else top + _lines(each.note.paragraphs, widths) + NOTES
        head += heights[number]
        if used <= head:
            return number + 1, sets, head
    return len(placed), sets, head


def _aside(rows: int, sets: Sequence[Set], end: float) -> Aside:
    """The notes of some rows, each with the room down to the next."""
    tops = [min(round(each.top), round(end)) for each in sets] + [round(end)]
    rooms = [min(SHARES, low - high) for high, low in pairwise(tops)]
    slots = tuple(_slot(each.placed, room) for each, room in zip(sets, rooms, strict=True))
    return Aside(rows, min(SHARES, tops[0]), slots)


def _slot(placed: Placed, share: int) -> Slot:
    note = placed.note
    content = tuple(map(_unlinked, note.paragraphs))
    return Slot(share, placed.formal, placed.role, f"#{note.id}", note.n, content)


# --- how much room things take -------------------------------------------------------------------


def _height(row: Row, widths: Widths) -> float:
    """The lines that a row takes: those of its longest version."""
    versions = [
        sum(max(1, ceil(_letters(block.content) / widths.text)) for block in cell.blocks)
        for cell in row.cells
    ]
    return ROWS + max(versions, default=0)


def _lines(paragraphs: Iterable[Prose], widths: Widths) -> float:
    """The lines of the text beside which paragraphs stand in the margin."""
    return LEADING * sum(ceil(_letters(each.content) / widths.margin) for each in paragraphs)


def _letters(line: Line) -> int:
    """How many letters a line shows, about."""
    return sum(
        len(node) if type(node) is str else _letters(getattr(node, "content", ())) for node in line
    )


# --- where the marks stand -----------------------------------------------------------------------


def _placed(row: Row, known: dict[str, Noted], widths: Widths) -> Iterator[Placed]:
    """The notes whose first mark stands in a row, and how far down; what is placed is taken away.

    Where several versions have the mark, the last of them counts: it is next to the margin.
    """
    found: dict[str, tuple[float, bool]] = {}
    roles: dict[str, set[str]] = {}
    for cell in row.cells:
        for down, note, formal in _marked(cell, widths):
            found[note] = down, formal
            roles.setdefault(note, set()).add(cell.role)
    for name, (down, formal) in sorted(found.items(), key=lambda each: each[1][0]):
        if name in known:
            placed, of = known.pop(name), roles[name]
            role = "".join(of) if len(of) == 1 and len(row.cells) > 1 else ""
            yield Placed(placed, down, formal, role)
            for on in _notes_on(placed, known):
                yield Placed(known.pop(on), down, formal, role)


def _marked(cell: Cell, widths: Widths) -> Iterator[tuple[float, str, bool]]:
    """The marks of notes in a version's part of a row: how many lines down, the note, whether in
    forme work.
    """
    line = 0.0
    for _, note, formal in _marks(cell.before, 0):
        yield line, note, formal
    for block in cell.blocks:
        for before, note, formal in _marks(block.content, 0):
            yield line + before // widths.text, note, formal
        line += max(1, ceil(_letters(block.content) / widths.text))
    for each in (*cell.absent, cell.after):
        for _, note, formal in _marks(each, 0):
            yield line, note, formal


def _notes_on(note: Noted, known: dict[str, Noted]) -> list[str]:
    """The notes that are marked in a note itself."""
    marks = (name for each in note.paragraphs for _, name, _ in _marks(each.content, 0))
    return [name for name in dict.fromkeys(marks) if name in known]


def _marks(line: Line, before: int, formal: bool = False) -> Iterator[tuple[int, str, bool]]:
    """The marks of notes in a line: the letters before each, the note's id, whether in forme work.

    Headings are forme work that is always shown.
    """
    for node in line:
        if type(node) is str:
            before += len(node)
        elif type(node) is Mark:
            yield before, node.href[1:], formal
        else:
            within = formal or (isinstance(node, Forme) and node.kind != "heading")
            for inner in (getattr(node, "content", ()), *_sides(node)):
                yield from _marks(inner, before, within)
            before += _letters(getattr(node, "content", ()))


def _sides(node: str | Part) -> tuple[Line, ...]:
    return (node.stands, *node.proposals) if isinstance(node, Intervention) else ()


# --- words without links -------------------------------------------------------------------------


def _unlinked(prose: Prose) -> Prose:
    return Prose(prose.lang, tuple(_plain(prose.content)))


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
