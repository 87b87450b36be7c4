"""What stands in a line of the page: contents of the model with addresses and labels made.

Each kind has one macro in `templates/inline.html`. Whatever is not transcribed text (marks,
proposals, forme work, page breaks) is a kind of its own, so that the page can tell it apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from edition import model
from edition.model import Content, Inline
from edition.views import words
from edition.views.marking import Marked, Range, marked


class Part(Struct, frozen=True):
    """Something in a line."""


class Link(Part, frozen=True):
    """Words that lead somewhere: to an entry of a register, a letter, another site.

    `kind` is person, place, organization, event, document, term, letter, here or outside.
    """

    kind: str
    href: str
    title: str
    content: Line


class Name(Part, frozen=True):
    """A name or referring string that leads nowhere: nobody is identified, or a link is inside."""

    kind: str
    content: Line


class Time(Part, frozen=True):
    """Words that are a date; `title` says it in full where the words do not."""

    datetime: str
    title: str
    inferred: bool
    content: Line


class Number(Part, frozen=True):
    """Words that are a number."""

    value: str
    content: Line


class Quotation(Part, frozen=True):
    """Words between quotation marks, marks included."""

    content: Line


class Foreign(Part, frozen=True):
    """Words in another language."""

    lang: str
    content: Line


class Work(Part, frozen=True):
    """The title of a work."""

    level: str
    content: Line


class Highlight(Part, frozen=True):
    """Words set off in the source; `rend` is one of the kinds that the page knows, or plain."""

    rend: str
    content: Line


class Hand(Part, frozen=True):
    """Words in another hand; `title` describes the hand."""

    title: str
    content: Line


class Citation(Part, frozen=True):
    """A bibliographic citation; `title` is what an "ibid." stands for."""

    title: str
    content: Line


class Idno(Part, frozen=True):
    """A number or shelfmark."""

    content: Line


class Unverified(Part, frozen=True):
    """A reference that nobody could check."""

    content: Line


class Intervention(Part, frozen=True):
    """A reading in the text: what stands, and beside it what is proposed.

    `kind` as in `model.Reading`; `doubtful` where the proposal is a conjecture. `mark` is the id
    of its mark, which leads to `href`, the entry in the list of readings.
    """

    kind: str
    mark: str
    href: str
    doubtful: bool
    extent: str
    stands: Line
    proposals: tuple[Line, ...]


class Mark(Part, frozen=True):
    """The mark of a note: its id, the note's address, the number as printed, its series."""

    id: str
    href: str
    n: str
    series: str


class Tick(Part, frozen=True):
    """The beginning of a page of the source, as a tick in the margin."""

    id: str
    n: str
    inferred: bool


class Break(Part, frozen=True):
    """The end of a line of the source."""


class Forme(Part, frozen=True):
    """Letterhead, running label, stray mark, heading of a printed edition."""

    id: str
    kind: str
    content: Line


class Absence(Part, frozen=True):
    """The place where a side has nothing, with the reason."""

    id: str
    reason: str


class Segment(Part, frozen=True):
    """A sentence of one version; `lang` only where it differs from its version's."""

    id: str
    lang: str
    content: Line


class Run(Part, frozen=True):
    """Words that notes or shifts point to, with the ids of those."""

    ids: tuple[str, ...]
    content: Line


Line = tuple[str | Part, ...]

RENDS = ("italic", "bold", "underline", "superscript", "subscript", "smallcaps", "line")
LINKS = (Link, Mark, Tick, Intervention)
HOLDERS = (Quotation, Foreign, Work, Highlight, Hand, Citation, Idno, Time, Number, Run, Name)


