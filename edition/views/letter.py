"""The page of a letter: the parallel text with all that is said about it.

Everything the page shows is formatted here for one language of the interface.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import ClassVar

from msgspec import Struct

from edition import model
from edition.cite import cited
from edition.formats import BY_NAME
from edition.model import Letter, Settings
from edition.views import words
from edition.views.endmatter import Note, Reading, note, readings
from edition.views.frame import (
    Anchor,
    Frame,
    entry_of,
    for_language,
    frame,
    in_language,
)
from edition.views.head import TEI, Head, head
from edition.views.line import Line, Part, Prose
from edition.views.margin import Aside, Noted, margin
from edition.views.overview import Near, Surroundings
from edition.views.past import Page, Step, changes
from edition.views.scribe import WEIGHTS, Scribe, destination
from edition.views.sheet import HOME, Sheet, by_id, on_notes
from edition.views.shifts import Departure, departures

ANSWERED = "answered"
"""What TEI's `subtype` says of a letter that is answered."""


class Party(Struct, frozen=True):
    """Somebody or a place, with the address of the entry where there is one."""

    name: str
    href: str


class Act(Struct, frozen=True):
    """What happened to the letter: sent, received, delivered; by whom, where, when."""

    kind: str
    subtype: str
    persons: tuple[Party, ...]
    places: tuple[Party, ...]
    datetime: str
    when: str
    notes: tuple[Prose, ...]


class Column(Struct, frozen=True):
    """A version, as the head of its column; `alone` is its own page, if it has one."""

    version: str
    language: str
    role: str
    number: int
    alone: str = ""


class Missing(Struct, frozen=True):
    """The statement that a version is not available, in its place."""

    version: str
    role: str
    statement: tuple[Prose, ...]


class Statement(Part, frozen=True):
    """What the header declares: rights, source, practice, a hand, a witness …"""

    codes = ("kind",)

    id: str
    kind: str
    target: str
    paragraphs: tuple[Prose, ...]


class About(Struct, frozen=True):
    """What is declared about one version."""

    version: str
    language: str
    role: str
    statements: tuple[Statement, ...]


class Download(Struct, frozen=True):
    """A file made of the letter: its address, the ending of its name, its kind, what it is;
    whether it `cites` the letter, and stands on the page of citations where there is one.
    """

    href: str
    name: str
    media: str
    what: str
    cites: bool


class LetterView(Struct, frozen=True):
    """The page of a letter. `notes` are by their series; `signs` are the kinds of signs that stand
    on this very page; `cite` is the page of its citations, `cited` the script of them, both empty
    where there are none.
    """

    template: ClassVar[str] = "letter.html"

    frame: Frame
    head: Head
    title: Line
    acts: tuple[Act, ...]
    answered: tuple[Anchor, ...]
    columns: tuple[Column, ...]
    missing: tuple[Missing, ...]
    sheet: Sheet
    margin: dict[int, Aside]
    notes: dict[str, tuple[Note, ...]]
    readings: tuple[Reading, ...]
    departures: tuple[Departure, ...]
    changes: tuple[Step, ...]
    signs: tuple[str, ...]
    about: tuple[About, ...]
    statements: tuple[Statement, ...]
    source: str
    downloads: tuple[Download, ...]
    cite: str
    cited: str
    previous: Anchor | None
    next: Anchor | None


def letter(
    letter: Letter, sheet: Sheet, around: Surroundings, lang: str, here: str = ""
) -> LetterView:
    """The page of a letter in a language of the interface; `here` as in `sheet`."""
    page = frame(
        f"letters/{letter.id}",
        lang,
        in_language(letter.title, lang),
        around.settings,
        around.sections[lang],
        around.told,
        around.days,
    )
    scribe = Scribe(HOME, by_id(letter), after=on_notes(letter), here=here)
    notes = [note(each, sheet, scribe, lang) for each in letter.notes]
    missing = tuple(
        Missing(each.id, each.role, scribe.paragraphs(each.statement, lang))
        for each in letter.missing
    )
    it = cited(letter, around.settings, around.people, lang)
    source = f"{page.root}letters/{letter.id}.xml"
    files = tuple(downloads(letter, around.settings, page.root, lang))
    return LetterView(
        frame=page,
        head=head(it, page, ((source, TEI), *((each.href, each.media) for each in files))),
        title=_title(letter, scribe, lang),
        acts=tuple(_act(action, around, scribe, lang) for action in letter.actions),
        answered=tuple(_answered(letter, around, lang)),
        columns=tuple(_columns(letter, around.settings.continuous, lang)),
        missing=missing,
        sheet=sheet,
        margin=_margin(sheet, notes, missing),
        notes=by_series(notes),
        readings=tuple(readings(letter, sheet, lang)),
        departures=departures(letter, sheet.sides, lang),
        changes=_changes(letter, sheet, around, lang),
        signs=tuple(sorted(sheet.signs | scribe.signs, key=_rank)),
        about=tuple(_about(version, letter, scribe, lang) for version in letter.versions),
        statements=tuple(_general(letter, scribe, lang)),
        source=source,
        downloads=tuple(each for each in files if not (around.settings.citations and each.cites)),
        cite=f"../cite/{letter.id}.html" if around.settings.citations else "",
        cited=f"{page.root}cite/{letter.id}.js" if around.settings.citations else "",
        previous=_near(around.previous, lang),
        next=_near(around.next, lang),
    )


