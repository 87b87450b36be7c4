"""A release of a page's ledger: what is declared is recorded, and what is new is published.

Comes after everything has been checked: nothing here is refused. Values in, values out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from edition.card import PAGE
from edition.ledger.book import Book, State, lives_on
from edition.ledger.compare import Parts, Today, causes, changing
from edition.ledger.lines import CHANGED, LIVE, NEXT, Line

Texts = Mapping[str, str]
"""The words at addresses; what is joined of several texts, and the page, have none here."""


def lines(
    before: Iterable[Line],
    book: Book,
    today: Today | None,
    parts: Parts,
    was: Texts,
    same: Callable[[Line, str], bool],
    version: str,
) -> tuple[Line, ...]:
    """The lines of a page's ledger with those of a release.

    `was` are the texts that the last release published; `same` tells whether what stands where a
    line leads has a fingerprint. Unchanged where the release has nothing to say of the page.
    """
    stands = today or {}
    moving = changing(book, stands)
    told = tuple(line for line in before if line.release != NEXT)
    return (
        *told,
        *(_declared(state.declared, state, stands, was, same, version)
          for state in book.values() if state.declared is not None),
        *_following(book, stands, parts, was, moving, version),
        *_published(book, stands, version),
    )  # fmt: skip


def _declared(
    line: Line,
    state: State,
    today: Today,
    was: Texts,
    same: Callable[[Line, str], bool],
    version: str,
) -> Line:
    """What was declared, as it is recorded: with the text now, and the text before."""
    former = line.was or was.get(line.address, "")
    if not lives_on(line) and line.to and same(line, state.fingerprint):
        former = ""
    now = today.get(line.address, "") if lives_on(line) else ""
    return replace(line, release=version, fingerprint=now, was=former, at=0)


def _following(
    book: Book, today: Today, parts: Parts, was: Texts, moving: frozenset[str], version: str
) -> Iterator[Line]:
    """The changes of texts that have changed with others."""
    for name, state in book.items():
        if state.live and state.declared is None and name in today:
            if today[name] == state.fingerprint:
                continue
            of = tuple(
                each
                for each in causes(name, book, parts, moving)
                if each not in parts or not causes(each, book, parts, moving)
            )
            composed = name == PAGE or name in parts
            former = "" if composed else was.get(name, "")
            yield Line(name, version, CHANGED, today[name], of, was=former)


def _published(book: Book, today: Today, version: str) -> Iterator[Line]:
    """The addresses that are new, or stand again."""
    for name, fingerprint in today.items():
        if name not in book or not book[name].live:
            yield Line(name, version, LIVE, fingerprint)
