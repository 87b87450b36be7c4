"""A TEI file walked once: its elements as light values, by name and by id, for reader and rules.

lxml makes what it is asked for anew each time; whoever asks more than once is better served
by what is written down here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from edition.finding import Finding, Spot
from edition.model import Point
from edition.tei.names import ID, LANG, TEI, local

if TYPE_CHECKING:
    from edition.read import Source


class Element(Struct, gc=False, eq=False):
    """An element: its name (without TEI's namespace), its attributes, and what stands in it.

    `tail` is the text behind it; `lang` the language in force in it, its own or the nearest above
    (TEI P5 §1.3.1.1.2); `number` tells its place among all elements of the file, from 0.
    """

    name: str
    attributes: dict[str, str]
    text: str
    tail: str
    lang: str
    number: int
    children: list[Element]

    def get(self, attribute: str) -> str:
        """The value of an attribute, empty where it is not there."""
        return self.attributes.get(attribute, "")

    def inside(self) -> list[Element]:
        """The elements inside this one, in document order."""
        found = []
        for child in self.children:
            found.append(child)
            if child.children:
                found += child.inside()
        return found

    def all(self, name: str) -> list[Element]:
        """The elements of a name inside this one, in document order."""
        return [each for each in self.inside() if each.name == name]

    def own(self, name: str) -> list[Element]:
        """The children of a name."""
        return [child for child in self.children if child.name == name]

    def child(self, name: str) -> Element | None:
        """The first child of a name."""
        return next(iter(self.own(name)), None)

    def words(self) -> str:
        """All characters inside this element, as they are written."""
        if not self.children:
            return self.text
        return self.text + "".join(each.words() + each.tail for each in self.children)


class Tree:
    """The elements of a source in document order.

    `named` gives the elements of a name; `ids` the first bearer of an id; `bearing` those that
    have an attribute.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.file = source.file
        self.elements = _elements(source)
        self.root = self.elements[0]
        self.named: defaultdict[str, list[Element]] = defaultdict(list)
        self.bearing: defaultdict[str, list[Element]] = defaultdict(list)
        for element in self.elements:
            self.named[element.name].append(element)
            for attribute in element.attributes:
                self.bearing[attribute].append(element)
        self._tokens: dict[str, list[tuple[Element, str]]] = {}
        # The last one stays, and that is the first bearer.
        self.ids = {each.attributes[ID]: each for each in reversed(self.bearing[ID])}

    def all(self, *names: str) -> Iterator[Element]:
        """The elements of these names, name by name, each in document order."""
        for name in names:
            yield from self.named.get(name, ())

    def first(self, name: str) -> Element | None:
        """The first element of this name."""
        return next(self.all(name), None)

    def tokens(self, attribute: str) -> list[tuple[Element, str]]:
        """The words of an attribute that is a list, each with its bearer, in document order."""
        if attribute not in self._tokens:
            self._tokens[attribute] = [
                (element, token)
                for element in self.bearing.get(attribute, ())
                for token in element.attributes[attribute].split()
            ]
        return self._tokens[attribute]

    def points(self, inside: bool = False) -> tuple[Point, ...]:
        """The pointers that leave the file, in document order; with `inside`, all pointers."""
        found = [
            Point(token, attribute, element.number)
            for attribute in ("target", "ref", "corresp", "source")
            for element, token in self.tokens(attribute)
            if inside or token[:1] != "#"
        ]
        return tuple(sorted(found, key=lambda point: (point.at, point.target)))

    def line(self, element: Element) -> int:
        """The line on which an element begins, from 1."""
        node = next(islice(self.source.root.iter("*"), element.number, None))
        return node.sourceline  # type: ignore[return-value]  # the stubs leave it open

    def finding(
        self,
        element: Element,
        code: str,
        message: str,
        hint: str = "",
        attribute: str = "",
        text: str = "",
    ) -> Finding:
        """A finding at an element, one of its attributes, or a quotation of its text."""
        spot = Spot(self.file, element.number, local(attribute), text)
        return Finding(spot, code, message, hint)


class _Names(dict[str, str]):
    """The names of elements by their qualified names: TEI's without their namespace."""

    def __missing__(self, qualified: str) -> str:
        ours = qualified.startswith(TEI)
        self[qualified] = qualified.removeprefix(TEI) if ours else f"{{}}{qualified}"
        return self[qualified]


_NAMES = _Names()  # those of all files: the grammar knows them


def _elements(source: Source) -> list[Element]:
    """The elements of a source in document order."""
    made: dict[object, Element] = {}
    for node in source.root.iter("*"):
        above = made.get(node.getparent())
        attributes: dict[str, str] = dict(node.items())  # type: ignore[arg-type]
        element = Element(
            _NAMES[node.tag],
            attributes,
            node.text or "",
            node.tail or "",
            attributes.get(LANG, above.lang if above else ""),
            len(made),
            [],
        )
        made[node] = element
        if above is not None:
            above.children.append(element)
    return list(made.values())


def pointers(value: str) -> tuple[str, ...]:
    """The ids that an attribute of local pointers names, without their `#`."""
    return tuple([token.removeprefix("#") for token in value.split()])
