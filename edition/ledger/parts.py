"""How a letter's page is made: what is made of other texts, which element bears an address."""

from __future__ import annotations

from collections.abc import Iterable

from edition.ledger.compare import Parts
from edition.model import Block, Content, Forme, Letter, Segment, Unit, nodes


def parts(letter: Letter, units: Iterable[Unit]) -> Parts:
    """The addresses of what is made of other texts, with those of the texts."""
    blocks = {
        part.id: tuple([node.id for node in part.content if isinstance(node, Segment)])
        for version in letter.versions
        for part in version.parts
        if isinstance(part, Block)
    }
    divided = {name: segments for name, segments in blocks.items() if segments}
    joined = {
        unit.id: tuple([name for side in unit.sides for name in side.members]) for unit in units
    }
    return divided | joined


def places(letter: Letter) -> dict[str, int]:
    """The elements that bear the addresses of a letter's page, by their numbers in the file."""
    found: dict[str, int] = {}
    for version in letter.versions:
        found[version.id] = version.at
        for part in version.parts:
            found[part.id] = part.at
            if isinstance(part, Block | Forme):
                found |= _within(part.content)
    for note in letter.notes:
        found[note.id] = note.at
        for paragraph in note.paragraphs:
            found |= _within(paragraph.content)
    found |= {each.id: each.at for each in letter.links}
    found |= {each.id: each.at for each in letter.shifts}
    return found | {each.id: each.at for each in letter.statements}


def _within(content: Content) -> dict[str, int]:
    return {name: node.at for node in nodes(content)
            if not isinstance(node, str) and (name := getattr(node, "id", ""))}  # fmt: skip