def _rank(sign: str) -> tuple[str, int, str]:
    """Where a kind of signs stands in the legend: by its name, departures by their weight."""
    kind, _, weight = sign.partition("-")
    return kind, WEIGHTS.index(weight) if weight in WEIGHTS else 0, weight


def _title(letter: Letter, scribe: Scribe, lang: str) -> Line:
    titles = for_language(letter.title, lang)
    return next((scribe.prose(each.content, each.lang) for each in titles), ())


def _act(action: model.Action, around: Surroundings, scribe: Scribe, lang: str) -> Act:
    return Act(
        action.kind,
        action.subtype,
        tuple(party(each, around.names, HOME, lang) for each in action.persons),
        tuple(party(each, around.names, HOME, lang) for each in action.places),
        action.when.when if action.when else "",
        words.when(action.when, lang),
        scribe.paragraphs(action.note, lang),
    )


def _answered(letter: Letter, around: Surroundings, lang: str) -> Iterable[Anchor]:
    """The letters that this one answers, as the register of documents names them."""
    for each in letter.neighbours:
        entry = entry_of(each.target)
        if each.kind == ANSWERED and entry in around.names:
            yield Anchor(destination(each.target, HOME)[1], around.names[entry][lang])


def party(
    party: model.Party, names: Mapping[str, Mapping[str, str]], home: str, lang: str
) -> Party:
    """A name in the language of the page, linked to its entry."""
    if not party.entry:
        return Party(party.name, "")
    known = names.get(f"{party.register}#{party.entry}", {})
    href = f"{home}{party.register}.html#{party.entry}"
    return Party(known.get(lang, party.name), href)


def _columns(letter: Letter, continuous: bool, lang: str) -> Iterable[Column]:
    for number, version in enumerate(letter.versions, 1):
        language = words.language(version.lang, lang)
        alone = f"{letter.id}.{version.id}.html" if continuous else ""
        yield Column(version.id, language, version.role, number, alone)


def _margin(sheet: Sheet, notes: Iterable[Note], missing: Iterable[Missing]) -> dict[int, Aside]:
    """The notes in the margin; what is said of a version that is missing stands above them."""
    noted = (Noted(each.id, each.n, each.paragraphs) for each in notes)
    return margin(sheet.places, noted, tuple(prose for each in missing for prose in each.statement))


SERIES = ("authorial", "printed", "translation", "editorial")
"""The lists of notes, in the order in which a page has them."""


def by_series(notes: Iterable[Note]) -> dict[str, tuple[Note, ...]]:
    """The lists of notes that are not empty, by their series."""
    given = tuple(notes)
    lists = {series: tuple([each for each in given if each.series == series]) for series in SERIES}
    return {series: found for series, found in lists.items() if found}


def _changes(letter: Letter, sheet: Sheet, around: Surroundings, lang: str) -> tuple[Step, ...]:
    """What the releases changed in the letter."""
    page = Page(f"letters/{letter.id}.html", HOME)
    return changes(around.told, page, around.days, lang, sheet.survey.langs)


def _about(version: model.Version, letter: Letter, scribe: Scribe, lang: str) -> About:
    named = {each.id: each for each in letter.statements if each.id}
    shared = {name for other in letter.versions if other is not version for name in other.decls}
    return About(
        version.id,
        words.language(version.lang, lang),
        version.role,
        tuple(
            _statement(named[name], scribe, lang)
            for name in version.decls
            if name in named and name not in shared
        ),
    )


def _general(letter: Letter, scribe: Scribe, lang: str) -> Iterable[Statement]:
    """What is declared of the letter as a whole, the history of the file apart."""
    times = Counter(name for version in letter.versions for name in version.decls)
    for each in letter.statements:
        if times[each.id] != 1 and each.kind != "revision" and each.paragraphs:
            yield _statement(each, scribe, lang)


def _statement(statement: model.Statement, scribe: Scribe, lang: str) -> Statement:
    return Statement(
        statement.id,
        statement.kind,
        statement.target,
        scribe.paragraphs(statement.paragraphs, lang),
    )


def downloads(letter: Letter, settings: Settings, root: str, lang: str) -> Iterable[Download]:
    """The files that the settings ask for and this letter has."""
    for form in (BY_NAME[name] for name in settings.exports if name in BY_NAME):
        what = form.what.get(lang, form.what["en"])
        for path in form.paths(letter):
            yield Download(f"{root}{path}", path.partition(".")[2], form.media, what, form.cites)


def _near(near: Near | None, lang: str) -> Anchor | None:
    return Anchor(f"{near.id}.html", near.titles[lang], near.id) if near else None
