"""Words of a letter between quotation marks, as their language sets them.

Outside « … » with narrow no-break spaces in French, “ … ” in English and elsewhere; what is
quoted within stands between the marks of the second rank, whatever marks the source has.
"""

from __future__ import annotations

import re

MARKS = {
    "fr": ("«\u202f", "\u202f»", "“", "”"),
    "": ("“", "”", "‘", "’"),
}
"""First rank and second, by language."""
INNER = re.compile(r'"([^"“”«»]*)"|“([^"“”«»]*)”|«[ \u00a0\u202f]?([^"“”«»]*?)[ \u00a0\u202f]?»')


def quotation(words: str, lang: str) -> str:
    """A quotation; marks within that have no partner stay as they are."""
    first, last, begin, end = MARKS.get(lang.partition("-")[0], MARKS[""])
    inner = INNER.sub(lambda found: begin + (found[1] or found[2] or found[3] or "") + end, words)
    return f"{first}{inner}{last}"
