"""The pointer scheme match() of TEI P5 §16.2.4: an element and the words meant in it.

Read as the edition writes it: literal words, white space as `%20`, `%` as `%25`, characters
that mean something in a regular expression behind a backslash.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote as quoted
from urllib.parse import unquote

from edition.model import Span

MATCH = re.compile(r"#match\(([^,'()]+),'(.+)'(?:,([1-9][0-9]*))?\)")
LENIENT = re.compile(
    r"""#match\(\s*([^\s,'"‘“()]+)\s*,\s*['"‘’“](.+?)['"’”]\s*(?:,\s*([1-9][0-9]*))?\)"""
)
SPECIAL = re.compile(r"[\\.^$*+?{}\[\]|()]")
ESCAPED = re.compile(r"\\(.)")


@lru_cache(4096)
def span(pointer: str) -> Span | None:
    """What a pointer means: `#id`, or `#match(id,'words')` with an index among equal words.

    None for a pointer that is neither, or whose words are not literal.
    """
    found = MATCH.fullmatch(pointer)
    if found is None:
        bare = pointer.removeprefix("#")
        return Span(bare) if pointer.startswith("#") and "(" not in bare else None
    quote = found[2].replace("%20", " ")
    if "%" in quote:
        quote = unquote(quote)
    escaped = "\\" in quote
    if SPECIAL.search(ESCAPED.sub("", quote) if escaped else quote):
        return None
    return Span(found[1], ESCAPED.sub(r"\1", quote) if escaped else quote, int(found[3] or 0))


def spans(targets: str) -> tuple[Span, ...]:
    """What the pointers of a list mean, without those that mean nothing."""
    return tuple([found for each in targets.split() if (found := span(each))])


def whole(targets: str, token: str) -> str:
    """The pointer that a word of a list begins, as it should be written; nothing if none does."""
    found = LENIENT.match(targets, max(targets.find(token), 0))
    if found is None:
        return ""
    words = ESCAPED.sub(r"\1", unquote(" ".join(found[2].split())))
    return pointer(Span(found[1], words, int(found[3] or 0)))


def pointer(span: Span) -> str:
    """A span as a pointer; the inverse of `span`."""
    if not span.quote:
        return "#" + span.id
    words = re.sub(r"[\\.^$*+?{}\[\]|()]", r"\\\g<0>", span.quote)
    words = re.sub(r"\s", lambda found: quoted(found[0]), words.replace("%", "%25"))
    index = f",{span.index}" if span.index else ""
    return f"#match({span.id},'{words}'{index})"
