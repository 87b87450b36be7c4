"""What readers are told of the past of a page: which texts were changed, what became of addresses.

Comes last of the ledger: everything here has been checked, and is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from edition.card import PAGE
from edition.ledger.book import lives_on
from edition.ledger.compare import belonging
from edition.ledger.fates import Fates, Way, way
from edition.ledger.lines import CHANGED, LIVE, Line, order
from edition.ledger.releases import Release
from edition.ledger.told import full
from edition.model import Value

LANGUAGE = re.compile(r"([a-z]{2,3}): *")


class Told(Value, frozen=True):
    """The past of a page: changes of its texts, latest first; addresses that are gone.

    `page` is what became of the page itself, where it is not there any more.
    """

    changed: tuple[Line, ...] = ()
    gone: tuple[tuple[str, Way], ...] = ()
    page: Way | None = None


class Account(Value, frozen=True):
    """What the ledger of a page has to tell: all its lines that are more than a publication.

    `news` counts the addresses that each release published; `page` is the page's address, ""
    for the other addresses of the edition.
    """

    page: str
    lines: tuple[Line, ...] = ()
    news: tuple[tuple[str, int], ...] = ()
    published: str = ""


class History(Value, frozen=True):
    """The past of an edition: its releases, what each page has to tell, by the page's address."""

    releases: tuple[Release, ...] = ()
    accounts: tuple[Account, ...] = ()
    told: Mapping[str, Told] = {}


def account(page: str, lines: Iterable[Line]) -> Account:
    """What a page's lines have to tell."""
    news: dict[str, int] = {}
    eventful: list[Line] = []
    published = ""
    for line in lines:
        if line.fate == LIVE:
            news[line.release] = news.get(line.release, 0) + 1
            if line.address == PAGE:
                published = published or line.release
        else:
            eventful.append(line)
    return Account(page, tuple(sorted(eventful, key=order)), tuple(news.items()), published)


def told(account: Account, gone: Iterable[Line], fates: Fates) -> dict[str, Told]:
    """The past of the pages of an account, by address; `gone` are the lines that lead away."""
    away = {full(account.page, line.address): line for line in gone if not lives_on(line)}
    pages: dict[str, tuple[list[Line], list[tuple[str, Way]]]] = {}
    for line in account.lines:
        if line.address != PAGE and lives_on(line) and is_told(line):
            page = full(account.page, line.address).partition("#")[0]
            pages.setdefault(page, ([], []))[0].insert(0, line)
    whole: dict[str, Way] = {}
    for address in away:
        page, _, anchor = address.partition("#")
        if anchor:
            pages.setdefault(page, ([], []))[1].append((anchor, way(address, fates)))
        else:
            pages.setdefault(page, ([], []))
            whole[page] = way(address, fates)
    return {
        page: Told(tuple(changed), tuple(left), whole.get(page))
        for page, (changed, left) in pages.items()
    }


def heads(lines: Iterable[Line], release: str) -> tuple[Line, ...]:
    """What happened on a page in a release: what goes along with something else is left out."""
    found = {line.address: line for line in lines if line.release == release and line.fate != LIVE}
    along: set[str] = set()
    made = []
    for name in sorted(found, key=lambda name: (name != PAGE, name.count("-"), len(name))):
        line = found[name]
        if line.fate == CHANGED:
            made += [line] if is_told(line) and name != PAGE else []
        elif name not in along:
            inside = found if name == PAGE else belonging(name, found)
            along.update(each for each in inside if found[each].fate != CHANGED)
            made.append(line)
    return tuple(sorted(made, key=order))


def said_in(reason: str, lang: str = "") -> tuple[str, str]:
    """A reason in a language, and that language: “fr: …” on a line of its own; else the first.

    The language is empty where the line does not name it.
    """
    found = [
        (match[1], line[match.end() :]) if (match := LANGUAGE.match(line)) else ("", line)
        for line in reason.split("\n")
    ]
    return next((each for each in found if each[0] == lang), found[0])


def is_told(line: Line) -> bool:
    """Whether a change is told at its own place, and not at that of its parts."""
    return bool(line.was) or not line.to
