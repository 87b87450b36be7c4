"""Where everything of a letter stands: one walk through its text, before the page is made."""

from __future__ import annotations

from msgspec import Struct

from edition.model import (
    Anchor,
    Block,
    Content,
    Inline,
    Letter,
    Reading,
    Segment,
    inside,
)


class Survey(Struct, frozen=True):
    """What stands where.

    `standing` are the ids of the sentences, and of the anchors between them, of each block in
    the order of its text; `holders` the nearest block or sentence around what has an id, and
    `langs` the language there; `anchors` the places of absent sides by unit.
    """

    standing: dict[str, tuple[str, ...]]
    holders: dict[str, str]
    langs: dict[str, str]
    readings: tuple[Reading, ...]
    anchors: dict[str, tuple[str, ...]]


def survey(letter: Letter) -> Survey:
    """The survey of a letter: its versions in order, then its notes."""
    walk = _Walk()
    for version in letter.versions:
        walk.lang = version.lang
        for part in version.parts:
            walk.holders[part.id] = ""
            walk.langs[part.id] = version.lang
            if isinstance(part, Anchor):
                walk.absences.add(part.id)
            else:
                walk.into(getattr(part, "content", ()), part.id)
            if isinstance(part, Block):
                walk.standing[part.id] = tuple(walk.passed)
            walk.passed = []
    for note in letter.notes:
        for paragraph in note.paragraphs:
            walk.lang = paragraph.lang
            walk.into(paragraph.content, note.id)
    anchors = {
        link.id: tuple(target for target in link.targets if target in walk.absences)
        for link in letter.links
        if not walk.absences.isdisjoint(link.targets)
    }
    return Survey(walk.standing, walk.holders, walk.langs, tuple(walk.readings), anchors)


class _Walk:
    """Collects what it passes; `passed` are the sentences and anchors of the present block."""

    def __init__(self) -> None:
        self.lang = ""
        self.standing: dict[str, tuple[str, ...]] = {}
        self.holders: dict[str, str] = {}
        self.langs: dict[str, str] = {}
        self.readings: list[Reading] = []
        self.absences: set[str] = set()
        self.passed: list[str] = []

    def into(self, content: Content, holder: str) -> None:
        for node in content:
            if type(node) is not str:
                self.node(node, holder)

    def node(self, node: Inline, holder: str) -> None:
        name: str = getattr(node, "id", "")
        if name:
            self.holders[name] = holder
            self.langs[name] = self.lang
        kind = type(node)
        if kind is Segment:
            self.passed.append(name)
            holder = name
        elif kind is Anchor:
            self.passed.append(name)
            self.absences.add(name)
        elif kind is Reading:
            self.readings.append(node)  # type: ignore[arg-type]
        within = inside(node)
        if within:
            self.into(within, holder)
        if isinstance(node, Reading):
            for each in node.alternatives:
                self.into(each.content, holder)
