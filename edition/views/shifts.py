"""How a translation departs from its original, as the page of a letter lists it.

Each departure shows the words of every side, leads to their places and says what follows; a
pattern leads to its instances.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from edition.model import Letter, Paragraph
from edition.spans import Located
from edition.views.frame import Anchor, for_language, in_language
from edition.views.line import Line, Scribe, mark_id


class Prose(Struct, frozen=True):
    """A paragraph; `lang` only where it is not the language of the page."""

    lang: str
    content: Line


class Quoted(Struct, frozen=True):
    """The words of one side of a shift, with the address of their mark; empty where there is
    nothing."""

    lang: str
    words: str
    href: str
    label: str


class Departure(Struct, frozen=True):
    """A shift as its list shows it. `weight_id` and `type_id` are the ids of its categories."""

    id: str
    n: str
    type: str
    type_id: str
    weight: str
    weight_id: str
    cause: str
    defensible: bool
    sides: tuple[Quoted, ...]
    explanation: tuple[Prose, ...]
    gloss: tuple[Prose, ...]
    instances: tuple[Anchor, ...]


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
    texts: Mapping[str, str],
    places: Mapping[str, str],
    marks: Mapping[str, tuple[str, ...]],
    lang: str,
) -> tuple[Departure, ...]:
    """The shifts of a letter in the order of the file, for a language of the interface.

    `texts` are the transcribed texts of its segments, `places` the labels of their units, `marks`
    the elements in which the marks of each shift stand, in the order of the marks.
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
            shift.type,
            terms.get(shift.weight, ""),
            shift.weight,
            terms.get(shift.cause, ""),
            shift.defensible,
            tuple(_sides(spans.get(shift.id, []), texts, places, marks.get(shift.id, ()), langs)),
            _prose(shift.explanation, scribe, lang),
            _prose(shift.gloss, scribe, lang),
            tuple(Anchor(f"#{each}", each.removeprefix("shift-")) for each in shift.instances),
        )
        for shift in letter.shifts
    )


def _sides(
    spans: list[Located],
    texts: Mapping[str, str],
    places: Mapping[str, str],
    marks: tuple[str, ...],
    langs: Mapping[str, str],
) -> Iterator[Quoted]:
    """The sides in the order of the pointers; marks are counted in the order of the page."""
    left = list(enumerate(marks, 1))
    for span in spans:
        at = next((each for each in left if each[1] == span.id), None)
        if at is None:
            continue
        left.remove(at)
        yield Quoted(
            langs.get(span.id.partition("-")[0], ""),
            texts.get(span.id, "")[span.start : span.end],
            f"#{mark_id(span.owner, at[0])}",
            places.get(span.id, ""),
        )


def _prose(paragraphs: tuple[Paragraph, ...], scribe: Scribe, lang: str) -> tuple[Prose, ...]:
    return tuple(
        Prose(each.lang if each.lang != lang else "", scribe.prose(each.content, each.lang))
        for each in for_language(paragraphs, lang)
    )
