"""What earlier builds have done, so that it is not done again: `.cache/` of the edition.

The record holds no value that cannot be made anew; a record that cannot be read is no record.
What it says of letters and of pages stands in files that bear the digest of what they hold, so
that after an edit only those of what has changed are written. Prepared letters are kept apart, one
file each: a worker reads only the one it needs.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from edition import whole
from edition.check import Facts
from edition.engine import digest
from edition.finding import Findings
from edition.ledger import Account, Line
from edition.model import Card, Page, Register, Settings
from edition.packing import packed, unpacked
from edition.prepare import Prepared
from edition.publish import File

DIGEST = 32
"""So many bytes has a digest."""
GROUP = 64
"""So many letters, or pages, are kept in one file."""
PARTS = "records"
"""The folder of the files in which letters and pages are kept."""


class LetterRecord(Struct, frozen=True):
    """A letter that has been prepared: what from, its card (None if it cannot be read).

    `outlines` are digests of what other pages see of the letter, one after the other, by groups of
    pages; `characters` those of its file beyond ASCII.
    """

    key: str
    card: Card | None
    findings: Findings
    outlines: bytes = b""
    characters: str = ""

    def outline(self, group: int) -> bytes:
        """The digest of what the pages of a group see, by its number."""
        return self.outlines[DIGEST * group : DIGEST * (group + 1)]


class PageRecord(Struct, frozen=True, gc=False):
    """A page that has been made: what from, the digest of its bytes, what it was checked for."""

    key: str
    sha256: str
    facts: Facts


class ExportRecord(Struct, frozen=True):
    """Files that have been made of a letter or of the edition, and what from.

    There may be many, so their paths are kept packed (each on a line), and of the digests of
    their bytes only the digest of all.
    """

    key: str
    packed_paths: bytes
    sha256: str

    @property
    def paths(self) -> list[str]:
        """Where they stand."""
        return unpacked(self.packed_paths).splitlines()


def exported(key: str, files: Iterable[File]) -> ExportRecord:
    """The record of files that have been made."""
    files = tuple(files)
    paths = "\n".join(file.path for file in files)
    return ExportRecord(key, packed(paths), joint(files))


def joint(files: Iterable[File]) -> str:
    """One digest of the bytes of several files."""
    return hashlib.sha256("\n".join(file.sha256 for file in files).encode()).hexdigest()


class RegisterRecord(Struct, frozen=True):
    """A register that has been read: what from, its entries (None if it cannot be read)."""

    key: str
    register: Register | None
    findings: Findings
    characters: str = ""


class LedgerRecord(Struct, frozen=True):
    """A ledger that has been read and compared: what from, its seal, what it tells, its findings.

    `gone` are the lines that lead away from addresses.
    """

    key: str
    seal: str
    account: Account
    gone: tuple[Line, ...]
    findings: Findings


class ProseRecord(Struct, frozen=True):
    """Settings (None if they cannot be read) and pages of prose, and what from.

    `characters` are those of each file beyond ASCII.
    """

    key: str
    settings: Settings | None
    pages: tuple[Page, ...]
    findings: Findings
    characters: dict[str, str] = {}


class Record(Struct, frozen=True):
    """All that the last build knew.

    `around` is a digest of what the pages of letters took from the whole edition, empty where
    pages are of an earlier state than letters; `manifest` is the digest of the manifest of a site
    that was found sound, with these pages. `exports` are by the id of the letter, or by the path of
    the edition's file. `told` are the pages of which the ledgers have something to tell. `targets`
    are where the pointers of letters lead, with the number of letters.
    """

    letters: dict[str, LetterRecord] = {}
    registers: dict[str, RegisterRecord] = {}
    prose: ProseRecord | None = None
    pages: dict[str, PageRecord] = {}
    around: str = ""
    manifest: str = ""
    exports: dict[str, ExportRecord] = {}
    ledgers: dict[str, LedgerRecord] = {}
    told: frozenset[str] = frozenset()
    targets: dict[str, int] = {}


class Kept(Struct, frozen=True):
    """A prepared letter and what it was made from."""

    key: str
    prepared: Prepared


class Head(Struct, frozen=True):
    """The beginning of a record: the names of the files of letters and of pages, all the rest."""

    letters: tuple[str, ...]
    pages: tuple[str, ...]
    rest: Record


_head = msgspec.msgpack.Decoder(Head)
_letters = msgspec.msgpack.Decoder(dict[str, LetterRecord])
_pages = msgspec.msgpack.Decoder(dict[str, PageRecord])
_kept = msgspec.msgpack.Decoder(Kept)
_encoded = msgspec.msgpack.Encoder().encode


def read(cache: Path) -> Record:
    """The record of a folder, empty where there is none."""
    letters: dict[str, LetterRecord] = {}
    pages: dict[str, PageRecord] = {}
    try:
        head = _head.decode((cache / "record").read_bytes())
        for name in head.letters:
            letters |= _letters.decode((cache / PARTS / name).read_bytes())
        for name in head.pages:
            pages |= _pages.decode((cache / PARTS / name).read_bytes())
    except (OSError, msgspec.DecodeError):
        return Record()
    return msgspec.structs.replace(head.rest, letters=letters, pages=pages)


def write(cache: Path, record: Record, before: Record) -> None:
    """Replaces the record that was read `before`: what is as it was then is not written again.

    Where the folder cannot be written, the next build starts anew.
    """
    letters, pages = _of_letters(record), _of_pages(record)
    there = _of_letters(before).keys() | _of_pages(before).keys()
    rest = msgspec.structs.replace(record, letters={}, pages={})
    with suppress(OSError):
        for name, group in (*letters.items(), *pages.items()):
            if name not in there:
                whole.put(cache / PARTS / name, [_encoded(dict(group))])
        whole.put(cache / "record", [_encoded(Head(tuple(letters), tuple(pages), rest))])
        for path in (cache / PARTS).iterdir():
            if path.name not in letters and path.name not in pages:
                path.unlink()


Group = tuple[tuple[str, Any], ...]


def _of_letters(record: Record) -> dict[str, Group]:
    """The letters in groups, by the names of their files."""
    return _groups(record.letters, lambda each: each.key)


def _of_pages(record: Record) -> dict[str, Group]:
    """The pages in groups, by the names of their files."""
    return _groups(record.pages, lambda each: f"{each.key} {each.sha256}")


def _groups(records: Mapping[str, Any], state: Callable[[Any], str]) -> dict[str, Group]:
    """Records in groups, by a digest of their names and of what they were made from."""
    ordered = sorted(records.items())
    groups = [tuple(ordered[at : at + GROUP]) for at in range(0, len(ordered), GROUP)]
    return {
        digest("\n".join([f"{name} {state(each)}" for name, each in group])): group
        for group in groups
    }


def keep(cache: Path, name: str, key: str, prepared: Prepared) -> None:
    """Keeps a prepared letter for its page."""
    with suppress(OSError):
        whole.put(cache / "letters" / name, [msgspec.msgpack.encode(Kept(key, prepared))])


def kept(cache: Path, name: str, key: str) -> Prepared | None:
    """The prepared letter, if it was made from what the key says."""
    try:
        found = _kept.decode((cache / "letters" / name).read_bytes())
    except (OSError, msgspec.DecodeError):
        return None
    return found.prepared if found.key == key else None


def room(cache: Path, name: str) -> Path | None:
    """A folder of the records for others to keep things in; None where nothing can be written."""
    path = cache / name
    with suppress(OSError):
        path.mkdir(parents=True, exist_ok=True)
    return path if path.is_dir() and os.access(path, os.W_OK) else None


def keep_face(caches: Iterable[Path], key: str, content: bytes) -> None:
    """Keeps a face that was cut, in the first of some caches that can be written."""
    for cache in caches:
        with suppress(OSError):
            whole.put(cache / "faces" / key, [content])
            return


def face(caches: Iterable[Path], key: str) -> bytes:
    """The face that was cut from what the key says; empty where none of the caches has it."""
    for cache in caches:
        with suppress(OSError):
            return (cache / "faces" / key).read_bytes()
    return b""
