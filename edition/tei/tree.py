"""A TEI file walked once: its elements by name and by id, for the reader and for the rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from edition.finding import Finding, Spot
from edition.model import Point
from edition.tei.names import ID, LANG, TEI, local

if TYPE_CHECKING:
    from lxml.etree import _Element

    from edition.read import Source


class Tree:
    """The elements of a source in document order.

    `number` tells an element's place among all elements; `ids` gives the first bearer of an id;
    `bearing` gives for an attribute the elements that have it, with its value.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.file = source.file
        self.root = source.root
        self.number: dict[_Element, int] = {}
        self.named: dict[str, list[_Element]] = {}
        self.ids: dict[str, _Element] = {}
        self.bearing: dict[str, list[tuple[_Element, str]]] = {}
        for number, element in enumerate(source.root.iter("*")):
            self.number[element] = number
            name = str(element.tag)
            if name in self.named:
                self.named[name].append(element)
            else:
                self.named[name] = [element]
            for attribute, value in element.items():
                if attribute in self.bearing:
                    self.bearing[str(attribute)].append((element, str(value)))
                else:
                    self.bearing[str(attribute)] = [(element, str(value))]
        for element, anchor in self.bearing.get(ID, ()):
            self.ids.setdefault(anchor, element)

    def all(self, *names: str) -> Iterator[_Element]:
        """The TEI elements of these names, name by name, each in document order."""
        for name in names:
            yield from self.named.get(TEI + name, ())

    def first(self, name: str) -> _Element | None:
        """The first TEI element of this name."""
        found = self.named.get(TEI + name)
        return found[0] if found else None

    def points(self, inside: bool = False) -> tuple[Point, ...]:
        """The pointers that leave the file, in document order; with `inside`, all pointers."""
        found = [
            Point(token, attribute, self.number[element])
            for attribute in ("target", "ref", "corresp", "source")
            for element, value in self.bearing.get(attribute, ())
            for token in value.split()
            if inside or token[:1] != "#"
        ]
        return tuple(sorted(found, key=lambda point: (point.at, point.target)))

    def finding(
        self,
        element: _Element,
        code: str,
        message: str,
        hint: str = "",
        attribute: str = "",
        text: str = "",
    ) -> Finding:
        """A finding at an element, one of its attributes, or a quotation of its text."""
        spot = Spot(self.file, self.number[element], local(attribute), text)
        return Finding(spot, code, message, hint)


def language(element: _Element) -> str:
    """The language in force at an element (TEI P5 §1.3.1.1.2): its own or the nearest above."""
    node: _Element | None = element
    while node is not None:
        lang = node.get(LANG)
        if lang is not None:
            return lang
        node = node.getparent()
    return ""


def words(element: _Element) -> str:
    """All characters inside an element, as they are written."""
    return "".join(str(part) for part in element.itertext())


def pointers(value: str | None) -> tuple[str, ...]:
    """The ids that an attribute of local pointers names, without their `#`."""
    return tuple(token.removeprefix("#") for token in (value or "").split())
