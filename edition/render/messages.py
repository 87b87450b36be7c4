"""What the interface says in other languages: catalogues of gettext, read through Babel.

The templates are written in English; a catalogue answers each of their messages in one
language. Used by `render`.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable, Iterable, Mapping

from babel.messages.pofile import read_po
from msgspec import Struct


class Catalogue(Struct, frozen=True):
    """The messages of a language; `form` tells which of the plural forms goes with a number.

    A message that is empty or marked fuzzy is not in it.
    """

    file: str
    messages: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int]


def catalogue(file: str, data: bytes) -> Catalogue:
    """The catalogue that a .po file holds."""
    read = read_po(io.BytesIO(data), charset="utf-8")
    messages: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for message in read:
        if not message.id or message.fuzzy:
            continue
        if isinstance(message.id, str) and isinstance(message.string, str) and message.string:
            messages[message.id] = message.string
        elif isinstance(message.string, list | tuple) and all(message.string):
            plurals[message.id[0]] = tuple(message.string)
    return Catalogue(file, messages, plurals, gettext.c2py(read.plural_expr))


def merged(catalogues: Iterable[Catalogue], file: str) -> Catalogue:
    """Several catalogues of a language as one: what an earlier one says counts."""
    messages: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    form: Callable[[int], int] = _english
    for each in reversed(list(catalogues)):
        messages |= each.messages
        plurals |= each.plurals
        form = each.form
    return Catalogue(file, messages, plurals, form)


def _english(number: int) -> int:
    return 0 if number == 1 else 1
