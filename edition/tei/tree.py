"""A TEI file walked once: its elements as light values, by name and by id, for reader and rules.

lxml makes what it is asked for anew each time; whoever asks more than once is better served
by what is written down here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from operator import itemgetter
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
        for child in self.children:
            if child.name == name:
                return child
        return None

    def words(self) -> str:
        """All characters inside this element, as they are written."""
        if not self.children:
            return self.text
        return self.text + "".join([each.words() + each.tail for each in self.children])

    def silent(self) -> bool:
        """Whether there are no characters inside this element but white space."""
        return not self.text.strip() and all(
            each.silent() and not each.tail.strip() for each in self.children
        )


class Tree:
    """The elements of a source in document order.

    `named` gives the elements of a name; `ids` the first bearer of an id; `bearing` those that
    have an attribute.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.file = source.file
        self.named: defaultdict[str, list[Element]] = defaultdict(list)
        self.bearing: defaultdict[str, list[Element]] = defaultdict(list)
        self.ids: dict[str, Element] = {}
        self.elements = self._walked()
        self.root = self.elements[0]
        self._tokens: dict[str, Mapping[str, list[Element]]] = {}

    def _walked(self) -> list[Element]:
        """All elements, in document order; each is put down where it is sought, too."""
        made: dict[object, Element] = {}
        named, bearing = self.named, self.bearing
        for number, node in enumerate(self.source.root.iter()):
            name = _NAMES[node.tag]
            attributes: dict[str, str] = dict(node.items())  # type: ignore[arg-type]
            above = made.get(node.getparent())
            lang = attributes.get(LANG, above.lang if above else "")
            text, tail = node.text or "", node.tail or ""
            made[node] = element = Element(name, attributes, text, tail, lang, number, [])
            named[name].append(element)
            for attribute in attributes:
                bearing[attribute].append(element)
            if ID in attributes:
                self.ids.setdefault(attributes[ID], element)
            if above is not None:
                above.children.append(element)
        return list(made.values())

    def all(self, *names: str) -> Iterator[Element]:
        """The elements of these names, name by name, each in document order."""
        for name in names:
            yield from self.named.get(name, ())

    def inside(self, element: Element, name: str) -> list[Element]:
        """The elements of a name inside another, in document order."""
        last = element
        while last.children:
            last = last.children[-1]
        first, end = element.number + 1, last.number + 1
        return [each for each in self.named.get(name, ()) if first <= each.number < end]

    def first(self, name: str) -> Element | None:
        """The first element of this name."""
        return next(self.all(name), None)

    def tokens(self, attribute: str) -> Mapping[str, list[Element]]:
        """The words of an attribute that is a list, each with its bearers, in document order."""
        if attribute not in self._tokens:
            found: defaultdict[str, list[Element]] = defaultdict(list)
            for element in self.bearing.get(attribute, ()):
                for token in element.attributes[attribute].split():
                    found[token].append(element)
            self._tokens[attribute] = found
        return self._tokens[attribute]

    def points(self, inside: bool = False) -> tuple[Point, ...]:
        """The pointers that leave the file, in document order; with `inside`, all pointers."""
        found = [
            (element.number, token, attribute)
            for attribute in ("target", "ref", "corresp", "source")
            for token, bearers in self.tokens(attribute).items()
            if inside or token[:1] != "#"
            for element in bearers
        ]
        found.sort(key=itemgetter(0, 1))
        return tuple([Point(token, attribute, number) for number, token, attribute in found])

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
        own: bool = False,
    ) -> Finding:
        """A finding at an element, one of its attributes, or a quotation of its text."""
        spot = Spot(self.file, element.number, local(attribute), text, own)
        return Finding(spot, code, message, hint)


class _Names(dict[str, str]):
    """The names of elements by their qualified names: TEI's without their namespace."""

    def __missing__(self, qualified: str) -> str:
        ours = qualified.startswith(TEI)
        self[qualified] = qualified.removeprefix(TEI) if ours else f"{{}}{qualified}"
        return self[qualified]


_NAMES = _Names()  # those of all files: the grammar knows them


def pointers(value: str) -> tuple[str, ...]:
    """The ids that an attribute of local pointers names, without their `#`."""
    return tuple([token.removeprefix("#") for token in value.split()])
