"""The parallel text: one row for what answers what, in the order in which every version reads.

A row holds one block unit, or several where they cross or interleave: no version's text is
ever put into another order to fit. Inside a row the sentences stand on numbered lines in the
same way, so that a page can also set sentence beside sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from edition import model
from edition.model import Inline, Letter, Side, Unit, Version
from edition.views.line import (
    Absence,
    Forme,
    Line,
    Part,
    Scribe,
    Segment,
    Tick,
    holds_segment,
    spread,
)
from edition.views.survey import Survey

LINES = 99
"""How many lines of sentences a row can set (one CSS class each); the last holds the rest."""


class Address(Struct, frozen=True):
    """The address of a unit as the margin shows it; `label` is empty where it has no number."""

    id: str
    label: str
    kind: str


class Margin(Struct, frozen=True):
    """The addresses of the sentences that stand together: their place in the row, their lines.

    Places and lines count from 1.
    """

    place: int
    line: int
    lines: int
    addresses: tuple[Address, ...]


class Fragment(Struct, frozen=True):
    """Sentences that stand together, or a whole undivided block; `units` are theirs.

    Fragments of all versions at one place of a row answer each other; 0 is the place of what is
    not divided. Lines count from the first of the block. One sentence alone has its id. Where
    `spaced`, a space follows.
    """

    place: int
    id: str
    lang: str
    units: tuple[str, ...]
    line: int
    lines: int
    content: Line
    spaced: bool


class Block(Struct, frozen=True):
    """A paragraph or another block of one version, from a line of its row on."""

    id: str
    kind: str
    within: tuple[str, ...]
    rend: str
    lang: str
    line: int
    lines: int
    fragments: tuple[Fragment, ...]


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
    """What answers what. The first address is the row's own; `lines` counts all its lines."""

    addresses: tuple[Address, ...]
    sentences: tuple[Margin, ...]
    cells: tuple[Cell, ...]
    lines: int


class Span(Struct, frozen=True):
    """Units whose sentences stand together, from `line` on, over so many lines."""

    units: tuple[Unit, ...]
    line: int
    lines: int


def rows(letter: Letter, units: Sequence[Unit], found: Survey, scribe: Scribe) -> tuple[Row, ...]:
    """The rows of a letter, in reading order."""
    anchors = found.anchors
    blocks = [unit for unit in units if unit.level == "block"]
    children: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.level == "segment":
            children.setdefault(unit.parent, []).append(unit)
    sequences = [[part.id for part in version.parts] for version in letter.versions]
    texts = [_Text(version, column) for column, version in enumerate(letter.versions, 1)]
    made = []
    for together in bundles(blocks, sequences, anchors):
        inside = [child for unit in together for child in children.get(unit.id, ())]
        made.append(_row(together, inside, texts, found, scribe))
    if any(text.next < len(text.version.parts) for text in texts):
        made.append(_row((), [], texts, found, scribe))
    return tuple(made)


# --- order -------------------------------------------------------------------------------------


