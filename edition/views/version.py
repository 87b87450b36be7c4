"""A version by itself: its text from beginning to end, for whoever wants to read without the other.

The page has the addresses of the letter's page, as far as they are of this version; what leads to
other places of the letter leads to its page. Departures stand there only: they take two sides.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from edition.model import Letter, Unit
from edition.spans import Located
from edition.views import words
from edition.views.endmatter import Note, Proposal, Reading
from edition.views.frame import Anchor, Frame, frame, in_language
from edition.views.letter import About, Column, LetterView, by_series, letter
from edition.views.line import Line
from edition.views.margin import Aside
from edition.views.overview import Surroundings
from edition.views.sheet import Sheet, sheet


class VersionView(Struct, frozen=True):
    """The page of a version. `parallel` leads to the letter's page, `others` to other versions,
    `cite` to the page of the letter's citations, where there is one.
    """

    template: ClassVar[str] = "version.html"

    frame: Frame
    title: Line
    column: Column
    sheet: Sheet
    margin: dict[int, Aside]
    notes: dict[str, tuple[Note, ...]]
    readings: tuple[Reading, ...]
    signs: tuple[str, ...]
    about: tuple[About, ...]
    cite: str
    parallel: Anchor
    others: tuple[tuple[str, Anchor], ...]


class Alone(Struct, frozen=True):
    """A letter of which only one version is left, and its text as a page sets it."""

    whole: Letter
    letter: Letter
    sheet: Sheet


def alone(
    whole: Letter,
    units: tuple[Unit, ...],
    located: tuple[Located, ...],
    version: str,
    spacing: bool = False,
) -> Alone:
    """A letter without its other versions and without departures."""
    versions = tuple(each for each in whole.versions if each.id == version)
    one = replace(whole, versions=versions, shifts=(), missing=())
    shifts = {each.id for each in whole.shifts}
    left = tuple(each for each in located if each.owner not in shifts)
    sided, here = tuple(_sided(units, version)), _parallel(whole)
    return Alone(whole, one, sheet(one, sided, left, here=here, spacing=spacing))


def _sided(units: tuple[Unit, ...], version: str) -> Iterable[Unit]:
    """The units in which a version has something, or an absence, with its side only."""
    for unit in units:
        sides = tuple(side for side in unit.sides if side.version == version)
        if sides:
            yield replace(unit, sides=sides)


def _parallel(letter: Letter) -> str:
    return f"{letter.id}.html"


def version(alone: Alone, around: Surroundings, lang: str) -> VersionView:
    """The page of a version in a language of the interface."""
    one, parallel = alone.letter, _parallel(alone.whole)
    made = letter(one, alone.sheet, around, lang, parallel)
    (column,) = made.columns
    shown = _shown(made)
    return VersionView(
        frame=frame(
            f"letters/{one.id}.{column.version}",
            lang,
            f"{in_language(one.title, lang)} ({column.language})",
            around.settings,
            around.sections[lang],
            around.told,
            around.days,
        ),
        title=made.title,
        column=column,
        sheet=alone.sheet,
        margin=made.margin,
        notes=by_series(each for each in _notes(made) if each.id in shown),
        readings=tuple(_readings(made, shown, parallel)),
        signs=made.signs,
        about=made.about,
        cite=made.cite,
        parallel=Anchor(parallel, "", lang),
        others=tuple(_others(alone.whole, column.version, lang)),
    )


def _notes(made: LetterView) -> Iterable[Note]:
    return chain.from_iterable(made.notes.values())


def _shown(made: LetterView) -> frozenset[str]:
    """The notes that have a mark in the text, or in a note that has one."""
    beside = (slot.href[1:] for aside in made.margin.values() for slot in aside.slots)
    return frozenset((*made.sheet.marks, *beside))


def _readings(made: LetterView, shown: frozenset[str], parallel: str) -> Iterable[Reading]:
    """The readings of the text and of its notes; what they are grounded in is on the other page."""
    notes = {note.id for note in _notes(made)}
    for reading in made.readings:
        if made.sheet.survey.holders.get(reading.id, "") not in notes - shown:
            yield replace(
                reading, proposals=tuple(_elsewhere(each, parallel) for each in reading.proposals)
            )


def _elsewhere(proposal: Proposal, parallel: str) -> Proposal:
    sources = tuple(
        replace(each, href=f"{parallel}{each.href}") if each.href.startswith("#") else each
        for each in proposal.sources
    )
    return replace(proposal, sources=sources)


def _others(whole: Letter, version: str, lang: str) -> Iterable[tuple[str, Anchor]]:
    """The pages of the other versions, each after its role."""
    for each in whole.versions:
        if each.id != version:
            language = words.language(each.lang, lang)
            yield each.role, Anchor(f"{whole.id}.{each.id}.html", language, each.lang)
