"""The past of a page as readers see it: where addresses have gone, which texts were changed.

Every sentence is made in the templates; here are its parts, for one language of the interface.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from edition.ledger import NEXT, Line, Told, full, said_in
from edition.model import When
from edition.views import words

Days = Mapping[str, str]
"""The days of releases."""


class Lead(Struct, frozen=True):
    """A way to an address of the edition, and how it is called on the page."""

    href: str
    label: str


class Step(Struct, frozen=True):
    """What happened to an address in a release; `release` is empty before it is released.

    `was` is the former text, a string a line, in its language where that is not the page's; `id`
    is that of its entry, where the text has a mark that leads there.
    """

    fate: str
    at: Lead
    to: tuple[Lead, ...]
    release: str
    datetime: str
    day: str
    reason: str
    reason_lang: str = ""
    was: tuple[str, ...] = ()
    lang: str = ""
    id: str = ""


class Gone(Struct, frozen=True):
    """An address that is not in use any more, and what became of it, step by step."""

    id: str
    steps: tuple[Step, ...]


class Page(Struct, frozen=True):
    """Where a page stands: its address in the edition, the way from it to its language's root."""

    address: str
    home: str


def gone(told: Told, page: Page, days: Days, lang: str) -> tuple[Gone, ...]:
    """The addresses of a page that are not in use any more."""
    return tuple(
        Gone(anchor, tuple(_steps(way.lines, page, days, lang))) for anchor, way in told.gone
    )


def whole(told: Told, page: Page, days: Days, lang: str) -> tuple[Step, ...]:
    """What became of a page that is not there any more."""
    return tuple(_steps(told.page.lines, page, days, lang)) if told.page else ()


def changes(
    told: Told, page: Page, days: Days, lang: str, langs: Mapping[str, str]
) -> tuple[Step, ...]:
    """The changes of a page's texts, latest first; `langs` are the languages of its addresses."""
    made: dict[str, Step] = {}
    for line in told.changed:
        address = full(page.address, line.address)
        found = step(address, line, page, days, lang, langs.get(line.address, ""))
        entry = f"_was-{line.address}"
        made[entry if entry not in made else f"{entry} {line.release}"] = found
    return tuple(each if " " in name else replace(each, id=name) for name, each in made.items())


def _steps(lines: Iterable[tuple[str, Line]], page: Page, days: Days, lang: str) -> Iterator[Step]:
    return (step(address, line, page, days, lang) for address, line in lines)


def step(address: str, line: Line, page: Page, days: Days, lang: str, text_lang: str = "") -> Step:
    """What a line of a ledger says of an address."""
    day = days.get(line.release, "")
    reason_lang, reason = said_in(line.reason, lang)
    leads = tuple(_lead(full(address.partition("#")[0], to), page) for to in line.to)
    return Step(
        line.fate,
        _lead(address, page),
        leads if line.fate != "changed" else (),
        "" if line.release == NEXT else line.release,
        day,
        words.when(When(day), lang) if day else "",
        reason,
        reason_lang if reason_lang != lang else "",
        tuple(line.was.split("\n")) if line.was else (),
        text_lang if text_lang != lang else "",
    )


def _lead(address: str, page: Page) -> Lead:
    """The way to an address: by its name alone where it is on the page itself."""
    path, mark, anchor = address.partition("#")
    if path == page.address and mark:
        return Lead(f"#{anchor}", f"#{anchor}")
    return Lead(f"{page.home}{address}", address)


def days(told: Told, all_days: Days) -> dict[str, str]:
    """The days of the releases that the past of a page names."""
    lines = [*told.changed, *(line for _, way in told.gone for _, line in way.lines)]
    lines += [line for _, line in told.page.lines] if told.page else []
    named = {line.release for line in lines}
    return {release: day for release, day in all_days.items() if release in named}
