"""Macros learnt by heart: what one prints for every part of a shape, asked of it once.

Calling a macro costs more than the little it prints. So it is called once for each shape (which
fields are there), with a hole for every string, and what it answers is kept as a pattern to fill.
A hole can only be printed and be asked whether it is there: a macro that looks closer raises
`LookedError`, and is then called for every part. What it may look at are codes (`Part.codes`): they
are no holes but belong to the shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from operator import truth
from typing import Any

import msgspec
from markupsafe import Markup

from edition.render.printing import escaped, plain


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
SHAPED = frozenset((str, tuple, bool))
HOLE = re.compile("\ue000(\\d+)\ue001")


class Pattern(msgspec.Struct, frozen=True):
    """What stands before the first hole; then which field fills a hole, and what follows."""

    first: str
    holes: tuple[tuple[int, str], ...]


class Patterns:
    """The patterns of some macros, learnt as they are needed.

    `own` are kinds of parts that have another way than one macro.
    """

    def __init__(
        self, macros: Mapping[str, Callable[..., str]], own: Mapping[type, Callable[[Any], str]]
    ) -> None:
        self.macros = macros
        self.own = own
        self.known: dict[Any, Pattern | None] = {}
        self.codes: dict[type, tuple[int, ...]] = {}

    def line(self, line: tuple[Any, ...]) -> str:
        """A line as HTML: strings escaped, parts as their macros print them."""
        made: list[str] = []
        self._add(line, made)
        texts = made[::2]
        if not plain("".join(texts)):
            made[::2] = map(escaped, texts)
        return "".join(made)

    def _add(self, line: tuple[Any, ...], made: list[str]) -> None:
        """Adds a line, piece by piece: a text that is to be escaped, and the HTML after it.

        Strings and lines fill the holes of a part; which of them are there, and its codes, are
        its shape.
        """
        for part in line:
            kind = type(part)
            if kind is str:
                made += (part, "")
                continue
            values = msgspec.structs.astuple(part)
            shape: Any = kind
            if kind.codes:
                shape = (kind, *map(truth, values), *[values[code] for code in self._codes(kind)])
            elif not all(values):
                shape = (kind, *map(truth, values))
            if shape not in self.known:
                self.known[shape] = self._learnt(part, values)
            pattern = self.known[shape]
            if pattern is None:
                made += ("", self._said(part))
                continue
            made += ("", pattern.first)
            for field, after in pattern.holes:
                value = values[field]
                if type(value) is str:
                    made += (value, after)
                elif len(value) == 1 and type(value[0]) is str:
                    made += (value[0], after)
                else:
                    self._add(value, made)
                    made += ("", after)

    def _codes(self, kind: Any) -> tuple[int, ...]:
        """Which fields of a kind are codes."""
        if kind not in self.codes:
            names = kind.__struct_fields__
            self.codes[kind] = tuple(names.index(code) for code in kind.codes)
        return self.codes[kind]

    def _said(self, part: Any) -> str:
        if way := self.own.get(type(part)):
            return way(part)
        macro = self.macros[type(part).__name__.lower()]
        content = getattr(part, "content", None)
        if content is None:
            return str(macro(part))
        return str(macro(part, content if type(content) is Filled else Markup(self.line(content))))

    def _learnt(self, part: Any, values: tuple[Any, ...]) -> Pattern | None:
        """What the macro says of a part with holes; None where it looks into one.

        None, too, where fields are not told apart by whether they are there.
        """
        if type(part) in self.own:
            return None
        codes = self._codes(type(part))
        holes: dict[str, str] = {}
        for number, field in enumerate(part.__struct_fields__):
            value = values[number]
            if number in codes:
                continue
            if type(value) not in SHAPED:
                return None
            if type(value) in FILLING and (value or field == "content"):
                hole = Hole if type(value) is str else Filled
                holes[field] = hole(f"\ue000{number}\ue001")
        try:
            said = self._said(msgspec.structs.replace(part, **holes))
        except LookedError:
            return None
        first, *pieces = HOLE.split(said)
        return Pattern(first, tuple(zip(map(int, pieces[::2]), pieces[1::2], strict=True)))
