"""What the interface says in other languages: catalogues of gettext, read through Babel.

The templates are written in English; a catalogue answers each of their messages in one
language. Used by `render`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

from babel.messages.pofile import read_po
from msgspec import Struct

from edition.render.faults import told_of_catalogue


class Catalogue(Struct, frozen=True):
    """The messages of a language; one that is empty or marked fuzzy is not among them."""

    file: str
    messages: Mapping[str, str]


def catalogue(file: str, data: bytes) -> Catalogue:
    """The catalogue that a .po file holds. Raises `Broken` where it is none."""
    with told_of_catalogue(file):
        read = read_po(io.BytesIO(data), charset="utf-8", abort_invalid=True)
    messages = {
        message.id: message.string
        for message in read
        if isinstance(message.id, str)
        and isinstance(message.string, str)
        and message.id
        and message.string
        and not message.fuzzy
    }
    return Catalogue(file, messages)


def merged(catalogues: Iterable[Catalogue], file: str) -> Catalogue:
    """Several catalogues of a language as one: what an earlier one says counts."""
    messages: dict[str, str] = {}
    for each in reversed(list(catalogues)):
        messages |= each.messages
    return Catalogue(file, messages)
