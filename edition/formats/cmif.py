"""The correspondence for correspSearch: Correspondence Metadata Interchange Format (CMIF 1.1).

One file of the edition, made of cards and registers: who wrote to whom, when and where. The
format knows sending and receipt only, dates of a year, a month or a day, and absolute addresses:
without a base, or before anything is dated, there is no file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from edition.formats.given import rooted
from edition.model import Action, Card, Edition, Party, Settings, When
from edition.tei.names import NAMESPACE

PATH = "data/cmif.xml"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
STATEMENT = "This file is licensed under the terms of the Creative Commons License CC-BY 4.0"
DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
AUTHORITIES = {
    "viaf": "http://viaf.org/viaf/{}",
    "gnd": "https://d-nb.info/gnd/{}",
    "lc": "http://id.loc.gov/authorities/names/{}",
    "bnf": "http://catalogue.bnf.fr/ark:/12148/{}",
    "ndl": "http://id.ndl.go.jp/auth/ndlna/{}",
    "geonames": "https://www.geonames.org/{}",
    "wikidata": "http://www.wikidata.org/entity/{}",
}
"""The addresses of authority files, by the name that registers give them."""
INFERRED = ("external", "conjecture")
"""Evidence that is not that of the letter itself."""

Known = Mapping[tuple[str, str], str]
"""The addresses of entries in authority files, by register and entry."""


def file(edition: Edition) -> bytes:
    """The file; nothing where it cannot be written."""
    settings, day = edition.settings, changed(edition)
    if not (settings.base and settings.uuid and day):
        return b""
    known = authorities(edition)
    letters = "".join(_letter(card, settings, known) for card in edition.cards)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{NAMESPACE}">\n<teiHeader>\n'
        f"{_described(settings, day)}<profileDesc>\n{letters}</profileDesc>\n</teiHeader>\n"
        "<text><body><p/></body></text>\n</TEI>\n"
    ).encode()


def changed(edition: Edition) -> str:
    """The day of the last release or of the last change that a letter records."""
    return max(edition.settings.released, *(card.changed for card in edition.cards), "")


def authorities(edition: Edition) -> dict[tuple[str, str], str]:
    """The addresses of entries in authority files, as far as registers name them."""
    return {
        (entry.register, entry.id): " ".join(found)
        for register in edition.registers
        for entry in register.entries
        if (found := list(_addresses(entry.identifiers)))
    }


def _addresses(identifiers: Iterable[tuple[str, str]]) -> Iterator[str]:
    for authority, name in identifiers:
        if authority.lower() in AUTHORITIES:
            whole = name.startswith(("http://", "https://"))
            yield name if whole else AUTHORITIES[authority.lower()].format(name)


def _described(settings: Settings, day: str) -> str:
    """The header of the file: what it is, whose, and of which edition it tells."""
    title, home = _said(settings.title[settings.languages[0]]), rooted(settings.base)
    publisher = f'<ref target="{_said(home)}">{_said(settings.publisher)}</ref>'
    return (
        f"<fileDesc>\n<titleStmt><title>{title}</title>"
        f"<editor>{_said(settings.editors)}</editor></titleStmt>\n"
        f"<publicationStmt><publisher>{publisher}</publisher>"
        f'<idno type="url">{_said(home + PATH)}</idno><date when="{day}T00:00:00"/>'
        f'<availability><licence target="{LICENCE}">{STATEMENT}</licence></availability>'
        f'</publicationStmt>\n<sourceDesc><bibl type="online" xml:id="{settings.uuid}">'
        f'{_said(settings.editors)}: {title}. <ref target="{_said(home)}">{_said(home)}</ref>'
        "</bibl></sourceDesc>\n</fileDesc>\n"
    )


def _letter(card: Card, settings: Settings, known: Known) -> str:
    page = f"{rooted(settings.base)}letters/{card.id}.html"
    actions = "".join(_action(kind, card.actions, known) for kind in ("sent", "received"))
    return (
        f'<correspDesc key="{_said(card.id)}" ref="{_said(page)}" source="#{settings.uuid}">\n'
        f"{actions}</correspDesc>\n"
    )


def _action(kind: str, actions: Iterable[Action], known: Known) -> str:
    """Sending or receipt; who did it is unknown where it is not stated."""
    found = next((each for each in actions if each.kind == kind), None)
    agents = [_agent(party, known) for party in found.persons] if found else []
    places = [_party("placeName", party, known) for party in found.places[:1]] if found else []
    date = _date(found.when) if found and found.when else ""
    inside = "".join(agents or ["<persName>Unknown</persName>"]) + "".join(places) + date
    return f'<correspAction type="{kind}">{inside}</correspAction>\n'


def _agent(party: Party, known: Known) -> str:
    return _party("orgName" if party.register == "organizations" else "persName", party, known)


def _party(name: str, party: Party, known: Known) -> str:
    ref = known.get((party.register, party.entry), "")
    said = f' ref="{_said(ref)}"' if ref else ""
    return f"<{name}{said}>{_said(party.name or 'Unknown')}</{name}>"


def _date(when: When) -> str:
    """A date as the format takes it, to the day at most; nothing where none is known."""
    first, last = ("from", "to") if when.lasts else ("notBefore", "notAfter")
    given = {"when": when.when, first: when.not_before, last: when.not_after}
    stated = {key: found[0] for key, value in given.items() if (found := DATE.match(value))}
    if not stated:
        return ""
    if "when" in stated and when.evidence in INFERRED:
        stated["evidence"] = "conjecture"
    said = "".join(f' {key}="{value}"' for key, value in stated.items())
    return f"<date{said}/>"


def _said(words: str) -> str:
    return escape(words)
