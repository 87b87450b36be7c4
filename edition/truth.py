"""What references claim, held against what they point to.

Comes after `link`. A claim about a document is compared with its entry in the register, which
records what was read of it; words quoted from a letter of the edition, in notes or in prose,
are compared with its transcribed text, and counts of shifts in prose with the shifts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from edition.finding import Finding, Findings, Place, Spot
from edition.model import Card, Claim, Edition, Entry, Quote, When

COUNTS = "shifts.html#count-"
"""How the addresses of counts begin on the page of all shifts."""

Texts = Mapping[str, Mapping[str, str]]
"""The transcribed texts of letters: by letter, then by address."""


def quoted(edition: Edition) -> frozenset[str]:
    """The letters from which something is quoted: their texts are wanted."""
    of_letters = {
        _letter(claim.target)[0]
        for card in edition.cards
        for claim in card.claims
        if claim.kind == "quotation"
    }
    of_pages = {
        _letter(quote.target)[0]
        for page in edition.pages
        for quote in page.quotes
        if not _counting(quote)
    }
    return frozenset(of_letters | of_pages)


def findings(edition: Edition, texts: Texts) -> Findings:
    """A finding for every claim that is not true."""
    entries = {
        f"{register.id}#{entry.id}": entry
        for register in edition.registers
        for entry in register.entries
    }
    return (
        *(
            finding
            for card in edition.cards
            for claim in card.claims
            for finding in _judged(card, claim, entries, texts)
        ),
        *(
            finding
            for page in edition.pages
            for quote in page.quotes
            if not _counting(quote)
            for finding in _misquoted(
                Place(page.file, quote.line, 1), quote.target, quote.words, texts
            )
        ),
        *_miscounted(edition),
    )


def _judged(
    card: Card, claim: Claim, entries: Mapping[str, Entry], texts: Texts
) -> Iterator[Finding]:
    if claim.kind == "quotation":
        yield from _misquoted(Spot(card.file, claim.at, "source"), claim.target, claim.value, texts)
        return
    entry = entries.get(claim.target.removeprefix("register/").replace(".xml#", "#"))
    if entry is None:
        return
    where = Spot(card.file, claim.at)
    match claim.kind:
        case "document" | "note":
            known = [value for unit, value in entry.facts if unit == claim.kind]
            if known and claim.value not in known:
                yield _untrue(
                    where, f"{claim.kind} {claim.value}", entry, f"{claim.kind} {known[0]}"
                )
        case "date":
            if entry.dates and not any(_within(claim.value, when) for _, when in entry.dates):
                yield _untrue(where, f"the date {claim.value}", entry, _said(entry.dates[0][1]))
        case "status":
            read = [value for unit, value in entry.facts if unit == "read"]
            if claim.value == "verified" and read == ["not-read"]:
                yield _untrue(where, "a verified reference", entry, "a document that was not read")


def _untrue(where: Spot, claimed: str, entry: Entry, known: str) -> Finding:
    return Finding(
        where,
        "reference-untrue",
        f"this reference says {claimed}; the register says of “{entry.id}”: {known}",
        "Point to the right entry, or mend the words or the register after the source.",
    )


def _within(value: str, when: When) -> bool:
    """Whether a day lies within what the register states."""
    early, late = when.when or when.not_before, when.when or when.not_after
    day = value[:10]
    return (not early or day >= early[: len(day)]) and (not late or day[: len(late)] <= late)


def _said(when: When) -> str:
    return when.when or f"{when.not_before}/{when.not_after}"


def _letter(target: str) -> tuple[str, str]:
    """The letter and the address that a target names."""
    file, _, anchor = target.partition("#")
    return file.rpartition("/")[2].rpartition(".")[0], anchor


def _misquoted(where: Spot | Place, target: str, quote: str, texts: Texts) -> Iterator[Finding]:
    letter, anchor = _letter(target)
    words = texts.get(letter, {}).get(anchor)
    if words is not None and quote not in words:
        yield Finding(
            where,
            "quotation-untrue",
            f"“{quote}” does not stand in “{letter}#{anchor}”",
            f"It reads: “{words[:80]}”. Quote what is transcribed there.",
        )


# --- counts ------------------------------------------------------------------------------------


def _counting(quote: Quote) -> bool:
    return quote.target.startswith(COUNTS)


def _miscounted(edition: Edition) -> Iterator[Finding]:
    """A count in prose that is not that of the apparatus of shifts."""
    counts = _counts(edition)
    for page in edition.pages:
        for quote in page.quotes:
            known = counts.get(quote.target.removeprefix(COUNTS)) if _counting(quote) else None
            if known is not None and int(quote.words) != known:
                yield Finding(
                    Place(page.file, quote.line, 1),
                    "count-untrue",
                    f"“{quote.words}” is linked to “{quote.target}”, where the number is {known}",
                    f"Write {known}, and look whether what is said of it still holds.",
                )


def _counts(edition: Edition) -> Mapping[str, int]:
    """The numbers of shifts by type and by weight, of all of them, and of patterns."""
    counts: Counter[str] = Counter()
    for card in edition.cards:
        for of_type, weight, _, number in card.tally:
            counts.update({of_type: number, weight: number, "all": number})
        single = sum(number for *_, number in card.tally)
        counts["patterns"] += dict(card.counts).get("shifts", 0) - single
    return counts
