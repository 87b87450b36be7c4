"""The text of a letter as its pages set it: made once, for all languages of the interface."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from edition import model
from edition.model import Letter, Unit
from edition.spans import Located
from edition.views.backs import Back, backs
from edition.views.margin import ALONE, SINGLE, Places, Widths, places
from edition.views.marking import Range
from edition.views.rows import Row, rows
from edition.views.scribe import SPOKEN, Scribe
from edition.views.shifts import Quoted, sides, weights
from edition.views.survey import Survey, survey

HOME = "../"
"""From the page of a letter to the other pages of its language."""


class Sheet(Struct, frozen=True):
    """The text of a letter as its page sets it, the same in every language of the interface.

    `marks` tells for each note the elements in which its marks stand; `signs` are the kinds of
    signs used. `spoken` where words of the interface stand in the text after all. `backs` are the
    ways back to the marks of notes and readings, `sides` what departures quote; `places` are where
    notes belong in the margin.
    """

    rows: tuple[Row, ...]
    marks: dict[str, tuple[str, ...]]
    signs: frozenset[str]
    spoken: bool
    survey: Survey
    backs: dict[str, tuple[Back, ...]]
    sides: dict[str, tuple[Quoted, ...]]
    places: Places


def sheet(
    letter: Letter,
    units: tuple[Unit, ...],
    located: tuple[Located, ...],
    altered: Collection[str] = (),
    here: str = "",
    spacing: bool = False,
) -> Sheet:
    """The text of a letter, row by row, with its marks; made once for all languages.

    `altered` are the addresses whose text was changed after its release; `here` is the page of
    the letter, where the text stands on another; `spacing` whether French has its own.
    """
    found = survey(letter)
    ranges, whole = _ranges(letter, located), _whole(letter, located)
    scribe = Scribe(HOME, by_id(letter), ranges, whole, weights(letter), altered, here)
    made = rows(letter, units, found, scribe, spacing)
    unit_of = {name: unit.id for unit in units for side in unit.sides for name in side.members}
    marks = {note: tuple(elements) for note, elements in scribe.marks.items()}
    return Sheet(
        made,
        marks,
        frozenset(scribe.signs),
        not SPOKEN.isdisjoint(scribe.signs),
        found,
        backs(letter, marks, unit_of, found),
        sides(letter, located, marks, unit_of, found),
        places(made, _widths(letter)),
    )


def _widths(letter: Letter) -> Widths:
    """How wide the page sets a letter and its margin."""
    if letter.missing:
        return ALONE
    return Widths() if len(letter.versions) > 1 else SINGLE


def by_id(letter: Letter) -> dict[str, model.Note]:
    """The notes of a letter by their ids."""
    return {note.id: note for note in letter.notes}


def _ranges(letter: Letter, located: tuple[Located, ...]) -> dict[str, tuple[Range, ...]]:
    """What points into a block or sentence, by the id of that."""
    notes = {note.id for note in letter.notes}
    made: dict[str, tuple[Range, ...]] = {}
    for each in located:
        if not each.end and each.owner in notes:
            continue
        found = Range(each.start, each.end, each.owner, each.end > 0)
        made[each.id] = (*made.get(each.id, ()), found)
    return made


def _whole(letter: Letter, located: tuple[Located, ...]) -> dict[str, tuple[str, ...]]:
    """The notes on what has no text (a reading, a page, a forme, an absence), by its id."""
    done = {(each.owner, each.id) for each in located if each.end}
    made: dict[str, tuple[str, ...]] = {}
    for note in letter.notes:
        for span in note.spans:
            if (note.id, span.id) not in done:
                made[span.id] = (*made.get(span.id, ()), note.id)
    return made


def on_notes(letter: Letter) -> dict[str, tuple[str, ...]]:
    """The editors' notes on notes, by the id of the note they are on."""
    notes = {note.id for note in letter.notes}
    return {name: on for name, on in _whole(letter, ()).items() if name in notes}
