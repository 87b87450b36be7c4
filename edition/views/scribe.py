"""Writes lines of the page: contents of the model become parts, with their addresses made.

A line is the same in every language of the interface, or it says so (see `SPOKEN`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar

import msgspec

from edition import model
from edition.model import Content, Paragraph
from edition.views import words
from edition.views.frame import for_language
from edition.views.line import (
    Absence,
    Altered,
    Break,
    Citation,
    Departs,
    Figure,
    Foreign,
    Forme,
    Hand,
    Highlight,
    Idno,
    Intervention,
    Line,
    Mark,
    Name,
    Part,
    Prose,
    Quotation,
    Run,
    Segment,
    Tick,
    Time,
    Unverified,
    Work,
    holds_link,
    linked,
)
from edition.views.marking import Marked, Range, marked

RENDS = ("italic", "bold", "underline", "superscript", "subscript", "smallcaps", "line")
WEIGHTS = ("major", "moderate", "minor")
SPOKEN = frozenset(("absent", "unverified"))
"""The signs that are words of the interface."""


class Scribe:
    """Writes lines. It remembers the signs that it has used, and where the marks of each note
    stand: the ids of their elements, in the order of the marks.

    `home` leads from the page to the pages of its language; `notes` are the notes by id;
    `ranges` the spans by the id of what they lie in; `after` the notes on a whole element;
    `weights` the weights of the shifts; `altered` the addresses whose text was changed; `here` is
    the page of the letter, where this is another.
    """

    def __init__(
        self,
        home: str = "",
        notes: Mapping[str, model.Note] | None = None,
        ranges: Mapping[str, tuple[Range, ...]] | None = None,
        after: Mapping[str, tuple[str, ...]] | None = None,
        weights: Mapping[str, str] | None = None,
        altered: Collection[str] = (),
        here: str = "",
    ) -> None:
        self.home = home
        self.notes = notes or {}
        self.ranges = ranges or {}
        self.after = after or {}
        self.weights = weights or {}
        self.altered = altered
        self.here = here
        self._starred = any(note.of_source for note in self.notes.values())
        self.signs: set[str] = set()
        self.marks: dict[str, list[str]] = {}
        self._element = ""

    def line(self, content: Content) -> Line:
        """A content as a line of the page. Raises KeyError for a kind that no page knows."""
        if len(content) == 1 and type(content[0]) is str:
            return (content[0],)
        made: list[str | Part] = []
        for node in content:
            if type(node) is str:
                made.append(node)
            else:
                made += self._makers[type(node)](self, node)
        return tuple(made)

    def prose(self, content: Content, lang: str) -> Line:
        """A content of the editors' own prose as a line, its strings set well."""
        return self.line(tuple([_set_well(node, lang) for node in content]))

    def paragraphs(self, paragraphs: tuple[Paragraph, ...], lang: str) -> tuple[Prose, ...]:
        """The editors' prose in the language of a page, or all where there is none in it."""
        return tuple(
            Prose(each.lang if each.lang != lang else "", self.prose(each.content, each.lang))
            for each in for_language(paragraphs, lang)
        )

    def spanned(self, element: str, content: Content) -> Line:
        """The content of an element that notes or shifts may point into."""
        outer, self._element = self._element, element
        ranges = self.ranges.get(element)
        line = self.line(marked(content, ranges) if ranges else content)
        if element in self.after:
            line = (*line, *self.marks_on(element))
        if element in self.altered:
            self.signs.add("altered")
            line = (*line, Altered(f"#_was-{element}"))
        self._element = outer
        return line

    def marks_on(self, element: str) -> Line:
        """The marks of the notes on an element as a whole."""
        return tuple(self._mark(note, element) for note in self.after.get(element, ()))

    def numbered(self, note: model.Note) -> str:
        """The number of a note as a page shows it: as the source has it; the editors' with a star
        before it where the source has notes too.
        """
        return f"*{note.n}" if self._starred and not note.of_source else note.n

    # --- links ---------------------------------------------------------------------------------

    def _mention(self, node: model.Mention) -> Line:
        content = self.line(node.content)
        if not node.entry:
            return (Name(node.kind, content),)
        return linked(node.kind, f"{self.home}{node.register}.html#{node.entry}", content)

    def _term(self, node: model.Term) -> Line:
        if not node.entry:
            return (Name("term", self.line(node.content)),)
        return linked("term", f"{self.home}terms.html#{node.entry}", self.line(node.content))

    def _reference(self, node: model.Reference) -> Line:
        kind, href = destination(node.target, self.home, self.here)
        content = self.line(node.content)
        line = linked(kind, href, content) if href else content
        if node.status == "unverified":
            self.signs.add("unverified")
            return (Unverified(line),)
        return line

    # --- words of a kind -------------------------------------------------------------------------

    def _quotation(self, node: model.Quotation) -> Line:
        return (Quotation(self.line(node.content)),)

    def _citation(self, node: model.Citation) -> Line:
        return (Citation(self.line(node.content)),)

    def _idno(self, node: model.Idno) -> Line:
        return (Idno(self.line(node.content)),)

    def _foreign(self, node: model.Foreign) -> Line:
        return (Foreign(node.lang, self.line(node.content)),)

    def _work(self, node: model.Title) -> Line:
        return (Work(node.level, self.line(node.content)),)

    def _segment(self, node: model.Segment) -> Line:
        return (Segment(node.id, node.lang, self.spanned(node.id, node.content)),)

    def _run(self, node: Marked) -> Line:
        return (Run(" ".join(node.ids), self._heaviest(node.ids), self.line(node.content)),)

    def _heaviest(self, ids: tuple[str, ...]) -> str:
        found = [self.weights[each] for each in ids if each in self.weights]
        return min(found, key=WEIGHTS.index, default="")

    def _time(self, node: model.Date) -> Line:
        inferred = bool(node.when.evidence)
        if inferred:
            self.signs.add("date-inferred")
        return (Time(node.when.when, inferred, self.line(node.content)),)

    def _number(self, node: model.Number) -> Line:
        return (Figure(node.value, self.line(node.content)),)

    def _hand(self, node: model.Hand) -> Line:
        self.signs.add("hand")
        return (Hand(node.hand, self.line(node.content)),)

    def _highlight(self, node: model.Highlight) -> Line:
        rend = node.rend if node.rend in RENDS else "plain"
        return (Highlight(rend, self.line(node.content)),)

    # --- marks, places, readings -----------------------------------------------------------------

    def _note_mark(self, node: model.NoteMark) -> Line:
        if node.note in self.weights:
            return (self._departs(node.note, self._element),)
        return (self._mark(node.note, self._element),)

    def _departs(self, shift: str, element: str) -> Departs:
        elements = self.marks.setdefault(shift, [])
        elements.append(element)
        weight = self.weights[shift]
        self.signs.add(f"shift-{weight}")
        number = shift.removeprefix("shift-")
        lettered = number[-1:].isalpha()
        return Departs(mark_id(shift, len(elements)), f"#{shift}", number, weight, lettered)

    def _mark(self, note: str, element: str) -> Mark:
        elements = self.marks.setdefault(note, [])
        elements.append(element)
        known = self.notes.get(note)
        series = known.series if known else "editorial"
        n = self.numbered(known) if known else ""
        self.signs.add(f"note-{series}")
        look = f"{series} lettered" if n[-1:].isalpha() else series
        return Mark(mark_id(note, len(elements)), f"#{note}", n, look)

    def _tick(self, node: model.PageBreak) -> Line:
        self.signs.add("page-inferred" if node.inferred else "page")
        return (Tick(node.id, node.n, node.inferred), *self.marks_on(node.id))

    def _break(self, node: model.LineBreak) -> Line:
        self.signs.add("line")
        return (Break(),)

    def _forme(self, node: model.Forme) -> Line:
        self.signs.add("heading" if node.kind == "heading" else "forme")
        kind = node.subtype or node.kind
        return (Forme(node.id, kind, self.spanned(node.id, node.content)),)

    def _anchor(self, node: model.Anchor) -> Line:
        if node.kind != "absent":
            owners = tuple(each.id for each in self.ranges.get(node.id, ()))
            marks = tuple(self._departs(each, node.id) for each in owners if each in self.weights)
            return (Run(" ".join(owners), self._heaviest(owners), ()), *marks)
        self.signs.add("absent")
        return (Absence(node.id, node.reason), *self.marks_on(node.id))

    def _reading(self, node: model.Reading) -> Line:
        doubtful = any(each.cert == "low" for each in node.alternatives)
        proposals = tuple(self.line(each.content) for each in node.alternatives)
        linked = any(holds_link(each) for line in proposals for each in line)
        read = model.corrected(node)
        certain = read is not node.stands and len(proposals) == 1 and not linked and any(read)
        self.signs.add("conjecture" if doubtful else "certain" if certain else node.kind)
        made = Intervention(
            node.kind,
            mark_id(node.id, 1),
            f"#{node.id}",
            doubtful,
            self.line(node.stands),
            proposals,
            linked,
            certain,
        )
        return (made, *self.marks_on(node.id))

    _makers: ClassVar[dict[type, Callable[[Scribe, Any], Line]]] = {
        model.Mention: _mention,
        model.Term: _term,
        model.Segment: _segment,
        Marked: _run,
        model.NoteMark: _note_mark,
        model.Date: _time,
        model.Number: _number,
        model.Reading: _reading,
        model.Reference: _reference,
        model.PageBreak: _tick,
        model.Forme: _forme,
        model.Hand: _hand,
        model.LineBreak: _break,
        model.Anchor: _anchor,
        model.Quotation: _quotation,
        model.Citation: _citation,
        model.Idno: _idno,
        model.Foreign: _foreign,
        model.Title: _work,
        model.Highlight: _highlight,
    }


