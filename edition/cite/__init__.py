"""How a letter and its places are cited (letter, settings, names -> citations).

Comes after `prepare` and before `formats`, which writes what is cited as data, and `views`, which
shows it. The ready citations are those that CSL styles give through any CSL processor; no style
and no processor is needed to make them.

    persons = people(registers, languages)      names with their parts, for all letters
    found = cited(letter, settings, persons, lang)
    STYLES[0].entry(found), STYLES[0].place(found, where, address)
"""

from __future__ import annotations

from edition.cite.cited import (
    Archive,
    Cited,
    People,
    Person,
    Text,
    cited,
    parties,
    people,
)
from edition.cite.dates import Day, iso, known
from edition.cite.patterns import Pattern, filled, patterns, references
from edition.cite.place import Place, place, places
from edition.cite.quotation import quotation
from edition.cite.styles import ITALIC, ROMAN, STYLES, Style, family, inverted, plain, runs

__all__ = [
    "ITALIC",
    "ROMAN",
    "STYLES",
    "Archive",
    "Cited",
    "Day",
    "Pattern",
    "People",
    "Person",
    "Place",
    "Style",
    "Text",
    "cited",
    "family",
    "filled",
    "inverted",
    "iso",
    "known",
    "parties",
    "patterns",
    "people",
    "place",
    "places",
    "plain",
    "quotation",
    "references",
    "runs",
]
