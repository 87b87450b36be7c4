"""A version as plain text, a block a line, a blank line between.

The *transcribed* text, or the *reading* text, which differs only where a correction is certain.
Notes, forme work and page breaks are left out, as they are wherever the edition speaks of a text.
"""

from __future__ import annotations

from edition import model
from edition.formats.given import Columns, Given, rooted
from edition.model import Block, Version


def transcribed(given: Given) -> dict[str, bytes]:
    """The transcribed texts of a letter by the ids of its versions."""
    return {version.id: _text(version, given.texts) for version in given.letter.versions}


def reading(given: Given) -> dict[str, bytes]:
    """The reading texts of a letter by the ids of its versions."""
    texts = model.texts(given.letter, model.reading_text)
    return {version.id: _text(version, texts) for version in given.letter.versions}


def heading(letter: str, columns: Columns) -> bytes:
    """The line before a letter's text where several stand in one file: its address."""
    return f"# {rooted(columns.base)}letters/{letter}.html\n\n".encode()


def _text(version: Version, texts: dict[str, str]) -> bytes:
    blocks = [texts[part.id] for part in version.parts if isinstance(part, Block)]
    return ("\n\n".join(blocks) + "\n").encode()
