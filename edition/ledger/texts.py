"""The texts that the last release published, so that a later one can say what was there.

They stand beside the ledger, a file a letter, and are read only where something has changed; a
text counts only if it has the fingerprint that the ledger gives.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from edition.card import PAGE
from edition.ledger.book import Book
from edition.ledger.lines import Line, escaped, order, plain
from edition.model import fingerprint_of

HEADING = "address\ttext"


def texts(data: bytes, book: Book) -> dict[str, str]:
    """The texts of the addresses of a ledger, as they were released."""
    found: dict[str, str] = {}
    for row in data.decode(errors="replace").split("\n"):
        address, tab, cell = row.partition("\t")
        if tab and address in book and fingerprint_of(plain(cell)) == book[address].fingerprint:
            found[address] = plain(cell)
    return found


def written(words: Mapping[str, str], joined: Collection[str]) -> bytes:
    """The texts of a page's addresses but those that are joined of several: units, the page."""
    own = [
        Line(name, "", "", was=text)
        for name, text in words.items()
        if text and name not in joined and name != PAGE
    ]
    rows = [f"{line.address}\t{escaped(line.was)}" for line in sorted(own, key=order)]
    return ("\n".join((HEADING, *rows)) + "\n").encode()
