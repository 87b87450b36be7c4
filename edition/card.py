"""A letter in small (Letter -> Card): what the edition keeps in mind of it.

Comes after `align`; letters themselves are not kept, so that ten thousand fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition import apparatus, model
from edition.model import (
    Block,
    Card,
    Claim,
    Letter,
    Mention,
    Quotation,
    Reading,
    Reference,
    Seen,
    Segment,
    Term,
    Unit,
    Version,
    fingerprint,
    fingerprint_of,
    nodes,
    text,
)
from edition.spans import Located

FIRST_WORDS = 14


def card(
    letter: Letter,
    units: tuple[Unit, ...],
    texts: dict[str, str],
    located: tuple[Located, ...] = (),
) -> Card:
    """What the edition keeps in mind of a letter; `texts` is what `model.texts` gives of it,
    `located` where its shifts point."""
    unit_of = {m: unit.id for unit in units for side in unit.sides for m in side.members}
    anchors: dict[str, str] = {unit.id: "" for unit in units}
    seen: list[Seen] = []
    claims: list[Claim] = []
    readings = 0
    for version in letter.versions:
        for part in version.parts:
            anchors[part.id] = fingerprint_of(texts[part.id]) if isinstance(part, Block) else ""
            content = part.content if isinstance(part, Block | model.Forme) else ()
            for node in content:
                holder = node.id if isinstance(node, Segment) else part.id
                if isinstance(node, Segment):
                    anchors[holder] = fingerprint_of(texts[holder])
                for each in _every((node,)):
                    if isinstance(each, Reading):
                        anchors[each.id] = fingerprint(each.stands)
                        readings += 1
                    elif isinstance(each, model.PageBreak):
                        anchors[each.id] = ""
                    else:
                        _take(each, holder, version.id, unit_of, seen)
                        claims += _claims(each, letter.id)
    for note in letter.notes:
        anchors[note.id] = fingerprint(tuple(p for each in note.paragraphs for p in each.content))
        for paragraph in note.paragraphs:
            for each in _every(paragraph.content):
                if isinstance(each, Reading):
                    anchors[each.id] = fingerprint(each.stands)
                    readings += 1
                _take(each, note.id, note.version, unit_of, seen)
                claims += _claims(each, letter.id)
    for shift in letter.shifts:
        anchors[shift.id] = fingerprint(tuple(p for e in shift.explanation for p in e.content))
    anchors.pop("", None)
    return Card(
        id=letter.id,
        file=letter.file,
        title=letter.title,
        date=letter.date,
        actions=letter.actions,
        neighbours=letter.neighbours,
        texts=tuple(_text(version, texts) for version in letter.versions),
        missing=tuple(each.role for each in letter.missing),
        anchors=tuple(anchors.items()),
        seen=tuple(seen),
        points=letter.points,
        claims=tuple(claims),
        counts=_counts(letter, units, readings),
        tally=apparatus.tally(letter),
        apparatus=apparatus.packed(letter, units, texts, located),
    )


def _every(content: model.Content) -> Iterator[model.Inline]:
    """Every value of a content that is not a string, those in the proposals of readings too."""
    for node in nodes(content):
        yield node
        if isinstance(node, Reading):
            for each in node.alternatives:
                yield from _every(each.content)


def _take(
    node: model.Inline,
    holder: str,
    version: str,
    unit_of: dict[str, str],
    seen: list[Seen],
) -> None:
    """Adds a mention or a term to what has been seen."""
    match node:
        case Mention() if node.entry:
            words = text(node.content)
            unit = unit_of.get(holder, "")
            seen.append(Seen(node.register, node.entry, version, holder, unit, words, node.at))
        case Term() if node.entry:
            words = text(node.content)
            unit = unit_of.get(holder, "")
            seen.append(Seen("terms", node.entry, version, holder, unit, words, node.at))


MARKS = '“”«»" \u00a0\u202f'
NUMBERED = re.compile(r"\b(?:foot)?(document|note)\s+(\d+[a-z]?)", re.IGNORECASE)


def _claims(node: model.Inline, letter: str) -> Iterator[Claim]:
    """What a reference or quotation says of its target."""
    match node:
        case Reference():
            yield from _said(node.target, node.content, node.at)
            if node.status:
                yield Claim(node.target, "status", node.status, node.at)
        case Mention(register="documents"):
            yield from _said(f"register/documents.xml#{node.entry}", node.content, node.at)
        case Quotation() if node.source:
            target = f"{letter}.xml{node.source}" if node.source[0] == "#" else node.source
            yield Claim(target, "quotation", text(node.content).strip(MARKS), node.at)


def _said(target: str, content: model.Content, at: int) -> Iterator[Claim]:
    """Numbers of documents and notes, and dates, in the words of a reference."""
    for kind, number in NUMBERED.findall(text(content)):
        yield Claim(target, kind.lower(), number, at)
    for each in nodes(content):
        if isinstance(each, model.Date) and each.when.when:
            yield Claim(target, "date", each.when.when, each.at)


def _text(version: Version, texts: dict[str, str]) -> model.Text:
    whole = [texts[part.id] for part in version.parts if isinstance(part, Block)]
    body = [
        texts[part.id]
        for part in version.parts
        if isinstance(part, Block) and part.kind in ("paragraph", "line", "item")
    ]
    first = (body or whole or [""])[0].split(" ")
    words = " ".join(first[:FIRST_WORDS]) + (" …" if len(first) > FIRST_WORDS else "")
    count = sum(each.count(" ") + 1 for each in whole if each)
    return model.Text(version.id, version.lang, version.role, words, count)


def _counts(letter: Letter, units: tuple[Unit, ...], readings: int) -> tuple[tuple[str, int], ...]:
    return (
        ("blocks", sum(unit.level == "block" for unit in units)),
        ("segments", sum(unit.level == "segment" for unit in units)),
        ("printed", sum(note.series == "printed" for note in letter.notes)),
        ("editorial", sum(note.series == "editorial" for note in letter.notes)),
        ("readings", readings),
        ("shifts", len(letter.shifts)),
    )
