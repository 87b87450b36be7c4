"""The marks of an XML file, walked a second time: where things stand, and what is ill formed.

Used only for files with findings. The tree has forgotten columns, and libxml2's own messages
name a fault where it shows, not where it was made.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from html.entities import html5

from msgspec import Struct

from edition.finding import Finding, Place, Spot

DEEPEST = 100
"""Elements may stand in each other to this depth; a letter needs about fifteen."""

NAME = r"[^\s<>/=\"'&]+"
TAG = re.compile(
    rf"<(?P<name>{NAME})(?P<attributes>(?:\s+{NAME}\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*(?P<end>/?)>"
)
END = re.compile(rf"</(?P<name>{NAME})\s*>")
OTHER = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
ATTRIBUTE = re.compile(rf"\s+(?P<name>{NAME})\s*=\s*(?P<value>\"[^\"<]*\"|'[^'<]*')")
REFERENCE = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|(?P<name>[A-Za-z][\w.-]*));")
PREDEFINED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
SPACE = re.compile(r"\s+")


class Lines:
    """The lines of a text: ends are LF, CRLF or CR, as in XML."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in re.finditer(r"\r\n?|\n", text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, counted from 1 in code points."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def at(file: str, text: str, offset: int) -> Place:
    """The place of an offset in a text."""
    return Place(file, *Lines(text).position(offset))


# --- tokens --------------------------------------------------------------------------------------


class Mark(Struct, frozen=True):
    """A start tag, end tag or other markup: `kind` is start, empty, end, other or broken."""

    kind: str
    name: str
    start: int
    end: int


def marks(text: str) -> Iterator[Mark]:
    """The marks of a text in their order; ends at the first that is broken."""
    position = text.find("<")
    while position >= 0:
        mark = _mark(text, position)
        yield mark
        if mark.kind == "broken":
            return
        position = text.find("<", mark.end)


def _mark(text: str, position: int) -> Mark:
    if found := TAG.match(text, position):
        return Mark("empty" if found["end"] else "start", found["name"], position, found.end())
    if found := END.match(text, position):
        return Mark("end", found["name"], position, found.end())
    if found := OTHER.match(text, position):
        return Mark("other", "", position, found.end())
    return Mark("broken", "", position, position + 1)


# --- places --------------------------------------------------------------------------------------


class Mapped(Struct, frozen=True, eq=False):
    """A text with its lines, its marks, and the numbers of those marks that begin elements."""

    text: str
    lines: Lines
    marks: tuple[Mark, ...]
    elements: tuple[int, ...]


@lru_cache(maxsize=4)
def mapped(data: bytes) -> Mapped:
    """The map of a file; kept for the next findings of the same file."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    every = tuple(marks(text))
    starts = tuple(i for i, mark in enumerate(every) if mark.kind in ("start", "empty"))
    return Mapped(text, Lines(text), every, starts)


def place(spot: Spot, data: bytes) -> Place:
    """Line and column of a spot: an element's start tag, an attribute's value, or words.

    Words are looked for in the value of the attribute, if one is named, else in the content
    of the element; where they are not found, the place is that of what they should stand in.
    """
    found = mapped(data)
    if spot.element >= len(found.elements):
        return Place(spot.file)
    number = found.elements[spot.element]
    offset = found.marks[number].start
    if spot.attribute:
        offset = _value(found.text, found.marks[number], spot.attribute, spot.text) or offset
    elif spot.text:
        offset = _words(found, number, spot.text, spot.own) or offset
    return Place(spot.file, *found.lines.position(offset))


def _value(text: str, tag: Mark, attribute: str, words: str) -> int:
    """The offset of an attribute's value, or of words in it; 0 where there is none."""
    for found in ATTRIBUTE.finditer(text, tag.start, tag.end):
        if found["name"] == attribute:
            within = text.find(words, found.start("value") + 1, found.end())
            return within if words and within > 0 else found.start("value") + 1
    return 0


def _words(found: Mapped, number: int, words: str, own: bool) -> int:
    """The offset of the first of some words in an element, through its markup; 0 if not there."""
    characters: list[str] = []
    offsets: list[int] = []
    for start, end in _stretches(found, number, own):
        for offset, string in _strings(found.text, start, end):
            if string == " " and characters[-1:] == [" "]:
                continue
            characters += string
            offsets += [offset + i for i in range(len(string))]
    index = "".join(characters).find(SPACE.sub(" ", words) if words.strip() else words)
    return offsets[index] if index >= 0 else 0


