"""Everything in one file: sources, grammars and data of an edition as a zip, part by part.

Comes after `exports`. The same members give the same bytes: they stand in the order of their
names, without dates, and each is read only when its turn comes. `MANIFEST.txt` lists the
checksums of all others, as `sha256sum -c` takes them; `README.txt` says what is there, and whose.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec import Struct

from edition.formats import FORMATS, OFFERS
from edition.model import Settings

NAME = "edition.zip"
PATH = f"data/{NAME}"
FOLDER = "edition"
"""The folder in which all stands when it is unpacked."""
OLDEST = (1980, 1, 1, 0, 0, 0)
"""The day that stands for none: a zip knows no earlier one."""
LEVEL = 6


class Member(Struct, frozen=True):
    """A file of the parcel: its path, the SHA-256 of its bytes in hex, and how to get them, part
    by part; its size, where it is a large one.
    """

    path: str
    sha256: str
    read: Callable[[], Iterable[bytes]]
    size: int = 0


def members(found: Iterable[Member], settings: Settings) -> tuple[Member, ...]:
    """All members in their order: what was found, what is said of it, the list of both."""
    found = tuple(found)
    readme = _said("README.txt", _readme(settings, {each.path for each in found}))
    listed = sorted((*found, readme), key=lambda each: each.path)
    lines = "".join(f"{each.sha256}  {each.path}\n" for each in listed)
    manifest = _said("MANIFEST.txt", lines)
    return tuple(sorted((*listed, manifest), key=lambda each: each.path))


def _said(path: str, words: str) -> Member:
    content = words.encode()
    return Member(path, hashlib.sha256(content).hexdigest(), lambda: (content,))


def parts(every: Iterable[Member]) -> Iterator[bytes]:
    """The bytes of the zip, some for each part of a member."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=LEVEL) as parcel:  # type: ignore[call-overload]
        for each in every:
            with parcel.open(_entry(each), "w") as target:
                for part in each.read():
                    target.write(part)
                    yield sink.taken()
    yield sink.taken()


def _entry(each: Member) -> ZipInfo:
    entry = ZipInfo(f"{FOLDER}/{each.path}", OLDEST)
    entry.file_size = each.size
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # whatever system this is: Unix, whose modes the next line gives
    entry.external_attr = 0o100644 << 16
    return entry


class _Sink:
    """Where a zip is written to be taken on at once; nobody can go back in it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        """What was written since the last time."""
        made = b"".join(self._parts)
        self._parts.clear()
        return made


def _readme(settings: Settings, paths: set[str]) -> str:
    first = settings.languages[0]
    release = f"Release {settings.release} of {settings.released}.\n" if settings.release else ""
    base = f"{settings.base}\n" if settings.base else ""
    given = [each for each in FORMATS if each.name in settings.exports]
    formats = [
        "".join(f"{path}\n" for path in (each.pattern, each.path) if path) + _what(each.what)
        for each in given
    ]
    formats += [f"{each.path}\n{_what(each.what)}" for each in OFFERS if each.path in paths]
    return f"""{settings.title[first]}
{settings.editors}
{release}{base}
{settings.description[first]}

Rights
------
Encoding, apparatus and prose: {settings.licence}
The rights in each text are stated in the header of its letter (availability).

What is here
------------
letters/{{id}}.xml
    A letter in TEI, with its versions, notes, readings, alignment and shifts.
letters/register/
    Persons, places, organizations, events, documents and terms, in TEI.
letters/pages/, letters/edition.yaml
    The prose and the settings of the edition.
schema/
    The grammars of letters and of registers, in RELAX NG.
{"".join(formats)}
MANIFEST.txt lists every file with its SHA-256: sha256sum -c MANIFEST.txt
"""


def _what(said: dict[str, str]) -> str:
    return f"    {said['en']}\n"
