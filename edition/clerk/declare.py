"""A declaration: what became of an address goes into its ledger, to be recorded by a release.

python build.py declare letters/1962-01-11.html#p5 moved p5a
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from edition import archive, ledger, press, views
from edition.clerk import journal
from edition.clerk.desk import Volume, desk
from edition.finding import Findings
from edition.folder import Folder
from edition.ledger import Ground, Line, Unfit, Wish
from edition.prepare import Prepared
from edition.publish import Refused
from edition.report import errors

OWN = frozenset(("anchor-lost", "anchor-changed", "anchor-reused", "fate-target", "fate-circle"))
"""What a declaration is there to answer does not stand in its way."""


class Declared(Struct, frozen=True):
    """The lines that were added to a ledger; what stood in the way."""

    file: str
    page: str
    lines: tuple[Line, ...]
    findings: Findings


def declare(
    folder: Folder,
    faults: Findings,
    address: str,
    wish: Wish,
    jobs: int,
    progress: press.Progress,
) -> Declared:
    """Declares a fate. Raises `Refused` where it cannot be so."""
    _check_page(folder, address.removeprefix("#"))
    page, anchor = ledger.place(address)
    name = archive.file_of(page)
    before = desk(folder, (name,))
    volume = before.volume(name)
    taken = press.taken(folder, faults, jobs, progress)
    findings = tuple(each for each in (*before.findings, *taken.findings) if each.code not in OWN)
    if taken.edition is None or errors(findings):
        return Declared(name, volume.page, (), findings)
    own = anchor if volume.page else ledger.full(page, anchor)
    targets = tuple(ledger.own(to, volume.page) for to in wish.to)
    asked = Wish(own, wish.fate, targets, wish.reason)
    try:
        lines = ledger.declared(asked, _ground(folder, volume, taken, asked))
    except Unfit as unfit:
        raise Refused(unfit.message, unfit.hint) from unfit
    added = {each.address for each in lines}
    kept = tuple(each for each in volume.lines if each.release != ledger.NEXT
                 or each.address not in added)  # fmt: skip
    journal.write(folder.root, {name: ledger.written((*kept, *lines))})
    return Declared(name, volume.page, lines, ())


def _check_page(folder: Folder, address: str) -> None:
    """Whether an address says its page. Raises `Refused`, with the pages that have it."""
    if any(sign in address for sign in "./#"):
        return
    having = [
        each.page
        for each in desk(folder).volumes.values()
        if each.page and address in each.book and each.book[address].live
    ]
    whole = [f"`{ledger.full(page, address)}`" for page in having]
    hint = "Name an address as it is copied from a page: letters/<letter>.html#p5."
    if whole:
        hint = f"Write {' or '.join(whole[:3])}{', …' if len(whole) > 3 else ''}."
    raise Refused(f"“{address}” does not say on which page it stands", hint)


def _ground(folder: Folder, volume: Volume, taken: press.Sources, wish: Wish) -> Ground:
    """What the declaration is held against."""
    assert taken.edition is not None
    cards = {f"letters/{card.id}.html": card for card in taken.edition.cards}
    card = cards.get(volume.page)
    others = dict(_elsewhere(taken, volume.page, wish))
    if not volume.page:
        today = archive.others(taken.edition, views.OWN)
        return Ground("", volume.book, today, {}, others)
    was = archive.texts(folder, archive.letter_of(volume.page), volume.book)
    if card is None:
        return Ground(volume.page, volume.book, None, {}, others, was)
    prepared = _prepared(folder, taken, card.file)
    return Ground(
        volume.page, volume.book, dict(card.anchors), archive.parts(prepared), others, was
    )


def _elsewhere(taken: press.Sources, page: str, wish: Wish) -> Iterator[tuple[str, str]]:
    """The addresses of the other pages that are named, with their fingerprints."""
    assert taken.edition is not None
    named = {to.partition("#")[0] for to in wish.to}
    for card in taken.edition.cards:
        if (there := f"letters/{card.id}.html") in named and there != page:
            for name, fingerprint in card.anchors:
                yield ledger.full(there, name), fingerprint
    if page:
        yield from archive.others(taken.edition, views.OWN).items()


def _prepared(folder: Folder, taken: press.Sources, name: str) -> Prepared:
    shop = press.Shop(folder, folder.root / ".cache")
    return press.again(shop, name, taken.letters[name].key)
