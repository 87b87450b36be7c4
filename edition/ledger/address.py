"""Addresses as people have them: out of a browser, a citation, a command."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from edition.card import PAGE
from edition.ledger.lines import Line

_PLACE = re.compile(r"(?:[\w.~%:@/+-]*/)?[\w.%-]+\.html(?:#[\w.%:~-]*)?")
_RELEASE = re.compile(r"\b(?:release|version)\s+v?(\d+\.\d+\.\d+)\b", re.IGNORECASE)
_FINGERPRINT = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{16}(?![0-9A-Za-z])")
_APART = re.compile(r"(?<=[-/#])\s+|\s+(?=[-/#])|(?<=\.)\s+(?=html)")
_ENDS = re.compile(r"\s*[\r\n]\s*")
"""White space beside the signs of an address, and the ends of lines: neither belongs into one."""
LETTERS, CITATIONS = "letters/", "cite/"


class Cited(Struct, frozen=True):
    """What a permalink or a citation names: a page, an address on it, a release, a fingerprint.

    Empty where it does not say.
    """

    page: str
    anchor: str = PAGE
    release: str = ""
    fingerprint: str = ""


def meant(text: str, lines: Mapping[str, Iterable[Line]]) -> Cited | None:
    """What a text cites as the ledgers know it, though white space may break its address.

    Of several readings the first counts whose address was released, else the first whose page
    was; where there is none, the text as it stands. `lines` are those of the ledgers, by page.
    """
    readings = (_APART.sub("", text), text, _ENDS.sub("", text))
    named = [_followed(each, lines) for each in (_named(it, text) for it in readings) if each]
    known = [each for each in named if _is_known(each, lines)]
    paged = [each for each in named if each.page in lines]
    return next(iter((*known, *paged)), cited(text))


def _is_known(cited: Cited, lines: Mapping[str, Iterable[Line]]) -> bool:
    """Whether an address was ever released: its page has it, or the ledger of all other pages."""
    at = f"{cited.page}#{cited.anchor}"
    return any(line.address == cited.anchor for line in lines.get(cited.page, ())) or any(
        line.address in (at, cited.page) for line in lines.get("", ())
    )


def _followed(cited: Cited, lines: Mapping[str, Iterable[Line]]) -> Cited:
    """What a page that follows a letter's cites, as an address of the letter; all else as it is.

    The page of its citations has the addresses of the letter; so has the page of a version, which
    is an address of the letter itself.
    """
    if cited.page in lines:
        return cited
    if cited.page.startswith(CITATIONS):
        return replace(cited, page=cited.page.replace(CITATIONS, LETTERS, 1))
    stem, _, version = cited.page.removesuffix(".html").rpartition(".")
    page = f"{stem}.html"
    if all(line.address != version for line in lines.get(page, ())):
        return cited
    return replace(cited, page=page, anchor=version if cited.anchor == PAGE else cited.anchor)


def cited(text: str) -> Cited | None:
    """What a text cites; None where it holds no address of a page.

    The sentence of this edition is understood in both its languages: “En regard, release 1.0.0,
    text 1a2b3c4d5e6f7a8b.” “En regard, version 1.0.0, texte 1a2b3c4d5e6f7a8b.”
    """
    return _named(text, text)


def _named(reading: str, text: str) -> Cited | None:
    """The address that a reading of a text names, with release and fingerprint of the text."""
    found = _PLACE.search(reading)
    if found is None:
        return None
    rest = text.replace(found[0], " ")
    release = _RELEASE.search(rest)
    fingerprint = _FINGERPRINT.search(rest)
    return Cited(
        *place(found[0]), release[1] if release else "", fingerprint[0] if fingerprint else ""
    )


def place(address: str) -> tuple[str, str]:
    """The page and the address on it that an address names, in whatever site or language."""
    path, _, anchor = unquote(address).partition("#")
    parts = path.split("/")
    letter = len(parts) > 1 and f"{parts[-2]}/" in (LETTERS, CITATIONS)
    return "/".join(parts[-2:] if letter else parts[-1:]), anchor.rstrip(".,;:") or PAGE


def own(address: str, page: str) -> str:
    """An address as the ledger of a page writes it: short on the page itself, else whole."""
    if ".html" not in address:
        return address.removeprefix("#") or PAGE
    there, anchor = place(address)
    if there == page:
        return anchor
    return there if anchor == PAGE else f"{there}#{anchor}"
