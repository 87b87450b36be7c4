"""What words claim: that others stand where they are quoted; numbers, also those of a reference,
and days.

Comes before `spans`, `card` and `truth`: explanations, letters and prose are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

NUMBERED = re.compile(r"\b(?:foot)?(document|note)[ \u00a0]+(\d+[a-z]?)\b", re.IGNORECASE)
VOLUME = re.compile(r"\b(?:FRUS|[Vv]ol(?:ume|\.))[ \u00a0]+([IVXLC]+)\b")
JOINED = re.compile(r"[^\W_]{2}")
DAY = re.compile(
    r"\b(?P<day>\d{1,2})(?:er|st|nd|rd|th)?[ \u00a0]+(?P<month>[^\W\d_]{3,})"
    r"(?:[ \u00a0]+(?P<year>\d{4}))?\b"
    r"|\b(?P<month2>[^\W\d_]{3,})[ \u00a0]+(?P<day2>\d{1,2})(?:st|nd|rd|th)?\b"
    r"(?:,[ \u00a0]+(?P<year2>\d{4}))?"
)
NUMERALS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
}
"""The words for small numbers, from nought on."""
INFLECTED = {"une": "un", "eine": "ein", "eins": "ein", "einen": "ein", "einem": "ein"}


def number(words: str, lang: str) -> int | None:
    """The number that words are, in figures or as a word; None where they are none."""
    figures = re.sub(r"(?<=\d)[\s.,’'](?=\d{3}\b)", "", words)
    if figures.isdecimal():
        return int(figures)
    word = words.casefold()
    known = NUMERALS.get(lang.partition("-")[0], "").split()
    word = INFLECTED.get(word, word)
    return known.index(word) if word in known else None


def stands(quote: str, words: str) -> bool:
    """Whether a quotation stands in some words, and begins and ends where words do."""
    start = words.find(quote)
    while start >= 0:
        end = start + len(quote)
        before, behind = words[start - 1 : start] + quote[:1], quote[-1:] + words[end : end + 1]
        if not (quote and (JOINED.fullmatch(before) or JOINED.fullmatch(behind))):
            return True
        start = words.find(quote, start + 1)
    return False


def said(words: str) -> Iterator[tuple[str, str]]:
    """What words claim, by kind: document, note (a number), volume (as printed), day.

    A day is a number, a word that may be a month, and a year where there is one: which words are
    months, only who knows the languages can say.
    """
    for kind, number in NUMBERED.findall(words):
        yield kind.lower(), number
    for number in VOLUME.findall(words):
        yield "volume", number
    for found in DAY.finditer(words):
        day, month, year = (found[name] or found[f"{name}2"] for name in ("day", "month", "year"))
        yield "day", " ".join(filter(None, (day, month.casefold(), year)))
