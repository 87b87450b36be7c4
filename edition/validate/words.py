"""Names and values as an editor writes them, and lists of them, for messages and hints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

LISTED = 12
"""More names than this are not listed in full."""
QUOTED = 40
"""More characters than this are not quoted in full."""
XML = "http://www.w3.org/XML/1998/namespace"


def space(qualified: str) -> str:
    """The namespace of a qualified name."""
    return qualified[1:].partition("}")[0] if qualified.startswith("{") else ""


def name(qualified: str) -> str:
    """The name of an element or attribute, without its namespace; `xml:` is kept."""
    local = qualified.rpartition("}")[2]
    return f"xml:{local}" if space(qualified) == XML else local


def tag(qualified: str) -> str:
    """The start tag of a name."""
    return f"<{name(qualified)}>"


def shown(element: _Element) -> str:
    """The start tag of an element, with its prefix."""
    prefix = f"{element.prefix}:" if element.prefix else ""
    return f"<{prefix}{name(str(element.tag))}>"


def short(value: str) -> str:
    """The beginning of a text."""
    words = " ".join(value.split())
    return words if len(words) <= QUOTED else words[: QUOTED - 1] + "…"


def small(sentence: str) -> str:
    """A sentence as a part of another."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def listed(names: Iterable[str]) -> str:
    """Names with commas between, the first dozen."""
    every = list(dict.fromkeys(names))
    more = f" and {len(every) - LISTED} more" if len(every) > LISTED else ""
    return ", ".join(every[:LISTED]) + more


def either(names: Iterable[str]) -> str:
    """One of several names."""
    return _joined(names, "or")


def all_of(names: Iterable[str]) -> str:
    """Several names together."""
    return _joined(names, "and")


def _joined(names: Iterable[str], word: str) -> str:
    *others, last = dict.fromkeys(names) or [""]
    return f"{', '.join(others)} {word} {last}" if others else last
