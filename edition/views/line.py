"""What stands in a line of the page, part by part.

Each kind has one macro in `templates/inline.html`. Whatever is not transcribed text (marks,
proposals, forme work, page breaks) is a kind of its own, so that the page can tell it apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec
from msgspec import Struct


class Part(Struct, frozen=True):
    """Something in a line.

    `codes` are the fields that its macro may look at: words of a small vocabulary, not of a text.
    """

    codes: ClassVar[tuple[str, ...]] = ()


class Link(Part, frozen=True):
    """Words that lead somewhere: to an entry of a register, a letter, another site.

    `kind` is person, place, organization, event, document, term, letter, here or outside.
    """

    kind: str
    href: str
    content: Line


class Name(Part, frozen=True):
    """A name or referring string that leads nowhere: nobody is identified."""

    kind: str
    content: Line


class Time(Part, frozen=True):
    """Words that are a date; `datetime` is empty for a period."""

    datetime: str
    inferred: bool
    content: Line


class Figure(Part, frozen=True):
    """Words that are a number."""

    value: str
    content: Line


class Quotation(Part, frozen=True):
    """Words between quotation marks, marks included."""

    content: Line


class Foreign(Part, frozen=True):
    """Words in another language."""

    lang: str
    content: Line


class Work(Part, frozen=True):
    """The title of a work."""

    level: str
    content: Line


class Highlight(Part, frozen=True):
    """Words set off in the source; `rend` is one of the kinds that the page knows, or plain."""

    rend: str
    content: Line


class Hand(Part, frozen=True):
    """Words in another hand, by the id of its description."""

    hand: str
    content: Line


class Citation(Part, frozen=True):
    """A bibliographic citation."""

    content: Line


class Idno(Part, frozen=True):
    """A number or shelfmark."""

    content: Line


class Unverified(Part, frozen=True):
    """A reference that nobody could check."""

    content: Line


class Intervention(Part, frozen=True):
    """A reading in the text: what stands, and beside it what is proposed.

    `kind` as in `model.Reading`; `doubtful` where the proposal is a conjecture. `mark` is the id
    of its mark, which leads to `href`, the entry in the list of readings; `linked` where a
    proposal holds a link of its own; `certain` where the reading text has the proposal alone.
    """

    kind: str
    mark: str
    href: str
    doubtful: bool
    stands: Line
    proposals: tuple[Line, ...]
    linked: bool = False
    certain: bool = False


class Mark(Part, frozen=True):
    """The mark of a note: its id, the note's address, its number (see `numbered`), its series,
    which may be "lettered" besides.
    """

    id: str
    href: str
    n: str
    series: str


class Raised(Part, frozen=True):
    """The number of a note where it leads nowhere."""

    n: str


class Departs(Part, frozen=True):
    """The mark of a shift: its id, the shift's address and number, its weight; `lettered` where
    the number ends with a letter, which no superior figure of the face shows.
    """

    id: str
    href: str
    n: str
    weight: str
    lettered: bool = False


class Altered(Part, frozen=True):
    """The mark of a text that was changed after its release; it leads to what it was."""

    href: str


class Tick(Part, frozen=True):
    """The beginning of a page of the source, as a tick in the margin."""

    id: str
    n: str
    inferred: bool


class Break(Part, frozen=True):
    """The end of a line of the source."""


class Forme(Part, frozen=True):
    """Letterhead, running label, stray mark, heading of a printed edition."""

    id: str
    kind: str
    content: Line


class Thin(Part, frozen=True):
    """A high mark that French sets apart: with its space, or with room `before` or `after` it
    where none stands.
    """

    codes = ("place",)

    place: str
    mark: str


class Absence(Part, frozen=True):
    """The place where a side has nothing, with the reason."""

    id: str
    reason: str


class Segment(Part, frozen=True):
    """A sentence of one version; `lang` only where it differs from its version's."""

    id: str
    lang: str
    content: Line


class Run(Part, frozen=True):
    """Words that notes or shifts point to, with the ids of those, a space between them.

    `weight` is that of the heaviest shift: major, moderate, minor; empty where there is none.
    """

    spans: str
    weight: str
    content: Line


class Prose(Part, frozen=True):
    """A paragraph of prose; `lang` only where it is not the language of the page."""

    lang: str
    content: Line


Line = tuple[str | Part, ...]

LINKS = frozenset((Link, Mark, Departs, Altered, Tick, Intervention))
HOLDERS = frozenset(
    (Quotation, Foreign, Work, Highlight, Hand, Citation, Idno, Time, Figure, Run, Name, Unverified)
)


def linked(kind: str, href: str, content: Line) -> Line:
    """Words that lead to `href`. A link does not hold another: marks and links inside cut it.

    What stands in a reading inside leads there only where no other word does.
    """
    if len(content) == 1 and type(content[0]) is str:
        return (Link(kind, href, content),)
    if not any(holds_link(node) for node in content):
        return (Link(kind, href, content),)
    made: list[str | Part] = []
    free: list[str | Part] = []
    leads = any(not holds_link(node) and node != " " for node in content)
    for node in (*content, None):
        if node is not None and not holds_link(node):
            free.append(node)
            continue
        if free:
            made.append(Link(kind, href, tuple(free)))
            free = []
        if isinstance(node, Intervention):
            stands = node.stands if leads else linked(kind, href, node.stands)
            made.append(msgspec.structs.replace(node, stands=stands))
        elif type(node) in HOLDERS:
            made.append(_around(node, linked(kind, href, _content(node))))
        elif node is not None:
            made.append(node)
    return tuple(made)


def holds_link(node: str | Part) -> bool:
    """Whether a part is a link, or has one inside."""
    if type(node) is str:
        return False
    return type(node) in LINKS or any(holds_link(each) for each in _content(node))


def holds_segment(node: str | Part) -> bool:
    """Whether a part is a sentence, or has one inside."""
    if type(node) is Segment:
        return True
    return type(node) in HOLDERS and any(holds_segment(each) for each in _content(node))


def spread(line: Line) -> Iterable[str | Part]:
    """The parts of a line, with what encloses sentences laid around each of them instead."""
    for node in line:
        if type(node) in HOLDERS and holds_segment(node):
            yield from (_around(node, (each,)) for each in spread(_content(node)))
        else:
            yield node


def _content(node: Any) -> Line:
    line: Line = getattr(node, "content", ())
    return line


def _around(node: Any, content: Line) -> Part:
    """The same kind of part around another content."""
    made: Part = msgspec.structs.replace(node, content=content)
    return made
