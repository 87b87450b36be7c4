"""Where shifts point: spans as the words, offsets and sentences that exports give of them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from edition.formats.given import Given
from edition.model import (
    SILENT,
    Anchor,
    Block,
    Content,
    Inline,
    Letter,
    Segment,
    Span,
    inside,
    nodes,
    text,
)


class Quoted(Struct, frozen=True):
    """A span: words of a segment, a whole segment, or a place in it where nothing stands.

    `segment` is a sentence, or a block that is not divided; `start` and `end` count the code
    points of its transcribed text, which is the context. Both are None where the whole is meant.
    A place without words has the id of its anchor.
    """

    version: str
    lang: str
    segment: str
    anchor: str
    start: int | None
    end: int | None
    words: str
    context: str


class Held(Struct, frozen=True):
    """Where something with an id stands: version, segment or block, offset if it has no words."""

    version: str
    lang: str
    within: str
    offset: int | None = None


def spans(given: Given) -> dict[str, tuple[Quoted, ...]]:
    """What each shift points to, by the shift's id."""
    places = dict(_places(given.letter))
    located: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for each in given.located:
        located.setdefault((each.owner, each.id), []).append((each.start, each.end))
    return {
        shift.id: tuple(
            _quoted(given, span, places, located.get((shift.id, span.id), []))
            for span in shift.spans
        )
        for shift in given.letter.shifts
    }


def _quoted(
    given: Given, span: Span, places: dict[str, Held], located: list[tuple[int, int]]
) -> Quoted:
    """A span with its surroundings; takes the place that was found for it off the list."""
    # What stands in no version is named under the first.
    first = given.letter.versions[0]
    held = places.get(span.id, Held(first.id, first.lang, span.id))
    found = located.pop(0) if located else None
    context = given.texts.get(held.within, "")
    if held.offset is not None:
        at = held.offset
        return Quoted(held.version, held.lang, held.within, span.id, at, at, "", context)
    if span.quote and found is not None:
        return Quoted(held.version, held.lang, span.id, "", *found, span.quote, context)
    return Quoted(held.version, held.lang, span.id, "", None, None, span.quote or context, context)


def _places(letter: Letter) -> Iterator[tuple[str, Held]]:
    """Everything with an id in the versions of a letter."""
    for version in letter.versions:
        for part in version.parts:
            offset = 0 if isinstance(part, Anchor) else None
            within = "" if isinstance(part, Anchor) else part.id
            yield part.id, Held(version.id, version.lang, within, offset)
            if isinstance(part, Block):
                yield from _inside(part.content, Held(version.id, version.lang, part.id))


def _inside(content: Content, held: Held) -> Iterator[tuple[str, Held]]:
    """Everything with an id in a content, each within the nearest segment or block."""
    before: list[str] = []
    for node in _walked(content, before):
        own = getattr(node, "id", "")
        if isinstance(node, Anchor):
            offset = len(text(tuple(before)))
            yield own, Held(held.version, held.lang, held.within, offset)
        elif isinstance(node, Segment):
            within = Held(held.version, held.lang, own)
            yield own, within
            yield from _inside(node.content, within)
        elif own:
            yield own, Held(held.version, held.lang, own)


def _walked(content: Content, before: list[str]) -> Iterator[Inline]:
    """The values of a content, those in segments excepted; `before` holds the strings passed."""
    for node in content:
        if isinstance(node, str):
            before.append(node)
            continue
        yield node
        if isinstance(node, Segment):
            before.append(text(node.content))
        elif type(node) in SILENT:
            yield from nodes(inside(node))
        else:
            yield from _walked(inside(node), before)
