"""What differs from a ledger, said to the editor: what was released, what is, what to declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from edition.card import PAGE
from edition.finding import Finding, Place, Spot
from edition.ledger.book import Book
from edition.ledger.compare import IDLE, LOST, OTHER, REUSED, Difference
from edition.model import Value

SHOWN = 60
"""So many characters of a text are shown."""
ALIKE = 0.4
"""Two texts that have less in common are not thought to be one text, changed."""
FOLDER = (
    "Keep in edition.yaml what makes these pages: the language in `languages`, not in the first "
    "place; `citations: yes` for cite/, `continuous: yes` for letters/."
)


class Page(Value, frozen=True):
    """A page whose ledger is compared.

    `address` is its own ("" for the other addresses of the edition), `file` its ledger,
    `source` what it is made from ("" where that is gone). `at` are the elements of its
    addresses, `was` and `now` the texts there.
    """

    address: str
    file: str
    source: str = ""
    at: Mapping[str, int] = {}
    was: Mapping[str, str] = {}
    now: Mapping[str, str] = {}


def findings(page: Page, book: Book, found: Iterable[Difference]) -> Iterator[Finding]:
    """A finding for each difference, with the command that declares it."""
    say = {LOST: _lost, OTHER: _changed, REUSED: _reused, IDLE: _idle}
    return (say[each.kind](page, book, each) for each in found)


def full(page: str, address: str) -> str:
    """An address as a reader copies it: of a page, or of the edition."""
    if not page or ".html" in address:
        return address
    return page if address == PAGE else f"{page}#{address}"


def _lost(page: Page, book: Book, found: Difference) -> Finding:
    name = full(page.address, found.address)
    more = f" (nor are {len(found.with_it)} more that belong to it)" if found.with_it else ""
    state = book[found.address]
    where = Place(page.file, state.last.at, 1)
    message = f"“{name}” was published in {state.first} and is not there any more{more}"
    if name.endswith("/"):
        return Finding(where, "anchor-lost", message, FOLDER)
    if found.near:
        hint = f"Its text stands in “{found.near}”. Give it its name back, or declare: " + command(
            name, f"moved {found.near}"
        )
    elif found.likely:
        hint = (
            f"If it is “{found.likely}” now, declare: "
            + command(name, f"moved {found.likely}")
            + "; else put it back, or declare: "
            + command(name, 'withdrawn --reason "…"')
            + "."
        )
    else:
        hint = (
            "Put it back, or declare what became of it: "
            + command(name, 'withdrawn --reason "…"')
            + ", or moved, split or merged with the addresses where its text is now."
        )
    return Finding(where, "anchor-lost", message, hint)


def _changed(page: Page, book: Book, found: Difference) -> Finding:
    was, now = page.was.get(found.address, ""), page.now.get(found.address, "")
    if was and now and SequenceMatcher(None, was, now, autojunk=False).ratio() < ALIKE:
        return _reused(page, book, found)
    read = f"; it read “{_excerpt(was, now)}” and reads “{_excerpt(now, was)}”" if was else ""
    return Finding(
        _where(page, book, found.address),
        "anchor-changed",
        f"“{found.address}” has another text than {book[found.address].last.release} "
        f"published{read}",
        "Put the text back, or declare the change: "
        + command(full(page.address, found.address), 'changed --reason "…"'),
    )


def _reused(page: Page, book: Book, found: Difference) -> Finding:
    state = book[found.address]
    name = full(page.address, found.address)
    if not state.live:
        message = (
            f"“{found.address}” was {state.last.fate} in {state.last.release} and stands again"
        )
        hint = "An address is never used again: give what stands there another one."
        return Finding(_where(page, book, found.address), "anchor-reused", message, hint)
    whose = f": it has that of “{found.near}”" if found.near else ""
    return Finding(
        _where(page, book, found.address),
        "anchor-reused",
        f"“{found.address}” has come to another text than it had{whose}",
        "Give each text the address back under which it was published, and what is new an address "
        "of its own. If it is the same text, reworded: " + command(name, 'changed --reason "…"'),
    )


def _idle(page: Page, book: Book, found: Difference) -> Finding:
    declared = book[found.address].declared
    assert declared is not None
    return Finding(
        Place(page.file, declared.at, 1),
        "fate-idle",
        f"“{found.address}” is declared {declared.fate}, but stands as it did",
        "Take the line out of the ledger, or do what it says.",
    )


def _where(page: Page, book: Book, address: str) -> Place | Spot:
    """The element that bears an address, or the line of the ledger."""
    if address in page.at:
        return Spot(page.source, page.at[address], "xml:id")
    return Place(page.file, book[address].last.at, 1)


def command(address: str, fate: str) -> str:
    """The command that declares a fate."""
    return f"`python build.py declare {address} {fate}`"


def _excerpt(text: str, other: str) -> str:
    """The words of a text around the first place where it differs from another."""
    same = next(
        (n for n, (one, two) in enumerate(zip(text, other, strict=False)) if one != two),
        min(len(text), len(other)),
    )
    start = max(0, text.rfind(" ", 0, max(0, same - SHOWN // 3)) + 1)
    end = start + SHOWN
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"{before}{text[start:end]}{after}".replace("\n", " ")