def _set_well(node: model.Inline, lang: str) -> model.Inline:
    if isinstance(node, str):
        return words.set_well(node, lang)
    if isinstance(node, model.Quotation) and node.content and lang == "fr":
        return msgspec.structs.replace(node, content=_bound(node.content))
    return node


def _bound(content: Content) -> Content:
    """A quotation in French prose: the marks keep to its words, which stay as they are quoted."""
    made = list(content)
    if isinstance(first := made[0], str) and first.startswith("« "):
        made[0] = f"«\u00a0{first[2:]}"
    if isinstance(last := made[-1], str) and last.endswith(" »"):
        made[-1] = f"{last[:-2]}\u00a0»"
    return tuple(made)


def mark_id(target: str, number: int) -> str:
    """The id of the number-th mark of a note or reading (from 1).

    It is counted, so it is no address to be cited: it begins with a line. With the count before
    the name, which an address repeats right behind, it weighs half as much.
    """
    return f"_{number}-{target}"


def destination(target: str, home: str, here: str = "") -> tuple[str, str]:
    """The kind and address of a reference as written in a letter; empty where it has none here."""
    file, _, fragment = target.partition("#")
    at = f"#{fragment}" if fragment else ""
    if target.startswith(("http://", "https://")):
        return "outside", target
    if not file:
        return "here", f"{here}{at}"
    if file.startswith("register/") and file.endswith(".xml"):
        register = file.removeprefix("register/").removesuffix(".xml")
        return register.removesuffix("s"), f"{home}{register}.html{at}"
    if file.endswith(".xml") and "/" not in file and ":" not in file:
        return "letter", f"{home}letters/{file.removesuffix('.xml')}.html{at}"
    return "", ""
