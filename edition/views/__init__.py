"""Cards, registers and letters become pages: one View a page, nothing left to compute.

Comes after `link` and before `render`. All that a page shows is here in the words of one
language of the interface; the templates print, loop and test for presence only.

    whole = overview(edition)                       once an edition
    around = surroundings(card, whole)              what a letter's page takes from the rest
    page = sheet(letter, units, located)            the text of a letter, for all languages
    letter(letter, page, around, lang)              the page of a letter
    found = collected(edition, grammars)            what other pages take from all letters
    others(edition, lang, whole, found)             all other pages
"""

from __future__ import annotations

from edition.model import Edition
from edition.views import pages
from edition.views.frame import Frame, page_path
from edition.views.letter import LetterView, Sheet, letter, sheet
from edition.views.overview import Overview, Surroundings, overview, surroundings
from edition.views.pages import Collected, collected

View = LetterView | pages.View


def others(
    edition: Edition, lang: str, whole: Overview | None = None, found: Collected | None = None
) -> tuple[pages.View, ...]:
    """All pages of a language but those of letters."""
    made = pages.pages(edition, whole or overview(edition), found or collected(edition), lang)
    return tuple(made)


__all__ = [
    "Collected",
    "Frame",
    "LetterView",
    "Overview",
    "Sheet",
    "Surroundings",
    "View",
    "collected",
    "letter",
    "others",
    "overview",
    "page_path",
    "sheet",
    "surroundings",
]
