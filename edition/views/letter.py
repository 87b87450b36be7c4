"""The page of a letter: the parallel text with all that is said about it.

Everything the page shows is formatted here for one language of the interface.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct

from edition import model
from edition.model import Letter, Paragraph, Unit
from edition.spans import Located
from edition.views import words
from edition.views.frame import (
    Anchor,
    Frame,
    Near,
    Surroundings,
    for_language,
    frame,
    in_language,
)
from edition.views.line import Line, Scribe, mark_id
from edition.views.marking import Range
from edition.views.rows import Row, label, rows


class Prose(Struct, frozen=True):
    """A paragraph; `lang` only where it is not the language of the page."""

    lang: str
    content: Line


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
    """A version, or the statement that it is not available, at its place beside the others."""

    version: str
    lang: str
    language: str
    role: str
    number: int
    missing: tuple[Prose, ...]


class Back(Struct, frozen=True):
    """The way back from a note to its mark: the unit it stands in, the version's language."""

    href: str
    label: str
    lang: str
    language: str


class Note(Struct, frozen=True):
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


class Statement(Struct, frozen=True):
    """What the header declares: rights, source, practice, a hand, a witness …"""

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


class LetterView(Struct, frozen=True):
    """The page of a letter. `signs` are the kinds of signs that stand on this very page."""

    template: ClassVar[str] = "letter.html"

    frame: Frame
    id: str
    title: Line
    datetime: str
    date: str
    acts: tuple[Act, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    printed: tuple[Note, ...]
    editorial: tuple[Note, ...]
    translation: tuple[Note, ...]
    readings: tuple[Reading, ...]
    signs: tuple[str, ...]
    about: tuple[About, ...]
    statements: tuple[Statement, ...]
    source: str
    previous: Anchor | None
    next: Anchor | None


def letter(
    letter: Letter,
    units: tuple[Unit, ...],
    located: tuple[Located, ...],
    around: Surroundings,
    lang: str,
) -> LetterView:
    """The page of a letter in a language of the interface."""
    page = frame(
        f"letters/{letter.id}",
        lang,
        in_language(letter.title, lang),
        around.settings,
        around.nav[lang],
    )
    scribe = Scribe(
        lang,
        page.home,
        {name: forms[lang] for name, forms in around.names.items()},
        {note.id: note for note in letter.notes},
        {each.id: in_language(each.paragraphs, lang) for each in letter.statements
         if each.kind == "hand"},
        _ranges(letter, located),
        _whole(letter, located),
    )  # fmt: skip
    places = _Places(letter, units, lang)
    made = rows(letter, units, scribe)
    notes = [_note(note, places, scribe) for note in letter.notes]
    readings = tuple(_readings(letter, places, lang))
    return LetterView(
        frame=page,
        id=letter.id,
        title=_title(letter, scribe),
        datetime=letter.date.when,
        date=words.when(letter.date, lang),
        acts=tuple(_act(action, scribe) for action in letter.actions),
        columns=tuple(_columns(letter, scribe)),
        rows=made,
        printed=tuple(note for note in notes if note.series == "printed"),
        editorial=tuple(note for note in notes if note.series == "editorial"),
        translation=tuple(note for note in notes if note.series == "translation"),
        readings=readings,
        signs=tuple(sorted(scribe.signs)),
        about=tuple(_about(version, letter, scribe) for version in letter.versions),
        statements=tuple(_general(letter, scribe)),
        source=f"{page.root}letters/{letter.id}.xml",
        previous=_near(around.previous, lang),
        next=_near(around.next, lang),
    )


# --- where things stand --------------------------------------------------------------------------


class _Places:
    """The unit and the version of every block, sentence and reading of a letter, by id."""

    def __init__(self, letter: Letter, units: tuple[Unit, ...], lang: str) -> None:
        self.lang = lang
        self.units = {name: unit.id for unit in units for side in unit.sides
                      for name in side.members}  # fmt: skip
        self.holder: dict[str, str] = {}
        self.versions: dict[str, str] = {}
        self.readings: list[model.Reading] = []
        for version in letter.versions:
            for part in version.parts:
                self._walk((part,), "", version.lang)
        for note in letter.notes:
            for paragraph in note.paragraphs:
                self._walk(paragraph.content, note.id, paragraph.lang)

    def _walk(self, content: Iterable[object], holder: str, lang: str) -> None:
        for node in content:
            if isinstance(node, str):
                continue
            inner = holder
            if name := getattr(node, "id", ""):
                self.holder[name] = holder
                self.versions[name] = lang
                inner = name if isinstance(node, model.Segment | model.Block) else holder
            if isinstance(node, model.Reading):
                self.readings.append(node)
                self._walk(node.stands, holder, lang)
            else:
                self._walk(getattr(node, "content", ()), inner, lang)

    def back(self, mark: str, element: str) -> Back:
        """The way back to a mark that stands in or at an element."""
        lang = self.versions.get(element, "")
        unit = ""
        while element and not unit:
            unit = self.units.get(element, "")
            element = self.holder.get(element, "")
        language = words.language(lang, self.lang) if lang else ""
        return Back(f"#{mark}", label(unit), lang, language)


def _ranges(letter: Letter, located: tuple[Located, ...]) -> dict[str, tuple[Range, ...]]:
    """What points into a block or sentence, by the id of that."""
    notes = {note.id for note in letter.notes}
    made: dict[str, tuple[Range, ...]] = {}
    for each in located:
        found = Range(each.start, each.end, each.owner, each.owner in notes)
        made[each.id] = (*made.get(each.id, ()), found)
    return made


def _whole(letter: Letter, located: tuple[Located, ...]) -> dict[str, tuple[str, ...]]:
    """The editors' notes on what has no text to quote (a reading, a page, a note), by its id."""
    done = {(each.owner, each.id) for each in located}
    made: dict[str, tuple[str, ...]] = {}
    for note in letter.notes:
        for span in note.spans:
            if (note.id, span.id) not in done:
                made[span.id] = (*made.get(span.id, ()), note.id)
    return made


# --- parts of the page ---------------------------------------------------------------------------


def _title(letter: Letter, scribe: Scribe) -> Line:
    return next((scribe.line(each.content) for each in for_language(letter.title, scribe.lang)), ())


def _act(action: model.Action, scribe: Scribe) -> Act:
    return Act(
        action.kind,
        action.subtype,
        tuple(_party(each, scribe) for each in action.persons),
        tuple(_party(each, scribe) for each in action.places),
        action.when.when if action.when else "",
        words.when(action.when, scribe.lang),
        _prose(action.note, scribe),
    )


def _party(party: model.Party, scribe: Scribe) -> Party:
    """A name in the language of the page, linked to its entry."""
    if not party.entry:
        return Party(party.name, "")
    name = scribe.names.get(f"{party.register}#{party.entry}", party.name)
    return Party(name, f"{scribe.home}{party.register}.html#{party.entry}")


def _columns(letter: Letter, scribe: Scribe) -> Iterable[Column]:
    for missing in letter.missing:
        yield Column(missing.id, "", "", missing.role, 0, _prose(missing.statement, scribe))
    for number, version in enumerate(letter.versions, 1):
        language = words.language(version.lang, scribe.lang)
        yield Column(version.id, version.lang, language, version.role, number, ())


def _prose(paragraphs: tuple[Paragraph, ...], scribe: Scribe) -> tuple[Prose, ...]:
    """The paragraphs in the language of the page, or all where there are none."""
    return tuple(
        Prose(each.lang if each.lang != scribe.lang else "", scribe.line(each.content))
        for each in for_language(paragraphs, scribe.lang)
    )


def _note(note: model.Note, places: _Places, scribe: Scribe) -> Note:
    """A note with the ways back to its marks; called after the text, which makes the marks."""
    paragraphs = note.paragraphs
    if note.series != "printed":
        paragraphs = for_language(paragraphs, scribe.lang)
    prose = [
        Prose(each.lang if each.lang != scribe.lang else "", scribe.line(each.content))
        for each in paragraphs
    ]
    if prose and (marks := scribe.marks_on(note.id)):
        prose[-1] = Prose(prose[-1].lang, (*prose[-1].content, *marks))
    return Note(
        note.id,
        note.n,
        note.series,
        tuple(prose),
        tuple(
            places.back(mark_id(note.id, number), element)
            for number, element in enumerate(scribe.marks.get(note.id, ()), 1)
        ),
    )


def _readings(letter: Letter, places: _Places, lang: str) -> Iterable[Reading]:
    """The readings in the order of the file, with the names of those who propose."""
    names = {
        each.id: each.label or in_language(each.paragraphs, lang)
        for each in letter.statements
        if each.kind == "responsibility"
    }
    terms = {each.id: in_language(each.term, lang) for each in letter.categories}
    texts = {
        name: words.language(version.lang, lang)
        for version in letter.versions
        for name in version.decls
    }
    for reading in places.readings:
        yield Reading(
            reading.id,
            reading.kind,
            places.back(mark_id(reading.id, 1), reading.id),
            model.text(reading.stands),
            places.versions.get(reading.id, ""),
            tuple(
                Proposal(
                    model.text(each.content),
                    tuple(names.get(who, who) for who in each.resp),
                    each.cert,
                    tuple(Anchor(f"#{name}", texts.get(name, name)) for name in each.source),
                )
                for each in reading.alternatives
            ),
            terms.get(reading.agent, reading.agent),
            reading.reason,
            reading.extent,
        )


def _about(version: model.Version, letter: Letter, scribe: Scribe) -> About:
    named = {each.id: each for each in letter.statements if each.id}
    shared = {name for other in letter.versions if other is not version for name in other.decls}
    return About(
        version.id,
        words.language(version.lang, scribe.lang),
        version.role,
        tuple(
            _statement(named[name], scribe)
            for name in version.decls
            if name in named and name not in shared
        ),
    )


def _general(letter: Letter, scribe: Scribe) -> Iterable[Statement]:
    """What is declared of the letter as a whole, the history of the file apart."""
    times = Counter(name for version in letter.versions for name in version.decls)
    for each in letter.statements:
        if times[each.id] != 1 and each.kind != "revision" and each.paragraphs:
            yield _statement(each, scribe)


def _statement(statement: model.Statement, scribe: Scribe) -> Statement:
    return Statement(
        statement.id, statement.kind, statement.target, _prose(statement.paragraphs, scribe)
    )


def _near(near: Near | None, lang: str) -> Anchor | None:
    return Anchor(f"{near.id}.html", near.titles[lang], near.id) if near else None
