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
_RELEASE = re.compile(r"\b(?:release|version)[ \u00a0\u202f]v?(\d+\.\d+\.\d+)\b", re.IGNORECASE)
_FINGERPRINT = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{16}(?![0-9A-Za-z])")
LETTERS, CITATIONS = "letters/", "cite/"


class Cited(Struct, frozen=True):
    """What a permalink or a citation names: a page, an address on it, a release, a fingerprint.

    Empty where it does not say.
    """

    page: str
    anchor: str = PAGE
    release: str = ""
    fingerprint: str = ""


def cited(text: str) -> Cited | None:
    """What a text cites; None where it holds no address of a page.

    The sentence of this edition is understood in both its languages: “En regard, release 1.0.0,
    text 1a2b3c4d5e6f7a8b.” “En regard, version 1.0.0, texte 1a2b3c4d5e6f7a8b.”
    """
    found = _PLACE.search(text)
    if found is None:
        return None
    page, anchor = place(found[0])
    rest = text[: found.start()] + " " + text[found.end() :]
    release = _RELEASE.search(rest)
    fingerprint = _FINGERPRINT.search(rest)
    return Cited(page, anchor, release[1] if release else "", fingerprint[0] if fingerprint else "")


def place(address: str) -> tuple[str, str]:
    """The page and the address on it that an address names, in whatever site or language."""
    path, _, anchor = unquote(address).partition("#")
    parts = path.split("/")
    letter = len(parts) > 1 and f"{parts[-2]}/" in (LETTERS, CITATIONS)
    return "/".join(parts[-2:] if letter else parts[-1:]), anchor.rstrip(".,;:") or PAGE


def followed(cited: Cited | None, lines: Mapping[str, Iterable[Line]]) -> Cited | None:
    """What a page that follows a letter's cites, as an address of the letter; all else as it is.

    The page of its citations has the addresses of the letter; so has the page of a version, which
    is an address of the letter itself. `lines` are those of the ledgers, by page.
    """
    if cited is None or cited.page in lines:
        return cited
    if cited.page.startswith(CITATIONS):
        return replace(cited, page=cited.page.replace(CITATIONS, LETTERS, 1))
    stem, _, version = cited.page.removesuffix(".html").rpartition(".")
    page = f"{stem}.html"
    if all(line.address != version for line in lines.get(page, ())):
        return cited
    return replace(cited, page=page, anchor=version if cited.anchor == PAGE else cited.anchor)


def own(address: str, page: str) -> str:
    """An address as the ledger of a page writes it: short on the page itself, else whole."""
    if ".html" not in address:
        return address.removeprefix("#") or PAGE
    there, anchor = place(address)
    if there == page:
        return anchor
    return there if anchor == PAGE else f"{there}#{anchor}"
