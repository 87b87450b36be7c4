"""The alignment of a letter as rows (TSV, JSON): every unit, with both its texts.

The *transcribed* text is what stands in the sources; the *reading* text differs only where a
correction is certain. Several sentences that answer together are joined by a space.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from edition import model
from edition.formats import table
from edition.formats.given import Columns, Given
from edition.model import Side

FIRST = ("letter", "unit", "address", "level", "parent", "crossing", "absent")
OF_VERSION = ("members", "transcribed", "reading")


class Text(Struct, frozen=True):
    """One side of a unit: what stands there, or the reason why nothing does."""

    version: str
    lang: str
    members: tuple[str, ...]
    absent: str
    transcribed: str
    reading: str


class Row(Struct, frozen=True):
    """A unit as it is exported: a block unit, or a segment unit with its block unit."""

    letter: str
    unit: str
    address: str
    level: str
    parent: str
    crossing: bool
    sides: tuple[Text, ...]


def rows(given: Given) -> Iterator[Row]:
    """A row for each unit of a letter: blocks first, then sentences, each level in its order."""
    langs = {version.id: version.lang for version in given.letter.versions}
    read = model.texts(given.letter, model.reading_text)
    for unit in given.units:
        sides = tuple(_text(side, langs, given.texts, read) for side in unit.sides)
        address = given.address(unit.id)
        yield Row(given.letter.id, unit.id, address, unit.level, unit.parent, unit.crossing, sides)


def _text(side: Side, langs: dict[str, str], texts: dict[str, str], read: dict[str, str]) -> Text:
    return Text(
        side.version,
        langs.get(side.version, ""),
        side.members,
        side.absent,
        joined(side, texts),
        joined(side, read),
    )


def joined(side: Side, texts: dict[str, str]) -> str:
    """The text of one side of a unit."""
    return " ".join(texts[member] for member in side.members)


def header(columns: Columns) -> list[str]:
    """The names of the columns."""
    return [*FIRST, *(f"{version}_{name}" for version in columns.versions for name in OF_VERSION)]


def tsv(given: Given) -> bytes:
    """The rows of a letter with tabs."""
    return table.lines((_cells(row, given.columns) for row in rows(given)), table.TAB)


def json(given: Given) -> bytes:
    """The rows of a letter as objects."""
    return table.objects(rows(given))


def _cells(row: Row, columns: Columns) -> list[str]:
    absent = [f"{side.version} {side.absent}" for side in row.sides if side.absent]
    crossing = "true" if row.crossing else "false"
    made = [row.letter, row.unit, row.address, row.level, row.parent, crossing, "\n".join(absent)]
    sides = {side.version: side for side in row.sides}
    for version in columns.versions:
        side = sides.get(version)
        made += [" ".join(side.members), side.transcribed, side.reading] if side else [""] * 3
    return made
