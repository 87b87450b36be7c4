"""Attributes that the grammar refuses: unknown, missing, or of another form."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from edition.validate.faults import Fault
from edition.validate.patterns import Attribute, Pattern, after, leaves
from edition.validate.schema import Schema, wildcard
from edition.validate.words import all_of, either, listed, name, short, shown

if TYPE_CHECKING:
    from lxml.etree import _Element


def taken(
    element: _Element, attribute: str, value: str, pattern: Pattern, schema: Schema
) -> tuple[Pattern, list[Fault]]:
    """The pattern behind an attribute, and its faults; a misspelt one counts as meant."""
    known = [each for each in leaves(pattern) if isinstance(each, Attribute)]
    named = [each for each in known if each.name in (attribute, wildcard(attribute), "*")]
    if not named:
        meant = schema.meant(name(attribute), known)
        fault = _strange(element, attribute, known, meant)
        return after(pattern, meant) if meant else pattern, [fault]
    if sound := [each for each in named if schema.allows(each, value)]:
        return after(pattern, sound[0]), []
    return after(pattern, named[0]), [_value(element, attribute, value, named, schema)]


def missing(element: _Element, attributes: list[Attribute], schema: Schema) -> Fault:
    """Attributes that must be there; the fault is about the id, as the hint writes it."""
    written = {name(each.name): _written(each, schema) for each in attributes}
    hint = f"Add {'; '.join(written.values())}."
    message = f"{shown(element)} lacks {all_of(f'@{each}' for each in written)}"
    about = written.get("xml:id", "")
    return Fault(element, "attribute-missing", message, hint, about=about)


def _written(attribute: Attribute, schema: Schema) -> str:
    """An attribute as it is to be written."""
    form = _form([attribute], schema)
    return f'{name(attribute.name)}="…"' + (f": {form}" if form else "")


def _strange(
    element: _Element, attribute: str, known: list[Attribute], meant: Attribute | None
) -> Fault:
    """An attribute that the element does not have, or not beside the others."""
    names = listed(f"@{name(each.name)}" for each in known)
    hint = f"It may also have {names}." if names else "It can have no more attributes."
    if meant is not None:
        hint = f"Did you mean @{name(meant.name)}?"
    message = f"@{name(attribute)} cannot stand on {shown(element)}"
    return Fault(element, "attribute-unknown", message, hint, name(attribute))


def _value(
    element: _Element, attribute: str, value: str, named: list[Attribute], schema: Schema
) -> Fault:
    """An attribute whose value is of another form."""
    allowed = [each for one in named for each in schema.values(one)]
    near = get_close_matches(value, allowed, 1, 0.5)
    hint = f"Did you mean “{near[0]}”? " if near else ""
    form = _form(named, schema)
    hint += f"It is {form}." if form else "Compare it with the grammar."
    message = f"@{name(attribute)} of {shown(element)} is “{short(value)}”"
    return Fault(element, "attribute-value", message, hint, name(attribute))


def _form(attributes: list[Attribute], schema: Schema) -> str:
    """What values an attribute has: those that are listed, or what the grammar says of it."""
    allowed = [f"“{value}”" for each in attributes for value in schema.values(each)]
    return either(allowed) or schema.documentation(attributes[0])
