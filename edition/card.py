"""A letter in small (Letter -> Card): what the edition keeps in mind of it.

Comes after `align`; letters themselves are not kept, so that ten thousand fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from edition import apparatus, model
from edition.model import (
    POINTS,
    SEEN,
    Block,
    Card,
    Claim,
    Content,
    Details,
    Forme,
    Inline,
    Letter,
    Mention,
    PageBreak,
    Paragraph,
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
    packed_anchors,
    text,
)
from edition.spans import Located

FIRST_WORDS = 14


def card(
    letter: Letter,
    units: tuple[Unit, ...],
    texts: Mapping[str, str],
    located: tuple[Located, ...] = (),
) -> Card:
    """What the edition keeps in mind of a letter; `texts` is what `model.texts` gives of it,
    `located` where its shifts point."""
    found = _Found(letter, units, texts)
    return Card(
        id=letter.id,
        file=letter.file,
        title=letter.title,
        date=letter.date,
        actions=letter.actions,
        neighbours=letter.neighbours,
        texts=tuple([_text(version, texts) for version in letter.versions]),
        missing=tuple([each.role for each in letter.missing]),
        targets=tuple(dict.fromkeys([point.target for point in letter.points])),
        claims=tuple(found.claims),
        counts=_counts(letter, units, found.readings),
        details=Details(
            packed_anchors(found.anchors),
            SEEN.packed(tuple(found.seen)),
            POINTS.packed(letter.points),
        ),
        tally=apparatus.tally(letter),
        apparatus=apparatus.packed(letter, units, texts, located),
    )


class _Found:
    """What is found in the lines of a letter, from its first version to its last shift.

    `anchors` are the addresses of its page with the fingerprint of what stands there.
    """

    def __init__(self, letter: Letter, units: tuple[Unit, ...], texts: Mapping[str, str]) -> None:
        self.letter = letter.id
        self.unit_of = {m: unit.id for unit in units for side in unit.sides for m in side.members}
        self.anchors = {unit.id: "" for unit in units}
        self.seen: list[Seen] = []
        self.claims: list[Claim] = []
        self.readings = 0
        self._takers: dict[type[Inline], Callable[[Any, str, str], None]] = {
            Reading: self._reading,
            PageBreak: self._page,
            Mention: self._mention,
            Term: self._term,
            Reference: self._reference,
            Quotation: self._quotation,
        }
        for version in letter.versions:
            self._version(version, texts)
        for note in letter.notes:
            self.anchors[note.id] = fingerprint(_whole(note.paragraphs))
            self._line(_whole(note.paragraphs), note.id, note.version)
        for shift in letter.shifts:
            self.anchors[shift.id] = fingerprint(_whole(shift.explanation))
        self.anchors.pop("", None)

    def _version(self, version: Version, texts: Mapping[str, str]) -> None:
        for part in version.parts:
            self.anchors[part.id] = ""
            if isinstance(part, Block):
                self.anchors[part.id] = fingerprint_of(texts[part.id])
                for node in part.content:
                    if isinstance(node, Segment):
                        self.anchors[node.id] = fingerprint_of(texts[node.id])
                        self._line(node.content, node.id, version.id)
                    else:
                        self._line((node,), part.id, version.id)
            elif isinstance(part, Forme):
                self._line(part.content, part.id, version.id)

    def _line(self, content: Content, holder: str, version: str) -> None:
        """What stands in a line; `holder` is the id of the segment, block, forme or note."""
        for node in nodes(content):
            if take := self._takers.get(type(node)):
                take(node, holder, version)

    def _reading(self, node: Reading, holder: str, version: str) -> None:
        self.anchors[node.id] = fingerprint(node.stands)
        self.readings += 1
        for each in node.alternatives:
            self._line(each.content, holder, version)

    def _page(self, node: PageBreak, holder: str, version: str) -> None:
        self.anchors[node.id] = ""

    def _mention(self, node: Mention, holder: str, version: str) -> None:
        if node.entry:
            self._see(node.register, node, holder, version)
            if node.register == "documents":
                target = f"register/documents.xml#{node.entry}"
                self.claims += _said(target, node.content, node.at)

    def _term(self, node: Term, holder: str, version: str) -> None:
        if node.entry:
            self._see("terms", node, holder, version)

    def _see(self, register: str, node: Mention | Term, holder: str, version: str) -> None:
        unit = self.unit_of.get(holder, "")
        words = text(node.content)
        self.seen.append(Seen(register, node.entry, version, holder, unit, words))

    def _reference(self, node: Reference, holder: str, version: str) -> None:
        self.claims += _said(node.target, node.content, node.at)
        if node.status:
            self.claims.append(Claim(node.target, "status", node.status, node.at))

    def _quotation(self, node: Quotation, holder: str, version: str) -> None:
        if node.source:
            here = node.source.startswith("#")
            target = f"{self.letter}.xml{node.source}" if here else node.source
            words = text(node.content).strip(MARKS)
            self.claims.append(Claim(target, "quotation", words, node.at))


def _whole(paragraphs: tuple[Paragraph, ...]) -> Content:
    """What several paragraphs hold."""
    return tuple([node for each in paragraphs for node in each.content])


MARKS = '“”«»" \u00a0\u202f'
NUMBERED = re.compile(r"\b(?:foot)?(document|note)\s+(\d+[a-z]?)", re.IGNORECASE)


def _said(target: str, content: Content, at: int) -> Iterator[Claim]:
    """Numbers of documents and notes, and dates, in the words of a reference."""
    for kind, number in NUMBERED.findall(text(content)):
        yield Claim(target, kind.lower(), number, at)
    for each in nodes(content):
        if isinstance(each, model.Date) and each.when.when:
            yield Claim(target, "date", each.when.when, each.at)


def _text(version: Version, texts: Mapping[str, str]) -> model.Text:
    blocks = [part for part in version.parts if isinstance(part, Block)]
    body = [part for part in blocks if part.kind in ("paragraph", "line", "item")]
    first = texts[(body or blocks)[0].id].split(" ") if blocks else [""]
    words = " ".join(first[:FIRST_WORDS]) + (" …" if len(first) > FIRST_WORDS else "")
    return model.Text(version.id, version.lang, version.role, words)


def _counts(letter: Letter, units: tuple[Unit, ...], readings: int) -> tuple[tuple[str, int], ...]:
    return (
        ("blocks", sum([unit.level == "block" for unit in units])),
        ("segments", sum([unit.level == "segment" for unit in units])),
        ("printed", sum([note.series == "printed" for note in letter.notes])),
        ("editorial", sum([note.series == "editorial" for note in letter.notes])),
        ("readings", readings),
        ("shifts", len(letter.shifts)),
    )
