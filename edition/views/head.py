"""What the head of a letter's page says to machines: reference managers, search engines, crawlers.

Highwire's and Dublin Core's names stand together with `bibo:type`, for only so Zotero takes a
letter for a letter. Its TEI and its records are linked as `item` and `describedby`, never as
`alternate`, by which annotation tools would take them for the page; all other files are linked in
the page itself. Nothing is said that is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from edition.cite import Cited, inverted, iso, known
from edition.views.frame import Frame
from edition.views.line import Part

SCHEMES = (
    ("schema.DC", "http://purl.org/dc/elements/1.1/"),
    ("schema.bibo", "http://purl.org/ontology/bibo/"),
)
TEI = "application/tei+xml"
TERRITORIES = {"en": "en_GB", "fr": "fr_FR"}


class Meta(Part, frozen=True):
    """A fact: its name, the attribute that bears the name, its value."""

    name: str
    value: str
    attribute: str = "name"


class Related(Part, frozen=True):
    """Something that belongs to the page: what it is to it, where it stands, its kind."""

    rel: str
    href: str
    media: str = ""


class Head(Struct, frozen=True):
    """The head of a page: facts and links."""

    metas: tuple[Meta, ...]
    links: tuple[Related, ...]


def head(it: Cited, frame: Frame, files: Iterable[tuple[str, str]]) -> Head:
    """The head of the page of a letter; `files` are those made of it (address, kind)."""
    return Head(tuple(_metas(it, frame)), tuple(_links(it, frame, files)))


# --- facts ---------------------------------------------------------------------------------------


def _metas(it: Cited, frame: Frame) -> Iterator[Meta]:
    yield from _highwire(it, frame)
    yield from _dublin_core(it)
    yield Meta("og:type", "article", "property")
    yield Meta("og:title", it.title, "property")
    yield Meta("og:site_name", it.edition, "property")
    yield Meta("og:locale", TERRITORIES.get(it.lang, it.lang), "property")
    if frame.canonical:
        yield Meta("og:url", frame.canonical, "property")


def _highwire(it: Cited, frame: Frame) -> Iterator[Meta]:
    yield Meta("citation_title", it.title)
    for person in it.authors:
        yield Meta("citation_author", inverted(person))
    yield Meta("citation_editor", it.editors)
    if it.when:
        yield Meta("citation_publication_date", known(it.when, "/"))
    if it.language:
        yield Meta("citation_language", it.language)
    if frame.canonical:
        yield Meta("citation_public_url", frame.canonical)


def _dublin_core(it: Cited) -> Iterator[Meta]:
    yield Meta("DC.title", it.title)
    for person in it.authors:
        yield Meta("DC.creator", inverted(person))
    yield Meta("DC.publisher", it.publisher)
    if it.when:
        yield Meta("DC.date", "/".join(iso(day) for day in it.when))
    for text in it.texts:
        yield Meta("DC.language", text.lang)
    for rights in dict.fromkeys(text.licence or text.rights for text in it.texts):
        if rights:
            yield Meta("DC.rights", rights)
    yield Meta("DC.identifier", it.address)
    yield Meta("DC.relation.ispartof", it.edition)
    yield Meta("DC.type", it.genre)
    yield Meta("bibo:type", "Letter")


# --- links ---------------------------------------------------------------------------------------


def _links(it: Cited, frame: Frame, files: Iterable[tuple[str, str]]) -> Iterator[Related]:
    """Links as FAIR Signposting has them (level 1)."""
    for scheme, address in SCHEMES:
        yield Related(scheme, address)
    yield Related("cite-as", frame.canonical or f"{it.id}.html")
    yield Related("type", "https://schema.org/Message")
    yield Related("collection", f"{frame.home}index.html")
    for href, media in files:
        if ".cite." in href:
            yield Related("describedby", href, media)
        elif media == TEI:
            yield Related("item", href, media)
