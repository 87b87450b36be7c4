"""How a translation departs from its original, as the page of a letter lists it.

Each departure shows the words of every side, leads to their places and says what follows; a
pattern leads to its instances.
"""

from __future__ import annotations

from collections.abc import Mapping

from edition.model import Letter
from edition.spans import Located
from edition.views.frame import terms
from edition.views.line import Part, Prose
from edition.views.rows import label
from edition.views.scribe import Scribe, mark_id
from edition.views.survey import Survey


class Quoted(Part, frozen=True):
    """The words of one side of a shift, with the address of their mark; empty where there is
    nothing. `more` where another side follows.
    """

    lang: str
    words: str
    href: str
    label: str
    more: bool


class Instance(Part, frozen=True):
    """A shift that a pattern gathers; `more` where another follows."""

    href: str
    n: str
    more: bool


class Departure(Part, frozen=True):
    """A shift as its list shows it; `weight_id` is the id of its category."""

    id: str
    n: str
    type: str
    weight: str
    weight_id: str
    cause: str
    defensible: bool
    sides: tuple[Quoted, ...]
    explanation: tuple[Prose, ...]
    gloss: tuple[Prose, ...]
    instances: tuple[Instance, ...]


def weights(letter: Letter) -> dict[str, str]:
    """The weight of each shift of a letter that is no pattern: major, moderate, minor."""
    return {
        shift.id: shift.weight.removeprefix("weight-")
        for shift in letter.shifts
        if not shift.instances
    }


def sides(
    letter: Letter,
    located: tuple[Located, ...],
    marks: Mapping[str, tuple[str, ...]],
    units: Mapping[str, str],
    found: Survey,
) -> dict[str, tuple[Quoted, ...]]:
    """What each shift quotes, side by side; the same in every language of the interface.

    `marks` are the elements in which the marks of each shift stand, in the order of the marks;
    `units` tells which unit joins an element.
    """
    if not letter.shifts:
        return {}
    spans: dict[str, list[Located]] = {}
    for each in located:
        spans.setdefault(each.owner, []).append(each)
    langs = {version.id: version.lang for version in letter.versions}
    made: dict[str, tuple[Quoted, ...]] = {}
    for shift in letter.shifts:
        marked = _marked(spans.get(shift.id, []), marks.get(shift.id, ()))
        made[shift.id] = tuple(
            Quoted(
                langs.get(span.id.partition("-")[0], ""),
                span.words,
                f"#{mark_id(span.owner, number)}",
                label(units.get(span.id) or units.get(found.holders.get(span.id, ""), "")),
                (span, number) != marked[-1],
            )
            for span, number in marked
        )
    return made


def _marked(spans: list[Located], marks: tuple[str, ...]) -> list[tuple[Located, int]]:
    """The sides in the order of the pointers, each with the number of its mark; marks are counted
    in the order of the page.
    """
    left = list(enumerate(marks, 1))
    found = []
    for span in spans:
        at = next((each for each in left if each[1] == span.id), None)
        if at is not None:
            left.remove(at)
            found.append((span, at[0]))
    return found


def departures(
    letter: Letter, sides: Mapping[str, tuple[Quoted, ...]], lang: str
) -> tuple[Departure, ...]:
    """The shifts of a letter in the order of the file, for a language of the interface."""
    scribe = Scribe()
    named = {name for each in letter.shifts for name in (each.type, each.weight, each.cause)}
    called = terms(letter, named, lang)
    return tuple(
        Departure(
            shift.id,
            shift.id.removeprefix("shift-"),
            called.get(shift.type, ""),
            called.get(shift.weight, ""),
            shift.weight,
            called.get(shift.cause, ""),
            shift.defensible,
            sides[shift.id],
            scribe.paragraphs(shift.explanation, lang),
            scribe.paragraphs(shift.gloss, lang),
            tuple(
                Instance(f"#{each}", each.removeprefix("shift-"), each != shift.instances[-1])
                for each in shift.instances
            ),
        )
        for shift in letter.shifts
    )
