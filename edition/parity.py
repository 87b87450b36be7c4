"""Parity: who, when and how many are the same on both sides of a sentence, or a shift says so.

Comes after `spans`. Names and references by their entry, dates by their day, numbers by their
value are compared between the sides of every segment unit, and of block units without segments.
What nothing answers names the shift that says so; nothing else excuses a difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, cast

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
    nested,
    text,
)
from edition.spans import Located

FIGURES = re.compile(r"\d+")

Stating = Mention | Date | Number


def findings(
    letter: Letter, units: tuple[Unit, ...], texts: Mapping[str, str], located: tuple[Located, ...]
) -> Findings:
    """A finding for whatever one side of a unit states more often than another.

    `texts` is what `model.texts` gives of the letter.
    """
    parts = {part.id: part for part in _parts(letter)}
    every = {name: _stated(part.content) for name, part in parts.items()}
    stated = {name: [each for each in said if not each[1].shift] for name, said in every.items()}
    often = Counter(value for said in stated.values() for value, _ in said)
    found: list[Finding] = []
    lacking: list[_Lack] = []
    for unit in units:
        sides = [
            [each for member in side.members for each in stated.get(member, ())]
            for side in unit.sides
            if side.members
        ]
        if not any(sides):
            continue
        said = [sorted([value for value, _ in side]) for side in sides]
        if said.count(said[0]) == len(said):
            continue
        lacks = []
        for value in sorted({value for side in sides for value, _ in side}):
            stating = [[node for each, node in side if each == value] for side in sides]
            bearers, answers = max(stating, key=len), min(map(len, stating))
            if len(bearers) > answers:
                lacks.append(_Lack(value, stating.index(bearers), bearers, answers))
        found += _told(letter, unit, lacks, often)
        lacking += lacks
    naming = [parts[name] for name, said in every.items() if len(said) > len(stated[name])]
    told = {each.value for each in lacking}
    return (
        *found,
        *_elsewhere(letter, naming, located),
        *_unmarked(letter, parts.values(), texts, told),
    )


def _parts(letter: Letter) -> Iterator[Block | Segment]:
    """The segments of a letter, and its blocks without segments."""
    for version in letter.versions:
        for part in version.parts:
            if type(part) is Block:
                yield from [node for node in part.content if type(node) is Segment] or (part,)


class _Lack(Struct, frozen=True):
    """What one side states, by the number of the side, and how often the other does."""

    value: str
    side: int
    bearers: list[Stating]
    answers: int

    @property
    def kind(self) -> str:
        return STATED[type(self.bearers[-1])][0]


def _told(
    letter: Letter, unit: Unit, lacks: list[_Lack], often: Mapping[str, int]
) -> Iterator[Finding]:
    """A finding for each thing lacking; one where two sides have one thing each instead."""
    for kind in sorted({lack.kind for lack in lacks}):
        alike = [lack for lack in lacks if lack.kind == kind]
        if len(alike) == 2 and alike[0].side != alike[1].side:
            # What is said less often in the letter is more likely to be the slip.
            alike.sort(key=lambda lack: (often[lack.value], -lack.side))
            yield _differing(letter, unit, *alike)
        else:
            yield from (_missing(letter, unit, lack.bearers, lack.answers) for lack in alike)


def _differing(letter: Letter, unit: Unit, here: _Lack, there: _Lack) -> Finding:
    first, second = here.bearers[-1], there.bearers[-1]
    return Finding(
        Spot(letter.file, first.at),
        f"parity-{here.kind}",
        f"“{text((first,))}” is “{here.value.lstrip('=')}” here, and on the other side of "
        f"“{unit.id}” “{text((second,))}” is “{there.value.lstrip('=')}”",
        "Mend the one that is wrong; or record the difference as a shift, and let the words of "
        'both sides name it: corresp="#shift-…".',
        Spot(letter.file, second.at),
    )


def _missing(letter: Letter, unit: Unit, bearers: list[Stating], answers: int) -> Finding:
    last = bearers[-1]
    often = f"; it has {answers} for {len(bearers)}" if answers else ""
    return Finding(
        Spot(letter.file, last.at),
        f"parity-{STATED[type(last)][0]}",
        f"“{text((last,))}” has no answer on the other side of “{unit.id}”{often}",
        f"{_answer(last)}; or record the difference as a shift, and let these words name it: "
        'corresp="#shift-…".',
    )


def _answer(stated: Stating) -> str:
    """What to write round the words that answer something."""
    match stated:
        case Number():
            return f'Mark the number that answers it: <num value="{stated.value}">'
        case Date():
            return f'Mark the date that answers it: <date when="{_day(stated)}">'
        case _:
            return "Mark the words that answer it (a pronoun too: <rs>)"


# --- what is stated ----------------------------------------------------------------------------


def _entity(mention: Mention) -> str | None:
    return f"{mention.register}#{mention.entry}" if mention.entry else None


def _day(date: Date) -> str:
    return date.when.begins


def _amount(number: Number) -> str:
    return f"={Decimal(number.value).normalize():f}"


STATED: dict[type, tuple[str, Callable[[Any], str | None]]] = {
    Mention: ("entity", _entity),
    Date: ("date", _day),
    Number: ("number", _amount),
}


def _stated(content: Content) -> list[tuple[str, Stating]]:
    """What a content states, with the words that state it."""
    found: list[tuple[str, Stating]] = []
    for node in content:
        kind = type(node)
        if kind is str or kind in SILENT:
            continue
        if kind in STATED and (value := STATED[kind][1](node)) is not None:
            found.append((value, cast(Stating, node)))
        if within := nested(node):
            found += _stated(within)
    return found


# --- what shifts declare -----------------------------------------------------------------------


def _elsewhere(
    letter: Letter, parts: Iterable[Block | Segment], located: tuple[Located, ...]
) -> Iterator[Finding]:
    """A finding for whatever names a shift that does not touch it."""
    for part in parts:
        for node, start, end in _placed(part.content, 0):
            shift = node.shift if type(node) in STATED else ""
            if shift and not any(
                span.owner == shift and span.id == part.id and span.start < end and start < span.end
                for span in located
            ):
                yield Finding(
                    Spot(letter.file, node.at, "corresp"),
                    "parity-shift",
                    f"“{text((node,))}” names “{shift}” for its answer, which does not touch it",
                    "Name the shift whose words on this side are these, or hold them.",
                )


def _placed(content: Content, start: int) -> Iterator[tuple[Any, int, int]]:
    """The elements of a content: where they begin and end in its transcribed text."""
    for node in content:
        end = start + len(text((node,)))
        if not isinstance(node, str):
            yield node, start, end
            yield from _placed(inside(node) if type(node) not in SILENT else (), start)
        start = end


# --- figures -----------------------------------------------------------------------------------


def _unmarked(
    letter: Letter, parts: Iterable[Block | Segment], texts: Mapping[str, str], told: Container[str]
) -> Iterator[Finding]:
    """Figures that are neither a date nor a number, and of which nothing is told yet."""
    if len(letter.versions) < 2:
        return
    for part in parts:
        for figures in _loose(part.content) if FIGURES.search(texts[part.id]) else ():
            if f"={figures}" in told:
                continue
            yield Finding(
                Spot(letter.file, part.at, "", figures),
                "number-unmarked",
                f"“{figures}” in “{part.id}” is neither marked as a number nor as a date",
                f'Write <num value="{figures}">, or <date when="…">, on both sides.',
            )


def _loose(content: Content) -> Iterator[str]:
    for node in content:
        if type(node) is str:
            yield from FIGURES.findall(node)
        elif type(node) not in SILENT and not isinstance(node, Date | Number | Idno):
            yield from _loose(inside(node))
