"""Rules of numbers: figures have the value that is stated of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from edition.finding import Finding
from edition.tei.tree import Tree

SPACES = " \u00a0\u2009\u202f'’"
"""What stands between thousands in any language."""
THOUSANDS = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})*")


def number_agrees(tree: Tree) -> Iterator[Finding]:
    """number-disagrees: what is written in figures alone has the value that is stated of it."""
    for element in tree.all("num"):
        written, value = element.text.strip(), element.get("value")
        if element.children or not written[:1].isdecimal():
            continue
        amounts = _amounts(written, element.lang)
        if amounts and Decimal(value) not in amounts:
            yield tree.finding(
                element,
                "number-disagrees",
                f"“{written}” is stated to be {value}",
                f'Write value="{amounts[0]:f}"; if the source errs, put <choice> with <sic> and '
                "<corr> round the figures.",
                "value",
            )


def _amounts(written: str, lang: str) -> tuple[Decimal, ...]:
    """What figures may mean, the likeliest first; nothing where that is not certain."""
    if written.isdecimal():
        return (Decimal(written),)
    found = _number(lang).fullmatch(written)
    if found is None:
        return ()
    amount = Decimal(f"{re.sub('[^0-9]', '', found[1])}.{found[3] or 0}")
    # Not all write as their language does: “1.000” may be a thousand anywhere.
    whole = THOUSANDS.fullmatch(written)
    return (amount, Decimal(re.sub("[.,]", "", written))) if whole else (amount,)


@cache
def _number(lang: str) -> re.Pattern[str]:
    """How a language writes numbers in figures (CLDR); of one that is not known, nothing."""
    from babel import Locale, UnknownLocaleError  # slow to load, and seldom needed

    try:
        signs = Locale.parse(lang, sep="-").number_symbols["latn"]
    except (UnknownLocaleError, ValueError):
        return re.compile("(?!)")
    groups, point = re.escape(SPACES + signs["group"]), re.escape(signs["decimal"])
    return re.compile(
        rf"([0-9]+|[0-9]{{1,3}}([{groups}])[0-9]{{3}}(?:\2[0-9]{{3}})*)(?:{point}([0-9]+))?"
    )


RULES = (number_agrees,)
