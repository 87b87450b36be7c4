"""What an edition gives beside its pages, as its settings ask: files of letters and of the whole.

Comes after `formats`, for the press. Letters are taken up one by one; the pieces of the whole
edition's files are kept until all letters have given theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from edition import model
from edition.finding import Finding, Findings, Place
from edition.formats import BY_NAME, Columns, Given
from edition.model import Settings
from edition.prepare import Prepared


def unknown(settings: Settings) -> Findings:
    """A finding for each format that the settings ask for and nobody makes."""
    return tuple(
        Finding(
            Place(settings.file),
            "settings-value",
            f"“{name}” is no format",
            f"Did you mean “{near[0]}”?"
            if (near := get_close_matches(name, BY_NAME, 1))
            else f"Formats are: {', '.join(BY_NAME)}.",
        )
        for name in settings.exports
        if name not in BY_NAME
    )


def files(
    letters: Iterable[Prepared], settings: Settings, columns: Columns
) -> Iterator[tuple[str, bytes]]:
    """The files that the settings ask for, with their paths: each letter's, then the edition's."""
    asked = [BY_NAME[name] for name in settings.exports]
    pieces: dict[str, list[bytes]] = {each.name: [] for each in asked if each.path}
    for each in letters:
        texts = model.texts(each.letter)
        given = Given(each.letter, each.units, each.located, texts, columns, settings.base)
        for form in asked:
            yield from form.files(given)
            if form.path:
                pieces[form.name].append(form.piece(given))
    for form in asked:
        if form.path:
            yield form.path, b"".join(form.file(pieces[form.name], columns))
