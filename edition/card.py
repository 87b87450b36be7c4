"""A letter in small (Letter -> Card): what the edition keeps in mind of it.

Comes after `align`; letters themselves are not kept, so that ten thousand fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from edition import apparatus, claims, model
from edition.model import (
    ACTIONS,
    CLAIMS,
    COUNTS,
    NEIGHBOURS,
    POINTS,
    SPOKEN,
    TALLY,
    TARGETS,
    Anchor,
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
    Point,
    Quotation,
    Reading,
    Reference,
    Seen,
    Segment,
    Spoken,
    Term,
    Unit,
    Version,
    fingerprint_of,
    nodes,
    packed_anchors,
    packed_seen,
    text,
)
from edition.spans import Located

FIRST_WORDS = 14
PAGE = "."
"""The name of a page among the addresses on it, in its card and in its ledger."""
ABSENT = "absent"


def card(
    letter: Letter,
    units: tuple[Unit, ...],
    texts: Mapping[str, str],
    located: tuple[Located, ...] = (),
    points: tuple[Point, ...] = (),
) -> Card:
    """What the edition keeps in mind of a letter; `texts` is what `model.texts` gives of it,
    `located` where its shifts point, `points` the pointers that leave its file."""
    found = _Found(letter, units, texts)
    numbers = {target: n for n, target in enumerate(dict.fromkeys([p.target for p in points]))}
    return Card(
        id=letter.id,
        file=letter.file,
        title=letter.title,
        date=letter.date,
        texts=tuple([_text(version, texts) for version in letter.versions]),
        missing=tuple([each.role for each in letter.missing]),
        quotations=tuple(found.quotations),
        details=Details(
            packed_anchors(_fingerprints(found.words)),
            packed_seen(found.seen),
            POINTS.packed(tuple([(numbers[p.target], p.attribute, p.at) for p in points])),
            CLAIMS.packed(tuple(found.claims)),
            TARGETS.packed("\n".join(numbers)),
            ACTIONS.packed(letter.actions),
            NEIGHBOURS.packed(letter.neighbours),
            COUNTS.packed(_counts(letter, units, found.readings)),
            TALLY.packed(apparatus.tally(letter)),
            SPOKEN.packed(tuple(_spoken(letter))),
        ),
        changed=max(
            (each.label for each in letter.statements if each.kind == "revision"), default=""
        ),
        apparatus=apparatus.packed(letter, units, texts, located),
    )


def words(letter: Letter, units: tuple[Unit, ...], texts: Mapping[str, str]) -> dict[str, str]:
    """Every address of a letter's page with the words there, "" for what has none of its own.

    `PAGE` is the page itself. What is joined of several texts (a unit, the whole letter) has
    them one a line. A reading gives what stands and what is proposed, a shift its explanation
    and gloss.
    """
    return _Found(letter, units, texts).words


def _fingerprints(words: Mapping[str, str]) -> dict[str, str]:
    return {name: fingerprint_of(each) if each else "" for name, each in words.items()}


class _Found:
    """What is found in the lines of a letter, from its first version to its last shift.

    `words` are the addresses of its page with what stands there.
    """

    def __init__(self, letter: Letter, units: tuple[Unit, ...], texts: Mapping[str, str]) -> None:
        self.letter = letter.id
        self.unit_of = {
            name: unit.id for unit in units for side in unit.sides for name in side.members
        }
        parts = [part for version in letter.versions for part in version.parts]
        self.words = {
            PAGE: "\n".join([texts[part.id] for part in parts if isinstance(part, Block)])
        }
        for unit in units:
            members = [name for side in unit.sides for name in side.members]
            self.words[unit.id] = "\n".join([texts.get(name, "") for name in members])
        self.seen: list[Seen] = []
        self.claims: list[Claim] = []
        self.quotations: list[Claim] = []
        self.readings = 0
        for version in letter.versions:
            self._version(version, texts)
        for note in letter.notes:
            self.words[note.id] = _said_in(note.paragraphs)
            self._line(_whole(note.paragraphs), note.id, note.version)
        for shift in letter.shifts:
            self.words[shift.id] = _said_in((*shift.explanation, *shift.gloss))
        self.words |= dict.fromkeys(_stated(letter), "")
        self.words.pop("", None)

    def _version(self, version: Version, texts: Mapping[str, str]) -> None:
        self.words[version.id] = ""
        for part in version.parts:
            if isinstance(part, Block):
                self.words[part.id] = texts[part.id]
                for node in part.content:
                    if isinstance(node, Segment):
                        self.words[node.id] = texts[node.id]
                        self._line(node.content, node.id, version.id)
                    else:
                        self._line((node,), part.id, version.id)
            elif isinstance(part, Forme):
                self.words[part.id] = text(part.content)
                self._line(part.content, part.id, version.id)
            else:
                self.words[part.id] = ""

    def _line(self, content: Content, holder: str, version: str) -> None:
        """What stands in a line; `holder` is the id of the segment, block, forme or note."""
        for node in nodes(content):
            if take := self._takers.get(type(node)):
                take(self, node, holder, version)

    def _reading(self, node: Reading, holder: str, version: str) -> None:
        read = " / ".join([text(each.content) for each in node.alternatives])
        self.words[node.id] = f"{text(node.stands)}] {read}"
        self.readings += 1
        for each in node.alternatives:
            self._line(each.content, holder, version)

    def _place(self, node: PageBreak | Anchor, holder: str, version: str) -> None:
        if isinstance(node, PageBreak) or node.kind == ABSENT:
            self.words[node.id] = ""

    def _forme(self, node: Forme, holder: str, version: str) -> None:
        self.words[node.id] = text(node.content)

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
            self.quotations.append(Claim(target, "quotation", words, node.at))

    _takers: ClassVar[dict[type[Inline], Callable[[_Found, Any, str, str], None]]] = {
        Reading: _reading,
        PageBreak: _place,
        Anchor: _place,
        Forme: _forme,
        Mention: _mention,
        Term: _term,
        Reference: _reference,
        Quotation: _quotation,
    }


def _stated(letter: Letter) -> Iterator[str]:
    """The ids of what the header states and the page shows: absent versions, rights, hands …"""
    times = Counter(name for version in letter.versions for name in version.decls)
    yield from (missing.id for missing in letter.missing)
    for each in letter.statements:
        if times[each.id] == 1 or (each.kind != "revision" and each.paragraphs):
            yield each.id


def _said_in(paragraphs: tuple[Paragraph, ...]) -> str:
    """The words of several paragraphs, one a line."""
    return "\n".join([text(each.content) for each in paragraphs])


def _whole(paragraphs: tuple[Paragraph, ...]) -> Content:
    """What several paragraphs hold."""
    return tuple([node for each in paragraphs for node in each.content])


MARKS = '“”„«»" \u00a0\u202f'


def _said(target: str, content: Content, at: int) -> Iterator[Claim]:
    """What the words of a reference claim, and its dates; a day that is a date once."""
    dates = [each for each in nodes(content) if isinstance(each, model.Date) and each.when.when]
    for kind, value in claims.said(text(content)):
        if kind != "day" or not dates:
            yield Claim(target, kind, value, at)
    for each in dates:
        yield Claim(target, "date", each.when.when, each.at)


def _text(version: Version, texts: Mapping[str, str]) -> model.Text:
    blocks = [part for part in version.parts if isinstance(part, Block)]
    body = [part for part in blocks if part.kind in ("paragraph", "line", "item")]
    first = texts[(body or blocks)[0].id].split(" ") if blocks else [""]
    words = " ".join(first[:FIRST_WORDS]) + (" …" if len(first) > FIRST_WORDS else "")
    return model.Text(version.id, version.lang, version.role, words)


def _spoken(letter: Letter) -> Iterator[Spoken]:
    """In which languages title, editors' notes and explanations are given."""
    notes = [(note.at, note.paragraphs) for note in letter.notes if note.series == "editorial"]
    shifts = [(shift.at, shift.explanation) for shift in letter.shifts if shift.explanation]
    title = [(letter.title[0].at, letter.title)] if letter.title else []
    for kind, said in (("title", title), ("note", notes), ("explanation", shifts)):
        given = [(at, tuple([each.lang for each in paragraphs])) for at, paragraphs in said]
        ways = {langs for _, langs in given}
        languages = {lang for langs in ways for lang in langs}
        lacking = []
        for lang in sorted(languages - {""}) if len(ways) > 1 else ():
            without = [at for at, langs in given if lang not in langs and "" not in langs]
            lacking += [(lang, len(without), without[0])] if without else []
        if said:
            yield Spoken(kind, len(said), said[0][0], tuple(sorted(languages)), tuple(lacking))


def _counts(letter: Letter, units: tuple[Unit, ...], readings: int) -> tuple[tuple[str, int], ...]:
    return (
        ("blocks", sum([unit.level == "block" for unit in units])),
        ("segments", sum([unit.level == "segment" for unit in units])),
        ("printed", sum([note.series == "printed" for note in letter.notes])),
        ("editorial", sum([note.series == "editorial" for note in letter.notes])),
        ("readings", readings),
        ("shifts", len(letter.shifts)),
    )
