"""All pages but those of letters: the prose is made here, the others in modules of their own from
what is gathered of all letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import ClassVar

from msgspec import Struct

from edition.model import Card, Edition
from edition.search.concordance import Concordance, concordances
from edition.search.piece import Piece
from edition.validate import Grammar
from edition.views.changes import ChangesView, GoneView, changes, left, pages_gone
from edition.views.chronology import ChronologyView, chronology
from edition.views.concordance import ConcordanceView, concordance, has_concordance
from edition.views.contents import IndexView, LettersView, Portions, apart, index, of_time, slug_of
from edition.views.departures import ShiftsView, Tallied, shifts, tallied
from edition.views.frame import Frame, frame, in_language
from edition.views.occurrences import OccurrencesView
from edition.views.overview import TERMS, Overview, has_readings, has_shifts
from edition.views.readings import Listed as Found
from edition.views.readings import ReadingsView, listed, readings
from edition.views.registers import RegisterView, register
from edition.views.rules import RulesView, Vocabulary, rules, vocabularies
from edition.views.search import SearchView, search
from edition.views.seen import Entries, gathered
from edition.views.terms import Paired, TermsView, paired, terms


class PageView(Struct, frozen=True):
    """A page of prose; `html` has been cleaned."""

    template: ClassVar[str] = "page.html"

    frame: Frame
    title: str
    html: str


View = (
    IndexView
    | LettersView
    | PageView
    | RegisterView
    | OccurrencesView
    | ShiftsView
    | ReadingsView
    | TermsView
    | ChronologyView
    | RulesView
    | SearchView
    | ChangesView
    | GoneView
    | ConcordanceView
)


class Collected:
    """What pages take from all letters, from the grammars (letter, register) and from the pieces
    of the search, gathered once for all languages, and only if a page is made that needs it.
    """

    def __init__(
        self,
        edition: Edition,
        grammars: Callable[[], Iterable[tuple[str, Grammar]]] = tuple,
        pieces: Callable[[], Iterable[Piece]] = tuple,
    ) -> None:
        self._edition = edition
        self._grammars = grammars
        self._pieces = pieces

    @cached_property
    def concordances(self) -> tuple[Concordance, ...]:
        """The words of all letters."""
        return concordances(self._pieces())

    @cached_property
    def portions(self) -> Portions:
        """The letters by times, if one page has no room for them."""
        return apart(self._edition)

    @cached_property
    def seen(self) -> Entries:
        """What the letters mention; the terminology gathers its terms itself."""
        return gathered(self._edition, TERMS)

    @cached_property
    def shifts(self) -> Tallied:
        """The shifts of all letters."""
        return tallied(self._edition)

    @cached_property
    def readings(self) -> Found:
        """The readings of all letters."""
        return listed(self._edition)

    @cached_property
    def terms(self) -> Paired:
        """The terms of all letters with what answers them."""
        return paired(self._edition, TERMS)

    @cached_property
    def vocabularies(self) -> tuple[Vocabulary, ...]:
        """The elements of the grammars."""
        return vocabularies(self._grammars())


OWN = (
    *("index", "search", "concordance", "shifts", "readings", "chronology", "rules", "changes"),
    "data",
)
"""The names of pages that no file of the edition has."""

GROUPS = ("letters", "words", "apparatus", "registers", "prose", "changes")
"""The pages that are made together: what they see of the letters is the same (`outlines`)."""


def outlines(card: Card) -> dict[str, tuple[object, ...]]:
    """What the pages of each group see of a letter: as long as it is equal, they may stay."""
    texts = [(text.id, text.lang, text.role) for text in card.texts]
    named = (card.id, card.title, card.date, texts)
    first = [text.first_words for text in card.texts]
    details = card.details
    return {
        "letters": (*named, first, card.missing, details.tally, details.counts),
        "words": (*named, details.anchors, card.apparatus),
        "apparatus": (*named, card.missing, details.tally, details.counts, card.apparatus),
        "registers": (*named, details.actions, details.seen),
        "prose": (),
        "changes": (card.id, card.title),
    }


def pages(
    edition: Edition, whole: Overview, found: Collected, lang: str, group: str
) -> Iterator[View]:
    """The pages of a group in a language."""

    def framed(slug: str, title: str = "", of: str = "") -> Frame:
        told = whole.history.told.get(of or f"{slug}.html")
        return frame(slug, lang, title, whole.settings, whole.sections[lang], told, whole.days)

    match group:
        case "letters":
            page = framed("index", whole.settings.title[lang])
            yield index(edition, found.portions, whole, page, lang)
            for time, letters in found.portions:
                page = framed(slug_of(time), whole.settings.title[lang])
                yield of_time(found.portions, time, letters, page, lang)
            yield search(edition, framed("search"), lang)
        case "words":
            if has_concordance(edition):
                yield concordance(edition, found.concordances, framed("concordance"), lang)
        case "apparatus":
            if has_shifts(edition):
                yield shifts(found.shifts, framed("shifts"), lang)
            if has_readings(edition):
                yield readings(edition, found.readings, framed("readings"), lang)
        case "registers":
            for each in edition.registers:
                page = framed(each.id, in_language(each.title, lang))
                if each.id == TERMS:
                    yield terms(each, found.terms, page, lang)
                else:
                    yield register(each, found.seen, page, lang)
            yield chronology(edition, found.seen, framed("chronology"), lang)
        case "prose":
            yield rules(found.vocabularies, framed("rules"))
            for prose in edition.pages:
                if prose.lang == lang:
                    page = framed(prose.slug, prose.title)
                    yield PageView(page, prose.title, prose.html)
        case "changes":
            yield changes(whole, framed("changes"), lang)
            for gone, of, anchor in sorted(pages_gone(whole.history, whole.settings)):
                page = framed(gone.removesuffix(".html"), gone, of)
                yield left(of, anchor, whole.history, page, lang)
