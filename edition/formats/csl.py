"""CSL-JSON: what reference managers and CSL processors read.

A letter is a `personal_communication`. What CSL has no variable for stands in `custom`: release
and fingerprint, place and delivery.
"""

from __future__ import annotations

from typing import Any

import msgspec

from edition.cite import Person
from edition.formats.recorded import Recorded

NOCASE = '<span class="nocase">{}</span>'
"""Keeps a style from capitalizing the words of a title; CSL does so in English only."""


def record(recorded: Recorded) -> bytes:
    """A record, on one line."""
    return msgspec.json.encode(item(recorded))


def item(recorded: Recorded) -> dict[str, Any]:
    """A record; empty variables are left out."""
    it, address = recorded.it, recorded.address
    guard = NOCASE if it.language.partition("-")[0] == "en" else "{}"
    made = {
        "id": "#".join(filter(None, (it.id, recorded.place))),
        "type": "personal_communication",
        "title": guard.format(it.title),
        "genre": it.genre,
        "author": [_name(each) for each in it.authors],
        "recipient": [_name(each) for each in it.recipients],
        "issued": {"date-parts": it.when} if it.when else "",
        "container-title": guard.format(it.edition),
        "container-title-short": it.short,
        "editor": [{"literal": it.editors}] if it.editors else "",
        "publisher": it.house,
        "version": it.release,
        "language": it.language,
        "archive": it.archive.name,
        "archive_location": it.archive.shelfmark,
        "URL": address if it.base else "",
    }
    custom = {
        "release": it.release,
        "fingerprint": recorded.fingerprint,
        "locator": recorded.locator,
        "address": address,
        "place": it.place,
        "delivered": it.delivered,
    }
    filled = {name: value for name, value in made.items() if value}
    return filled | {"custom": {name: value for name, value in custom.items() if value}}


def _name(person: Person) -> dict[str, str]:
    if not person.family:
        return {"literal": person.name}
    parts = {
        "family": person.family,
        "given": person.given,
        "non-dropping-particle": person.link,
    }
    return {name: value for name, value in parts.items() if value}
