"""The readings of a letter as rows (CSV, TSV, JSON): what stands, and what is put beside it.

One row a reading. Several alternatives stand in one cell, one a line, and so do their certainty,
responsibility and sources; in JSON they are objects.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from edition.formats import table
from edition.formats.given import Columns, Given
from edition.model import Content, Forme, Letter, Note, Reading, Segment, Version, inside, text

FIRST = ("letter", "id", "address", "version", "where", "kind", "stands")
OF_ALTERNATIVE = ("alternatives", "cert", "resp", "source")
LAST = ("agent", "reason", "extent")


class Proposed(Struct, frozen=True):
    """An alternative: its words, how certain it is, who proposes it, on what ground."""

    words: str
    cert: str
    resp: tuple[str, ...]
    source: tuple[str, ...]


class Row(Struct, frozen=True):
    """A reading as it is exported; `where` is the sentence, block, forme or note it stands in."""

    letter: str
    id: str
    address: str
    version: str
    where: str
    kind: str
    stands: str
    alternatives: tuple[Proposed, ...]
    agent: str
    reason: str
    extent: str


def present(letter: Letter) -> bool:
    """Whether a letter has readings."""
    return next(_readings(letter), None) is not None


def rows(given: Given) -> Iterator[Row]:
    """A row for each reading of a letter, in the order of its file."""
    for version, where, reading in sorted(_readings(given.letter), key=lambda found: found[2].at):
        yield Row(
            given.letter.id,
            reading.id,
            given.address(reading.id),
            version,
            where,
            reading.kind,
            text(reading.stands),
            tuple(
                Proposed(text(each.content), each.cert, each.resp, each.source)
                for each in reading.alternatives
            ),
            reading.agent,
            reading.reason,
            reading.extent,
        )


def header(columns: Columns) -> list[str]:
    """The names of the columns, which are the same for all letters."""
    return [*FIRST, *OF_ALTERNATIVE, *LAST]


def csv(given: Given) -> bytes:
    """The rows of a letter with commas."""
    return table.lines(map(_cells, rows(given)), table.COMMA)


def tsv(given: Given) -> bytes:
    """The rows of a letter with tabs."""
    return table.lines(map(_cells, rows(given)), table.TAB)


def json(given: Given) -> bytes:
    """The rows of a letter as objects."""
    return table.objects(rows(given))


def _cells(row: Row) -> list[str]:
    first = [row.letter, row.id, row.address, row.version, row.where, row.kind, row.stands]
    beside = row.alternatives
    return [
        *first,
        "\n".join(each.words for each in beside),
        "\n".join(each.cert for each in beside),
        "\n".join(" ".join(each.resp) for each in beside),
        "\n".join(" ".join(each.source) for each in beside),
        row.agent,
        row.reason,
        row.extent,
    ]


# --- where readings stand ----------------------------------------------------------------------

Found = tuple[str, str, Reading]
"""A version, what a reading stands in, and the reading."""


def _readings(letter: Letter) -> Iterator[Found]:
    for version in letter.versions:
        yield from _in_version(version)
    for note in letter.notes:
        yield from _in_note(note)


def _in_version(version: Version) -> Iterator[Found]:
    for part in version.parts:
        yield from _inside(getattr(part, "content", ()), version.id, part.id)


def _in_note(note: Note) -> Iterator[Found]:
    for paragraph in note.paragraphs:
        yield from _inside(paragraph.content, note.version, note.id)


def _inside(content: Content, version: str, where: str) -> Iterator[Found]:
    for node in content:
        if isinstance(node, str):
            continue
        if isinstance(node, Reading):
            yield version, where, node
            for each in node.alternatives:
                yield from _inside(each.content, version, where)
        own = node.id if isinstance(node, Segment | Forme) else where
        yield from _inside(inside(node), version, own)