def _stretches(found: Mapped, number: int, own: bool) -> Iterator[tuple[int, int]]:
    """The stretches of text in an element, or only its own, from offset to offset."""
    depth = 0
    for mark, following in zip(found.marks[number:], found.marks[number + 1 :], strict=False):
        depth += {"start": 1, "end": -1}.get(mark.kind, 0)
        if depth == 0:
            return
        if own and depth > 1:
            continue
        if found.text.startswith("<![CDATA[", mark.start):
            yield mark.start + len("<![CDATA["), mark.end - len("]]>")
        yield mark.end, following.start


def _strings(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """What stands between two marks: runs of white space as one space, references resolved."""
    position = start
    for found in re.finditer(rf"[ \t\r\n]+|{REFERENCE.pattern}", text[start:end]):
        yield position, text[position : start + found.start()]
        position = start + found.end()
        yield start + found.start(), _character(found[0]) if found[0][0] == "&" else " "
    yield position, text[position:end]


def _character(reference: str) -> str:
    body = reference[1:-1]
    if body[:1] != "#":
        return PREDEFINED.get(body, "")
    number = int(body[2:], 16) if body[1] == "x" else int(body[1:])
    return chr(number) if number < 0x110000 else ""


# --- what is ill formed ------------------------------------------------------------------------


class Fault(Struct, frozen=True):
    """What is ill formed, at an offset of the text."""

    offset: int
    message: str
    hint: str
    code: str = "not-well-formed"


PREFIX = re.compile(r"Namespace prefix (\S+) (?:for (\S+) )?on (\S+) is not defined")


def malformed(file: str, data: bytes, line: int = 0, message: str = "") -> Finding:
    """The first thing that is ill formed in a file; else what libxml2 says of it, on its line."""
    found = mapped(data)
    fault = _fault(found) or _unbound(found.text, message)
    if fault is not None:
        where = Place(file, *found.lines.position(fault.offset))
        return Finding(where, fault.code, fault.message, fault.hint)
    where = Place(file, max(line, 1), 1)
    said = re.sub(r"(, line \d+, column \d+)?\s*$", "", message)
    hint = "Compare the tags, quotation marks and “&” of this line with its neighbours."
    return Finding(where, "not-well-formed", f"the XML is broken: {said}", hint)


def _unbound(text: str, message: str) -> Fault | None:
    """A prefix that no namespace was bound to, from what libxml2 says."""
    found = PREFIX.match(message)
    if found is None:
        return None
    prefix, attribute, element = found.groups()
    name = f"{prefix}:{attribute or element}"
    start = re.search(rf"\s{re.escape(name)}\s*=" if attribute else f"<{re.escape(name)}", text)
    return Fault(
        start.start() + 1 if start else 0,
        f"the prefix of “{name}” is bound to no namespace",
        "Write the name without a prefix; letters hold TEI only.",
    )


def _fault(found: Mapped) -> Fault | None:
    """The first fault of a text, if it is one that can be explained."""
    text = found.text
    opened: list[Mark] = []
    before, begun = 0, False
    for mark in found.marks:
        fault = _text_fault(text, before, mark.start, bool(opened), begun) or _mark_fault(
            found, mark, opened, begun
        )
        if fault is not None:
            return fault
        if mark.kind == "start":
            opened.append(mark)
        elif mark.kind == "end":
            opened.pop()
        begun = begun or mark.kind in ("start", "empty")
        before = mark.end
    if opened:
        return _unclosed(opened[-1], "the end of the file")
    if fault := _text_fault(text, before, len(text), False, begun):
        return fault
    return None if begun else Fault(0, "the file has no element", "A letter is a <TEI>.")


def _text_fault(text: str, start: int, end: int, inside: bool, begun: bool) -> Fault | None:
    """What cannot stand between two marks."""
    if not inside and (strange := re.search(r"\S+", text[start:end])):
        beside = "behind the last end tag" if begun else "before the first element"
        return Fault(
            start + strange.start(),
            f"“{strange[0][:40]}” stands {beside}",
            "All text stands inside the outermost element.",
        )
    if (offset := text.find("]]>", start, end)) >= 0:
        return Fault(offset, "“]]>” stands in text", "Write ]]&gt;.")
    return _reference_fault(text, start, end)


def _reference_fault(text: str, start: int, end: int) -> Fault | None:
    for found in re.finditer("&", text[start:end]):
        offset = start + found.start()
        reference = REFERENCE.match(text, offset, end)
        if reference is None:
            return Fault(offset, "“&” begins no reference", "Write &amp; for the character “&”.")
        name = reference["name"]
        if name and name not in PREDEFINED:
            meant = html5.get(name + ";", "")
            points = "".join(f"&#x{ord(each):X};" for each in meant)
            return Fault(
                offset,
                f"the entity “{reference[0]}” is not declared",
                f"Write the character itself: “{meant}”, or {points}."
                if meant
                else "Write the character itself.",
                "entity-undeclared",
            )
    return None


def _mark_fault(found: Mapped, mark: Mark, opened: list[Mark], begun: bool) -> Fault | None:
    """What is wrong with a mark where it stands."""
    text = found.text
    match mark.kind:
        case "broken":
            return _broken(text, mark.start)
        case "end":
            return _end_fault(found, mark, opened)
        case "start" | "empty":
            if begun and not opened:
                return Fault(
                    mark.start,
                    f"<{mark.name}> stands behind the last end tag",
                    "A file has one outermost element: take it inside, or out of the file.",
                )
            if len(opened) >= DEEPEST:
                return Fault(
                    mark.start,
                    f"<{mark.name}> stands in more than {DEEPEST} elements",
                    "Look for end tags that are missing.",
                    "too-deep",
                )
            return _attributes_fault(text, mark)
        case _ if mark.start and text.startswith("<?xml ", mark.start):
            return Fault(
                mark.start,
                "the XML declaration does not stand at the beginning",
                "Remove what stands before it, empty lines too.",
            )
        case _ if text.startswith("<!--", mark.start):
            dashes = text.find("--", mark.start + 4, mark.end - 3)
            if dashes >= 0:
                return Fault(dashes, "“--” stands in a comment", "Take another sign for a dash.")
    return None


def _end_fault(found: Mapped, mark: Mark, opened: list[Mark]) -> Fault | None:
    if opened and opened[-1].name == mark.name:
        return None
    if not opened:
        return Fault(mark.start, f"</{mark.name}> closes nothing", "Remove it.")
    last = opened[-1]
    if any(each.name == mark.name for each in opened):
        line = found.lines.position(mark.start)[0]
        return _unclosed(last, f"</{mark.name}> on line {line}")
    line = found.lines.position(last.start)[0]
    near = get_close_matches(mark.name, [last.name], 1, 0.5)
    return Fault(
        mark.start,
        f"</{mark.name}> closes nothing: <{last.name}> of line {line} is open",
        f"Did you mean </{last.name}>?"
        if near
        else f"Write </{last.name}>, or <{mark.name}> on line {line}; or remove it.",
    )


def _unclosed(mark: Mark, what: str) -> Fault:
    return Fault(
        mark.start,
        f"<{mark.name}> is not closed before {what}",
        f"Add </{mark.name}> where it ends.",
    )


def _attributes_fault(text: str, mark: Mark) -> Fault | None:
    seen: set[str] = set()
    for found in ATTRIBUTE.finditer(text, mark.start, mark.end):
        name = found["name"]
        if name in seen:
            return Fault(
                found.start("name"),
                f"<{mark.name}> has @{name} twice",
                "Keep one; several values of one attribute stand in it with spaces between.",
            )
        seen.add(name)
        if fault := _reference_fault(text, found.start("value"), found.end("value")):
            return fault
    return None


# --- marks that are broken ---------------------------------------------------------------------

UNFINISHED = (
    ("<!--", "this comment is not closed", "Add -->."),
    ("<![CDATA[", "this CDATA section is not closed", "Add ]]>."),
    ("<?", "this processing instruction is not closed", "Add ?>."),
    ("<!", "a declaration cannot stand here", "Remove it."),
    ("</", "this end tag is not closed", "An end tag is </, the name, and >."),
)


def _broken(text: str, offset: int) -> Fault:
    for start, message, hint in UNFINISHED:
        if text.startswith(start, offset):
            return Fault(offset, message, hint)
    name = re.compile(f"<({NAME})").match(text, offset)
    if name is None:
        return Fault(offset, "“<” begins no tag", "Write &lt; for the character “<”.")
    end = name.end()
    while found := ATTRIBUTE.match(text, end):
        end = found.end()
    return _broken_tag(text, name[1], end)


def _broken_tag(text: str, element: str, offset: int) -> Fault:
    """What is wrong with a start tag behind its last sound attribute."""
    attribute = re.compile(rf"(\s*)({NAME})(\s*=\s*)?([\"']?)").match(text, offset)
    if attribute is None:
        hint = "A start tag is <, the name, attributes, and >."
        return Fault(offset, f"the start tag of <{element}> is not closed", hint)
    space, name, equals, quote = attribute.groups()
    start = attribute.start(2)
    if not space:
        return Fault(start, f"no space stands before “{name}” in <{element}>", "Add a space.")
    if not equals:
        return Fault(start, f"@{name} of <{element}> has no value", f'Write {name}="…".')
    if not quote:
        message = f"the value of @{name} of <{element}> is not in quotation marks"
        return Fault(attribute.end(), message, f'Write {name}="…".')
    message = f"the value of @{name} of <{element}> does not end"
    return Fault(attribute.end(4), message, f"Add the closing {quote}; write &lt; for “<” in it.")
