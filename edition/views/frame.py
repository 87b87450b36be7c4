"""What every page has: its address, its names, the way to the other pages, its other languages.

Addresses are made here. Pages of the first language of the interface stand at the root, those
of the others in a folder named by the language, with the same names and anchors; all links are
relative, so that the folder works from disk and under any path.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct

from edition import model
from edition.ledger import Told
from edition.model import Letter, Name, Paragraph, Settings, Value, When, text
from edition.views import past, words
from edition.views.past import Days, Gone, gone

OCCURRENCES = "mentions"
"""The folder of the pages of entries that are mentioned often: `mentions/<register>/<entry>`."""

DATES = "dates"
"""The folder of the lists of letters by dates."""

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


class Tab(Struct, frozen=True):
    """A way to a section of the site or to a page of it; `about` is the section's or page's name.

    `current` is "page" for the page itself, "true" for the section that holds it.
    """

    href: str
    label: str
    about: str
    current: str = ""


class Alternate(Struct, frozen=True):
    """The absolute address of a page in a language of the interface (or `x-default`)."""

    lang: str
    href: str


class Frame(Struct, frozen=True):
    """What stands around every page.

    `root` leads to the root of the site, `home` to that of the page's language; `slug` is the
    page's name within its language; `canonical` and `alternates` are empty without a base.
    `sections` are the sections of the site, `nearby` the pages of this page's section, if it has
    several. `release`, its day and the day in words are empty before the first; `gone` are
    addresses of the page that are not in use any more.
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
    sections: tuple[Tab, ...]
    nearby: tuple[Tab, ...]
    languages: tuple[Anchor, ...]
    canonical: str
    alternates: tuple[Alternate, ...]
    release: str = ""
    released: str = ""
    release_day: str = ""
    gone: tuple[Gone, ...] = ()


class Section(Value, frozen=True):
    """A section of the site: its pages by name and title, the first of which it leads to.

    The title is empty where the templates have it.
    """

    name: str
    title: str
    pages: tuple[tuple[str, str], ...]


def frame(
    slug: str,
    lang: str,
    title: str,
    settings: Settings,
    sections: tuple[Section, ...],
    told: Told | None = None,
    days: Days | None = None,
) -> Frame:
    """The frame of a page, by its slug (`letters/1962-01-11`, `persons`) and language.

    `told` is the past of the page, `days` are those of the releases that it names.
    """
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
        sections=tuple(_tab(section, slug, home) for section in sections),
        nearby=tuple(_nearby(sections, slug, home)),
        languages=tuple(
            Anchor(root + other, words.own_name(each), each, each == lang)
            for each, other in alternates
        ),
        canonical=f"{base}/{path}" if base else "",
        alternates=_alternates(base, alternates) if base else (),
        release=settings.release,
        released=settings.released,
        release_day=words.when(When(settings.released), lang) if settings.released else "",
        gone=gone(told, past.Page(f"{slug}.html", home), days or {}, lang) if told else (),
    )


def _tab(section: Section, slug: str, home: str) -> Tab:
    """The way to a section; the pages of letters are in the first."""
    pages = [name for name, _ in section.pages]
    inside = _held(slug) in pages or (
        section.name == "letters" and slug.startswith(("letters/", "cite/", f"{DATES}/"))
    )
    current = "page" if pages == [slug] else "true" if inside else ""
    return Tab(f"{home}{pages[0]}.html", section.title, section.name, current)


def _nearby(sections: tuple[Section, ...], slug: str, home: str) -> Iterable[Tab]:
    """The ways to the pages of the section of a page, where it has more than one."""
    held = _held(slug)
    for section in sections:
        if len(section.pages) > 1 and any(name == held for name, _ in section.pages):
            for name, title in section.pages:
                current = "page" if name == slug else "true" if name == held else ""
                yield Tab(f"{home}{name}.html", title, name, current)


def _held(slug: str) -> str:
    """The page of a section that a page belongs to: itself, or the register of an entry."""
    return slug.split("/")[1] if slug.startswith(f"{OCCURRENCES}/") else slug


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
    found = model.main_name(names, lang)
    return found.text, found.lang


def for_language(paragraphs: tuple[Paragraph, ...], lang: str) -> tuple[Paragraph, ...]:
    """Those in a language of the interface, and what is in none; all, where there are none."""
    if lang not in [each.lang for each in paragraphs]:
        return paragraphs
    return tuple([each for each in paragraphs if each.lang in (lang, "")])


def in_language(paragraphs: tuple[Paragraph, ...], lang: str) -> str:
    """The words of the first paragraph in a language, or of the first of all."""
    for each in for_language(paragraphs, lang):
        return words.set_well(text(each.content), each.lang)
    return ""


def terms(letter: Letter, used: Collection[str], lang: str) -> dict[str, str]:
    """What the categories of a letter that are used are called, by their ids."""
    return {each.id: in_language(each.term, lang) for each in letter.categories if each.id in used}
