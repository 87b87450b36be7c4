"""The files that the press makes of a letter: its page, those of its versions, its citations."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from edition.model import Card, Settings
from edition.views.frame import page_path


class Leaf(Struct, frozen=True):
    """A file that the press makes of a letter; `version` is the one it shows, if it shows one."""

    kind: str  # letter, version, citations, script
    lang: str
    path: str
    version: str = ""


def leaves(card: Card, settings: Settings) -> Iterator[Leaf]:
    """The files of a letter in all languages of the interface; those made of one text together."""
    for kind, version, slug in _pages(card, settings):
        for lang in settings.languages:
            yield Leaf(kind, lang, page_path(slug, lang, settings), version)
    if settings.citations:
        yield Leaf("script", "", f"cite/{card.id}.js")


def _pages(card: Card, settings: Settings) -> Iterator[tuple[str, str, str]]:
    """The pages of a letter: kind, version, name within a language."""
    yield "letter", "", f"letters/{card.id}"
    if settings.continuous:
        for text in card.texts:
            yield "version", text.id, f"letters/{card.id}.{text.id}"
    if settings.citations:
        yield "citations", "", f"cite/{card.id}"
