"""Codes of languages (BCP 47): which one is meant by another code, by a name, or by a country.

Knows of languages what CLDR knows; the rest is left to whoever writes the code.
"""

from __future__ import annotations

from functools import cache

NAMED_IN = ("en", "fr", "de")
"""The languages whose names of languages are understood."""
MEMBERS = frozenset(("arb", "cmn", "ekk", "lvs", "pes", "swh", "zsm"))
"""Codes that are one of the languages for which another code stands: they are right."""


@cache
def meant(code: str) -> str:
    """The code to write instead of another (`ger`, `German`, `cz`), empty where it is right."""
    from babel import Locale  # slow to load, and asked once for all letters
    from babel.core import get_global

    aliases = get_global("language_aliases")
    if len(code) == 2 and code in get_global("likely_subtags") and code not in aliases:
        return ""
    first, *rest = code.replace("_", "-").split("-")
    found = first.lower()
    known = Locale("en").languages
    if len(found) == 3 and found not in MEMBERS:
        short = aliases.get(found, "")
        found = short if len(short) == 2 else found
    elif found not in known:
        named = {
            name.casefold(): each
            for lang in NAMED_IN
            for each, name in Locale(lang).languages.items()
        }
        found = named.get(found, "") or _spoken(found.upper()) or found
    better = "-".join((found, *rest)) if found in known else code
    return "" if better == code else better


def known(code: str) -> bool:
    """Whether a code is the right one of a language."""
    from babel import Locale

    return code.partition("-")[0] in Locale("en").languages and not meant(code)


def _spoken(country: str) -> str:
    """The language of most people of a country, where it is an official one."""
    from babel.core import get_global

    languages = get_global("territory_languages").get(country, {})
    first = max(languages, key=lambda each: languages[each]["population_percent"], default="")
    return first if first and languages[first]["official_status"] else ""
