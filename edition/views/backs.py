"""The ways back to the marks of notes and readings, the same in every language of the interface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from edition.model import Letter
from edition.views.line import Part
from edition.views.rows import label, place
from edition.views.scribe import mark_id
from edition.views.survey import Survey


class Back(Part, frozen=True):
    """The way back to a mark: its address, the number of the unit or note it stands in, or the
    kind of place where that has no number; the language of the version. `several` where a note
    has more than this one.
    """

    codes = ("place",)

    href: str
    label: str
    place: str
    lang: str
    several: bool = False


def backs(
    letter: Letter, marks: Mapping[str, Iterable[str]], units: Mapping[str, str], found: Survey
) -> dict[str, tuple[Back, ...]]:
    """The ways back of each note and reading, by its id; of several from one place, the first.

    `marks` tells for each note the elements in which its marks stand, `units` which unit joins
    an element.
    """
    notes = {note.id: f"n. {note.n}" for note in letter.notes}
    made: dict[str, tuple[Back, ...]] = {}
    for note in letter.notes:
        ways: dict[tuple[str, str, str], Back] = {}
        for number, element in enumerate(marks.get(note.id, ()), 1):
            back = _back(mark_id(note.id, number), element, units, notes, found)
            ways.setdefault((back.label, back.place, back.lang), back)
        several = len(ways) > 1
        made[note.id] = tuple([replace(each, several=several) for each in ways.values()])
    for reading in found.readings:
        made[reading.id] = (_back(mark_id(reading.id, 1), reading.id, units, notes, found),)
    return made


def _back(
    mark: str, element: str, units: Mapping[str, str], notes: Mapping[str, str], found: Survey
) -> Back:
    """The way back to a mark that stands in or at an element."""
    lang = found.langs.get(element, "")
    number, kind = "", place(element)
    while element and not number:
        unit = units.get(element, "")
        number = label(unit) or notes.get(element, "")
        kind = unit or kind
        element = found.holders.get(element, "")
    return Back(f"#{mark}", number, kind, lang)
