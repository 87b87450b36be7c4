"""What every page has: its address, its names, the way to the other pages, its other languages.

Addresses are made here. Pages of the first language of the interface stand at the root, those
of the others in a folder named by the language, with the same names and anchors; all links are
relative, so that the folder works from disk and under any path.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from edition.model import Card, Edition, Name, Paragraph, Settings, Value, text
from edition.views import words

LICENCES = {
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC BY-SA 4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
}


class Anchor(Struct, frozen=True):
    """A link of a page: where it leads, what it says, what it is about (a slug, a language).

    `current` where it is the page itself.
    """

    href: str
    label: str
    about: str = ""
    current: bool = False


class Alternate(Struct, frozen=True):
    """The absolute address of a page in a language of the interface (or `x-default`)."""

    lang: str
    href: str


class Frame(Struct, frozen=True):
    """What stands around every page.

    `root` leads to the root of the site, `home` to that of the page's language; `slug` is the
    page's name within its language; `canonical` and `alternates` are empty without a base.
    """

    path: str
    slug: str
    lang: str
    title: str
    edition: str
    editors: str
    description: str
    licence: str
    licence_name: str
    root: str
    home: str
    nav: tuple[Anchor, ...]
    languages: tuple[Anchor, ...]
    canonical: str
    alternates: tuple[Alternate, ...]


class Near(Value, frozen=True):
    """A letter before or after another in the edition: its id and its titles by language."""

    id: str
    titles: dict[str, str]


class Surroundings(Value, frozen=True):
    """All that a letter's page takes from the rest of the edition.

    `names` are the main names by `register#entry` and language, of what the letter mentions;
    `nav` the slugs and titles of the site's sections, by language.
    """

    settings: Settings
    nav: dict[str, tuple[tuple[str, str], ...]]
    previous: Near | None
    next: Near | None
    names: dict[str, dict[str, str]]


class Overview(Struct, frozen=True):
    """What surroundings are taken from, made once an edition."""

    settings: Settings
    nav: dict[str, tuple[tuple[str, str], ...]]
    names: dict[str, dict[str, str]]
    near: tuple[Near, ...]
    places: dict[str, int]


def overview(edition: Edition) -> Overview:
    """The names, titles and order of an edition."""
    languages = edition.settings.languages
    return Overview(
        edition.settings,
        {lang: tuple(_nav(edition, lang)) for lang in languages},
        {
            f"{register.id}#{entry.id}": {
                lang: main_name(entry.names, lang)[0] for lang in languages
            }
            for register in edition.registers
            for entry in register.entries
        },
        tuple(
            Near(card.id, {lang: in_language(card.title, lang) for lang in languages})
            for card in edition.cards
        ),
        {card.id: place for place, card in enumerate(edition.cards)},
    )


def _nav(edition: Edition, lang: str) -> Iterable[tuple[str, str]]:
    """The sections of the site: the letters, the pages of prose in their order, the registers."""
    yield "index", ""
    pages = [page for page in edition.pages if page.lang == lang]
    for page in sorted(pages, key=lambda page: (page.order, page.slug)):
        yield page.slug, page.title
    for register in edition.registers:
        yield register.id, in_language(register.title, lang)


def surroundings(card: Card, whole: Overview) -> Surroundings:
    """What the page of a letter takes from the edition: equal as long as it may stay as it is."""
    place = whole.places[card.id]
    mentioned = {f"{seen.register}#{seen.entry}" for seen in card.seen}
    mentioned |= {
        f"{party.register}#{party.entry}"
        for action in card.actions
        for party in (*action.persons, *action.places)
    }
    mentioned |= {entry_of(point.target) for point in card.points}
    return Surroundings(
        whole.settings,
        whole.nav,
        whole.near[place - 1] if place else None,
        whole.near[place + 1] if place + 1 < len(whole.near) else None,
        {name: whole.names[name] for name in sorted(mentioned) if name in whole.names},
    )


def frame(
    slug: str, lang: str, title: str, settings: Settings, nav: Iterable[tuple[str, str]]
) -> Frame:
    """The frame of a page, by its slug (`letters/1962-01-11`, `persons`) and language."""
    path = page_path(slug, lang, settings)
    root = "../" * path.count("/")
    home = "../" * slug.count("/")
    base = settings.base.rstrip("/")
    alternates = [(each, page_path(slug, each, settings)) for each in settings.languages]
    return Frame(
        path=path,
        slug=slug,
        lang=lang,
        title=title,
        edition=settings.title[lang],
        editors=settings.editors,
        description=settings.description.get(lang, ""),
        licence=settings.licence,
        licence_name=LICENCES.get(settings.licence, settings.licence),
        root=root,
        home=home,
        nav=tuple(Anchor(f"{home}{name}.html", label, name, name == slug) for name, label in nav),
        languages=tuple(
            Anchor(root + other, words.own_name(each), each, each == lang)
            for each, other in alternates
        ),
        canonical=f"{base}/{path}" if base else "",
        alternates=_alternates(base, alternates) if base else (),
    )


def _alternates(base: str, paths: list[tuple[str, str]]) -> tuple[Alternate, ...]:
    """The page in all languages, itself included; the first is the default."""
    made = [Alternate(lang, f"{base}/{path}") for lang, path in paths]
    return (*made, Alternate("x-default", made[0].href))


def page_path(slug: str, lang: str, settings: Settings) -> str:
    """Where a page stands in the site."""
    folder = "" if lang == settings.languages[0] else f"{lang}/"
    return f"{folder}{slug}.html"


def entry_of(target: str) -> str:
    """A pointer to a register as `register#entry`; empty for any other."""
    file, _, entry = target.partition("#")
    if not file.startswith("register/") or not file.endswith(".xml"):
        return ""
    return f"{file.removeprefix('register/').removesuffix('.xml')}#{entry}"


def main_name(names: Iterable[Name], lang: str) -> tuple[str, str]:
    """The main form of a name in a language and its language; else the first form there is."""
    ordered = sorted(names, key=lambda name: (name.lang != lang, name.kind not in ("main", "")))
    return (ordered[0].text, ordered[0].lang) if ordered else ("", "")


def for_language(paragraphs: tuple[Paragraph, ...], lang: str) -> tuple[Paragraph, ...]:
    """Those in a language of the interface; all, where there are none."""
    return tuple(each for each in paragraphs if each.lang == lang) or paragraphs


def in_language(paragraphs: tuple[Paragraph, ...], lang: str) -> str:
    """The words of the first paragraph in a language, or of the first of all."""
    return next((text(each.content) for each in for_language(paragraphs, lang)), "")
