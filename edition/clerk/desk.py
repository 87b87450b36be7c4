"""The ledgers of a folder, taken up one by one where something is to be written or asked."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from edition import archive, ledger
from edition.finding import Findings
from edition.folder import RELEASES, Folder
from edition.ledger import Book, Line, Release


class Volume(Struct, frozen=True):
    """A ledger: its file, its page ("" for the other addresses), its lines, what they come to."""

    name: str
    page: str
    lines: tuple[Line, ...] = ()
    seal: str = ""
    book: Book = {}


class Desk(Struct, frozen=True):
    """The releases and the ledgers of a folder, by file; what is wrong with them."""

    releases: tuple[Release, ...]
    volumes: dict[str, Volume]
    findings: Findings

    def volume(self, name: str) -> Volume:
        """A ledger, empty where there is none yet."""
        return self.volumes.get(name) or Volume(name, archive.page_of(name))


def desk(folder: Folder, names: Iterable[str] | None = None) -> Desk:
    """The ledgers of a folder, or some of them."""
    releases: tuple[Release, ...] = ()
    findings: Findings = ()
    if RELEASES in folder.ledgers:
        releases, findings = ledger.releases(RELEASES, folder.read(RELEASES))
    known = {each.version for each in releases}
    volumes = {}
    for name in folder.ledgers if names is None else names:
        if name == RELEASES or name not in folder.ledgers:
            continue
        table, unread = ledger.table(name, folder.read(name))
        book, _, impossible = ledger.book(name, table.lines, known)
        findings += (*unread, *impossible)
        volumes[name] = Volume(name, archive.page_of(name), table.lines, table.seal, book)
    return Desk(releases, volumes, findings)
