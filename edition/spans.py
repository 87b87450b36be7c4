"""Where notes and shifts point: quotations become offsets in a segment's transcribed text.

Comes after `align`: every quotation of a letter is found exactly once, or by its index, inside
one identified element (design: the quotation is the address, so a changed text is noticed).
What the explanation of a shift quotes must stand in the letter, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from msgspec import Struct

from edition.claims import stands
from edition.finding import Finding, Findings, Spot
from edition.model import Letter, Note, Paragraph, Shift, Span, text

QUOTED = {"fr": re.compile(r"«\s*(.+?)\s*»"), "de": re.compile(r"[„»](.+?)[“”«]")}
"""Words that an explanation quotes, by its language; meanings stand in the inner marks."""
OTHERWISE = re.compile(r"“(.+?)”")
WANTED = {
    "type": 'Point with @ana to a <category> of <taxonomy xml:id="shift-types">.',
    "weight": 'Point with @ana to a <category> of <taxonomy xml:id="weights">.',
    "explanation": 'Add <note type="explanation">: it says why this is a departure.',
    "resp": 'Say who judges: resp="#editors".',
}
"""What to do about a shift that lacks something."""
SHOWN = 80
"""So much of a text is shown where something does not stand in it."""


class Located(Struct, frozen=True):
    """A span found: the element, and the first and the last offset (exclusive) in its text.

    Offsets count code points of the transcribed text, `words` are those between them; an anchor
    is a place of no length.
    """

    owner: str  # the note or shift
    id: str
    start: int
    end: int
    words: str


def located(letter: Letter, texts: dict[str, str]) -> tuple[tuple[Located, ...], Findings]:
    """All spans of a letter's notes and shifts; a finding for each that is not found once.

    `texts` is what `model.texts` gives of the letter.
    """
    found: list[Located] = []
    findings: list[Finding] = []
    owners: tuple[Note | Shift, ...] = (*letter.notes, *letter.shifts)
    for owner in owners:
        for span in owner.spans:
            whole = texts.get(span.id)
            if whole is None:
                continue
            if not span.quote:
                found.append(Located(owner.id, span.id, 0, len(whole), whole))
                continue
            where = Spot(letter.file, owner.at, "target")
            place = _place(span, whole, where, findings)
            if place is not None:
                found.append(Located(owner.id, span.id, *place, whole[slice(*place)]))
    findings += _shift_findings(letter, texts)
    return tuple(found), tuple(findings)


def _place(span: Span, whole: str, where: Spot, findings: list[Finding]) -> tuple[int, int] | None:
    starts = list(_occurrences(whole, span.quote))
    if not starts or len(starts) < span.index:
        findings.append(_absent(span, whole, where, len(starts)))
        return None
    start = starts[max(span.index, 1) - 1]
    end = start + len(span.quote)
    if len(starts) > 1 and not span.index:
        findings.append(_repeated(span, where, len(starts)))
    elif _within_word(whole, start) or _within_word(whole, end):
        findings.append(_cut(span, whole, where, start, end))
    return start, end


def _within_word(whole: str, at: int) -> bool:
    """Whether a place has letters or figures on both sides; of scripts without case, which may
    write no spaces, that is not known."""
    sides = whole[at - 1 : at + 1] if at else ""
    return len(sides) == 2 and all(each.isdigit() or each.lower() != each.upper() for each in sides)


def _cut(span: Span, whole: str, where: Spot, start: int, end: int) -> Finding:
    while _within_word(whole, start):
        start -= 1
    while _within_word(whole, end):
        end += 1
    return Finding(
        where,
        "quotation-cut",
        f"“{span.quote}” is a part of “{whole[start:end]}” in “{span.id}”",
        f"Quote whole words: “{whole[start:end]}”.",
    )


def _absent(span: Span, whole: str, where: Spot, times: int) -> Finding:
    often = f"; it stands there {times} times, not {span.index}" if times else ""
    return Finding(
        where,
        "quotation-absent",
        f"“{span.quote}” does not stand in “{span.id}”{often}",
        f"Its text {'reads' if len(whole) <= SHOWN else 'begins'}: “{whole[:SHOWN]}”. Quote the "
        "words as they are transcribed.",
    )


def _repeated(span: Span, where: Spot, times: int) -> Finding:
    return Finding(
        where,
        "quotation-repeated",
        f"“{span.quote}” stands {times} times in “{span.id}”",
        f"Quote more words, or say which one: #match({span.id},'…',2).",
    )


def _occurrences(whole: str, quote: str) -> Iterator[int]:
    start = whole.find(quote)
    while start >= 0:
        yield start
        start = whole.find(quote, start + 1)


def _shift_findings(letter: Letter, texts: Mapping[str, str]) -> Iterator[Finding]:
    known = {shift.id for shift in letter.shifts}
    whole = "\n".join(texts.values())
    for shift in letter.shifts:
        yield from _complete(letter, shift)
        if all(span.id in texts for span in shift.spans):
            near = "\n".join([texts[span.id] for span in shift.spans])
            for paragraph in shift.explanation:
                yield from _misquoting(letter, shift, near, whole, paragraph)
        for instance in shift.instances:
            if instance not in known:
                yield Finding(
                    Spot(letter.file, shift.at, "target"),
                    "pattern-instance",
                    f"the pattern “{shift.id}” gathers “{instance}”, which is not a shift here",
                    "".join(
                        f"Did you mean “{near}”? " for near in get_close_matches(instance, known, 1)
                    )
                    + "Point to the ids of shifts of this letter.",
                )


def _complete(letter: Letter, shift: Shift) -> Iterator[Finding]:
    lacking = [
        name
        for name, value in (
            ("type", shift.type),
            ("weight", shift.weight),
            ("explanation", shift.explanation),
            ("resp", shift.resp),
        )
        if not value and not (shift.instances and name in ("type", "weight"))
    ]
    for name in lacking:
        yield Finding(
            Spot(letter.file, shift.at),
            "shift-incomplete",
            f"the shift “{shift.id}” has no {name}",
            WANTED[name],
        )
    versions = [version.id for version in letter.versions]
    sides = {each for span in shift.spans for each in versions if span.id.startswith(f"{each}-")}
    if len(sides) == 1 and len(versions) > 1:
        lacking_sides = " and ".join(f"“{each}”" for each in versions if each not in sides)
        yield Finding(
            Spot(letter.file, shift.at, "target"),
            "shift-incomplete",
            f"the shift “{shift.id}” points to nothing in {lacking_sides}",
            'Point to the words that answer, or to an <anchor type="shift"/> where they lack.',
        )


def _misquoting(
    letter: Letter, shift: Shift, near: str, whole: str, said: Paragraph
) -> Iterator[Finding]:
    """A finding for what an explanation quotes and the letter has not; most of it stands near."""
    marks = QUOTED.get(said.lang.partition("-")[0], OTHERWISE)
    for quote in marks.findall(text(said.content)):
        for words in [part.strip(" ,.;:") for part in quote.split("…")]:
            if not (stands(words, near) or stands(words, whole)):
                yield Finding(
                    Spot(letter.file, said.at, "", words),
                    "quotation-untrue",
                    f"the explanation of “{shift.id}” quotes “{words}”, which is not in the letter",
                    "Quote what is transcribed; set a meaning between other marks: ‘…’, in French "
                    "“…”, in German ‚…‘.",
                )
