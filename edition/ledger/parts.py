"""What of a letter's page is made of other texts: units of their sides, blocks of sentences."""

from __future__ import annotations

from collections.abc import Iterable

from edition.ledger.compare import Parts
from edition.model import Block, Letter, Segment, Unit


def parts(letter: Letter, units: Iterable[Unit]) -> Parts:
    """The addresses of what is made of other texts, with those of the texts."""
    blocks = {
        part.id: tuple([node.id for node in part.content if isinstance(node, Segment)])
        for version in letter.versions
        for part in version.parts
        if isinstance(part, Block)
    }
    divided = {name: segments for name, segments in blocks.items() if segments}
    joined = {unit.id: tuple([m for side in unit.sides for m in side.members]) for unit in units}
    return divided | joined
