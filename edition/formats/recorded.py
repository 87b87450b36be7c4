"""What reference managers record: a letter, or a place of it, before any form is chosen."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from edition.card import PAGE
from edition.cite import Cited, places
from edition.formats.given import Given


class Recorded(Struct, frozen=True):
    """What is cited, the id of the place in its page (empty for the letter), its address, its
    fingerprint, and the place in words.
    """

    it: Cited
    place: str
    address: str
    fingerprint: str
    locator: str = ""


def letter(given: Given) -> Iterator[Recorded]:
    """The letter alone."""
    it = given.cited
    yield Recorded(it, "", it.address, given.fingerprints.get(PAGE, ""))


def pinpoints(given: Given) -> Iterator[Recorded]:
    """The places of a letter; what stands in one version has the language of that."""
    it = given.cited
    for each in places(given.letter, given.units, given.fingerprints):
        address = f"{it.address}#{each.id}"
        locator = each.named(it.lang)
        yield Recorded(it.of(each.version), each.id, address, each.fingerprint, locator)
