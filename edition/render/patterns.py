"""Macros learnt by heart: what one prints for every part of a shape, asked of it once.

Calling a macro costs more than the little it prints. So it is called once for each shape (which
fields are there), with a hole for every string, and what it answers is kept as a pattern to fill.
A hole can only be printed and be asked whether it is there: a macro that looks closer raises
`LookedError`, and is then called for every part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from markupsafe import Markup, escape

SPECIAL = re.compile('[&<>"]')
WORDS = -1


def escaped(text: str) -> str:
    """A text as HTML; apostrophes stay, as no attribute of ours stands between them."""
    return str(escape(text)).replace("&#39;", "'") if SPECIAL.search(text) else text


class LookedError(Exception):
    """A macro has asked what stands in a hole."""


class Hole(str):
    """The place of a string, by its number. It is there, and it can be printed."""

    def _refuse(self, *_: object) -> Any:
        raise LookedError

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __getitem__ = __iter__ = __contains__ = __len__ = __add__ = __mod__ = _refuse

    __hash__ = str.__hash__

    def __bool__(self) -> bool:
        return True


HOLE = re.compile("\ue000(\\d*)\ue001")


def _hole(number: int) -> Hole:
    return Hole(f"\ue000{number if number >= 0 else ''}\ue001")


class Pattern(msgspec.Struct, frozen=True):
    """A format of `%`, and which fields fill it; `WORDS` is the part's content."""

    form: str
    fields: tuple[int, ...]

    def filled(self, values: tuple[Any, ...], words: str) -> str:
        """The HTML of a part of this shape."""
        return self.form % tuple(
            words if field == WORDS else escaped(values[field]) for field in self.fields
        )


class Patterns:
    """The patterns of some macros, learnt as they are needed."""

    def __init__(self, macros: Mapping[str, Callable[..., str]]) -> None:
        self.macros = macros
        self.known: dict[tuple[Any, ...], Pattern | None] = {}

    def html(self, part: Any, words: str | None) -> str:
        """A part as its macro prints it; `words` is the HTML of its content, if it has one."""
        kind = type(part)
        values = msgspec.structs.astuple(part)
        fields = values if words is None else values[:-1]
        shape = (kind, *[bool(each) if type(each) is str else each for each in fields])
        if shape not in self.known:
            self.known[shape] = self._learnt(part, fields, words is not None)
        pattern = self.known[shape]
        if pattern is None:
            return self._said(part, None if words is None else Markup(words))
        return pattern.filled(values, words or "")

    def _said(self, part: object, words: Markup | None) -> str:
        macro = self.macros[type(part).__name__.lower()]
        return str(macro(part) if words is None else macro(part, words))

    def _learnt(self, part: Any, values: tuple[Any, ...], has_words: bool) -> Pattern | None:
        """What the macro says of a part with holes for strings; None where it looks into one."""
        names = msgspec.structs.fields(part)
        holes = {
            names[number].encode_name: _hole(number)
            for number, value in enumerate(values)
            if type(value) is str and value
        }
        words = Markup(_hole(WORDS)) if has_words else None
        try:
            said = self._said(msgspec.structs.replace(part, **holes), words)
        except LookedError:
            return None
        pieces = HOLE.split(said)
        fields = tuple(int(piece) if piece else WORDS for piece in pieces[1::2])
        return Pattern("%s".join(piece.replace("%", "%%") for piece in pieces[::2]), fields)