class Scribe:
    """Writes the lines of one page. It remembers the signs that the page has used, and where the
    marks of each note stand: the ids of their elements, in the order of the marks.

    `home` leads from the page to the pages of its language; `names` gives the main name of an
    entry by `register#id`; `notes` the notes by id; `hands` the descriptions of hands; `ranges`
    the spans by the id of what they lie in; `after` the notes on a whole element, by its id.
    """

    def __init__(
        self,
        lang: str,
        home: str = "",
        names: Mapping[str, str] | None = None,
        notes: Mapping[str, model.Note] | None = None,
        hands: Mapping[str, str] | None = None,
        ranges: Mapping[str, tuple[Range, ...]] | None = None,
        after: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.lang = lang
        self.home = home
        self.names = names or {}
        self.notes = notes or {}
        self.hands = hands or {}
        self.ranges = ranges or {}
        self.after = after or {}
        self.signs: set[str] = set()
        self.marks: dict[str, list[str]] = {}
        self._element = ""

    def line(self, content: Content) -> Line:
        """A content as a line of the page."""
        made: list[str | Part] = []
        for node in content:
            if isinstance(node, str):
                made.append(node)
            else:
                made += self._parts(node)
        return tuple(made)

    def spanned(self, element: str, content: Content) -> Line:
        """The content of an element that notes or shifts may point into."""
        outer, self._element = self._element, element
        ranges = self.ranges.get(element)
        line = self.line(marked(content, ranges) if ranges else content)
        made = (*line, *self.marks_on(element))
        self._element = outer
        return made

    def marks_on(self, element: str) -> Line:
        """The marks of the notes on an element as a whole."""
        return tuple(self._mark(note, element) for note in self.after.get(element, ()))

    def _parts(self, node: Inline) -> Iterable[str | Part]:
        match node:
            case model.Segment():
                return (Segment(node.id, node.lang, self.spanned(node.id, node.content)),)
            case model.Mention():
                return self._mention(node)
            case model.Date():
                return (self._time(node),)
            case Marked():
                return (Run(node.ids, self.line(node.content)),)
            case model.NoteMark():
                return (self._mark(node.note, self._element),)
            case model.Reading():
                return self._reading(node)
            case model.Number():
                return (Number(node.value, self.line(node.content)),)
            case model.Term():
                return self._to_entry("term", f"terms#{node.entry}", self.line(node.content))
            case model.Quotation():
                return (Quotation(self.line(node.content)),)
            case model.Reference():
                return self._reference(node)
            case model.Hand():
                self.signs.add("hand")
                title = self.hands.get(node.hand, "")
                return (Hand(title, self.line(node.content)),)
            case model.PageBreak():
                self.signs.add("page-inferred" if node.inferred else "page")
                return (Tick(node.id, node.n, node.inferred), *self.marks_on(node.id))
            case model.Forme():
                self.signs.add("heading" if node.kind == "heading" else "forme")
                kind = node.subtype or node.kind
                return (Forme(node.id, kind, self.spanned(node.id, node.content)),)
            case model.Foreign():
                return (Foreign(node.lang, self.line(node.content)),)
            case model.Title():
                return (Work(node.level, self.line(node.content)),)
            case model.Highlight():
                rend = node.rend if node.rend in RENDS else "plain"
                return (Highlight(rend, self.line(node.content)),)
            case model.Citation():
                return (Citation("", self.line(node.content)),)
            case model.Idno():
                return (Idno(self.line(node.content)),)
            case model.LineBreak():
                self.signs.add("line")
                return (Break(),)
            case model.Anchor():
                return self._anchor(node)
            case other:
                raise TypeError(f"no line is made of {type(other).__name__}")

    # --- links ---------------------------------------------------------------------------------

    def _mention(self, node: model.Mention) -> Line:
        content = self.line(node.content)
        if not node.entry:
            return (Name(node.kind, content),)
        return self._to_entry(node.kind, f"{node.register}#{node.entry}", content)

    def _to_entry(self, kind: str, entry: str, content: Line) -> Line:
        register, _, name = entry.partition("#")
        known = self.names.get(entry, "")
        title = known if known and known != plain(content) else ""
        return linked(kind, f"{self.home}{register}.html#{name}", title, content)

    def _reference(self, node: model.Reference) -> Line:
        kind, href = destination(node.target, self.home)
        title = self.names.get(node.target.removeprefix("register/").replace(".xml#", "#"), "")
        content = self.line(node.content)
        line = linked(kind, href, title, content) if href else content
        if node.status == "unverified":
            self.signs.add("unverified")
            return (Unverified(line),)
        return line

    # --- dates, marks, readings ------------------------------------------------------------------

    def _time(self, node: model.Date) -> Time:
        content = self.line(node.content)
        inferred = bool(node.when.evidence)
        if inferred:
            self.signs.add("date-inferred")
        silent = node.when.when[:4] not in plain(content)
        title = words.when(node.when, self.lang) if inferred or silent else ""
        return Time(node.when.when, title, inferred, content)

    def _mark(self, note: str, element: str) -> Mark:
        elements = self.marks.setdefault(note, [])
        elements.append(element)
        known = self.notes.get(note)
        n, series = (known.n, known.series) if known else ("", "editorial")
        self.signs.add(f"note-{series}")
        return Mark(mark_id(note, len(elements)), f"#{note}", n, series)

    def _reading(self, node: model.Reading) -> Iterable[str | Part]:
        doubtful = any(each.cert == "low" for each in node.alternatives)
        self.signs.add("conjecture" if doubtful else node.kind)
        intervention = Intervention(
            node.kind,
            mark_id(node.id, 1),
            f"#{node.id}",
            doubtful,
            node.extent,
            self.spanned(node.id, node.stands),
            tuple(self.line(each.content) for each in node.alternatives),
        )
        return (intervention,)

    def _anchor(self, node: model.Anchor) -> Iterable[Part]:
        if node.kind != "absent":
            return (Run((node.id,), ()),)
        self.signs.add("absent")
        return (Absence(node.id, node.reason),)


def mark_id(target: str, number: int) -> str:
    """The id of the number-th mark of a note or reading (from 1)."""
    return f"{target}-mark" if number == 1 else f"{target}-mark-{number}"


def linked(kind: str, href: str, title: str, content: Line) -> Line:
    """Words that lead to `href`. A link does not hold another: marks and links inside cut it."""
    made: list[str | Part] = []
    free: list[str | Part] = []
    for node in (*content, None):
        if node is not None and not holds_link(node):
            free.append(node)
            continue
        if free:
            made.append(Link(kind, href, title, tuple(free)))
            free = []
        if isinstance(node, Intervention):
            stands = linked(kind, href, title, node.stands)
            made.append(msgspec.structs.replace(node, stands=stands))
        elif isinstance(node, HOLDERS):
            inner: Any = node
            within = linked(kind, href, title, inner.content)
            made.append(msgspec.structs.replace(inner, content=within))
        elif node is not None:
            made.append(node)
    return tuple(made)


def holds_link(node: str | Part) -> bool:
    """Whether a part is a link, or has one inside."""
    if isinstance(node, str):
        return False
    if isinstance(node, LINKS):
        return True
    return any(holds_link(each) for each in getattr(node, "content", ()))


def destination(target: str, home: str) -> tuple[str, str]:
    """The kind and address of a reference as written in a letter; empty where it has none here."""
    file, _, fragment = target.partition("#")
    at = f"#{fragment}" if fragment else ""
    if target.startswith(("http://", "https://")):
        return "outside", target
    if not file:
        return "here", at
    if file.startswith("register/") and file.endswith(".xml"):
        register = file.removeprefix("register/").removesuffix(".xml")
        return register.removesuffix("s"), f"{home}{register}.html{at}"
    if file.endswith(".xml") and "/" not in file and ":" not in file:
        return "letter", f"{home}letters/{file.removesuffix('.xml')}.html{at}"
    return "", ""


def spread(line: Line) -> Iterable[str | Part]:
    """The parts of a line, with what encloses sentences laid around each of them instead."""
    for node in line:
        if isinstance(node, HOLDERS) and holds_segment(node):
            inner: Any = node
            for each in spread(inner.content):
                yield msgspec.structs.replace(inner, content=(each,))
        else:
            yield node


def holds_segment(node: str | Part) -> bool:
    """Whether a part is a sentence, or has one inside."""
    if isinstance(node, Segment):
        return True
    if isinstance(node, HOLDERS):
        return any(holds_segment(each) for each in node.content)
    return False


def plain(line: Line) -> str:
    """The words of a line, without what is not transcribed text."""
    return "".join(_plain(node) for node in line)


def _plain(node: str | Part) -> str:
    match node:
        case str():
            return node
        case Intervention():
            return plain(node.stands)
        case Mark() | Tick() | Break() | Forme() | Absence():
            return ""
        case _:
            return plain(getattr(node, "content", ()))
