"""The page of a letter's citations: every address of it with its permalink and ready citations.

What the dialog of the letter's page needs to say the same is made here, too, as a script of data,
which is loaded when somebody asks for it: so the letter's own page stays light.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

import msgspec
from msgspec import Struct

from edition.card import PAGE
from edition.cite import (
    Cited,
    Pattern,
    Place,
    cited,
    filled,
    patterns,
    places,
    quotation,
    references,
    runs,
)
from edition.formats import bibtex, csl, recorded, ris
from edition.formats.given import Columns, Given
from edition.model import Letter, Unit, reading_text
from edition.model import texts as texts_of
from edition.views import words
from edition.views.frame import Frame, frame
from edition.views.letter import Download, downloads
from edition.views.overview import Surroundings

Runs = tuple[tuple[str, bool], ...]
GROUPS = {
    "": "units",
    "note": "notes",
    "editorial": "notes",
    "translation": "notes",
    "reading": "readings",
    "shift": "shifts",
}
"""Where a place stands on the page, by its kind; any other among the units."""


class Citation(Struct, frozen=True):
    """A citation in a style; `mention` is what stands in the text, where that is not a note.

    `own` is the edition's own sentence after it.
    """

    name: str
    lang: str
    said: Runs
    mention: Runs
    own: str


class Quoted(Struct, frozen=True):
    """A text of a place: its language, the quotation, and the edition's sentence for it."""

    id: str
    lang: str
    language: str
    words: str
    own: str


class Entry(Struct, frozen=True):
    """A place of the letter with all that is needed to cite it; `short` is its number alone."""

    id: str
    label: str
    short: str
    href: str
    address: str
    citations: tuple[Citation, ...]
    quoted: tuple[Quoted, ...]


class Group(Struct, frozen=True):
    """Places of a kind: units, notes, readings or shifts."""

    kind: str
    entries: tuple[Entry, ...]


class Record(Struct, frozen=True):
    """What a reference manager takes: the name of the form, and the record itself."""

    name: str
    text: str


class CitationView(Struct, frozen=True):
    """The page of a letter's citations. `bibliography` are entries of the letter as a whole."""

    template: ClassVar[str] = "cite.html"

    frame: Frame
    title: str
    href: str
    address: str
    citations: tuple[Citation, ...]
    bibliography: tuple[Citation, ...]
    records: tuple[Record, ...]
    files: tuple[Download, ...]
    groups: tuple[Group, ...]


class Citing(Struct, frozen=True):
    """A letter as it is cited in all languages, made once for its pages and the script; `langs`
    are the languages of its versions, `corrected` the ids of texts that are read otherwise than
    they are transcribed."""

    letter: Letter
    it: dict[str, Cited]
    places: tuple[Place, ...]
    patterns: tuple[Pattern, ...]
    fingerprints: Mapping[str, str]
    texts: dict[str, str]
    corrected: frozenset[str]
    langs: dict[str, str]


def citing(
    letter: Letter,
    units: Iterable[Unit],
    texts: dict[str, str],
    fingerprints: Mapping[str, str],
    around: Surroundings,
) -> Citing:
    """A letter with its places and the patterns of its citations."""
    it = {
        lang: cited(letter, around.settings, around.people, lang)
        for lang in around.settings.languages
    }
    found = tuple(places(letter, units, fingerprints))
    made = patterns(it, (place.kind for place in found))
    read = texts_of(letter, reading_text)
    corrected = frozenset([each for each, words in texts.items() if read[each] != words])
    langs = {version.id: version.lang for version in letter.versions}
    return Citing(letter, it, found, made, fingerprints, texts, corrected, langs)


# --- the page ------------------------------------------------------------------------------------


def citation(of: Citing, around: Surroundings, lang: str) -> CitationView:
    """The page of a letter's citations in a language of the interface."""
    it, settings = of.it[lang], around.settings
    page = frame(
        *(f"cite/{it.id}", lang, it.title, settings, around.sections[lang]),
        *(around.told, around.days),
    )
    href = f"../letters/{it.id}.html"
    fingerprint = of.fingerprints[PAGE]
    return CitationView(
        frame=page,
        title=words.set_well(it.title, lang),
        href=href,
        address=it.address,
        citations=tuple(
            _citation(each, each.whole, "", it.address, fingerprint) for each in of.patterns
        ),
        bibliography=tuple(
            _citation(each, each.entry, "", it.address, fingerprint)
            for each in of.patterns
            if each.note
        ),
        records=tuple(_records(of, it)),
        files=tuple(each for each in downloads(of.letter, settings, page.root, lang) if each.cites),
        groups=tuple(_groups(of, it, href)),
    )


