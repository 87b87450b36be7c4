"""What the grammar refuses, fault by fault, becomes findings; many of one kind are counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from edition.finding import Finding, Findings, Spot, more
from edition.read import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

REPEATED = 3
"""More faults of one kind than this are one finding that counts them."""


class Fault(Struct, frozen=True, eq=False):
    """One thing that the grammar refuses, at an element, one of its attributes, or words in it;
    `about` is as in a finding.
    """

    element: _Element
    code: str
    message: str
    hint: str
    attribute: str = ""
    text: str = ""
    about: str = ""

    @property
    def kind(self) -> tuple[str, ...]:
        """What makes faults alike: code, element, and its attribute or its parent."""
        parent = self.element.getparent()
        above = "" if parent is None else str(parent.tag)
        return (self.code, str(self.element.tag), self.attribute or above)


def findings(source: Source, faults: Iterable[Fault]) -> Findings:
    """Faults of a source as findings, in the order of the file."""
    number = {element: index for index, element in enumerate(source.root.iter("*"))}
    kinds: dict[tuple[str, ...], list[Fault]] = {}
    for fault in sorted(faults, key=lambda each: number[each.element]):
        kinds.setdefault(fault.kind, []).append(fault)
    return tuple(
        Finding(
            Spot(source.file, number[fault.element], fault.attribute, fault.text),
            fault.code,
            fault.message + others,
            fault.hint,
            about=fault.about,
        )
        for alike in kinds.values()
        for fault, others in _counted(alike)
    )


def _counted(alike: list[Fault]) -> Iterator[tuple[Fault, str]]:
    """Faults of one kind; of many only the first, with what is to be said of the others."""
    if len(alike) <= REPEATED:
        yield from ((fault, "") for fault in alike)
        return
    lines = [each.element.sourceline for each in alike[1:]]
    others = more(lines, len(lines))  # type: ignore[arg-type]  # the stubs leave it open
    yield alike[0], f"; {others}"
