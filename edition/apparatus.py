"""A letter's shifts and readings in small (Letter -> bytes): what the edition's lists show of them.

Comes after `spans` and before `card`, which keeps it packed: a letter may have hundreds of shifts,
and at ten thousand letters nearly all are counted, not shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from edition.model import (
    Content,
    Forme,
    Letter,
    Paragraph,
    Reading,
    Segment,
    Shift,
    Unit,
    nested,
    text,
)
from edition.packing import Packing
from edition.spans import Located

LONGEST = 72
"""Words of a text are shown up to so many characters."""


class Row(Struct, frozen=True, array_like=True):
    """A line of a list."""


class Departed(Row, frozen=True):
    """A shift: its unit, and the words of each side as (version, words), empty for nothing."""

    id: str
    type: str
    weight: str
    cause: str
    defensible: bool
    unit: str
    sides: tuple[tuple[str, str], ...]


class Pattern(Row, frozen=True):
    """A pattern of shifts: its instances, and its first sentence by language."""

    id: str
    instances: tuple[str, ...]
    title: dict[str, str]


class Proposed(Row, frozen=True):
    """What a reading puts beside what stands: by whom, how certain, on what grounds (ids)."""

    words: str
    resp: tuple[str, ...]
    cert: str
    sources: tuple[str, ...]


class Read(Row, frozen=True):
    """A reading: the version and the sentence, block, forme or note it stands in."""

    id: str
    kind: str
    version: str
    where: str
    unit: str
    stands: str
    proposals: tuple[Proposed, ...]
    agent: str
    reason: str
    extent: str


class Apparatus(Row, frozen=True):
    """The apparatus of a letter in the order of its file.

    `terms` say what the categories used are called, by id and language, in the order of their
    taxonomies; `names` who is responsible, and what witnesses are called, by id.
    """

    shifts: tuple[Departed, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    readings: tuple[Read, ...] = ()
    terms: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}


_PACKING = Packing(Apparatus, Apparatus())


def packed(
    letter: Letter,
    units: tuple[Unit, ...],
    texts: Mapping[str, str],
    located: tuple[Located, ...],
) -> bytes:
    """The apparatus of a letter; empty where it has none. `texts` is `model.texts` of it."""
    unit_of = {name: unit.id for unit in units for side in unit.sides for name in side.members}
    readings = tuple(_readings(letter, unit_of))
    spans: dict[str, list[Located]] = {}
    for each in located:
        spans.setdefault(each.owner, []).append(each)
    versions = tuple(version.id for version in letter.versions)
    shifts = tuple(
        _departed(shift, spans.get(shift.id, []), unit_of, texts, versions)
        for shift in letter.shifts
        if not shift.instances
    )
    patterns = tuple(_pattern(shift) for shift in letter.shifts if shift.instances)
    return _PACKING.packed(
        Apparatus(
            shifts, patterns, readings, _terms(letter, shifts, readings), _names(letter, readings)
        )
    )


def unpacked(data: bytes) -> Apparatus:
    """The apparatus that was packed."""
    return _PACKING.unpacked(data)


def tally(letter: Letter) -> tuple[tuple[str, str, bool, int], ...]:
    """How many shifts a letter has of each type and weight, and whether they are defensible."""
    found = Counter(
        (shift.type, shift.weight, shift.defensible)
        for shift in letter.shifts
        if not shift.instances
    )
    return tuple((*kind, number) for kind, number in sorted(found.items()))


# --- shifts ------------------------------------------------------------------------------------


def _departed(
    shift: Shift,
    spans: Iterable[Located],
    unit_of: dict[str, str],
    texts: Mapping[str, str],
    versions: tuple[str, ...],
) -> Departed:
    sides: dict[str, list[str]] = {}
    unit = ""
    for span in spans:
        version = next((each for each in versions if span.id.startswith(f"{each}-")), "")
        sides.setdefault(version, []).append(texts[span.id][span.start : span.end])
        unit = unit or unit_of.get(span.id, "")
    return Departed(
        shift.id,
        shift.type,
        shift.weight,
        shift.cause,
        shift.defensible,
        unit,
        tuple((version, shortened(" … ".join(words))) for version, words in sides.items()),
    )


def shortened(words: str) -> str:
    """Words up to a length, cut between two of them."""
    if len(words) <= LONGEST:
        return words
    kept = words[: LONGEST - 1]
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:") + " …"


def _pattern(shift: Shift) -> Pattern:
    titles: dict[str, str] = {}
    for paragraph in shift.explanation:
        first, _, _ = text(paragraph.content).partition(". ")
        titles.setdefault(paragraph.lang, first.rstrip("."))
    return Pattern(shift.id, shift.instances, titles)


# --- readings ----------------------------------------------------------------------------------


def _readings(letter: Letter, unit_of: dict[str, str]) -> Iterator[Read]:
    """The readings of the versions, then those of the notes."""
    for version in letter.versions:
        for part in version.parts:
            for reading, where in _inside(part.content, part.id):
                yield _read(reading, version.id, where, unit_of)
    for note in letter.notes:
        for paragraph in note.paragraphs:
            for reading, where in _inside(paragraph.content, note.id):
                yield _read(reading, note.version, where, unit_of)


def _inside(content: Content, where: str) -> list[tuple[Reading, str]]:
    """The readings of a content, each with the sentence or forme that it stands in, or `where`."""
    found: list[tuple[Reading, str]] = []
    for node in content:
        kind = type(node)
        if kind is Reading:
            found.append((node, where))  # type: ignore[arg-type]  # it is one: `kind`
        if kind is not str and (within := nested(node)):
            own = node.id if isinstance(node, Segment | Forme) else where
            found += _inside(within, own)
    return found


def _read(reading: Reading, version: str, where: str, unit_of: dict[str, str]) -> Read:
    return Read(
        reading.id,
        reading.kind,
        version,
        where,
        unit_of.get(where, ""),
        shortened(text(reading.stands)),
        tuple(
            Proposed(shortened(text(each.content)), each.resp, each.cert, each.source)
            for each in reading.alternatives
        ),
        reading.agent,
        reading.reason,
        reading.extent,
    )


# --- what things are called --------------------------------------------------------------------


def _terms(
    letter: Letter, shifts: tuple[Departed, ...], readings: tuple[Read, ...]
) -> dict[str, dict[str, str]]:
    used = {name for each in shifts for name in (each.type, each.weight, each.cause)}
    used |= {each.agent for each in readings}
    return {each.id: _said(each.term) for each in letter.categories if each.id in used}


def _names(letter: Letter, readings: tuple[Read, ...]) -> dict[str, str]:
    """The names of those who propose, and of witnesses; what somebody is responsible for stands
    after the name."""
    proposed = [proposal for each in readings for proposal in each.proposals]
    persons = {who for each in proposed for who in each.resp}
    sources = {source for each in proposed for source in each.sources}
    called = {
        each.id: text(each.paragraphs[0].content)
        for each in letter.statements
        if each.id in persons and each.paragraphs
    }
    witnesses = [each for each in letter.statements if each.kind == "witness" and each.label]
    return called | {each.id: each.label for each in witnesses if each.id in sources}


def _said(paragraphs: tuple[Paragraph, ...]) -> dict[str, str]:
    """What paragraphs say, the first of each language."""
    said: dict[str, str] = {}
    for each in paragraphs:
        said.setdefault(each.lang, text(each.content))
    return said
