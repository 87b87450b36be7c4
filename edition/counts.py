"""What prose says how many there are of, of a letter or of all, held against what is counted.

Comes before `truth`, which reads the pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property

from edition import claims
from edition.finding import Finding, Place
from edition.model import Card, Quote

NAMES = {
    "sentences": "segments",
    "notes": "editorial",
    "printed-notes": "printed",
    "readings": "readings",
}
"""What may be counted beside letters, shifts and patterns, and its name in a card."""


class Counts:
    """The counts of an edition, each made when it is first asked for."""

    def __init__(self, letters: Mapping[str, Card]) -> None:
        self.letters = letters

    @cached_property
    def all(self) -> Mapping[str, int]:
        """What is counted of all letters."""
        return totals(self.letters.values())

    def of(self, letter: str) -> Mapping[str, int]:
        """What is counted of a letter."""
        return totals([self.letters[letter]])

    def findings(self, where: Place, quote: Quote, lang: str) -> Iterator[Finding]:
        """A finding for a number in prose that is not that of its letter, or of all letters.

        Of which letter it is, the address of the link says.
        """
        file, _, _ = quote.target.partition("#")
        letter = file.removeprefix("letters/").removesuffix(".html")
        own = file.startswith("letters/") and letter in self.letters
        if quote.counts not in self.all:
            yield Finding(
                where, "count-untrue", f"“{quote.counts}” is not counted", self._known(quote.counts)
            )
            return
        number = (self.of(letter) if own else self.all).get(quote.counts, 0)
        said = claims.number(quote.words, lang)
        if said is None:
            message = f"“{quote.words}” is no number that is understood"
            hint = f"Write {number}; up to twelve, a word will do."
            yield Finding(where, "count-untrue", message, hint)
        elif said != number:
            of = f"of “{letter}”" if own else "in the edition"
            yield Finding(
                where,
                "count-untrue",
                f"the number of {quote.counts} {of} is {number}, not {quote.words}",
                f"Write {number}, and look whether what is said of it still holds."
                + ("" if own else self._of_one(quote.counts, said)),
            )

    def _known(self, counts: str) -> str:
        near = get_close_matches(counts, self.all, 1)
        return f"Did you mean “{near[0]}”?" if near else f"These are: {', '.join(self.all)}."

    def _of_one(self, counts: str, number: int) -> str:
        """How to say that a number is that of one letter, where it is."""
        for letter in self.letters if counts != "letters" else ():
            if self.of(letter).get(counts) == number:
                link = f"[{number}](letters/{letter}.html){{count={counts}}}"
                return f" If “{letter}” is meant, say so: {link}."
        return ""


def totals(cards: Iterable[Card]) -> Mapping[str, int]:
    """What is counted of letters, by the names that prose has for it and the ids of categories."""
    counts: Counter[str] = Counter()
    for card in cards:
        of_card = dict(card.counts)
        single = sum(number for *_, number in card.tally)
        counts.update({name: of_card.get(known, 0) for name, known in NAMES.items()})
        counts.update({"letters": 1, "shifts": single})
        counts.update({"patterns": of_card.get("shifts", 0) - single})
        for of_type, weight, _, number in card.tally:
            counts[of_type] += number
            counts[weight] += number
    return counts
