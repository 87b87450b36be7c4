"""Words of a letter between quotation marks, as their own language sets them.

A passage is copied to be put into a text that nobody here knows, so it comes as it would stand in
one of its language: French in « … », German in „ … “, whatever the language of the interface. The
citation beside it is another matter: there the style has a language, and titles have its marks
(`styles`). What is quoted within stands between the marks of the second rank, whatever marks the
source has.

The marks are the delimiters of CLDR 48. French alone differs: its guillemets have narrow no-break
spaces, and its second rank is “ … ”, where CLDR has one pair for both.
"""

from __future__ import annotations

import re
from functools import cache

OTHERS = "“”‘’"
MARKS = {
    "„“‚‘": "cs de dsb et hr hsb is lb mk nds sk sl",
    "„“„“": "bg lt",
    "„“«»": "ka",
    "„”‘’": "bs",
    "„”’’": "sr",
    "„”«»": "pl ro",
    "„”»«": "hu",
    "«»“”": "ast br ca el es eu fr it lij pt-PT sc",
    "«»„“": "be ru uk",
    "«»‘’": "nb nn no",
    "«»‹›": "fa gsw rm",
    "«»«»": "hy oc",
    "””’’": "fi he sv yi",
    "”“’‘": "ar ur",
    "‘’‘’": "nl",
    "「」『』": "ja zh-Hant",
}
"""First rank and second, with the languages that have them; `OTHERS` are those of all others."""
BY_LANGUAGE = {lang: marks for marks, langs in MARKS.items() for lang in langs.split()}
SPACES = {"fr": "\u202f"}
DOUBLE = '"“”„«»「」'
PAIRS = ('""', "“”", "«»", "„“", "„”")
"""What is taken for quotation marks in a source; single ones may be apostrophes."""


def quotation(words: str, lang: str) -> str:
    """A quotation; marks within that have no partner stay as they are."""
    primary = lang.partition("-")[0]
    marks = BY_LANGUAGE.get(lang) or BY_LANGUAGE.get(primary, OTHERS)
    space = SPACES.get(primary, "")
    inner = _quoted(marks[:2]).sub(
        lambda found: marks[2] + found[found.lastindex or 0] + marks[3], words
    )
    return f"{marks[0]}{space}{inner}{space}{marks[1]}"


@cache
def _quoted(marks: str) -> re.Pattern[str]:
    """Words between marks, those of their language before others."""
    pairs = (marks, *PAIRS) if marks[0] in DOUBLE else PAIRS
    space = "[ \u00a0\u202f]?"
    return re.compile(
        "|".join(f"{pair[0]}{space}([^{DOUBLE}]*?){space}{pair[1]}" for pair in pairs)
    )
