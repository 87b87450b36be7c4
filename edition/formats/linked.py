"""Linked data in the words of schema.org: the page, the letter as a message, its translations.

A file of its own beside the page, for the pages' security policy knows no inline script. Its
addresses are absolute where the site has an address, else relative to the file.
"""

from __future__ import annotations

from typing import Any

import msgspec

from edition.cite import Cited, Person, Text, family, known
from edition.formats.recorded import Recorded


def record(recorded: Recorded) -> bytes:
    """The linked data of a letter, on one line."""
    it = recorded.it
    page = f"{it.base}{it.path}" if it.base else f"{it.id}.html"
    made = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": page,
        "inLanguage": it.lang,
        "name": it.title,
        "isPartOf": _edition(it),
        "mainEntity": _letter(it, page),
    }
    return msgspec.json.encode(_filled(made))


def _edition(it: Cited) -> dict[str, Any]:
    return {
        "@type": "Collection",
        "@id": f"{it.base}index.html" if it.base else "../index.html",
        "name": it.edition,
        "editor": {"@type": "Organization", "name": it.editors},
        "publisher": {"@type": "Organization", "name": it.publisher},
        "license": it.licence,
        "version": it.release,
    }


def _letter(it: Cited, page: str) -> dict[str, Any]:
    """The letter as it was sent; with the text of the original, where there is one."""
    originals = [text for text in it.texts if text.role == "original"]
    kept = it.archive.name
    return {
        "@type": ["Message", "ArchiveComponent"] if kept else "Message",
        "@id": f"{page}#{originals[0].id}" if originals else f"{page}#_letter",
        "name": it.title,
        "genre": it.genre,
        "sender": [_person(each) for each in it.authors],
        "recipient": [_person(each) for each in it.recipients],
        "dateCreated": known(it.when),
        "locationCreated": {"@type": "Place", "name": it.place} if it.place else "",
        "holdingArchive": {"@type": "ArchiveOrganization", "name": kept} if kept else "",
        "identifier": it.archive.shelfmark,
        **(_text(originals[0]) if originals else {}),
        "workTranslation": [
            # Who translated is not among the facts, and is not said.
            {"@type": "CreativeWork", "@id": f"{page}#{each.id}", **_text(each)}
            for each in it.texts
            if each not in originals
        ],
    }


def _text(text: Text) -> dict[str, str]:
    return {"inLanguage": text.lang, "usageInfo": text.licence, "copyrightNotice": text.rights}


def _person(person: Person) -> dict[str, str]:
    return {
        "@type": "Person",
        "name": person.name,
        "givenName": person.given,
        "familyName": family(person) if person.family else "",
    }


def _filled(value: Any) -> Any:
    """A value without what is empty in it."""
    if isinstance(value, dict):
        return {key: _filled(each) for key, each in value.items() if each}
    if isinstance(value, list):
        return [_filled(each) for each in value]
    return value
