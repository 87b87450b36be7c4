"""What stands below the text of a letter: its notes and its readings, with the ways back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from edition import model
from edition.model import Letter
from edition.views import words
from edition.views.backs import Back
from edition.views.frame import Anchor, terms
from edition.views.line import Part, Prose
from edition.views.rows import place
from edition.views.scribe import Scribe, destination
from edition.views.sheet import HOME, Sheet


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


def note(note: model.Note, sheet: Sheet, scribe: Scribe, lang: str) -> Note:
    """A note with the ways back to its marks."""
    if note.of_source:
        prose = [
            Prose(each.lang if each.lang != lang else "", scribe.line(each.content))
            for each in note.paragraphs
        ]
    else:
        prose = list(scribe.paragraphs(note.paragraphs, lang))
    if prose and (marks := scribe.marks_on(note.id)):
        prose[-1] = Prose(prose[-1].lang, (*prose[-1].content, *marks))
    return Note(
        note.id, scribe.numbered(note), note.series, tuple(prose), sheet.backs.get(note.id, ())
    )


def readings(letter: Letter, sheet: Sheet, lang: str) -> Iterable[Reading]:
    """The readings in the order of the file, with the names of those who propose."""
    names = {
        each.id: each.label or model.text(each.paragraphs[0].content)
        for each in letter.statements
        if each.kind == "responsibility" and each.paragraphs
    }
    agents = terms(letter, {each.agent for each in sheet.survey.readings}, lang)
    texts = {
        name: words.language(version.lang, lang)
        for version in letter.versions
        for name in version.decls
    }
    texts |= {
        each.id: each.label for each in letter.statements if each.kind == "witness" and each.label
    }
    for reading in sheet.survey.readings:
        yield Reading(
            reading.id,
            reading.kind,
            sheet.backs[reading.id][0],
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
            agents.get(reading.agent, reading.agent),
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
