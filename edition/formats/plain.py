"""A version as plain text: its transcribed text, a block a line, a blank line between.

Notes, forme work and page breaks are left out, as they are wherever the edition speaks of a text.
"""

from __future__ import annotations

from edition.formats.given import Given
from edition.model import Block, Version


def texts(given: Given) -> dict[str, bytes]:
    """The texts of a letter by the ids of its versions."""
    return {version.id: _text(given, version) for version in given.letter.versions}


def _text(given: Given, version: Version) -> bytes:
    blocks = [given.texts[part.id] for part in version.parts if isinstance(part, Block)]
    return ("\n\n".join(blocks) + "\n").encode()
