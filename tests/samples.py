"""Small documents that show all that a grammar allows, each thing at least once.

For every element: all its children in every order that is needed to have them all, with text
and without; all its attributes; and for every attribute values of all forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count

from lxml import etree

from edition.validate.patterns import (
    REFUSED,
    TEXT,
    Attribute,
    Element,
    Pattern,
    after,
    ends,
    leaves,
    next_elements,
    opened,
    wanted,
    ways,
)
from edition.validate.schema import Schema

ID = "{http://www.w3.org/XML/1998/namespace}id"
VALUES = (
    "#a",
    "#a #b",
    "en",
    "fr-CA",
    "1961",
    "1961-08",
    "1961-08-26",
    "1961-08-26T19:15:00",
    "1961-08-26T19:15:00Z",
    "60a",
    "0.5",
    "a",
    "a b",
    "register/persons.xml#a",
    "../1961-08-26.xml",
    "https://example.org/a?b=c#d",
    "mailto:a@example.org",
)
FARTHEST = 8

Row = tuple[Element | str, ...]


class Samples:
    """The samples of a grammar."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.serial = count(1)
        self.ways = dict(self._ways())

    def documents(self) -> Iterator[tuple[str, etree._Element]]:
        """The documents, each with a word on what it shows."""
        valued: set[int] = set()
        for element in self.ways:
            label = element.name.rpartition("}")[2]
            content = self.schema.content(element)
            for row in chain(self._rows(element, False), self._rows(element, True)):
                yield f"{label} holds", self._document(element, row=row)
            for attributes in self._attributes(content):
                yield f"{label} has", self._document(element, attributes)
            for attribute in leaves(content):
                if not isinstance(attribute, Attribute) or attribute.name == ID:
                    continue
                values = self.schema.values(attribute)
                if not values and attribute.number not in valued:
                    valued.add(attribute.number)
                    values = tuple(v for v in VALUES if self.schema.allows(attribute, v))
                for value in values:
                    given = self._complete(content, [(attribute, value)])
                    yield f"{label} {attribute.name}={value}", self._document(element, given)

    # --- what a document holds -------------------------------------------------------------------

    def _ways(self) -> Iterator[tuple[Element, tuple[Element, ...]]]:
        """Every element with the elements in which it stands, outermost first."""
        seen: set[Element] = set()
        found: list[tuple[Element, tuple[Element, ...]]] = [
            (each, ()) for each in next_elements(self.schema.start)
        ]
        while found:
            element, above = found.pop(0)
            if element not in seen:
                seen.add(element)
                yield element, above
                inside = leaves(self.schema.content(element))
                found += [(each, (*above, element)) for each in inside if isinstance(each, Element)]

    def _rows(self, element: Element, with_text: bool) -> Iterator[Row]:
        """Rows of children that together show all that an element can hold."""
        start = opened(self.schema.content(element), lenient=True)
        unseen = {each for each in leaves(start) if isinstance(each, Element)}
        if not unseen:
            yield _words(start)
        while unseen:
            row, pattern = (), start
            while route := _route(pattern, unseen):
                unseen.discard(route[-1])
                row += route
                for each in route:
                    pattern = after(pattern, each)
            assert row, f"{element.name} cannot hold {unseen}"
            yield self._texts(start, (*row, *_end(pattern)), with_text)

    def _texts(self, pattern: Pattern, row: tuple[Element, ...], with_text: bool) -> Row:
        """A row with text wherever it can stand, or none."""
        found: list[Element | str] = []
        for each in (*row, None):
            rest = after(pattern, TEXT) if with_text else REFUSED
            if rest != REFUSED and (each is None or each in next_elements(rest)):
                pattern = rest
                found.append("text")
            if each is not None:
                pattern = after(pattern, each)
                found.append(each)
        return tuple(found)

    def _attributes(self, content: Pattern) -> Iterator[list[tuple[Attribute, str]]]:
        """Sets of attributes that together show all that an element can have."""
        unseen = [each for each in leaves(content) if isinstance(each, Attribute)]
        while unseen:
            pattern, taken = content, []
            for each in unseen:
                if (rest := after(pattern, each)) != REFUSED:
                    pattern = rest
                    taken.append((each, self._value(each)))
            unseen = [each for each in unseen if each not in dict(taken)]
            yield self._complete(content, taken)

    def _complete(
        self, content: Pattern, given: list[tuple[Attribute, str]]
    ) -> list[tuple[Attribute, str]]:
        """Attributes with those that must be there beside them."""
        for attribute, _ in given:
            content = after(content, attribute)
        return [*given, *((each, self._value(each)) for each in wanted(content))]

    def _value(self, attribute: Attribute) -> str:
        if attribute.name == ID:
            return f"id{next(self.serial)}"
        values = self.schema.values(attribute) or VALUES
        return next(value for value in values if self.schema.allows(attribute, value))

    # --- making documents ------------------------------------------------------------------------

    def _document(
        self,
        element: Element,
        attributes: list[tuple[Attribute, str]] | None = None,
        row: Row | None = None,
    ) -> etree._Element:
        """The smallest document that holds an element with these attributes or this row."""
        made = self._element(element, attributes, row)
        inner = element
        for parent in reversed(self.ways[element]):
            pattern = opened(self.schema.content(parent), lenient=True)
            before = _route(pattern, {inner})
            for each in before:
                pattern = after(pattern, each)
            outer = self._element(parent, None, (*before[:-1],))
            outer.append(made)
            outer.extend(self._element(each) for each in _end(pattern))
            made, inner = outer, parent
        return made

    def _element(
        self,
        element: Element,
        attributes: list[tuple[Attribute, str]] | None = None,
        row: Row | None = None,
    ) -> etree._Element:
        """An element with what must be there, or with what is given."""
        content = self.schema.content(element)
        given = self._complete(content, []) if attributes is None else attributes
        made = etree.Element(element.name, {each.name: value for each, value in given})
        for attribute, _ in given:
            content = after(content, attribute)
        pattern = opened(content)
        inside = (_end(pattern) or _words(pattern)) if row is None else row
        for each in inside:
            if isinstance(each, Element):
                made.append(self._element(each))
            elif len(made):
                made[-1].tail = each
            else:
                made.text = each
        return made


def _route(pattern: Pattern, wanted_: set[Element]) -> tuple[Element, ...]:
    """The fewest elements up to one that is wanted."""
    for routes in ways(pattern, FARTHEST):
        for route, _ in routes:
            if route[-1] in wanted_:
                return route
    return ()


def _words(pattern: Pattern) -> Row:
    """A word, in an element that holds nothing else: it may have to be of a form."""
    return ("text",) if after(pattern, TEXT) != REFUSED and not leaves(pattern) else ()


def _end(pattern: Pattern) -> tuple[Element, ...]:
    """The fewest elements after which nothing more need come."""
    if ends(pattern):
        return ()
    for routes in ways(pattern, FARTHEST):
        for route, rest in routes:
            if ends(rest):
                return route
    raise AssertionError(pattern)
