"""The parallel text: one row for what answers what, in the order in which every version reads.

A row holds one block unit, or several where they cross or interleave: no version's text is
ever put into another order to fit. Inside a row the sentences stand on numbered lines in the
same way, so that a page can also set sentence beside sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from edition import model
from edition.model import Inline, Letter, Side, Unit, Version
from edition.views.blocks import LINES, Block, Grid, Span, classes, members, set_blocks
from edition.views.line import Absence, Line, Part
from edition.views.scribe import Scribe
from edition.views.survey import Survey


class Address(Struct, frozen=True):
    """The address of a unit as the margin shows it; `label` is empty where it has no number."""

    id: str
    label: str
    kind: str


class Number(Part, frozen=True):
    """The address of a sentence unit in the margin."""

    id: str
    label: str


class Margin(Part, frozen=True):
    """The addresses of the sentences that stand together; `place` as in `Fragment`."""

    place: str
    content: Line


class Cell(Struct, frozen=True):
    """One version's part of a row.

    `before` and `after` are the forme work, page breaks and headings around the blocks; `absent`
    is set where this version has nothing here.
    """

    version: str
    lang: str
    role: str
    column: int
    before: Line
    blocks: tuple[Block, ...]
    after: Line
    absent: tuple[Line, ...]


class Row(Struct, frozen=True):
    """What answers what. The first address is the row's own; `lines` counts all its lines.

    `spoken` where it has words of the interface: a place without a number, an absence.
    """

    addresses: tuple[Address, ...]
    sentences: Line
    cells: tuple[Cell, ...]
    lines: int
    spoken: bool


def rows(
    letter: Letter, units: Sequence[Unit], found: Survey, scribe: Scribe, spacing: bool = False
) -> tuple[Row, ...]:
    """The rows of a letter, in reading order; `spacing` whether French has its own."""
    anchors = found.anchors
    blocks = [unit for unit in units if unit.level == "block"]
    children: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.level == "segment":
            children.setdefault(unit.parent, []).append(unit)
    sequences = [[part.id for part in version.parts] for version in letter.versions]
    texts = [_Text(version, column, spacing) for column, version in enumerate(letter.versions, 1)]
    made = []
    for together in bundles(blocks, sequences, anchors):
        inside = [child for unit in together for child in children.get(unit.id, ())]
        made.append(_row(together, inside, texts, found, scribe))
    if any(text.next < len(text.version.parts) for text in texts):
        made.append(_row((), [], texts, found, scribe))
    return tuple(made)


# --- order -------------------------------------------------------------------------------------


def bundles(
    units: Sequence[Unit],
    sequences: Sequence[Sequence[str]],
    anchors: Mapping[str, tuple[str, ...]],
) -> list[tuple[Unit, ...]]:
    """The units in reading order; those that cross or interleave in some version together.

    `sequences` are the ids of each version in the order of its text; `anchors` the places where
    a unit has nothing, by the unit's id.
    """
    owner = {
        member: unit for unit in units for member in (*members(unit), *anchors.get(unit.id, ()))
    }
    owners = [[owner[name] for name in sequence if name in owner] for sequence in sequences]
    first = dict(_first(owners[0])) if owners else {}
    keys: dict[str, tuple[int, int]] = {}
    last = -1
    for given, unit in enumerate(units):
        last = first.get(unit.id, last)
        keys[unit.id] = (last, given)
    ordered = sorted(units, key=lambda unit: keys[unit.id])
    place_of = {unit.id: place for place, unit in enumerate(ordered)}
    joined = [False] * len(ordered)  # whether a unit stands together with the one before
    for sequence in owners:
        high = -1
        for unit in sequence:
            place = place_of[unit.id]
            for back in range(place + 1, high + 1):
                joined[back] = True
            high = max(high, place)
    made: list[tuple[Unit, ...]] = []
    for unit, close in zip(ordered, joined, strict=True):
        if close and made:
            made[-1] = (*made[-1], unit)
        else:
            made.append((unit,))
    return made


def _first(sequence: Sequence[Unit]) -> Iterable[tuple[str, int]]:
    """Where each unit begins, by its id; the first place counts."""
    seen: set[str] = set()
    for place, unit in enumerate(sequence):
        if unit.id not in seen:
            seen.add(unit.id)
            yield unit.id, place


# --- one row -----------------------------------------------------------------------------------


class _Text:
    """A version read from its beginning, row after row."""

    def __init__(self, version: Version, column: int, spacing: bool) -> None:
        self.version = version
        self.column = column
        self.spaced = spacing and version.lang.partition("-")[0] == "fr"
        self.next = 0

    def until(self, ids: set[str]) -> tuple[model.Part, ...]:
        """The parts up to the last one of those named, which answer a row. What follows the last
        block belongs to it; all is left where none is named.
        """
        parts = self.version.parts
        last = max(
            (place for place in range(self.next, len(parts)) if parts[place].id in ids),
            default=self.next - 1,
        )
        more = any(isinstance(part, model.Block | model.Anchor) for part in parts[last + 1 :])
        end = last + 1 if ids and more else len(parts)
        taken = parts[self.next : end]
        self.next = end
        return taken


def _row(
    units: tuple[Unit, ...],
    inside: list[Unit],
    texts: list[_Text],
    found: Survey,
    scribe: Scribe,
) -> Row:
    anchors = found.anchors
    ids = {name for unit in units for name in (*members(unit), *anchors.get(unit.id, ()))}
    parts = [text.until(ids) for text in texts]
    offset = int(any(_before(each) for each in parts))
    spans = _spans(inside, parts, found, offset)
    lines = max(offset + _height(parts), *(span.line + span.lines - 1 for span in spans), 0)
    grid = Grid(units, spans, anchors, offset, lines)
    made = [_cell(text, each, grid, scribe) for text, each in zip(texts, parts, strict=True)]
    cells = tuple(cell for cell in made if cell is not None)
    addresses = tuple(Address(unit.id, label(unit.id), _kind(unit, parts)) for unit in units)
    return Row(
        addresses,
        tuple(
            Margin(
                classes(span.line, span.lines, place),
                tuple(Number(unit.id, label(unit.id)) for unit in span.units),
            )
            for place, span in enumerate(spans, 1)
        ),
        cells,
        lines,
        not all(each.label for each in addresses) or any(cell.absent for cell in cells),
    )


def _before(parts: Sequence[model.Part]) -> tuple[model.Part, ...]:
    """What stands above the first block: all up to its last forme work or heading.

    Page breaks right before the block are marked in its first line instead.
    """
    above: tuple[model.Part, ...] = ()
    for place, part in enumerate(parts):
        if isinstance(part, model.Block):
            break
        if isinstance(part, model.Forme):
            above = tuple(parts[: place + 1])
    return above


def _height(parts: Sequence[Sequence[model.Part]]) -> int:
    """The most blocks on one side: the lines of a row whose blocks are not divided."""
    return max(sum(isinstance(part, model.Block) for part in each) for each in parts) or 1


def _spans(
    inside: list[Unit], parts: list[tuple[model.Part, ...]], found: Survey, offset: int
) -> list[Span]:
    """The lines of a row: what stands together, where it begins, how many lines it takes."""
    blocks = [[found.standing[part.id] for part in each if isinstance(part, model.Block)]
              for each in parts]  # fmt: skip
    sequences = [[name for block in each for name in block] for each in blocks]
    several = any(len(each) > 1 for each in blocks)
    made: list[Span] = []
    line = offset + 1
    for together in bundles(inside, sequences, found.anchors):
        height = 1
        if several:
            mine = frozenset(
                name
                for unit in together
                for name in (*members(unit), *found.anchors.get(unit.id, ()))
            )
            height = max(1, *(sum(not mine.isdisjoint(b) for b in each) for each in blocks))
        if line + height - 1 > LINES and made:
            made[-1] = Span((*made[-1].units, *together), made[-1].line, made[-1].lines)
            continue
        made.append(Span(together, line, height))
        line += height
    return made


def _cell(text: _Text, parts: tuple[model.Part, ...], grid: Grid, scribe: Scribe) -> Cell | None:
    version = text.version
    sides = [side for unit in grid.units for side in unit.sides if side.version == version.id]
    if not parts and not sides:
        return None
    above = _before(parts)
    below = parts[len(above) :]
    anchors = [part for part in parts if isinstance(part, model.Anchor)]
    blocks: list[tuple[Line, model.Block]] = []
    around: list[Inline] = []
    for part in below:
        if isinstance(part, model.Block):
            blocks.append((scribe.line(tuple(around)), part))
            around = []
        elif not isinstance(part, model.Anchor):
            around.append(part)
    return Cell(
        version.id,
        version.lang,
        version.role,
        text.column,
        scribe.line(
            tuple(each for each in above if isinstance(each, model.Forme | model.PageBreak))
        ),
        set_blocks(blocks, grid, scribe, text.spaced),
        scribe.line(tuple(around)),
        _absent(anchors, sides, bool(blocks), scribe),
    )


def _absent(
    anchors: list[model.Anchor], sides: list[Side], present: bool, scribe: Scribe
) -> tuple[Line, ...]:
    """What a version has to say for having nothing here, with the marks of the notes on that."""
    stated = tuple(
        (Absence(anchor.id, anchor.reason), *scribe.marks_on(anchor.id)) for anchor in anchors
    )
    if stated or present:
        return stated
    return tuple((Absence("", side.absent),) for side in sides if side.absent)


# --- names of places ----------------------------------------------------------------------------


@lru_cache(4096)
def label(unit: str) -> str:
    """The number of a unit as the margin shows it: "5", "5.2", "5a"; empty where it has none."""
    numbered = re.fullmatch(r"(p|i|l|c|ps)(\d+[a-z]?)(?:-s(\d+[a-z]?))?", unit)
    if not numbered:
        return ""
    prefix = {"p": "", "i": "", "l": "", "c": "", "ps": "PS "}[numbered[1]]
    return prefix + ".".join(part for part in numbered.group(2, 3) if part)


@lru_cache(4096)
def place(anchor: str) -> str:
    """The kind of place that an id names: "signed" of `fr-signed`, "label" of `en-label-2`."""
    return re.sub(r"^[a-z]{2,3}-(?=[a-z])|-?\d+[a-z]?$", "", anchor)


def _kind(unit: Unit, parts: list[tuple[model.Part, ...]]) -> str:
    """What kind of block a unit joins, by the first that it has."""
    joined = members(unit)
    for each in parts:
        for part in each:
            if isinstance(part, model.Block) and part.id in joined:
                return part.kind
    return ""
