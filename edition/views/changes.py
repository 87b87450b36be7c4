"""The page of all changes: what each release published, changed, moved or withdrew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from msgspec import Struct

from edition.ledger import NEXT, History, Told, full, heads
from edition.model import Settings, When
from edition.views import words
from edition.views.frame import Frame
from edition.views.overview import Overview
from edition.views.past import Gone, Page, Step, step, whole


class Group(Struct, frozen=True):
    """What a release did to a page: the page, how many addresses are new, what happened.

    `first` where the page itself was published in this release; the title is empty for what is
    not on pages of letters.
    """

    href: str
    title: str
    fresh: int
    first: bool
    steps: tuple[Step, ...]


class Listed(Struct, frozen=True):
    """A release; what is declared and not released yet has no version and no day."""

    id: str
    version: str
    datetime: str
    day: str
    note: str
    note_lang: str
    addresses: int
    groups: tuple[Group, ...]


class ChangesView(Struct, frozen=True):
    """The page of changes, the latest release first."""

    template: ClassVar[str] = "changes.html"

    frame: Frame
    releases: tuple[Listed, ...]
    feed: str


class GoneView(Struct, frozen=True):
    """What stays of a page that is not there any more: what became of it and its addresses."""

    template: ClassVar[str] = "gone.html"

    frame: Frame
    title: str
    steps: tuple[Step, ...]
    gone: tuple[Gone, ...]


HERE = Page("changes.html", "")


def changes(whole: Overview, frame: Frame, lang: str) -> ChangesView:
    """The page of changes in a language of the interface."""
    history = whole.history
    titles = {f"letters/{each.id}.html": each.titles[lang] for each in whole.near}
    days = {each.version: each.date for each in history.releases}
    listed = []
    if waiting := tuple(_groups(history, NEXT, titles, days, lang)):
        listed.append(Listed("", "", "", "", "", "", 0, waiting))
    for each in reversed(history.releases):
        note_lang, note = _note(each.notes, lang)
        listed.append(
            Listed(
                f"v{each.version}",
                each.version,
                each.date,
                words.when(When(each.date), lang),
                note,
                note_lang if note_lang != lang else "",
                each.addresses,
                tuple(_groups(history, each.version, titles, days, lang)),
            )
        )
    feed = "feed.xml" if whole.settings.base and history.releases else ""
    return ChangesView(frame, tuple(listed), feed)


def pages_gone(history: History, settings: Settings) -> Iterator[tuple[str, str, str]]:
    """The pages that are not there any more, each with the page whose past it tells, and the
    address there that has gone with it ("" where the page itself has).

    With a letter go the pages of its citations and of its versions, with a version its own.
    """
    for page, told in history.told.items():
        if told.page is not None:
            yield page, page, ""
            if page.startswith("letters/") and settings.citations:
                yield page.replace("letters/", "cite/", 1), page, ""
        if page.startswith("letters/") and settings.continuous:
            stem = page.removesuffix(".html")
            for version in _versions(told):
                yield f"{stem}.{version}.html", page, version if told.page is None else ""


def _versions(told: Told) -> Iterator[str]:
    """The versions of a letter that are gone: what paragraphs are called by."""
    names = [anchor for anchor, _ in told.gone]
    called = {match[1] for name in names if (match := re.fullmatch(r"(.+)-p\d+[a-z]*", name))}
    return (name for name in names if name in called)


def left(page: str, anchor: str, history: History, frame: Frame, lang: str) -> GoneView:
    """What stays of a page that went with another, or with an address there."""
    days = {each.version: each.date for each in history.releases}
    place = Page(page, "../" * page.count("/"))
    steps = whole(history.told[page], place, days, lang)
    if anchor:
        (steps,) = [each.steps for each in frame.gone if each.id == anchor]
    return GoneView(frame, full(page, anchor) if anchor else page, steps, frame.gone)


def _groups(
    history: History, release: str, titles: Mapping[str, str], days: Mapping[str, str], lang: str
) -> Iterator[Group]:
    """The pages of which a release has something to say: letters in their order, then the rest."""
    order = {page: place for place, page in enumerate(titles)}
    for account in sorted(history.accounts, key=lambda each: order.get(each.page, len(order))):
        fresh = dict(account.news).get(release, 0)
        lines = heads(account.lines, release) if account.lines else ()
        if fresh or lines:
            yield Group(
                account.page if account.page in titles else "",
                titles.get(account.page, account.page),
                fresh,
                account.published == release,
                tuple(
                    step(full(account.page, line.address), line, HERE, days, lang) for line in lines
                ),
            )


def _note(notes: Iterable[tuple[str, str]], lang: str) -> tuple[str, str]:
    """The note on a release in a language, or the first there is."""
    ordered = sorted(notes, key=lambda note: note[0] != lang)
    return ordered[0] if ordered else ("", "")
