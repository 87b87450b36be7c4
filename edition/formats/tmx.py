"""The alignment of a letter as translation memory (TMX 1.4b), transcribed text.

Each unit is a `tu` with its address, block units as paragraphs and segment units as sentences;
a side that is lacking is said in a property. Which version a `tuv` is, its property says: two
translations may be in one language. The languages are those of the versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from edition.formats.given import Columns, Given
from edition.formats.units import joined
from edition.model import Letter, Side, Unit

SEGTYPE = {"block": "paragraph", "segment": "sentence"}
CLOSING = b"</body>\n</tmx>\n"


def present(letter: Letter) -> bool:
    """Whether a letter has two versions: there is no memory of one."""
    return len(letter.versions) > 1


def opening(columns: Columns) -> bytes:
    """The beginning of a file, for one letter or for all: each unit names its source language."""
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        b'<header creationtool="en-regard" creationtoolversion="1" segtype="sentence" '
        b'o-tmf="TEI P5" adminlang="en" srclang="*all*" datatype="plaintext">\n'
        b'<prop type="x-text">transcribed</prop>\n</header>\n<body>\n'
    )


def units(given: Given) -> bytes:
    """The units of a letter, a line each."""
    langs = {version.id: version.lang for version in given.letter.versions}
    source = next((v.lang for v in given.letter.versions if v.role == "original"), "*all*")
    return "".join(_unit(given, unit, langs, source) for unit in given.units).encode()


def _unit(given: Given, unit: Unit, langs: dict[str, str], source: str) -> str:
    variants = [_variant(given, side, langs) for side in unit.sides if side.members]
    tuid = _quoted(f"{given.letter.id}#{unit.id}")
    return (
        f'<tu tuid={tuid} segtype="{SEGTYPE[unit.level]}" srclang={_quoted(source)}>'
        f"{''.join(_properties(given, unit))}{''.join(variants)}</tu>\n"
    )


def _properties(given: Given, unit: Unit) -> Iterator[str]:
    yield _property("x-url", given.address(unit.id))
    if unit.parent:
        yield _property("x-parent", f"{given.letter.id}#{unit.parent}")
    for side in unit.sides:
        if side.absent:
            yield _property("x-absent", f"{side.version} {side.absent}")


def _variant(given: Given, side: Side, langs: dict[str, str]) -> str:
    addresses = "".join(_property("x-url", given.address(member)) for member in side.members)
    return (
        f"<tuv xml:lang={_quoted(langs[side.version])}>{_property('x-version', side.version)}"
        f"{addresses}<seg>{escape(joined(side, given.texts), quote=False)}</seg></tuv>"
    )


def _property(kind: str, value: str) -> str:
    return f'<prop type="{kind}">{escape(value, quote=False)}</prop>'


def _quoted(value: str) -> str:
    return f'"{escape(value)}"'
