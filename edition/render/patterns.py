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

SPECIAL = re.compile('[&<>"]').search


def escaped(text: str) -> str:
    """A text as HTML; apostrophes stay, as no attribute of ours stands between them."""
    return str(escape(text)).replace("&#39;", "'") if SPECIAL(text) else text


class LookedError(Exception):
    """A macro has asked what stands in a hole."""


def _refuse(*_: object) -> Any:
    raise LookedError


class Hole(str):
    """The place of a string, by its number. It is there, and it can be printed."""

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __getitem__ = __iter__ = __contains__ = __len__ = __add__ = __mod__ = _refuse
    __hash__ = str.__hash__

    def __bool__(self) -> bool:
        return True


class Filled(Markup):
    """The place of a line, which is HTML when it comes there."""

    __slots__ = ()
    __eq__ = __ne__ = __getitem__ = __iter__ = __contains__ = __len__ = __add__ = _refuse
    __hash__ = str.__hash__

    def __bool__(self) -> bool:
        return True


FILLING = frozenset((str, tuple))
HOLE = re.compile("\ue000(\\d+)\ue001")


class Pattern(msgspec.Struct, frozen=True):
    """A format of `%`, and which fields of a part fill it."""

    form: str
    fields: tuple[int, ...]


class Patterns:
    """The patterns of some macros, learnt as they are needed; `line` makes HTML of a line."""

    def __init__(
        self, macros: Mapping[str, Callable[..., str]], line: Callable[[Any], str]
    ) -> None:
        self.macros = macros
        self.line = line
        self.known: dict[tuple[Any, ...], Pattern | None] = {}

    def html(self, part: Any) -> str:
        """A part as its macro prints it. Strings and lines fill holes, other fields are shape."""
        values = msgspec.structs.astuple(part)
        shape = (type(part), *[bool(each) if type(each) in FILLING else each for each in values])
        if shape not in self.known:
            self.known[shape] = self._learnt(part, values)
        pattern = self.known[shape]
        if pattern is None:
            return self._said(part)
        filling = []
        for field in pattern.fields:
            value = values[field]
            if type(value) is str:
                filling.append(escaped(value) if SPECIAL(value) else value)
            else:
                filling.append(self.line(value))
        return pattern.form % tuple(filling)

    def _said(self, part: Any) -> str:
        macro = self.macros[type(part).__name__.lower()]
        content = getattr(part, "content", None)
        if content is None:
            return str(macro(part))
        return str(macro(part, content if type(content) is Filled else Markup(self.line(content))))

    def _learnt(self, part: Any, values: tuple[Any, ...]) -> Pattern | None:
        """What the macro says of a part with holes; None where it looks into one."""
        holes = {
            field.encode_name: (Hole if type(value) is str else Filled)(f"\ue000{number}\ue001")
            for number, (field, value) in enumerate(
                zip(msgspec.structs.fields(part), values, strict=True)
            )
            if type(value) in FILLING and (value or field.name == "content")
        }
        try:
            said = self._said(msgspec.structs.replace(part, **holes))
        except LookedError:
            return None
        pieces = HOLE.split(said)
        form = "%s".join(piece.replace("%", "%%") for piece in pieces[::2])
        return Pattern(form, tuple(int(piece) for piece in pieces[1::2]))
