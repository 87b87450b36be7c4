"""What a format is: how the pieces that it makes of letters become files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from edition.formats import plain, table
from edition.formats.given import Columns, Given
from edition.model import Letter


class Format(Struct, frozen=True):
    """A format: the ending of its files, what it is, and how they are made.

    A piece of a letter between the opening and the closing is the letter's file; all pieces
    between them are the edition's, where the format is made `whole`. `present` says whether a
    letter has anything to give. Where a letter has a file for `each_version`, `pieces` has them by
    the version's id, and the edition's file of a version says before each piece which letter it is
    of (`heading`); else the one piece is that of "". One that `cites` needs to know how the letter
    is cited; one of `texts` holds words of the letter, which have rights of their own.
    """

    name: str
    media: str
    what: dict[str, str]
    pieces: Callable[[Given], dict[str, bytes]]
    present: Callable[[Letter], bool] = lambda letter: True
    opening: Callable[[Columns], bytes] = lambda columns: b""
    between: bytes = b""
    closing: bytes = b""
    whole: bool = True
    each_version: bool = False
    cites: bool = False
    texts: bool = True
    heading: Callable[[str, Columns], bytes] = lambda letter, columns: b""

    @property
    def pattern(self) -> str:
        """Where the files of letters stand: with `{id}`, and with `{version}` if there is one."""
        return f"letters/{{id}}.{'{version}.' if self.each_version else ''}{self.name}"

    @property
    def path(self) -> str:
        """Where the edition's files stand: with `{version}` if there is one of each version; empty
        where there is none.
        """
        return f"data/{'{version}.' if self.each_version else ''}{self.name}" if self.whole else ""

    def paths(self, letter: Letter) -> tuple[str, ...]:
        """The files that a letter has in this format."""
        if not self.present(letter):
            return ()
        versions = [each.id for each in letter.versions] if self.each_version else [""]
        return tuple(self.pattern.format(id=letter.id, version=each) for each in versions)

    def files(self, given: Given) -> Iterator[tuple[str, bytes]]:
        """The files of a letter with their paths."""
        if self.present(given.letter):
            opening = self.opening(given.columns)
            for version, piece in self.pieces(given).items():
                path = self.pattern.format(id=given.letter.id, version=version)
                yield path, opening + piece + self.closing

    def wholes(self, columns: Columns) -> Iterator[tuple[str, str]]:
        """The files of the edition, each with the version that it gives ("" for all)."""
        if self.path:
            for version in columns.versions if self.each_version else [""]:
                yield self.path.format(version=version), version

    def joined(self, letters: Iterable[tuple[str, bytes]], columns: Columns) -> Iterator[bytes]:
        """A file of the edition, part by part, of the files of its letters by their ids."""
        opening = self.opening(columns)
        yield opening
        between = b""
        for letter, content in letters:
            piece = content[len(opening) : len(content) - len(self.closing)]
            if piece:
                yield between + self.heading(letter, columns)
                yield piece
                between = self.between
        yield self.closing


class Offer(Struct, frozen=True):
    """What the edition gives as a whole: where it begins, and what it is."""

    name: str
    media: str
    what: dict[str, str]
    path: str
    texts: bool = True


def one(piece: Callable[[Given], bytes]) -> Callable[[Given], dict[str, bytes]]:
    """The pieces of a format that has one file a letter."""
    return lambda given: {"": piece(given)}


def sheet(
    name: str,
    what: dict[str, str],
    header: Callable[[Columns], list[str]],
    piece: Callable[[Given], bytes],
    present: Callable[[Letter], bool] = lambda letter: True,
) -> Format:
    """A table under its header, with commas or tabs as its name says."""
    comma = name.endswith(".csv")
    delimiter = table.COMMA if comma else table.TAB
    return Format(
        name,
        "text/csv" if comma else "text/tab-separated-values",
        what,
        one(piece),
        present,
        opening=lambda columns: table.lines([header(columns)], delimiter),
    )


def array(
    name: str,
    what: dict[str, str],
    piece: Callable[[Given], bytes],
    present: Callable[[Letter], bool] = lambda letter: True,
) -> Format:
    """A JSON array, one object a line."""
    return Format(
        name,
        "application/json",
        what,
        one(piece),
        present,
        opening=lambda columns: b"[\n",
        between=b",\n",
        closing=b"\n]\n",
    )


def text(name: str, what: dict[str, str], pieces: Callable[[Given], dict[str, bytes]]) -> Format:
    """A text of each version."""
    return Format(
        name,
        "text/plain",
        what,
        pieces,
        between=b"\n",
        each_version=True,
        heading=plain.heading,
    )
