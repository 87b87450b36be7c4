"""What a check has to say, and where.

Every step returns findings beside its value; the command line sorts and prints them.
A step names an element by its number in the file; `read.place` turns that into line
and column for the files that have findings, so that clean files never pay for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

LINES = 3
"""At most so many lines are named of others of a kind."""


class Severity(StrEnum):
    """How much a finding weighs: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Spot(Struct, frozen=True, tag=True):
    """An element by its number in document order (from 0, elements only), or one of its parts.

    `attribute` is the attribute's name as written (`xml:id`); `text` is a quotation to be
    found in the element, with `own` beside its children only. Both may be empty.
    """

    file: str
    element: int = 0
    attribute: str = ""
    text: str = ""
    own: bool = False


class Place(Struct, frozen=True, order=True, tag=True):
    """A line and column of a file, both counted from 1 in code points; 0 where there is none."""

    file: str
    line: int = 0
    column: int = 0


class Finding(Struct, frozen=True):
    """One thing that is wrong: where, which rule (`rules.RULES`), what is, what to do.

    `other` is the other place of two that disagree; `about` what other steps need to know of it:
    the id, the address, the file or the attribute of which it speaks.
    """

    where: Spot | Place
    code: str
    message: str
    hint: str = ""
    other: Spot | None = None
    about: str = ""


Findings = tuple[Finding, ...]


class Broken(Exception):  # noqa: N818 (it is read as "broken: …")
    """Something without which nothing can be done: a grammar, a template."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


def gathered(parts: Iterable[Findings]) -> Findings:
    """All findings of several steps in one tuple."""
    return tuple(finding for part in parts for finding in part)


def counted(number: int, what: str) -> str:
    """A number of things, in words."""
    ending = "" if number == 1 else "es" if what.endswith("s") else "s"
    return f"{number} {what}{ending}"


def more(lines: Iterable[int], number: int) -> str:
    """How many others there are of a kind, and on which lines the first of them stand."""
    first = [line for line in dict.fromkeys(lines) if line]
    if not first:
        return f"{number} more like it"
    rest = ", …" if len(first) > LINES else ""
    where = f"line{'s' if len(first) > 1 else ''} {', '.join(map(str, first[:LINES]))}{rest}"
    return f"{number} more like it on {where}"
