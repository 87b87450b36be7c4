"""A fate that an editor declares becomes lines of a ledger, with those of all that goes along.

Of a paragraph go its versions and sentences, of a letter all addresses of its page. Where each
goes is found by its name, then by its text, then by what holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from msgspec import Struct

from edition.card import PAGE
from edition.ledger.book import Book, State
from edition.ledger.compare import OTHER, Parts, Today, belonging, differences
from edition.ledger.lines import CHANGED, MERGED, MOVED, NEXT, SPLIT, WITHDRAWN, Line
from edition.ledger.told import full


class Unfit(Exception):  # noqa: N818 (it is read as "unfit: …")
    """A declaration that cannot be: what is the matter, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint


class Wish(Struct, frozen=True):
    """What an editor declares of an address of a page: its fate, where it goes, why."""

    address: str
    fate: str
    to: tuple[str, ...] = ()
    reason: str = ""


class Ground(Struct, frozen=True):
    """What a declaration is held against: a page, its ledger, what stands there and elsewhere.

    `today` is None where the page is gone; `others` are the addresses of other pages that are
    named, with their fingerprints; `was` are the texts of the last release.
    """

    page: str
    book: Book
    today: Today | None
    parts: Parts
    others: Today = {}
    was: Mapping[str, str] = {}


def lines(wish: Wish, ground: Ground) -> tuple[Line, ...]:
    """The lines that declare a fate. Raises `Unfit`."""
    if wish.fate == CHANGED:
        names = list(_changed(wish, ground))
        return tuple(_line(wish, name, (), ground) for name in names)
    _check(wish, ground)
    head = _line(wish, wish.address, wish.to, ground)
    along = _along(wish, ground)
    return (head, *(line for name in along for line in _goes(name, wish, ground)))


def _line(wish: Wish, name: str, to: tuple[str, ...], ground: Ground, fate: str = "") -> Line:
    was = ground.was.get(name, "")
    return Line(name, NEXT, fate or wish.fate, to=to, reason=wish.reason, was=was)


# --- another text ------------------------------------------------------------------------------


def _changed(wish: Wish, ground: Ground) -> Iterator[str]:
    """The addresses whose change is declared: of a page, all that have changed."""
    state = _published(wish, ground)
    today = ground.today or {}
    if wish.address == PAGE:
        found = differences(ground.book, ground.today, lambda: ground.parts)
        names = [each.address for each in found if each.kind == OTHER]
        if not names:
            raise Unfit(f"no text of {ground.page} has changed", "There is nothing to declare.")
        yield from names
        return
    name = full(ground.page, wish.address)
    if wish.address not in today:
        raise Unfit(f"“{name}” is not there", "Declare where it is: moved, split, merged, or "
                    "withdrawn.")  # fmt: skip
    if today[wish.address] == state.fingerprint:
        hint = "Change the text first; then say so."
        raise Unfit(f"“{name}” has the text that was released", hint)
    yield wish.address


# --- another place, or none --------------------------------------------------------------------


def _check(wish: Wish, ground: Ground) -> None:
    """Whether an address can have this fate. Raises `Unfit`."""
    _published(wish, ground)
    name = full(ground.page, wish.address)
    today = ground.today or {}
    if wish.address in today and wish.address not in wish.to:
        hint = "Take it out of its file first, or name it among the parts: split p5 p5a."
        raise Unfit(f"“{name}” still stands", hint)
    if wish.fate == SPLIT and len(wish.to) < 2:
        raise Unfit("split, but not into several", "Name all addresses that have its text now.")
    if wish.fate in (MOVED, MERGED) and len(wish.to) != 1:
        raise Unfit(f"{wish.fate}, but not to one address", "Name the address that has its text.")
    if wish.fate == WITHDRAWN and not wish.reason.strip():
        raise Unfit("withdrawn, but not why", 'Give the reason: --reason "…".')
    for to in wish.to:
        if to not in today and to not in ground.others:
            hint = "Name an address as it is copied from a page."
            raise Unfit(f"“{full(ground.page, to)}” is not an address of the edition", hint)


