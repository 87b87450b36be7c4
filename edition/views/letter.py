"""The page of a letter: the parallel text with all that is said about it.

Everything the page shows is formatted here for one language of the interface.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from edition import model
from edition.cite import cited
from edition.formats import BY_NAME
from edition.model import Letter, Settings, Unit
from edition.spans import Located
from edition.views import words
from edition.views.frame import (
    Anchor,
    Frame,
    entry_of,
    for_language,
    frame,
    in_language,
)
from edition.views.head import TEI, Head, head
from edition.views.line import (
    SPOKEN,
    Line,
    Part,
    Prose,
    Scribe,
    destination,
    mark_id,
)
from edition.views.margin import ALONE, SINGLE, Aside, Noted, Places, Widths, margin, places
from edition.views.marking import Range
from edition.views.overview import Near, Surroundings
from edition.views.past import Page, Step, changes
from edition.views.rows import Row, label, place, rows
from edition.views.shifts import Departure, departures, weights
from edition.views.survey import Survey, survey

Names = Mapping[str, Mapping[str, str]]
"""Main names, by `register#entry` and language."""

ANSWERED = "answered"
"""What TEI's `subtype` says of a letter that is answered."""
HOME = "../"
"""From the page of a letter to the other pages of its language."""


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
    lang: str
    language: str
    role: str
    number: int
    alone: str = ""


class Missing(Struct, frozen=True):
    """The statement that a version is not available, in its place."""

    version: str
    role: str
    statement: tuple[Prose, ...]


class Back(Part, frozen=True):
    """The way back to a mark: its address, the number of the unit or note it stands in, or the
    kind of place where that has no number; the version and its language. `several` where a note
    has more than this one.
    """

    codes = ("place",)

    href: str
    label: str
    place: str
    lang: str
    language: str
    several: bool = False


class Note(Part, frozen=True):
    """A note as it stands in the list."""

    id: str
    n: str
    series: str
    paragraphs: tuple[Prose, ...]
    backs: tuple[Back, ...]


class Proposal(Struct, frozen=True):
    """What a reading puts beside what stands, who does, how certain, and on what ground."""

    words: str
    who: tuple[str, ...]
    cert: str
    sources: tuple[Anchor, ...]


class Reading(Struct, frozen=True):
    """An intervention as the list of readings shows it."""

    id: str
    kind: str
    where: Back
    stands: str
    lang: str
    proposals: tuple[Proposal, ...]
    agent: str
    reason: str
    extent: str


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


class Sheet(Struct, frozen=True):
    """The text of a letter as its page sets it, the same in every language of the interface.

    `marks` tells for each note the elements in which its marks stand; `signs` are the kinds of
    signs used. `spoken` where words of the interface stand in the text after all. `units` are
    the units by what stands in them, `notes` what a note is called as a place; `places` are where
    notes belong in the margin.
    """

    rows: tuple[Row, ...]
    marks: dict[str, tuple[str, ...]]
    signs: frozenset[str]
    spoken: bool
    survey: Survey
    units: dict[str, str]
    notes: dict[str, str]
    located: tuple[Located, ...]
    places: Places


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
    """The page of a letter. `signs` are the kinds of signs that stand on this very page; `cite` is
    the page of its citations, `cited` the script of them, both empty where there are none.
    """

    template: ClassVar[str] = "letter.html"

    frame: Frame
    head: Head
    id: str
    title: Line
    datetime: str
    date: str
    acts: tuple[Act, ...]
    answered: tuple[Anchor, ...]
    columns: tuple[Column, ...]
    missing: tuple[Missing, ...]
    sheet: Sheet
    margin: dict[int, Aside]
    printed: tuple[Note, ...]
    editorial: tuple[Note, ...]
    translation: tuple[Note, ...]
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


