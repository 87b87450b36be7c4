"""The faces in which pages are set: cut from the fonts of packages to what an edition needs.

Comes before `press`, which keeps what was cut: cutting takes seconds and is done once for a set
of characters. No font stands in the repository. A face is taken at one optical size and one
weight, keeps kerning, ligatures, small capitals and both kinds of figures, and is left without
hints; the same characters and packages give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from edition import engine
from edition.finding import Finding
from edition.read import marks
from edition.read.characters import referring

PACKAGE = "fontpkg-literata"
TOOLS = ("fonttools", "brotli", PACKAGE)
SIZE, WEIGHT = 12, 400
FEATURES = """
    kern mark mkmk ccmp locl liga calt rlig clig case lnum onum pnum tnum smcp c2sc sups ordn frac
"""
"""What a face can still do when it is cut."""
NARROW, THIN = 0x202F, 0x2009
"""The narrow no-break space, which the font lacks, is as wide as its thin space."""
ASCII = bytes(range(0x80))
PLAIN = frozenset(map(chr, range(0x20, 0x7F)))
BASE = (
    PLAIN
    | frozenset(
        map(
            chr,
            (
                *range(0xA0, 0x17F),
                *range(0x218, 0x21C),
                0x2009,
                0x202F,
                0x2190,
                0x2192,
                0x2212,
                0x2260,
            ),
        )
    )
    | frozenset("–—‘’‚“”„†‡•…‰′″‹›€№™")
)
"""What every cut face has: the letters and signs of the languages that are written in Latin."""


class Face(Struct, frozen=True):
    """A style of the type: its path in the site, the font of the package that it is cut from."""

    path: str
    font: str


FACES = (
    Face("assets/literata.woff2", "Literata[opsz,wght].ttf"),
    Face("assets/literata-italic.woff2", "Literata-Italic[opsz,wght].ttf"),
)


def asked(styles: Iterable[bytes]) -> tuple[Face, ...]:
    """The faces that some style sheets name."""
    sheets = tuple(styles)
    return tuple(
        face
        for face in FACES
        if any(face.path.rpartition("/")[2].encode() in sheet for sheet in sheets)
    )


def characters(data: bytes) -> str:
    """The characters of a source beyond ASCII, each once, in order; references count."""
    found = set(data.translate(None, ASCII).decode("utf-8", "ignore"))
    if referring(data):
        found |= {chr(code) for code in _referred(data) if 0x7F < code <= 0x10FFFF}
    return "".join(sorted(found))


def _referred(data: bytes) -> Iterable[int]:
    """The numbers of references (`&#233;`, `&#xE9;`); no number is longer than that of a sign."""
    for each in re.finditer(rb"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));", data):
        yield int(each[1], 16) if each[1] else int(each[2])


# --- what a face lacks ---------------------------------------------------------------------------


def lacking(characters: Iterable[str]) -> tuple[str, ...]:
    """Those letters, accents and figures that the type does not have; signs are no letters."""
    return tuple(
        sign
        for sign in characters
        if sign not in BASE and unicodedata.category(sign)[0] in "LMN" and ord(sign) not in _held()
    )


def finding(file: str, data: bytes, sign: str) -> Finding:
    """What is to be said of a letter that the type lacks, at its first place in a source."""
    text = data.decode("utf-8", "replace")
    name = unicodedata.name(sign, "")
    return Finding(
        marks.at(file, text, max(text.find(sign), 0)),
        "face-lacks-letter",
        f"the type has no “{sign}” (U+{ord(sign):04X}{f', {name}' if name else ''})",
        "Look whether it is meant; if so, readers see it in a face of their own machine.",
    )


@cache
def _held() -> frozenset[int]:
    """The numbers of the characters that every style of the type has."""
    return frozenset.intersection(*map(_mapped, FACES))


def _mapped(face: Face) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(_file(face), lazy=True) as font:
        return frozenset(font.getBestCmap())


# --- cutting -------------------------------------------------------------------------------------


def wanted(characters: Iterable[str]) -> str:
    """What a face is to have, where these characters are used."""
    return "".join(sorted(BASE.union(*characters)))


def key(face: Face, characters: str) -> str:
    """What a cut face is made from, as one word: equal for equal bytes."""
    made_with = (*engine.libraries(TOOLS), f"{SIZE} {WEIGHT} {FEATURES}")
    return hashlib.sha256("\n".join((*made_with, face.font, characters)).encode()).hexdigest()


def cut(face: Face, characters: str) -> bytes:
    """A face with these characters, as far as its font has them, as WOFF2."""
    import brotli  # noqa: F401 (what fontTools packs WOFF2 with)
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    with TTFont(_file(face), recalcTimestamp=False) as whole:
        font = _subset(whole, characters)
    font = instancer.instantiateVariableFont(font, {"opsz": SIZE, "wght": WEIGHT})
    font.flavor = "woff2"
    return _bytes(font)


def _subset(font: Any, characters: str) -> Any:
    """The font with the given characters only, laid out anew."""
    import logging

    from fontTools import subset
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[NARROW] = table.cmap[THIN]
    options = subset.Options(
        layout_features=FEATURES.split(),
        hinting=False,
        drop_tables=["STAT", "vhea", "vmtx", "VVAR"],
        name_IDs=[0, 1, 2, 13, 14],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(sign) for sign in characters])
    cutter.subset(font)
    return TTFont(io.BytesIO(_bytes(font)), recalcTimestamp=False)


def _bytes(font: Any) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _file(face: Face) -> Path:
    """Where the package has the font of a face."""
    import fontpkg_literata

    return Path(fontpkg_literata.ROOT) / "files" / face.font
