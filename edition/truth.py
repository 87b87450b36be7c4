"""What references claim, held against what they point to.

Comes after `link`. A claim about a document is compared with its entry in the register, which
records what was read of it; words quoted from a letter of the edition, in notes or in prose,
are compared with its transcribed text, counts in prose with what is counted, and the numbers and
days in the labels of links with where they lead.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property

import msgspec

from edition import claims, moment
from edition.counts import Counts
from edition.finding import Finding, Findings, Place, Spot
from edition.model import Card, Claim, Edition, Entry, Page, Quote, When

NUMBER = re.compile(r"(?<![\d.,])\d{1,3}[a-z]?$")
PLACE = re.compile(r"\d+[a-z]?\.\d+[a-z]?")
OF_PLACE = re.compile(r"(?:[a-z0-9]+-)?p(\d+[a-z]*)-s(\d+[a-z]*)")
OF_NUMBER = re.compile(r"(?:ed|shift|reading|[a-z0-9]+-(?:note|page))-(\d+[a-z]*)")

Texts = Mapping[str, Mapping[str, str]]
"""The transcribed texts of letters: by letter, then by address."""


def quoted(edition: Edition) -> frozenset[str]:
    """The letters from which others or prose quote: their texts are wanted."""
    of_letters = {_letter(claim.target)[0] for card in edition.cards for claim in card.quotations}
    of_pages = {
        _letter(quote.target)[0]
        for page in edition.pages
        for quote in page.quotes
        if quote.kind == "words"
    }
    return frozenset(of_letters | of_pages)


def own(card: Card, texts: Mapping[str, str]) -> tuple[Card, Findings]:
    """A card without what its letter quotes from itself, and a finding for what is misquoted."""
    known = {card.id: texts}
    others: list[Claim] = []
    findings: list[Finding] = []
    for claim in card.quotations:
        if _letter(claim.target)[0] == card.id:
            findings += _misquoted(_source(card, claim), claim.target, claim.value, known)
        else:
            others.append(claim)
    return msgspec.structs.replace(card, quotations=tuple(others)), tuple(findings)


def findings(edition: Edition, texts: Texts, sound: Collection[str] = frozenset()) -> Findings:
    """A finding for every claim that is not true, but for those of `own`.

    `sound` are letters whose claims were found true of the same registers: they are asked again
    only for what they quote from other letters.
    """
    known = _Known(edition, texts)
    return (
        *(
            finding
            for card in edition.cards
            for claim in (*card.quotations, *(() if card.id in sound else card.claims))
            for finding in _judged(card, claim, known)
        ),
        *(
            finding
            for page in edition.pages
            for quote in page.quotes
            for finding in _read(page, quote, known)
        ),
    )


class _Known:
    """What claims are held against: entries, letters, texts, counts, the names of months."""

    def __init__(self, edition: Edition, texts: Texts) -> None:
        self.texts = texts
        self.languages = edition.settings.languages
        self.letters = {card.id: card for card in edition.cards}
        self.entries = {
            f"{register.id}#{entry.id}": entry
            for register in edition.registers
            for entry in register.entries
        }

    @cached_property
    def counts(self) -> Counts:
        """What is counted of letters."""
        return Counts(self.letters)


# --- letters -----------------------------------------------------------------------------------


def _judged(card: Card, claim: Claim, known: _Known) -> Iterator[Finding]:
    where = Spot(card.file, claim.at)
    if claim.kind == "quotation":
        yield from _misquoted(_source(card, claim), claim.target, claim.value, known.texts)
        return
    entry = known.entries.get(claim.target.removeprefix("register/").replace(".xml#", "#"))
    if entry is not None:
        yield from _of_entry(where, claim.kind, claim.value, entry, known)


def _source(card: Card, claim: Claim) -> Spot:
    """Where a letter says from where it quotes."""
    return Spot(card.file, claim.at, "source")


def _of_entry(
    where: Spot | Place, kind: str, value: str, entry: Entry, known: _Known
) -> Iterator[Finding]:
    """A finding where an entry of a register is said to be what it is not."""
    facts = [each for unit, each in entry.facts if unit == ("read" if kind == "status" else kind)]
    dates = [when for _, when in entry.dates]
    if kind in ("document", "note", "volume") and facts and value not in facts:
        yield _untrue(where, f"{kind} {value}", entry, f"{kind} {facts[0]}")
    elif kind == "status" and value == "verified" and facts == ["not-read"]:
        yield _untrue(where, "a verified reference", entry, "a document that was not read")
    elif kind == "date" and dates and not any(_within(value, when) for when in dates):
        yield _untrue(where, f"the date {value}", entry, _said(dates[0]))
    elif kind == "day" and dates and not _any_day(value, dates, known.languages):
        yield _untrue(where, value, entry, _said(dates[0]))


def _untrue(where: Spot | Place, claimed: str, entry: Entry, known: str) -> Finding:
    return Finding(
        where,
        "reference-untrue",
        f"this reference says {claimed}; the register says of “{entry.id}”: {known}",
        "Point to the right entry, or mend the words or the register after the source.",
    )


def _letter(target: str) -> tuple[str, str]:
    """The letter and the address that a target names."""
    file, _, anchor = target.partition("#")
    return file.rpartition("/")[2].rpartition(".")[0], anchor


def _misquoted(where: Spot | Place, target: str, quote: str, texts: Texts) -> Iterator[Finding]:
    letter, anchor = _letter(target)
    words = texts.get(letter, {}).get(anchor)
    if words is not None and not claims.stands(quote, words):
        yield Finding(
            where,
            "quotation-untrue",
            f"“{quote}” does not stand in “{letter}#{anchor}”",
            f"It reads: “{words[:80]}”. Quote what is transcribed there.",
        )


# --- days --------------------------------------------------------------------------------------


def _within(value: str, when: When) -> bool:
    """Whether a day lies within what the register states."""
    early, late = when.when or when.not_before, when.when or when.not_after
    return moment.lies_in(moment.day(value), early, late)


def _said(when: When) -> str:
    return when.when or f"{when.not_before}/{when.not_after}"


def _any_day(said: str, dates: Iterable[When], languages: Iterable[str]) -> bool:
    """Whether a day as `claims` gives it can be one of some dates; what is no month is no day."""
    day, month, *year = said.split(" ")
    number = _months(tuple(languages)).get(month)
    if number is None:
        return True
    return any(
        _within(f"{of}-{number:02}-{int(day):02}", when)
        for when in dates
        for of in year or map(moment.year, (when.when, when.not_before, when.not_after))
    )


@cache
def _months(languages: tuple[str, ...]) -> dict[str, int]:
    """The months by their names, and by their short ones."""
    from babel import Locale  # slow to load, and seldom asked for

    found = {}
    for lang in languages:
        of = Locale.parse(lang, sep="-").months["format"]
        for width in ("wide", "abbreviated"):
            for number, name in of[width].items():
                found[name.casefold().rstrip(".")] = number
    return found


# --- prose -------------------------------------------------------------------------------------


def _read(page: Page, quote: Quote, known: _Known) -> Iterator[Finding]:
    """A finding where what the words of a link claim is not so."""
    where = Place(page.file, quote.line, quote.column)
    match quote.kind:
        case "words":
            yield from _misquoted(where, quote.target, quote.words, known.texts)
        case "count":
            yield from known.counts.findings(where, quote, page.lang)
        case _:
            yield from _mislabelled(where, quote, known)


def _mislabelled(where: Place, quote: Quote, known: _Known) -> Iterator[Finding]:
    """A finding for a number or day in the label of a link that is not that of its target."""
    page, anchor = _letter(quote.target)
    if entry := known.entries.get(f"{page}#{anchor}"):
        for kind, value in claims.said(quote.words):
            yield from _of_entry(where, kind, value, entry, known)
    elif quote.target.startswith("letters/"):
        yield from _misnumbered(where, quote, anchor)
        if not anchor and (letter := known.letters.get(page)):
            yield from _misdated(where, quote, letter, known.languages)


def _misnumbered(where: Place, quote: Quote, anchor: str) -> Iterator[Finding]:
    place, number = OF_PLACE.fullmatch(anchor), OF_NUMBER.fullmatch(anchor)
    said = NUMBER.search(quote.words)
    if place and PLACE.fullmatch(quote.words) and quote.words != f"{place[1]}.{place[2]}":
        yield _mismatch(where, quote, quote.words, f"{place[1]}.{place[2]}")
    elif number and said and said[0] != number[1]:
        yield _mismatch(where, quote, said[0], number[1])


def _misdated(
    where: Place, quote: Quote, letter: Card, languages: Iterable[str]
) -> Iterator[Finding]:
    for kind, value in claims.said(quote.words):
        if kind == "day" and not _any_day(value, (letter.date,), languages):
            yield _mismatch(where, quote, value, _said(letter.date))


def _mismatch(where: Place, quote: Quote, said: str, known: str) -> Finding:
    return Finding(
        where,
        "label-untrue",
        f"“{quote.words}” says {said}, and leads to “{quote.target}”, which is {known}",
        "Mend the words or the address.",
    )
