"""Dates, names of languages and alphabetical order, as a language of the interface has them.

Used by all views: what a page shows in figures, or in an order, is settled here (CLDR through
Babel; the English of the interface is British, the day before the month).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from msgspec import Struct

from edition.model import When

REGIONAL = {"en": "en_GB"}
W3C = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d):(\d\d))?")


@cache
def locale(lang: str) -> Locale:
    """The CLDR locale of a language of the interface."""
    return Locale.parse(REGIONAL.get(lang, lang), sep="_" if lang in REGIONAL else "-")


@cache
def language(code: str, lang: str) -> str:
    """The name of a language in another ("French", "français"); its code where CLDR has none."""
    return str(locale(lang).languages.get(code.partition("-")[0], code))


def number(value: int, lang: str) -> str:
    """A number with its digits grouped as a language has them: "12,500", "12 500"."""
    if value < 1000:
        return str(value)
    from babel.numbers import format_decimal  # slow to load, and small editions never need it

    return format_decimal(value, locale=locale(lang))


@cache
def own_name(lang: str) -> str:
    """The name of a language in itself, as a switch shows it ("English", "Français")."""
    name = language(lang, lang)
    return name[:1].upper() + name[1:]


@cache
def moment(w3c: str, lang: str) -> str:
    """A W3C date in words: year, month, day and hour as far as it states them."""
    found = W3C.fullmatch(w3c.removesuffix("Z")[:16])
    if not found:
        return w3c
    year, month, day, hour, minute = (int(part) if part else 0 for part in found.groups())
    if year < 1:  # no calendar of ours goes back so far
        return w3c
    if not month:
        return str(year)
    if not day:
        return format_skeleton("yMMMM", date(year, month, 1), locale=locale(lang))
    words = format_date(date(year, month, day), "long", locale=locale(lang))
    if lang == "fr" and day == 1:
        words = words.replace("1 ", "1er ", 1)
    if found[4]:
        words += ", " + format_time(time(hour, minute), "short", locale=locale(lang))
    return words


@cache
def period(first: str, last: str, lang: str) -> str:
    """From one W3C date to another ("24–26 August 1961"); an open side stays open."""
    if first[:7] == last[:7] and len(first) == len(last) == 10:
        return f"{int(first[8:])}–{moment(last, lang)}"
    ends = [moment(each, lang) if each else "" for each in (first, last)]
    dash = "\u00a0– " if all(" " in each for each in ends) else "–"
    return dash.join(ends)


def when(value: When | None, lang: str) -> str:
    """A date in words, empty where nothing is stated."""
    if value is None:
        return ""
    if value.when:
        return moment(value.when, lang)
    if value.not_before or value.not_after:
        return period(value.not_before, value.not_after, lang)
    return ""


class Stated(Struct, frozen=True):
    """What a date says, for words around it: `form` is day, span (it lasted from first to last),
    since, until, between (once, somewhere between), later (than first) or earlier (than last).

    `datetime` is a W3C date where one is stated; `words` the date or period in words.
    """

    form: str
    datetime: str
    words: str
    inferred: bool


def stated(value: When, lang: str) -> Stated | None:
    """What a date says; None where it says nothing."""
    first, last = value.not_before, value.not_after
    if value.when:
        form, said = "day", moment(value.when, lang)
    elif first and last:
        form, said = ("span" if value.lasts else "between"), period(first, last, lang)
    elif first:
        form, said = ("since" if value.lasts else "later"), moment(first, lang)
    elif last:
        form, said = ("until" if value.lasts else "earlier"), moment(last, lang)
    else:
        return None
    return Stated(form, value.when, said, bool(value.evidence))


FIGURES, LONGEST = re.compile(r"\d+"), 12
"""Numbers of up to so many figures are sorted by their values."""


def sort_key(text: str) -> tuple[str, str]:
    """Alphabetical order: letters without accent and case first, accents where all else is equal.

    œ and æ stand as two letters, numbers in the order of their values; a particle counts as it is
    written (see `Entry.sort`).
    """
    folded = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    letters = "".join(sign if sign.isalnum() else " " for sign in plain)
    return FIGURES.sub(lambda found: found[0].zfill(LONGEST), letters), folded


BOUND = (
    (" ;", "\u202f;"),
    (" !", "\u202f!"),
    (" ?", "\u202f?"),
    (" :", "\u00a0:"),
    ("« ", "«\u00a0"),
    (" »", "\u00a0»"),
)
"""What French prints between a word and a mark, so that no line begins or ends with the mark."""
APOSTROPHE = re.compile(r"'(?:(?<=[^\W\d_]')(?=[^\W\d_])|(?<=[^\W\d_]s')(?= ))")

CAPITAL = re.compile(r"\. (?<=[A-ZÀ-Þ]\. )")
INITIAL = re.compile(r" (?:(?<=\b[A-ZÀ-Þ]\. )(?=[^\W\d_])|(?<=[^\W\d_] )(?=[A-ZÀ-Þ]\. [A-ZÀ-Þ]))")


def set_well(text: str, lang: str) -> str:
    """The editors' own prose as it is printed: apostrophes round, initials with their name; in
    French, no line begins with a mark. Never for the text of a letter.
    """
    if CAPITAL.search(text):
        text = INITIAL.sub("\u00a0", text)
    if "'" in text:
        text = APOSTROPHE.sub("’", text)
    if lang == "fr":
        for loose, bound in BOUND:
            text = text.replace(loose, bound)
    return text
