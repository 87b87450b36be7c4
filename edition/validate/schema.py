"""A RELAX NG file becomes definitions: what each element holds, what each attribute means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from lxml import etree
from msgspec import Struct

from edition.validate.patterns import (
    EMPTY,
    REFUSED,
    TEXT,
    Attribute,
    Element,
    Pattern,
    after,
    choice,
    group,
    interleave,
    leaves,
    many,
    opened,
    wanted,
)
from edition.validate.words import name, space

if TYPE_CHECKING:
    from lxml.etree import RelaxNG, _Element

RNG = "{http://relaxng.org/ns/structure/1.0}"
DOCUMENTATION = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
INSTEAD = "{urn:instead}of"
XML = "{http://www.w3.org/XML/1998/namespace}"


LIKE = 0.75
"""How much alike two names must be for one to be taken for the other (difflib's ratio)."""
Named = TypeVar("Named", Element, Attribute)


class UnknownPatternError(Exception):
    """The grammar uses what is not known here (include, externalRef …)."""


class Allowed(Struct, frozen=True):
    """An element of a grammar: what it means, its attributes and whether they must be there,
    the elements that it can hold, and whether it holds text."""

    name: str
    meaning: str
    attributes: tuple[tuple[str, bool], ...]
    holds: tuple[str, ...]
    text: bool


class Schema:
    """The definitions of a grammar, made when they are first asked for."""

    def __init__(self, root: _Element) -> None:
        self.root = root
        self.nodes: list[_Element] = []
        self.made: dict[_Element, int] = {}
        self.contents: dict[int, Pattern] = {}
        self.forms: dict[int, RelaxNG] = {}

    @cached_property
    def defines(self) -> dict[str, list[_Element]]:
        """The definitions of the file by name."""
        found: dict[str, list[_Element]] = {}
        for define in self.root.iter(RNG + "define"):
            found.setdefault(define.get("name", ""), []).append(define)
        return found

    @cached_property
    def start(self) -> Pattern:
        """What a document may be."""
        return choice(self._all(start) for start in self.root.iter(RNG + "start"))

    @cached_property
    def elements(self) -> dict[str, tuple[Element, ...]]:
        """All elements that a document can hold, by name; several definitions of one name."""
        found: dict[Element, None] = {}
        open_ = [each for each in leaves(self.start) if isinstance(each, Element)]
        while open_:
            element = open_.pop(0)
            if element not in found:
                found[element] = None
                inside = leaves(self.content(element))
                open_ += [each for each in inside if isinstance(each, Element)]
        by_name: dict[str, tuple[Element, ...]] = {}
        for element in found:
            by_name[element.name] = (*by_name.get(element.name, ()), element)
        return by_name

    @cached_property
    def parents(self) -> dict[str, tuple[str, ...]]:
        """The names of the elements in which an element may stand."""
        found: dict[str, dict[str, None]] = {}
        for parent, definitions in self.elements.items():
            for definition in definitions:
                for each in leaves(self.content(definition)):
                    if isinstance(each, Element):
                        found.setdefault(each.name, {})[parent] = None
        return {child: tuple(parents) for child, parents in found.items()}

    def content(self, element: Element) -> Pattern:
        """What an element holds, attributes included."""
        if element.number not in self.contents:
            self.contents[element.number] = self._all(self.nodes[element.number])
        return self.contents[element.number]

    def documentation(self, leaf: Element | Attribute) -> str:
        """What the grammar says of an element, or of the values of an attribute."""
        node = self.nodes[leaf.number]
        if isinstance(leaf, Attribute):
            inner = list(_patterns(node))
            if len(inner) == 1 and inner[0].tag == RNG + "ref":
                node = self.defines[inner[0].get("name", "")][0]
        return " ".join((node.findtext(DOCUMENTATION) or "").split())

    def instead(self, leaf: Element | Attribute) -> tuple[str, ...]:
        """Names under which others know an element or attribute."""
        return tuple(self.nodes[leaf.number].get(INSTEAD, "").split())

    def meant(self, written: str, known: Iterable[Named]) -> Named | None:
        """Which of these was meant: one that others write so, or one that is written like it."""
        by_name = {name(each.name): each for each in known}
        for each in by_name.values():
            if written in self.instead(each):
                return each
        near = get_close_matches(written, by_name, 1, LIKE)
        return by_name[near[0]] if near else None

    def values(self, leaf: Attribute) -> tuple[str, ...]:
        """The values that are allowed, where the grammar lists them; else none."""
        return tuple(self._values(self.nodes[leaf.number]))

    def allows(self, leaf: Attribute, value: str) -> bool:
        """Whether a value is of the form that the grammar asks for."""
        if leaf.number not in self.forms:
            self.forms[leaf.number] = self._form(self.nodes[leaf.number])
        probe = etree.Element("value")
        probe.text = value
        return bool(self.forms[leaf.number].validate(probe))

    def allowed(self) -> Iterator[Allowed]:
        """The elements of the grammar, in the order in which a document can meet them."""
        for definitions in self.elements.values():
            for definition in definitions:
                content = self.content(definition)
                needed = wanted(content)
                attributes = [each for each in leaves(content) if isinstance(each, Attribute)]
                yield Allowed(
                    name(definition.name),
                    self.documentation(definition),
                    tuple((name(each.name), each in needed) for each in attributes),
                    tuple(
                        dict.fromkeys(
                            name(each.name) for each in leaves(content) if isinstance(each, Element)
                        )
                    ),
                    after(opened(content, lenient=True), TEXT) != REFUSED,
                )

    # --- reading the file ------------------------------------------------------------------------

    def _all(self, node: _Element) -> Pattern:
        """The patterns in a node, one after the other."""
        return joined(group, map(self._pattern, _patterns(node)))

    def _pattern(self, node: _Element) -> Pattern:
        match str(node.tag).removeprefix(RNG):
            case "element":
                return Element(self._name(node), self._number(node))
            case "attribute":
                return Attribute(self._name(node), self._number(node))
            case "data" | "value" | "list":
                return TEXT  # of a form, which is left to libxml2
            case "ref":
                return choice(self._all(each) for each in self._defined(node))
            case "group":
                return self._all(node)
            case "choice":
                return choice(map(self._pattern, _patterns(node)))
            case "interleave":
                return joined(interleave, map(self._pattern, _patterns(node)))
            case "optional":
                return choice((EMPTY, self._all(node)))
            case "oneOrMore":
                return many(self._all(node))
            case "zeroOrMore":
                return choice((EMPTY, many(self._all(node))))
            case "mixed":
                return interleave(TEXT, self._all(node))
            case "text":
                return TEXT
            case "empty":
                return EMPTY
            case "notAllowed":
                return REFUSED
            case other:
                raise UnknownPatternError(other)

    def _defined(self, ref: _Element) -> list[_Element]:
        found = self.defines.get(ref.get("name", ""), [])
        if not found or any(each.get("combine") == "interleave" for each in found):
            raise UnknownPatternError(ref.get("name"))
        return found

    def _number(self, node: _Element) -> int:
        if node not in self.made:
            self.made[node] = len(self.nodes)
            self.nodes.append(node)
        return self.made[node]

    def _name(self, node: _Element) -> str:
        """The qualified name of an element or attribute; patterns of names become wildcards."""
        given = node.get("name")
        if given is None:
            inner = next(iter(node))
            kind = str(inner.tag).removeprefix(RNG)
            if kind not in ("name", "anyName", "nsName") or inner.find(RNG + "except") is not None:
                raise UnknownPatternError(kind)
            if kind != "name":
                return "*" if kind == "anyName" else wildcard(f"{{{_inherited(inner, 'ns')}}}")
            given, node = (inner.text or "").strip(), inner
        prefix, colon, local = given.partition(":")
        if colon:
            return XML + local if prefix == "xml" else f"{{{node.nsmap[prefix]}}}{local}"
        inherits = node.tag != RNG + "attribute"
        namespace = _inherited(node, "ns") if inherits else node.get("ns", "")
        return f"{{{namespace}}}{given}" if namespace else given

    def _values(self, node: _Element) -> Iterator[str]:
        for inner in _patterns(node):
            if inner.tag == RNG + "value":
                yield (inner.text or "").strip()
            elif inner.tag == RNG + "ref":
                for define in self._defined(inner):
                    yield from self._values(define)
            elif inner.tag in (RNG + "choice", RNG + "group"):
                yield from self._values(inner)

    def _form(self, node: _Element) -> RelaxNG:
        """A grammar of one element that holds a value of this form."""
        grammar = etree.Element(RNG + "grammar")
        grammar.set("datatypeLibrary", _inherited(node, "datatypeLibrary"))
        start = etree.SubElement(grammar, RNG + "start")
        element = etree.SubElement(start, RNG + "element", name="value", ns="")
        element.extend(map(deepcopy, _patterns(node)))
        if not len(element):
            etree.SubElement(element, RNG + "text")
        pending, taken = [element], set[str]()
        while pending:
            for ref in pending.pop().iter(RNG + "ref"):
                if (wanted_name := ref.get("name", "")) not in taken:
                    taken.add(wanted_name)
                    pending += (defines := [deepcopy(each) for each in self._defined(ref)])
                    grammar.extend(defines)
        return etree.RelaxNG(grammar)


def _patterns(node: _Element) -> Iterator[_Element]:
    """The patterns below a node: no annotations, no name classes."""
    names = {RNG + each for each in ("name", "anyName", "nsName")}
    named = node.tag in (RNG + "element", RNG + "attribute") and node.get("name") is None
    for child in node:
        kind = str(child.tag)
        if kind.startswith(RNG) and not (named and kind in names):
            yield child


def _inherited(node: _Element | None, attribute: str) -> str:
    while node is not None:
        if (value := node.get(attribute)) is not None:
            return value
        node = node.getparent()
    return ""


def joined(join: Callable[[Pattern, Pattern], Pattern], parts: Iterable[Pattern]) -> Pattern:
    """Several patterns as one."""
    whole: Pattern = EMPTY
    for part in parts:
        whole = join(whole, part)
    return whole


def wildcard(qualified: str) -> str:
    """The name that stands for all of a namespace."""
    return f"{{{space(qualified)}}}*"
