"""Parity: who, when and how many are the same on both sides of a sentence, or a shift says so.

Comes after `spans`. Names and references by their entry, dates by their day, numbers by their
value are compared between the sides of every segment unit, and of block units without segments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from edition.finding import Finding, Findings, Spot
from edition.model import (
    SILENT,
    Block,
    Content,
    Date,
    Idno,
    Letter,
    Mention,
    Number,
    Segment,
    Unit,
    inside,
    text,
)
from edition.spans import Located

FIGURES = re.compile(r"\d+")


class Stated(Struct, frozen=True):
    """Something that a sentence states: its kind and value, the words, their place in the text."""

    kind: str  # entity, date, number
    value: str
    words: str
    start: int
    end: int
    at: int


def findings(letter: Letter, units: tuple[Unit, ...], located: tuple[Located, ...]) -> Findings:
    """A finding for whatever one side of a unit states more often than another."""
    stated = _all_stated(letter)
    shifted = _shifted(letter, located)
    found: list[Finding] = []
    for unit in units:
        sides = [_by_value(side.members, stated) for side in unit.sides if side.members]
        for value in sorted({value for side in sides for value in side}):
            bearers = max((side.get(value, []) for side in sides), key=len)
            answers = min(len(side.get(value, [])) for side in sides)
            if len(bearers) > answers and not _declared(bearers, unit, shifted, stated):
                found.append(_missing(letter, unit, bearers, answers))
    return (*found, *_unmarked(letter))


def _by_value(
    members: tuple[str, ...], stated: dict[str, tuple[Stated, ...]]
) -> dict[str, list[Stated]]:
    """What a side states, by what it is."""
    found: dict[str, list[Stated]] = {}
    for member in members:
        for each in stated.get(member, ()):
            found.setdefault(each.value, []).append(each)
    return found


def _missing(letter: Letter, unit: Unit, bearers: list[Stated], answers: int) -> Finding:
    last = bearers[-1]
    often = f"; it has {answers} for {len(bearers)}" if answers else ""
    return Finding(
        Spot(letter.file, last.at),
        f"parity-{last.kind}",
        f"“{last.words}” has no answer on the other side of “{unit.id}”{often}",
        "Mark the words that answer it (a pronoun too: <rs>), or record the difference as a shift.",
    )


def _declared(
    bearers: list[Stated],
    unit: Unit,
    shifted: dict[str, list[tuple[int, int]]],
    stated: dict[str, tuple[Stated, ...]],
) -> bool:
    """Whether a shift touches the words that have no answer."""
    return any(
        start < each.end and each.start < end
        for side in unit.sides
        for member in side.members
        for each in stated.get(member, ())
        if each in bearers
        for start, end in shifted.get(member, ())
    )


def _shifted(letter: Letter, located: tuple[Located, ...]) -> dict[str, list[tuple[int, int]]]:
    """The stretches that shifts touch, by segment."""
    shifts = {shift.id for shift in letter.shifts}
    found: dict[str, list[tuple[int, int]]] = {}
    for span in located:
        if span.owner in shifts:
            found.setdefault(span.id, []).append((span.start, span.end))
    return found


# --- what is stated ----------------------------------------------------------------------------


def _all_stated(letter: Letter) -> dict[str, tuple[Stated, ...]]:
    """What every segment, and every block without segments, states."""
    return {holder: tuple(_stated(content, 0)) for _, holder, content, _ in _holders(letter)}


def _holders(letter: Letter) -> Iterator[tuple[str, str, Content, int]]:
    for version in letter.versions:
        for part in version.parts:
            if not isinstance(part, Block):
                continue
            segments = [node for node in part.content if isinstance(node, Segment)]
            for each in segments or (part,):
                yield version.id, each.id, each.content, each.at


def _stated(content: Content, start: int) -> Iterator[Stated]:
    for node in content:
        if type(node) is str:
            start += len(node)
            continue
        if type(node) in SILENT:
            continue
        words = text((node,))
        end = start + len(words)
        match node:
            case Mention() if node.entry:
                value = f"{node.register}#{node.entry}"
                yield Stated("entity", value, words, start, end, node.at)
            case Date():
                when = node.when.when or node.when.not_before or node.when.not_after
                yield Stated("date", when, words, start, end, node.at)
            case Number():
                yield Stated("number", f"={node.value}", words, start, end, node.at)
        yield from _stated(inside(node), start)
        start = end


def _unmarked(letter: Letter) -> Iterator[Finding]:
    """Figures that are neither a date nor a number: nothing could compare them."""
    if len(letter.versions) < 2:
        return
    for _, holder, content, at in _holders(letter):
        for figures in _loose(content):
            yield Finding(
                Spot(letter.file, at, "", figures),
                "number-unmarked",
                f"“{figures}” in “{holder}” is neither marked as a number nor as a date",
                f'Write <num value="{figures}">, or <date when="…">, on both sides.',
            )


def _loose(content: Content) -> Iterator[str]:
    for node in content:
        if type(node) is str:
            yield from FIGURES.findall(node)
        elif type(node) not in SILENT and not isinstance(node, Date | Number | Idno):
            yield from _loose(inside(node))
