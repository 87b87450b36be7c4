"""RELAX NG as patterns that can be derived, so that a refusal can be explained.

After Brzozowski's derivatives as James Clark applied them to RELAX NG: what may follow is the
pattern that is left over. Simpler than his algorithm, because a step is a whole element or a
whole attribute, known by its definition; what is inside an element is derived on its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct


class Empty(Struct, frozen=True):
    """Nothing."""


class Refused(Struct, frozen=True):
    """What cannot be."""


class Text(Struct, frozen=True):
    """Any text, or none."""


class Element(Struct, frozen=True):
    """An element, by its qualified name (`{…}*` for all of a namespace, `*` for all) and the
    number of its definition."""

    name: str
    number: int


class Attribute(Struct, frozen=True):
    """An attribute, likewise."""

    name: str
    number: int


class Choice(Struct, frozen=True):
    """One of several."""

    options: tuple[Pattern, ...]


class Group(Struct, frozen=True):
    """One after the other; attributes in any order."""

    first: Pattern
    second: Pattern


class Interleave(Struct, frozen=True):
    """Both, mingled."""

    first: Pattern
    second: Pattern


class Many(Struct, frozen=True):
    """One or more."""

    one: Pattern


Pattern: TypeAlias = (
    Empty | Refused | Text | Element | Attribute | Choice | Group | Interleave | Many
)
Step: TypeAlias = Element | Attribute | Text

EMPTY, REFUSED, TEXT = Empty(), Refused(), Text()
KEPT = 1 << 14


# --- making patterns -----------------------------------------------------------------------------


def choice(options: Iterable[Pattern]) -> Pattern:
    """One of several patterns, without repetitions and what cannot be."""
    flat: dict[Pattern, None] = {}
    for option in options:
        parts = option.options if isinstance(option, Choice) else (option,)
        flat.update(dict.fromkeys(part for part in parts if part is not REFUSED))
    kept = tuple(flat)
    return Choice(kept) if len(kept) > 1 else kept[0] if kept else REFUSED


def group(first: Pattern, second: Pattern) -> Pattern:
    """Two patterns, one after the other."""
    if REFUSED in (first, second):
        return REFUSED
    if EMPTY in (first, second):
        return second if first is EMPTY else first
    return Group(first, second)


def interleave(first: Pattern, second: Pattern) -> Pattern:
    """Two patterns, mingled."""
    if REFUSED in (first, second):
        return REFUSED
    if EMPTY in (first, second):
        return second if first is EMPTY else first
    return Interleave(first, second)


def many(one: Pattern) -> Pattern:
    """A pattern once or more often."""
    return one if one in (EMPTY, REFUSED, TEXT) or isinstance(one, Many) else Many(one)


# --- asking patterns -----------------------------------------------------------------------------


@lru_cache(maxsize=KEPT)
def ends(pattern: Pattern) -> bool:
    """Whether nothing more need come."""
    match pattern:
        case Empty() | Text():
            return True
        case Choice(options):
            return any(map(ends, options))
        case Group(first, second) | Interleave(first, second):
            return ends(first) and ends(second)
        case Many(one):
            return ends(one)
        case _:
            return False


@lru_cache(maxsize=KEPT)
def next_elements(pattern: Pattern) -> tuple[Element, ...]:
    """The elements that may come next, in the order of the grammar."""
    return tuple(dict.fromkeys(_next(pattern)))


def _next(pattern: Pattern) -> Iterator[Element]:
    match pattern:
        case Element():
            yield pattern
        case Choice(options):
            for option in options:
                yield from _next(option)
        case Group(first, second):
            yield from _next(first)
            if ends(first):
                yield from _next(second)
        case Interleave(first, second):
            yield from _next(first)
            yield from _next(second)
        case Many(one):
            yield from _next(one)


@lru_cache(maxsize=KEPT)
def leaves(pattern: Pattern) -> tuple[Element | Attribute, ...]:
    """The elements and attributes that a pattern mentions anywhere."""
    match pattern:
        case Element() | Attribute():
            return (pattern,)
        case Choice(options):
            return tuple(dict.fromkeys(leaf for option in options for leaf in leaves(option)))
        case Group(first, second) | Interleave(first, second):
            return tuple(dict.fromkeys((*leaves(first), *leaves(second))))
        case Many(one):
            return leaves(one)
        case _:
            return ()


# --- deriving ------------------------------------------------------------------------------------


@lru_cache(maxsize=KEPT)
def after(pattern: Pattern, step: Step) -> Pattern:
    """What may follow an element, an attribute or text; `REFUSED` where it cannot stand."""
    match pattern:
        case Element() | Attribute():
            return EMPTY if pattern == step else REFUSED
        case Text():
            return TEXT if step is TEXT else REFUSED
        case Choice(options):
            return choice(after(option, step) for option in options)
        case Group(first, second):
            here = group(after(first, step), second)
            if isinstance(step, Attribute):
                return choice((here, group(first, after(second, step))))
            return choice((here, after(second, step))) if ends(first) else here
        case Interleave(first, second):
            return choice(
                (interleave(after(first, step), second), interleave(first, after(second, step)))
            )
        case Many(one):
            return group(after(one, step), choice((EMPTY, pattern)))
        case _:
            return REFUSED


@lru_cache(maxsize=KEPT)
def opened(pattern: Pattern, lenient: bool = False) -> Pattern:
    """What may follow when the start tag ends: attributes that are still wanted refuse it.

    Where lenient they are let go.
    """
    match pattern:
        case Attribute():
            return EMPTY if lenient else REFUSED
        case Choice(options):
            return choice(opened(option, lenient) for option in options)
        case Group(first, second):
            return group(opened(first, lenient), opened(second, lenient))
        case Interleave(first, second):
            return interleave(opened(first, lenient), opened(second, lenient))
        case Many(one):
            return many(opened(one, lenient))
        case _:
            return pattern


def wanted(pattern: Pattern) -> tuple[Attribute, ...]:
    """The attributes that must still come, as few as will do."""
    match pattern:
        case Attribute():
            return (pattern,)
        case Choice(options):
            return min((wanted(option) for option in options), key=len)
        case Group(first, second) | Interleave(first, second):
            return (*wanted(first), *wanted(second))
        case Many(one):
            return wanted(one)
        case _:
            return ()


# --- ways ----------------------------------------------------------------------------------------

Route: TypeAlias = tuple[tuple[Element, ...], Pattern]


def ways(pattern: Pattern, farthest: int) -> Iterator[list[Route]]:
    """Rows of elements that may come next with what is left behind them: first of one, then of
    two … None goes on from where a shorter one has been."""
    routes: list[Route] = [((), pattern)]
    seen = {pattern}
    for _ in range(farthest):
        routes = [
            ((*route, each), after(rest, each))
            for route, rest in routes
            for each in next_elements(rest)
        ]
        yield routes
        fresh = {rest: route for route, rest in reversed(routes) if rest not in seen}
        seen.update(fresh)
        routes = [(route, rest) for rest, route in fresh.items()]
