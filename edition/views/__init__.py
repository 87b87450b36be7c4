"""Cards, registers and letters become pages: one View a page, nothing left to compute.

Comes after `link` and before `render`. All that a page shows is here in the words of one
language of the interface; the templates print, loop and test for presence only.

    whole = overview(edition)                       once an edition
    around = surroundings(card, whole)              what a letter's page takes from the rest
    page = sheet(letter, units, located)            the text of a letter, for all languages
    letter(letter, page, around, lang)              the page of a letter
    version(alone(…), around, lang)                 the page of one of its versions
    found = Collected(edition, grammars)            what other pages take from all letters
    of = citing(letter, units, texts, fingerprints, around)    how it is cited
    citation(of, around, lang), script(of)          the page of its citations, data for a dialog
    others(edition, lang, whole, found)             all other pages, or those of a group
    occurrences(edition, whole, found, lang)        the pages of entries that are mentioned often
    data(shown, whole, lang)                        the page of what is given beside the pages
    outlines(card)                                  what the pages of each group see of a letter
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.formats.shown import Shown
from edition.model import Edition
from edition.views import pages
from edition.views.citation import CitationView, citation, citing, script
from edition.views.data import DataView
from edition.views.data import data as made_data
from edition.views.frame import OCCURRENCES, Frame, frame
from edition.views.leaves import Leaf, leaves
from edition.views.letter import LetterView, letter
from edition.views.occurrences import Occurring, occurring
from edition.views.overview import AROUND, Overview, Surroundings, overview, surroundings
from edition.views.pages import GROUPS, OWN, Collected, outlines
from edition.views.sheet import Sheet, sheet
from edition.views.version import Alone, VersionView, alone, version

View = LetterView | VersionView | CitationView | DataView | pages.View


def others(
    edition: Edition,
    lang: str,
    whole: Overview | None = None,
    found: Collected | None = None,
    groups: tuple[str, ...] = GROUPS,
) -> Iterator[pages.View]:
    """All pages of a language but those of letters; or those of some groups. One after the other:
    the largest need not be held at once.
    """
    whole, found = whole or overview(edition), found or Collected(edition)
    for group in groups:
        yield from pages.pages(edition, whole, found, lang, group)


def occurrences(
    edition: Edition, whole: Overview, found: Collected, lang: str
) -> Iterator[Occurring]:
    """The pages of a language of entries that are mentioned often; each is made when asked for."""
    return occurring(edition, whole, found.seen, lang)


def data(shown: tuple[Shown, ...], whole: Overview, lang: str) -> DataView:
    """The page of what is given beside the pages."""
    framed = frame("data", lang, "", whole.settings, whole.sections[lang])
    return made_data(shown, framed, "ranges" in whole.settings.dts)


__all__ = [
    "AROUND",
    "GROUPS",
    "OCCURRENCES",
    "OWN",
    "Alone",
    "CitationView",
    "Collected",
    "Frame",
    "Leaf",
    "LetterView",
    "Occurring",
    "Overview",
    "Sheet",
    "Surroundings",
    "VersionView",
    "View",
    "alone",
    "citation",
    "citing",
    "data",
    "leaves",
    "letter",
    "occurrences",
    "others",
    "outlines",
    "overview",
    "script",
    "sheet",
    "surroundings",
    "version",
]