def sheet(
    letter: Letter,
    units: tuple[Unit, ...],
    located: tuple[Located, ...],
    altered: Collection[str] = (),
    here: str = "",
) -> Sheet:
    """The text of a letter, row by row, with its marks; made once for all languages.

    `altered` are the addresses whose text was changed after its release; `here` is the page of
    the letter, where the text stands on another.
    """
    found = survey(letter)
    ranges, whole = _ranges(letter, located), _whole(letter, located)
    scribe = Scribe(HOME, _by_id(letter), ranges, whole, weights(letter), altered, here)
    made = rows(letter, units, found, scribe)
    unit_of = {name: unit.id for unit in units for side in unit.sides for name in side.members}
    return Sheet(
        made,
        {note: tuple(elements) for note, elements in scribe.marks.items()},
        frozenset(scribe.signs),
        not SPOKEN.isdisjoint(scribe.signs),
        found,
        unit_of,
        {note.id: f"n. {note.n}" for note in letter.notes},
        located,
        places(made, _widths(letter)),
    )


def _widths(letter: Letter) -> Widths:
    """How wide the page sets a letter and its margin."""
    if letter.missing:
        return ALONE
    return Widths() if len(letter.versions) > 1 else SINGLE


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
    scribe = Scribe(HOME, _by_id(letter), after=_on_notes(letter), here=here)
    notes = [_note(note, sheet, scribe, lang) for note in letter.notes]
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
        id=letter.id,
        title=_title(letter, scribe, lang),
        datetime=letter.date.when,
        date=words.when(letter.date, lang),
        acts=tuple(_act(action, around, scribe, lang) for action in letter.actions),
        answered=tuple(_answered(letter, around, lang)),
        columns=tuple(_columns(letter, around.settings.continuous, lang)),
        missing=missing,
        sheet=sheet,
        margin=margin(
            sheet.places,
            (Noted(note.id, note.n, note.paragraphs) for note in notes),
            tuple(prose for each in missing for prose in each.statement),
        ),
        printed=tuple(note for note in notes if note.series == "printed"),
        editorial=tuple(note for note in notes if note.series == "editorial"),
        translation=tuple(note for note in notes if note.series == "translation"),
        readings=tuple(_readings(letter, sheet, lang)),
        departures=_departures(letter, sheet, lang),
        changes=changes(
            around.told,
            Page(f"letters/{letter.id}.html", HOME),
            around.days,
            lang,
            sheet.survey.langs,
        ),
        signs=tuple(sorted(sheet.signs | scribe.signs)),
        about=tuple(_about(version, letter, scribe, lang) for version in letter.versions),
        statements=tuple(_general(letter, scribe, lang)),
        source=source,
        downloads=tuple(each for each in files if not (around.settings.citations and each.cites)),
        cite=f"../cite/{letter.id}.html" if around.settings.citations else "",
        cited=f"{page.root}cite/{letter.id}.js" if around.settings.citations else "",
        previous=_near(around.previous, lang),
        next=_near(around.next, lang),
    )


# --- where things stand --------------------------------------------------------------------------


def _by_id(letter: Letter) -> dict[str, model.Note]:
    return {note.id: note for note in letter.notes}


def _ranges(letter: Letter, located: tuple[Located, ...]) -> dict[str, tuple[Range, ...]]:
    """What points into a block or sentence, by the id of that."""
    notes = {note.id for note in letter.notes}
    made: dict[str, tuple[Range, ...]] = {}
    for each in located:
        if not each.end and each.owner in notes:
            continue
        found = Range(each.start, each.end, each.owner, each.end > 0)
        made[each.id] = (*made.get(each.id, ()), found)
    return made


def _whole(letter: Letter, located: tuple[Located, ...]) -> dict[str, tuple[str, ...]]:
    """The notes on what has no text (a reading, a page, a forme, an absence), by its id."""
    done = {(each.owner, each.id) for each in located if each.end}
    made: dict[str, tuple[str, ...]] = {}
    for note in letter.notes:
        for span in note.spans:
            if (note.id, span.id) not in done:
                made[span.id] = (*made.get(span.id, ()), note.id)
    return made


def _on_notes(letter: Letter) -> dict[str, tuple[str, ...]]:
    """The editors' notes on notes, by the id of the note they are on."""
    notes = {note.id for note in letter.notes}
    return {name: on for name, on in _whole(letter, ()).items() if name in notes}


