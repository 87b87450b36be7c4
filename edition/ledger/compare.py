"""A ledger against what stands today: what is lost, changed, given to another text.

Each address that was released stands with the same text, or its fate is declared. What is made
of other texts (a unit, a paragraph of sentences, the page) follows them: its change need not be
declared where that of a part is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache

from msgspec.structs import replace

from edition.card import PAGE
from edition.ledger.book import Book, State, lives_on
from edition.ledger.lines import MERGED, SPLIT
from edition.model import Value

LOST, OTHER, REUSED, IDLE = "lost", "changed", "reused", "idle"

Today = Mapping[str, str]
"""The addresses of a page today, with the fingerprint of what stands there."""
Parts = Mapping[str, tuple[str, ...]]
"""What is made of other texts, with their addresses."""


class Difference(Value, frozen=True):
    """Something that was released and is not as it was, and of which nothing is declared.

    `kind` is lost, changed, reused (the address has come to another text) or idle (declared, but
    not so). `with_it` are addresses that share its lot; `near` is an address that has the text,
    `likely` a new one that may be its own under another name, where no text can tell.
    """

    kind: str
    address: str
    with_it: tuple[str, ...] = ()
    near: str = ""
    likely: str = ""


def differences(
    book: Book, today: Today | None, parts: Callable[[], Parts] = dict
) -> tuple[Difference, ...]:
    """All differences of a page; `today` is None where the page is not there any more.

    `parts` are asked for only where something differs.
    """
    if today is None:
        return tuple(_without_page(book))
    fault = {address: kind for address, state in book.items()
             if (kind := _kind(address, state, today))}  # fmt: skip
    if not fault:
        return ()
    return tuple(_told(book, today, parts(), fault))


def _without_page(book: Book) -> Iterator[Difference]:
    lost = [name for name, state in book.items() if state.live and not _leaves(state)]
    if PAGE in lost:
        yield Difference(LOST, PAGE, tuple(name for name in lost if name != PAGE))
    else:
        yield from _heads(lost, book, {})


def _leaves(state: State) -> bool:
    """Whether it is declared that an address goes."""
    return state.declared is not None and not lives_on(state.declared)


def _kind(address: str, state: State, today: Today) -> str:
    """How an address differs from what was released and is declared, or nothing."""
    now = today.get(address)
    if not state.live:
        return REUSED if now is not None and now != state.fingerprint else ""
    if _leaves(state):
        return IDLE if now is not None else ""
    if now is None:
        return LOST
    if state.declared is not None:
        return IDLE if now == state.fingerprint else ""
    return OTHER if now != state.fingerprint else ""


def _told(book: Book, today: Today, parts: Parts, fault: Mapping[str, str]) -> Iterator[Difference]:
    """The differences that are to be told: those that follow from others are left out."""
    fresh = {name: now for name, now in today.items() if name not in book and now}
    places = {state.fingerprint: name for name, state in book.items() if state.fingerprint}
    by_text = {now: name for name, now in fresh.items()}
    lost = [name for name, kind in fault.items() if kind == LOST]
    for each in _heads(lost, book, by_text):
        likely = "" if each.near else _likely(each.address, lost, book, today)
        yield replace(each, likely=likely) if likely else each
    moving = changing(book, today)
    for name, kind in fault.items():
        if kind == OTHER and not causes(name, book, parts, moving) and name != PAGE:
            other = places.get(today[name], "")
            if other and other != name and name not in parts:
                yield Difference(REUSED, name, near=other)
            else:
                yield Difference(OTHER, name, near=by_text.get(book[name].fingerprint, ""))
        elif kind in (REUSED, IDLE):
            yield Difference(kind, name)


def changing(book: Book, today: Today) -> frozenset[str]:
    """The addresses whose text is not that of the last release, or of which a fate is declared."""
    return frozenset(
        [
            name
            for name, state in book.items()
            if state.live and (state.declared is not None or today.get(name) != state.fingerprint)
        ]
    )


def causes(name: str, book: Book, parts: Parts, moving: frozenset[str]) -> tuple[str, ...]:
    """What a text has changed with: parts of it, or what is declared to have come into it.

    Of a page, all that is not made of other texts. Parts that are gone are known by their names.
    """
    if name == PAGE:
        return tuple(sorted(each for each in moving if each != PAGE and each not in parts))
    joined = [each for each in moving if each != name and _joins(book[each], name)]
    if name not in parts:
        return tuple(sorted(joined))
    return tuple(sorted({*joined, *moving.intersection(parts[name]), *belonging(name, moving)}))


def _joins(state: State, name: str) -> bool:
    declared = state.declared
    return declared is not None and declared.fate in (MERGED, SPLIT) and name in declared.to


def _heads(names: list[str], book: Book, by_text: Mapping[str, str]) -> Iterator[Difference]:
    """Lost addresses, each with those that belong to it; `near` where its text is now."""
    left = dict.fromkeys(sorted(names, key=lambda name: (name.count("-"), len(name), name)))
    while left:
        name = next(iter(left))
        with_it = belonging(name, left)
        for each in (name, *with_it):
            del left[each]
        yield Difference(LOST, name, with_it, by_text.get(book[name].fingerprint, ""))


def _likely(address: str, lost: list[str], book: Book, today: Today) -> str:
    """The new place of a page that a lost one of it may be: of like name, or the only one."""
    page, mark, name = address.partition(".html#")
    if not mark:
        return ""
    within = page + mark
    new = [each.removeprefix(within) for each in today
           if each.startswith(within) and each not in book]  # fmt: skip
    alone = len(new) == 1 and sum(each.startswith(within) for each in lost) == 1
    near = new if alone else get_close_matches(name, new, 1)
    return within + near[0] if near else ""


def belonging(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of some addresses that belong to one, by their names: fr-p5 and en-p5-s2 to p5."""
    own = _own(name)
    return tuple([each for each in names if each != name and own.fullmatch(each)])


@lru_cache(1024)
def _own(name: str) -> re.Pattern[str]:
    if ".html" in name:  # an address of the edition, not of a letter's page
        return re.compile(rf"{re.escape(name)}#.+")
    return re.compile(rf"(?:[a-z][a-z0-9]*-)?{re.escape(name)}(?:-.+)?")
