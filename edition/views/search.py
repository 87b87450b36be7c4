"""The page of the search: what may be asked, and what is said without script."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from edition.model import Card, Edition
from edition.search.piece import KINDS
from edition.views import words
from edition.views.concordance import has_concordance
from edition.views.frame import Frame, in_language
from edition.views.mentions import short

FEW = 60
"""Of so many letters one is chosen from a list; of more, its name is typed."""


class SearchView(Struct, frozen=True):
    """The page of the search: the languages of the texts by code, the letters by id and title
    (none where they are too many for a list), the kinds of what is found. `has_concordance` where
    there is a list of all words, `has_spacing` where French is shown with its own."""

    template: ClassVar[str] = "search.html"

    frame: Frame
    languages: tuple[tuple[str, str], ...]
    letters: tuple[tuple[str, str], ...]
    has_concordance: bool
    has_spacing: bool
    kinds: tuple[str, ...] = KINDS


def search(edition: Edition, frame: Frame, lang: str) -> SearchView:
    """The page of the search in a language of the interface."""
    codes = {text.lang.partition("-")[0] for card in edition.cards for text in card.texts}
    codes |= {each.partition("-")[0] for each in edition.settings.languages}
    languages = sorted((words.language(code, lang), code) for code in codes)
    letters = [(card.id, _called(card, lang)) for card in edition.cards]
    return SearchView(
        frame,
        tuple((code, name) for name, code in languages),
        tuple(letters) if len(letters) <= FEW else (),
        has_concordance(edition),
        edition.settings.spacing,
    )


def _called(card: Card, lang: str) -> str:
    """A letter in a narrow list, where only the beginning can be read: its date, then its title."""
    day, title = short(card, lang), in_language(card.title, lang)
    return f"{day} · {title}" if day != title else title