def _published(wish: Wish, ground: Ground) -> State:
    state = ground.book.get(wish.address)
    if state is None or not state.live:
        past = f"was {state.last.fate} in {state.last.release}" if state else "was never released"
        name = full(ground.page, wish.address)
        hint = "Only what stands in the last release has a fate."
        if state is None:
            near = get_close_matches(wish.address, ground.book, 1)
            meant = f"Did you mean “{full(ground.page, near[0])}”? " if near else ""
            hint = f"{meant}Name an address as it is copied from a page: letters/<letter>.html#p5."
        raise Unfit(f"“{name}” {past}", hint)
    return state


def _along(wish: Wish, ground: Ground) -> Iterable[str]:
    """The released addresses that go along with one, unless it is declared already where to."""
    today = ground.today or {}
    names = [
        name
        for name, state in ground.book.items()
        if state.live and not _settled(state, {**ground.others, **today})
    ]
    if wish.address == PAGE:
        return [name for name in names if name != PAGE]
    return [
        name
        for name in belonging(wish.address, names)
        if today.get(name) != ground.book[name].fingerprint
    ]


def _settled(state: State, known: Today) -> bool:
    """Whether something is declared of an address, and leads to what stands."""
    return state.declared is not None and all(to in known for to in state.declared.to)


def _goes(name: str, wish: Wish, ground: Ground) -> Iterator[Line]:
    """The line of what goes along, where it can be found out."""
    today = ground.today or {}
    if wish.fate == WITHDRAWN:
        if name not in today:
            yield _line(wish, name, (), ground)
        return
    known = {**ground.others, **today}
    named = [to for to in _renamed(name, wish) if to in known]
    if name in today:
        if wish.fate == SPLIT and name in named and len(named) > 1:
            yield _line(wish, name, tuple(named), ground)
        return
    text = ground.book[name].fingerprint
    same = [to for to in named if known[to] == text]
    if not same and not (named and name.endswith(wish.address)):  # a block goes by its name
        same = _with_text(text, name, ground)
    holders = [to for to in _holders(name, wish) if to in known]
    if same:
        yield _line(wish, name, tuple(same[:1]), ground, MOVED)
    elif named:
        fate = wish.fate if wish.fate != SPLIT or len(named) > 1 else MOVED
        yield _line(wish, name, tuple(named if fate == SPLIT else named[:1]), ground, fate)
    elif holders and wish.address != PAGE:
        yield _line(wish, name, tuple(holders[:1]), ground, MERGED)


def _renamed(name: str, wish: Wish) -> Iterator[str]:
    """The names that an address would have where its head has gone: fr-p5-s2, fr-p5a-s2."""
    for to in wish.to:
        if wish.address == PAGE:
            yield full(to, name)
            continue
        if ".html" in wish.address:
            yield to + name.removeprefix(wish.address)
            continue
        page, mark, anchor = to.rpartition("#")
        yield page + mark + re.sub(_head(wish.address), rf"\g<1>{anchor}\g<2>", name)


def _holders(name: str, wish: Wish) -> Iterator[str]:
    """The blocks, or else the units, into which a sentence has gone with its paragraph."""
    for to in wish.to:
        if ".html" not in wish.address:
            page, mark, anchor = to.rpartition("#")
            yield page + mark + re.sub(_head(wish.address), rf"\g<1>{anchor}", name)
        yield to


def _head(address: str) -> str:
    return rf"^((?:[a-z][a-z0-9]*-)?){re.escape(address)}((?:-.+)?)$"


def _with_text(text: str, name: str, ground: Ground) -> list[str]:
    """Where a text stands that is not published yet, in the same version if there are several."""
    if not text:
        return []
    found = [
        to
        for to, now in {**(ground.today or {}), **ground.others}.items()
        if now == text and to not in ground.book
    ]
    version = name.partition("-")[0]
    return sorted(found, key=lambda to: to.rpartition("#")[2].partition("-")[0] != version)
