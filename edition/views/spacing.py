"""French spacing: the room that French sets before high marks, and inside « », as parts of a line.

It is shown, never written: the words of the line stay as they are. Where a space stands it is
narrowed and kept with its mark; where none stands the mark keeps its distance.
"""

from __future__ import annotations

import re

import msgspec

from edition.views.line import Foreign, Line, Part, Segment, Thin

MARKS = r"(?<![;:!?(\[])[;:!?]+(?![\w/])|»"
HIGH = re.compile(rf"(?<!\s)(?: (?:{MARKS})|(?P<before>{MARKS}))|« \S|(?P<after>«(?=\S))")
"""A space and its mark, or one of them alone that may stand where a word begins or ends."""


def spaced(line: Line) -> Line:
    """A line of French with its high marks set apart."""
    made: list[str | Part] = []
    for node in line:
        if isinstance(node, str):
            made += _cut(node)
        else:
            made.append(_inside(node))
    return tuple(made)


def _cut(words: str) -> list[str | Part]:
    made: list[str | Part] = []
    end = 0
    for found in HIGH.finditer(words):
        made += [words[end : found.start()], Thin(found.lastgroup or "", found[0])]
        end = found.end()
    return [each for each in (*made, words[end:]) if each]


def _inside(node: Part) -> Part:
    """A part with what it holds set in the same way, unless that is of another language."""
    if isinstance(node, Foreign) or (isinstance(node, Segment) and node.lang):
        return node
    held = {
        name: spaced(line) for name in ("content", "stands") if (line := getattr(node, name, ()))
    }
    return msgspec.structs.replace(node, **held) if held else node