def bundles(
    units: Sequence[Unit], sequences: Sequence[Sequence[str]], anchors: dict[str, tuple[str, ...]]
) -> list[tuple[Unit, ...]]:
    """The units in reading order; those that cross or interleave in some version together.

    `sequences` are the ids of each version in the order of its text; `anchors` the places where
    a unit has nothing, by the unit's id.
    """
    owner = {
        member: unit for unit in units for member in (*_members(unit), *anchors.get(unit.id, ()))
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


def _members(unit: Unit) -> tuple[str, ...]:
    return tuple(member for side in unit.sides for member in side.members)


# --- one row -----------------------------------------------------------------------------------


class _Text:
    """A version read from its beginning, row after row."""

    def __init__(self, version: Version, column: int) -> None:
        self.version = version
        self.column = column
        self.next = 0

    def until(self, ids: set[str]) -> tuple[model.Part, ...]:
        """The parts up to the last one of those named, which answer a row; all, at the end."""
        parts = self.version.parts
        last = max(
            (place for place in range(self.next, len(parts)) if parts[place].id in ids),
            default=self.next - 1,
        )
        rest = [part for part in parts[last + 1 :] if isinstance(part, model.Block | model.Anchor)]
        end = last + 1 if rest else len(parts)
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
    ids = {name for unit in units for name in (*_members(unit), *anchors.get(unit.id, ()))}
    parts = [text.until(ids) for text in texts]
    offset = int(any(_before(each) for each in parts))
    spans = _spans(inside, parts, found, offset)
    lines = max(offset + _height(parts), *(span.line + span.lines - 1 for span in spans), 0)
    grid = _Grid(units, spans, anchors, offset, lines)
    cells = [_cell(text, each, grid, scribe) for text, each in zip(texts, parts, strict=True)]
    return Row(
        tuple(Address(unit.id, label(unit.id), _kind(unit, parts)) for unit in units),
        tuple(
            Margin(
                place,
                span.line,
                span.lines,
                tuple(Address(unit.id, label(unit.id), "sentence") for unit in span.units),
            )
            for place, span in enumerate(spans, 1)
        ),
        tuple(cell for cell in cells if cell is not None),
        lines,
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
    made: list[Span] = []
    line = offset + 1
    for together in bundles(inside, sequences, found.anchors):
        height = 1
        if any(len(each) > 1 for each in blocks):
            mine = frozenset(name for unit in together for name in _members(unit))
            height = max(1, *(sum(not mine.isdisjoint(b) for b in each) for each in blocks))
        if line + height - 1 > LINES and made:
            made[-1] = Span((*made[-1].units, *together), made[-1].line, made[-1].lines)
            continue
        made.append(Span(together, line, height))
        line += height
    return made


class _Grid(Struct, frozen=True):
    """The lines of a row, as its cells share them; `offset` lines stand before the first block."""

    units: tuple[Unit, ...]
    spans: list[Span]
    anchors: dict[str, tuple[str, ...]]
    offset: int
    lines: int


def _cell(text: _Text, parts: tuple[model.Part, ...], grid: _Grid, scribe: Scribe) -> Cell | None:
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
        _blocks(blocks, grid, scribe),
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


# --- lines inside a row ------------------------------------------------------------------------


def _blocks(
    blocks: list[tuple[Line, model.Block]], grid: _Grid, scribe: Scribe
) -> tuple[Block, ...]:
    """The blocks of one version in a row, each with what begins it, gathered line by line."""
    span_of = {
        name: place
        for place, span in enumerate(grid.spans)
        for unit in span.units
        for name in (*_members(unit), *grid.anchors.get(unit.id, ()))
    }
    lines = [(*first, *spread(scribe.spanned(block.id, block.content))) for first, block in blocks]
    gathered = [_gathered(line, span_of) for line in lines]
    total = Counter(place for each in gathered for place, _ in each)
    used: Counter[int] = Counter()
    made = []
    for number, ((_, block), each) in enumerate(zip(blocks, gathered, strict=True)):
        fragments = []
        for place, content in each:
            if place < 0:
                fragments.append(_whole(block, number, len(blocks), grid, content))
                continue
            span, ahead = grid.spans[place], used[place]
            left = span.lines - ahead if ahead + 1 == total[place] else 1
            units = tuple(unit.id for unit in span.units)
            fragments.append(_fragment(place + 1, units, span.line + ahead, left, content))
            used[place] += 1
        made.append(_set(block, fragments))
    return tuple(made)


def _set(block: model.Block, fragments: list[Fragment]) -> Block:
    """A block with its fragments, their lines counted from its own first."""
    start = min((each.line for each in fragments), default=1)
    end = max((each.line + each.lines for each in fragments), default=start + 1)
    return Block(
        block.id,
        block.kind,
        block.within,
        block.rend,
        block.lang,
        start,
        end - start,
        tuple(msgspec.structs.replace(each, line=each.line - start + 1) for each in fragments),
    )


def _whole(block: model.Block, number: int, count: int, grid: _Grid, content: Line) -> Fragment:
    """An undivided block as one fragment: on its line, the last one down to the row's end."""
    line = grid.offset + 1 + number
    units = tuple(unit.id for unit in grid.units if block.id in _members(unit))
    lines = max(grid.lines - line + 1, 1) if number + 1 == count else 1
    return Fragment(0, "", "", units, line, lines, content, False)


def _fragment(place: int, units: tuple[str, ...], line: int, lines: int, content: Line) -> Fragment:
    """Sentences of a unit as a fragment; one that is alone is the fragment itself."""
    spaced = content[-1] == " "
    if spaced:
        content = content[:-1]
    first = content[0]
    if isinstance(first, Segment) and len(content) == 1:
        return Fragment(place, first.id, first.lang, units, line, lines, first.content, spaced)
    return Fragment(place, "", "", units, line, lines, content, spaced)


def _gathered(line: Iterable[str | Part], span_of: dict[str, int]) -> list[tuple[int, Line]]:
    """A block's line cut where another unit begins: the place of its span, and the parts.

    Space and marks between two sentences stay with the first, page breaks go with the second.
    An undivided block is one piece, at place -1.
    """
    made: list[tuple[int, list[str | Part]]] = []
    waiting: list[str | Part] = []
    for node in line:
        place = span_of.get(_unit_part(node), -1)
        if place < 0 and (not made or isinstance(node, Tick | Forme)):
            waiting.append(node)
        elif place < 0 or (made and made[-1][0] == place):
            made[-1][1].extend((*waiting, node))
            waiting = []
        else:
            made.append((place, [*waiting, node]))
            waiting = []
    if not made:
        return [(-1, tuple(waiting))] if waiting else []
    made[-1][1].extend(waiting)
    return [(place, tuple(parts)) for place, parts in made]


def _unit_part(node: str | Part) -> str:
    """The id of the sentence or absence that a part is or encloses."""
    if isinstance(node, Segment | Absence):
        return node.id
    if holds_segment(node):
        inside = getattr(node, "content", ())
        return next((found for each in inside if (found := _unit_part(each))), "")
    return ""


def label(unit: str) -> str:
    """The number of a unit as the margin shows it: "5", "5.2", "5a"; empty where it has none."""
    numbered = re.fullmatch(r"(p|i|l|c|ps)(\d+[a-z]?)(?:-s(\d+[a-z]?))?", unit)
    if not numbered:
        return ""
    prefix = {"p": "", "i": "", "l": "", "c": "", "ps": "PS "}[numbered[1]]
    return prefix + ".".join(part for part in numbered.group(2, 3) if part)


def place(anchor: str) -> str:
    """The kind of place that an id names: "signed" of `fr-signed`, "label" of `en-label-2`."""
    return re.sub(r"^[a-z]{2,3}-(?=[a-z])|-?\d+[a-z]?$", "", anchor)


def _kind(unit: Unit, parts: list[tuple[model.Part, ...]]) -> str:
    """What kind of block a unit joins, by the first that it has."""
    members = _members(unit)
    for each in parts:
        for part in each:
            if isinstance(part, model.Block) and part.id in members:
                return part.kind
    return ""
