"""What the interface says in other languages: catalogues of gettext, read through Babel.

The templates are written in English; a catalogue answers each of their messages in one
language. Used by `render`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from edition import whole
from edition.engine import digest
from edition.render.faults import told_of_catalogue


class Catalogue(Struct, frozen=True):
    """The messages of a language; one that is empty or marked fuzzy is not among them."""

    file: str
    messages: Mapping[str, str]


class Kept(Struct, frozen=True):
    """The messages of a .po file, and a digest of what they were read from, and by what."""

    key: str
    messages: dict[str, str]


_kept = msgspec.msgpack.Decoder(Kept)


class Catalogues:
    """The catalogues in the folders of templates: what an earlier folder says counts.

    `cache` keeps them between runs, where given, for the `engine` that read them.
    """

    def __init__(self, folders: Sequence[Path], cache: Path | None, engine: str) -> None:
        self._folders = folders
        self._cache = cache
        self._engine = engine

    def of(self, lang: str) -> Catalogue:
        """The catalogue of a language."""
        name = f"templates/messages/{lang}.po"
        files = [folder / "messages" / f"{lang}.po" for folder in self._folders]
        data = [file.read_bytes() for file in files if file.is_file()]
        read = [self._read(name, each, f"{lang}-{place}") for place, each in enumerate(data)]
        return merged(read, name)

    def _read(self, name: str, data: bytes, place: str) -> Catalogue:
        """A catalogue as it was kept, or read and kept."""
        if self._cache is None:
            return catalogue(name, data)
        key, path = digest(self._engine, data), self._cache / place
        with suppress(OSError, msgspec.DecodeError):
            kept = _kept.decode(path.read_bytes())
            if kept.key == key:
                return Catalogue(name, kept.messages)
        read = catalogue(name, data)
        with suppress(OSError):
            whole.put(path, [msgspec.msgpack.encode(Kept(key, dict(read.messages)))])
        return read


def catalogue(file: str, data: bytes) -> Catalogue:
    """The catalogue that a .po file holds. Raises `Broken` where it is none."""
    from babel.messages.pofile import read_po  # slow to load, and needed once

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
