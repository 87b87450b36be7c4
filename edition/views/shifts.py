"""How a translation departs from its original, as the page of a letter lists it.

Each departure shows the words of every side, leads to their places and says what follows; a
pattern leads to its instances.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition.model import Letter
from edition.spans import Located
from edition.views.frame import in_language
from edition.views.line import Part, Prose
from edition.views.scribe import Scribe, mark_id


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


def departures(
    letter: Letter,
    located: tuple[Located, ...],
    places: Mapping[str, str],
    marks: Mapping[str, tuple[str, ...]],
    lang: str,
) -> tuple[Departure, ...]:
    """The shifts of a letter in the order of the file, for a language of the interface.

    `places` are the labels of the units of its segments, `marks` the elements in which the marks
    of each shift stand, in the order of the marks.
    """
    scribe = Scribe()
    terms = {each.id: in_language(each.term, lang) for each in letter.categories}
    spans: dict[str, list[Located]] = {}
    for each in located:
        spans.setdefault(each.owner, []).append(each)
    langs = {version.id: version.lang for version in letter.versions}
    return tuple(
        Departure(
            shift.id,
            shift.id.removeprefix("shift-"),
            terms.get(shift.type, ""),
            terms.get(shift.weight, ""),
            shift.weight,
            terms.get(shift.cause, ""),
            shift.defensible,
            tuple(_sides(spans.get(shift.id, []), places, marks.get(shift.id, ()), langs)),
            scribe.paragraphs(shift.explanation, lang),
            scribe.paragraphs(shift.gloss, lang),
            tuple(
                Instance(f"#{each}", each.removeprefix("shift-"), each != shift.instances[-1])
                for each in shift.instances
            ),
        )
        for shift in letter.shifts
    )


def _sides(
    spans: list[Located],
    places: Mapping[str, str],
    marks: tuple[str, ...],
    langs: Mapping[str, str],
) -> Iterator[Quoted]:
    """The sides in the order of the pointers; marks are counted in the order of the page."""
    left = list(enumerate(marks, 1))
    found = []
    for span in spans:
        at = next((each for each in left if each[1] == span.id), None)
        if at is not None:
            left.remove(at)
            found.append((span, at[0]))
    for span, number in found:
        yield Quoted(
            langs.get(span.id.partition("-")[0], ""),
            span.words,
            f"#{mark_id(span.owner, number)}",
            places.get(span.id, ""),
            (span, number) != found[-1],
        )