def _citation(
    pattern: Pattern, mention: str, where: str, address: str, fingerprint: str
) -> Citation:
    """A note, or an entry with what stands in the text."""

    def told(words: str) -> Runs:
        return tuple(
            [(filled(run, where, address, fingerprint), italic) for run, italic in runs(words)]
        )

    said = mention if pattern.note else pattern.entry
    return Citation(
        pattern.name,
        pattern.lang,
        told(said),
        () if pattern.note else told(mention),
        filled(pattern.own, where, address, fingerprint),
    )


def _records(of: Citing, it: Cited) -> Iterator[Record]:
    """The letter for reference managers."""
    given = Given(of.letter, (), (), {}, Columns(()), it, of.fingerprints)
    (record,) = recorded.letter(given)
    for name, made in (
        ("BibTeX", bibtex.record),
        ("RIS", ris.record),
        ("CSL-JSON", csl.record),
    ):
        yield Record(name, made(record).decode())


def _groups(of: Citing, it: Cited, href: str) -> Iterator[Group]:
    """The places in groups; those of one version stand under their units."""
    kinds: dict[str, list[Entry]] = {name: [] for name in dict.fromkeys(GROUPS.values())}
    for place, texts in _places(of):
        kinds[GROUPS.get(place.kind, "units")].append(_entry(of, it, place, texts, href))
    for kind, entries in kinds.items():
        if entries:
            yield Group(kind, tuple(entries))


def _places(of: Citing) -> list[tuple[Place, list[Place]]]:
    """The places, each with those of single versions that it consists of."""
    found: list[tuple[Place, list[Place]]] = []
    for place in of.places:
        if place.version:
            found[-1][1].append(place)
        else:
            found.append((place, []))
    return found


def _entry(of: Citing, it: Cited, place: Place, texts: list[Place], href: str) -> Entry:
    address = f"{it.address}#{place.id}"
    return Entry(
        place.id,
        place.spelled(it.lang),
        place.number or place.spelled(it.lang),
        f"{href}#{place.id}",
        address,
        tuple(
            _citation(each, each.mention, each.where(place), address, place.fingerprint)
            for each in of.patterns
        ),
        tuple(_quoted(of, it, each) for each in texts),
    )


def _quoted(of: Citing, it: Cited, place: Place) -> Quoted:
    address, lang = f"{it.address}#{place.id}", of.langs[place.version]
    own = references(it)[place.id in of.corrected]
    return Quoted(
        place.id,
        lang,
        words.language(lang, it.lang),
        quotation(of.texts[place.id], lang),
        filled(own, "", address, place.fingerprint),
    )


# --- data for the dialog -------------------------------------------------------------------------


def script(of: Citing) -> bytes:
    """The script of data from which a dialog composes what the page of citations says. It hands
    them over as an event, as soon as it has been loaded."""
    titles = {lang: words.set_well(it.title, lang) for lang, it in of.it.items()}
    made = {
        "addresses": {lang: it.address for lang, it in of.it.items()},
        "languages": {
            each: {lang: words.language(each, lang) for lang in of.it} for each in of.langs.values()
        },
        "references": {lang: references(it) for lang, it in of.it.items()},
        "patterns": [msgspec.structs.asdict(each) for each in of.patterns],
        "places": {
            "": ("", "", of.fingerprints[PAGE], titles, ()),
            **{place.id: _shown(of, place, texts) for place, texts in _places(of)},
        },
    }
    data = msgspec.json.encode(made).decode()
    call = f'document.dispatchEvent(new CustomEvent("citations", {{ detail: {data} }}));\n'
    return call.encode()


def _shown(of: Citing, place: Place, texts: list[Place]) -> tuple[object, ...]:
    """What the dialog needs of a place: kind and number, fingerprint, its name in all languages,
    its texts (id, fingerprint, language, quotation, 1 where the reading text is another)."""
    quoted = [
        (
            *(each.id, each.fingerprint, lang, quotation(of.texts[each.id], lang)),
            int(each.id in of.corrected),
        )
        for each in texts
        for lang in (of.langs[each.version],)
    ]
    names = {lang: place.spelled(lang) for lang in of.it}
    return place.kind, place.number, place.fingerprint, names, quoted