def _back(mark: str, element: str, sheet: Sheet, lang: str) -> Back:
    """The way back to a mark that stands in or at an element."""
    of = sheet.survey.langs.get(element, "")
    number, kind = "", place(element)
    while element and not number:
        unit = sheet.units.get(element, "")
        number = label(unit) or sheet.notes.get(element, "")
        kind = unit or kind
        element = sheet.survey.holders.get(element, "")
    return Back(f"#{mark}", number, kind, of, words.language(of, lang) if of else "")


def _departures(letter: Letter, sheet: Sheet, lang: str) -> tuple[Departure, ...]:
    """The shifts with the ways back to their marks."""
    if not letter.shifts:
        return ()
    units, holders = sheet.units, sheet.survey.holders
    numbers = {
        each.id: label(units.get(each.id) or units.get(holders.get(each.id, ""), ""))
        for each in sheet.located
    }
    return departures(letter, sheet.located, numbers, sheet.marks, lang)


# --- parts of the page ---------------------------------------------------------------------------


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
        yield Column(version.id, version.lang, language, version.role, number, alone)


def _note(note: model.Note, sheet: Sheet, scribe: Scribe, lang: str) -> Note:
    """A note with the ways back to its marks."""
    if note.series == "printed":
        prose = [
            Prose(each.lang if each.lang != lang else "", scribe.line(each.content))
            for each in note.paragraphs
        ]
    else:
        prose = list(scribe.paragraphs(note.paragraphs, lang))
    if prose and (marks := scribe.marks_on(note.id)):
        prose[-1] = Prose(prose[-1].lang, (*prose[-1].content, *marks))
    backs = tuple(_backs(note.id, sheet, lang))
    return Note(
        note.id,
        scribe.numbered(note),
        note.series,
        tuple(prose),
        backs if len(backs) < 2 else tuple(replace(each, several=True) for each in backs),
    )


def _backs(note: str, sheet: Sheet, lang: str) -> Iterable[Back]:
    """The ways back to the marks of a note; of several in one place, to the first."""
    seen: set[tuple[str, str, str]] = set()
    for number, element in enumerate(sheet.marks.get(note, ()), 1):
        back = _back(mark_id(note, number), element, sheet, lang)
        if (where := (back.label, back.place, back.lang)) not in seen:
            seen.add(where)
            yield back


def _readings(letter: Letter, sheet: Sheet, lang: str) -> Iterable[Reading]:
    """The readings in the order of the file, with the names of those who propose."""
    names = {
        each.id: each.label or model.text(each.paragraphs[0].content)
        for each in letter.statements
        if each.kind == "responsibility" and each.paragraphs
    }
    terms = {each.id: in_language(each.term, lang) for each in letter.categories}
    texts = {
        name: words.language(version.lang, lang)
        for version in letter.versions
        for name in version.decls
    }
    for reading in sheet.survey.readings:
        yield Reading(
            reading.id,
            reading.kind,
            _back(mark_id(reading.id, 1), reading.id, sheet, lang),
            model.text(reading.stands),
            sheet.survey.langs.get(reading.id, ""),
            tuple(
                Proposal(
                    model.text(each.content),
                    tuple(names.get(who, who) for who in each.resp),
                    each.cert,
                    tuple(_source(source, texts, sheet) for source in each.source),
                )
                for each in reading.alternatives
            ),
            terms.get(reading.agent, reading.agent),
            reading.reason,
            reading.extent,
        )


def _source(name: str, texts: Mapping[str, str], sheet: Sheet) -> Anchor:
    """What a reading is grounded in: a version, a place of this letter or of another, a witness."""
    if ".xml" in name:
        file, _, anchor = name.partition("#")
        return Anchor(destination(name, HOME)[1], file.removesuffix(".xml"), place(anchor))
    if name in sheet.survey.langs:
        return Anchor(f"#{name}", "", place(name))
    return Anchor(f"#{name}", texts.get(name, name))


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
