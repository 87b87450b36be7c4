"""Why a grammar refuses a document: every fault once, and what may stand instead.

Walks the tree beside the patterns. Where something cannot stand it says so and goes on as if
the fault were mended: a misspelt element counts as the one that was meant, a missing one as if
it were there, another is passed over, so that one fault does not bring others with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from edition.validate import attributes, words
from edition.validate.faults import Fault
from edition.validate.patterns import (
    REFUSED,
    TEXT,
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
from edition.validate.schema import Schema, wildcard
from edition.validate.words import all_of, either, listed, name, short, shown, space, tag

if TYPE_CHECKING:
    from lxml.etree import _Element

FARTHEST = 3
"""At most so many missing elements in a row are named."""


def faults(root: _Element, schema: Schema) -> Iterator[Fault]:
    """What the grammar refuses in a document."""
    return Walk(schema).document(root)


Sibling = tuple["_Element", Pattern, tuple[Element, ...]]
"""An element that was accepted: before which pattern, and behind which elements that it lacked."""


class Inside:
    """How far the walk has come in an element: the pattern that is left, and what was passed."""

    def __init__(self, element: _Element, whole: Pattern) -> None:
        self.element = element
        self.whole = self.pattern = whole
        self.siblings: list[Sibling] = []
        self.moved: set[_Element] = set()
        self.passed: _Element | None = None


class Walk:
    """A walk through a document, with a grammar in hand."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.namespace = next((space(each) for each in schema.elements), "")

    def document(self, root: _Element) -> Iterator[Fault]:
        """The faults of a document."""
        starts = next_elements(self.schema.start)
        if known := _fitting(starts, root):
            yield from self._best(root, known)[1]
        elif space(str(root.tag)) != self.namespace:
            yield self._foreign(root)
        else:
            hint = f"It is {either(tag(each.name) for each in starts)}: put the text into one."
            message = f"the outermost element is {shown(root)}"
            yield Fault(root, "root-element", message, hint)
            yield from self._within(root)

    def _best(self, element: _Element, definitions: list[Element]) -> tuple[Element, list[Fault]]:
        """The definition that explains an element with the fewest faults, and these."""
        tried = [(each, list(self._element(element, each))) for each in definitions]
        return min(tried, key=lambda each: len(each[1]))

    def _element(self, element: _Element, definition: Element) -> Iterator[Fault]:
        """The faults of an element that stands where it may."""
        pattern = self.schema.content(definition)
        for attribute, value in element.items():
            pattern, faults = attributes.taken(
                element, str(attribute), str(value), pattern, self.schema
            )
            yield from faults
        complete = opened(pattern) != REFUSED
        if not complete:
            yield attributes.missing(element, list(wanted(pattern)), self.schema)
        yield from self._content(element, opened(pattern, lenient=not complete))

    # --- content ---------------------------------------------------------------------------------

    def _content(self, element: _Element, whole: Pattern) -> Iterator[Fault]:
        """The faults of what stands in an element, given the pattern of its content."""
        inside = Inside(element, whole)
        yield from self._text(inside, element.text, next(iter(element), None))
        for child in element:
            yield from self._child(inside, child)
            yield from self._text(inside, child.tail, child.getnext())
        if not ends(inside.pattern) and inside.passed is None:
            yield self._incomplete(element, inside.pattern)

    def _text(
        self, inside: Inside, text: str | None, following: _Element | None
    ) -> Iterator[Fault]:
        """Text that cannot stand, or that leaves no room for an element that otherwise could."""
        if not text or not text.strip():
            return
        element, rest = inside.element, after(inside.pattern, TEXT)
        if rest != REFUSED and not (
            following is not None
            and _fitting(next_elements(inside.pattern), following)
            and not _fitting(next_elements(rest), following)
        ):
            inside.pattern = rest
            return
        holding = filter(self._holds_text, next_elements(inside.pattern))
        into = listed(tag(each.name) for each in holding)
        hint = f"Take it into {into}." if into else "Take it out, or into another element."
        message = f"“{short(text)}” stands in {shown(element)}, outside its elements"
        if not any(isinstance(each, Element) for each in leaves(inside.whole)):
            message = f"“{short(text)}” stands in {shown(element)}, where nothing can stand"
        yield Fault(element, "text-misplaced", message, hint, text=" ".join(text.split()))

    def _holds_text(self, element: Element) -> bool:
        return after(opened(self.schema.content(element), lenient=True), TEXT) != REFUSED

    def _child(self, inside: Inside, child: _Element) -> Iterator[Fault]:
        """The faults of a child; the pattern moves on behind it, or stays where it is passed."""
        if child in inside.moved:
            yield from self._alone(child)
        elif _fitting(next_elements(inside.pattern), child):
            yield from self._step(inside, child)
        elif space(str(child.tag)) != self.namespace:
            inside.passed = child
            yield self._foreign(child)
        elif str(child.tag) not in self.schema.elements:
            yield from self._unknown(inside, child)
        elif route := _route(child, inside.pattern):
            yield from self._detour(inside, child, route)
        else:
            inside.passed = child
            yield self._misplaced(inside, child)
            yield from self._within(child)

    def _step(
        self, inside: Inside, child: _Element, route: tuple[Element, ...] = ()
    ) -> Iterator[Fault]:
        """A child that stands where it may, perhaps behind others that are taken as given."""
        inside.siblings.append((child, inside.pattern, route))
        for each in route:
            inside.pattern = after(inside.pattern, each)
        best, faults = self._best(child, _fitting(next_elements(inside.pattern), child))
        inside.pattern = after(inside.pattern, best)
        yield from faults

    def _detour(
        self, inside: Inside, child: _Element, route: tuple[Element, ...]
    ) -> Iterator[Fault]:
        """A child before which others should stand: they are missing, or one of them is late.

        Where a stranger stood just before, it is taken for what is missing.
        """
        later = {str(each.tag): each for each in child.itersiblings()}
        late = [later[each.name] for each in route if each.name in later]
        if late and late[0] is child.getnext():
            inside.passed = child
            message = f"{shown(child)} cannot stand before {shown(late[0])}"
            hint = f"Move it behind {tag(route[-1].name)}."
            yield Fault(child, "element-misplaced", message, hint)
            yield from self._within(child)
            return
        for sibling in late:
            message = f"{shown(sibling)} cannot stand behind {shown(child)}"
            hint = f"Move it before {shown(child)}."
            yield Fault(sibling, "element-misplaced", message, hint)
        inside.moved.update(late)
        missing = tuple(each for each in route if each.name not in later)
        if missing and inside.passed is None:
            yield self._missing(child, missing)
        inside.passed = None
        yield from self._step(inside, child, route)

    def _alone(self, element: _Element) -> Iterator[Fault]:
        """The faults of an element wherever it stands: as one that its parent can hold, if any."""
        parent = element.getparent()
        above = () if parent is None else self.schema.elements.get(str(parent.tag), ())
        inside = [each for one in above for each in leaves(self.schema.content(one))]
        known = _fitting((each for each in inside if isinstance(each, Element)), element)
        known = known or list(self.schema.elements.get(str(element.tag), ()))
        yield from self._best(element, known)[1] if known else self._within(element)

    def _within(self, element: _Element) -> Iterator[Fault]:
        """The faults inside an element that cannot stand where it does: those of its children,
        each for itself; what is not known in it goes with it."""
        for child in element:
            yield from self._alone(child)

    # --- elements that cannot stand --------------------------------------------------------------

    def _unknown(self, inside: Inside, child: _Element) -> Iterator[Fault]:
        """An element that the grammar does not know; one that is misspelt counts as meant."""
        written, expected = name(str(child.tag)), next_elements(inside.pattern)
        message = f"{shown(child)} is not an element of this grammar"
        meant = self.schema.meant(written, expected)
        if meant is None:
            inside.passed = child
            here = listed(tag(each.name) for each in expected)
            hint = f"Here may stand {here}." if here else "Nothing may stand here."
            yield Fault(child, "element-unknown", message, hint)
            yield from self._within(child)
            return
        inside.pattern = after(inside.pattern, meant)
        if written in self.schema.instead(meant):
            yield Fault(child, "element-unknown", message, f"Write {tag(meant.name)} instead.")
            yield from self._content(child, opened(self.schema.content(meant), lenient=True))
        else:
            yield Fault(child, "element-unknown", message, f"Did you mean {tag(meant.name)}?")
            yield from self._element(child, meant)

    def _foreign(self, element: _Element) -> Fault:
        found = space(str(element.tag))
        where = f"of the namespace “{found}”" if found else "in no namespace"
        known = f"{{{self.namespace}}}{name(str(element.tag))}" in self.schema.elements
        what = "add it to the outermost element" if known else "take the element out"
        hint = f'Only xmlns="{self.namespace}" is known here: {what}.'
        return Fault(element, "element-foreign", f"{shown(element)} is {where}", hint)

    def _misplaced(self, inside: Inside, child: _Element) -> Fault:
        """An element that is known but cannot stand here; says where it can."""
        parent = shown(inside.element)
        here = listed(tag(each.name) for each in next_elements(inside.pattern))
        hint = f"Here may stand {here}." if here else "Nothing more may stand here."
        message = f"{shown(child)} cannot stand here in {parent}"
        known = [each.name for each in leaves(inside.whole) if isinstance(each, Element)]
        if child.tag not in known:
            message = f"{shown(child)} cannot stand in {parent}"
            hint += self._elsewhere(child)
        elif (before := _before(child, inside.siblings)) is not None:
            message = f"{shown(child)} cannot stand behind {shown(before)}"
            hint = f"Move it before {shown(before)}."
        elif any(sibling.tag == child.tag for sibling, *_ in inside.siblings):
            message = f"{parent} cannot have another {shown(child)} here"
        return Fault(child, "element-misplaced", message, hint)

    def _elsewhere(self, child: _Element) -> str:
        """Where an element may stand, if that is no long list: first what it is in now."""
        above = [str(each.tag) for each in child.iterancestors()]
        parents = self.schema.parents.get(str(child.tag), ())
        names = sorted(parents, key=lambda each: each not in above)
        return f" It stands in {listed(map(tag, names))}." if len(names) <= words.LISTED else ""

    # --- elements that are missing ---------------------------------------------------------------

    def _missing(self, child: _Element, route: tuple[Element, ...]) -> Fault:
        """Elements that are missing before a child."""
        parent = child.getparent()
        assert parent is not None
        names = all_of(tag(each.name) for each in route)
        message = f"{shown(parent)} lacks {names} before {shown(child)}"
        return Fault(child, "element-missing", message, self._add(route))

    def _incomplete(self, element: _Element, pattern: Pattern) -> Fault:
        """Elements that are missing at the end of their parent: the fewest that will do."""
        done: list[tuple[Element, ...]] = []
        for routes in ways(pattern, FARTHEST):
            done = done or [route for route, rest in routes if ends(rest)]
        done = done or [(each,) for each in next_elements(pattern)]
        first = dict.fromkeys(tag(route[0].name) for route in done)
        what = either(first) if len(first) > 1 else all_of(tag(each.name) for each in done[0])
        return Fault(
            element, "element-missing", f"{shown(element)} lacks {what}", self._add(done[0])
        )

    def _add(self, route: Iterable[Element]) -> str:
        said = [(tag(each.name), words.small(self.schema.documentation(each))) for each in route]
        return f"Add {all_of(f'{name} ({text})' if text else name for name, text in said)}."


# --- what fits -----------------------------------------------------------------------------------


def _route(child: _Element, pattern: Pattern) -> tuple[Element, ...]:
    """The fewest elements after which a child can stand."""
    for routes in ways(pattern, FARTHEST):
        for route, rest in routes:
            if _fitting(next_elements(rest), child):
                return route
    return ()


def _before(child: _Element, siblings: list[Sibling]) -> _Element | None:
    """The first sibling before which a child could stand, and the others behind it."""
    for index, (sibling, pattern, _) in enumerate(siblings):
        rest: Pattern = pattern
        for each, _, route in ((child, rest, ()), *siblings[index:]):
            for step in route:
                rest = after(rest, step)
            fitting = _fitting(next_elements(rest), each)
            rest = after(rest, fitting[0]) if fitting else REFUSED
        if rest != REFUSED and sibling.tag != child.tag:
            return sibling
    return None


def _fitting(definitions: Iterable[Element], element: _Element) -> list[Element]:
    names = (element.tag, wildcard(str(element.tag)), "*")
    return [each for each in definitions if each.name in names]
