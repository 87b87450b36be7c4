"""The edition's values: a letter, its versions, and everything that is said about them.

`tei` builds them, `align` and `link` relate them, `views` shows them. All are frozen;
an `at` is the number of the element in its file (see `finding.Spot`).

Text. White space has been settled when a value is made: no string holds tab, CR or LF,
runs of space are one space, a segment begins and ends without one, and the strings of a
content, read in order, are its text (see `text`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

import msgspec
from msgspec import Struct

from edition import packing
from edition.packing import Packing


class Value(Struct, frozen=True, gc=False, array_like=True, tag_field="is", tag=True):
    """A frozen record that knows its kind.

    What is frozen is made of what was there before, so no value lies in a circle, and the
    search for circles can pass over all of them.
    """


# --- what stands inside a line ---------------------------------------------------------------


class Mention(Value, frozen=True):
    """A name or a referring string; `register` and `entry` are empty where nobody is identified.

    `shift` is the shift that says why nothing answers it on the other side.
    """

    kind: str  # person, place, organization, event, document
    register: str  # persons, places, organizations, events, documents
    entry: str
    content: Content
    at: int = 0
    shift: str = ""


class Term(Value, frozen=True):
    """A term of the terminology, by its entry in the register of terms."""

    entry: str
    content: Content
    at: int = 0


class When(Value, frozen=True):
    """A date as the encoding states it: W3C dates, empty where the source does not say.

    Something happened between `not_before` and `not_after`, or lasted from one to the other.
    """

    when: str = ""
    not_before: str = ""
    not_after: str = ""
    evidence: str = ""  # internal, external, conjecture: the year or day is inferred
    resp: tuple[str, ...] = ()
    lasts: bool = False

    @property
    def begins(self) -> str:
        """The first date that is stated; empty where none is known."""
        return self.when or self.not_before or self.not_after


class Date(Value, frozen=True):
    """Words that are a date; `shift` as in Mention."""

    when: When
    content: Content
    at: int = 0
    shift: str = ""


class Number(Value, frozen=True):
    """Words or figures that are a number (`value` as in @value); `shift` as in Mention."""

    value: str
    content: Content
    at: int = 0
    shift: str = ""


class Quotation(Value, frozen=True):
    """Words between quotation marks; the marks are characters of the content.

    `source` is the address in the edition that is quoted, where the encoding names one.
    """

    content: Content
    at: int = 0
    source: str = ""


class Foreign(Value, frozen=True):
    """Words in another language than their surroundings."""

    lang: str
    content: Content
    at: int = 0


class Title(Value, frozen=True):
    """The title of a work; `level` as in title/@level."""

    level: str
    content: Content
    at: int = 0


class Highlight(Value, frozen=True):
    """Words set off in the source; `rend` as written there (italic, underline …)."""

    rend: str
    content: Content
    at: int = 0


class Hand(Value, frozen=True):
    """Words in another hand than their surroundings, by the id of the handNote."""

    hand: str
    cert: str
    content: Content
    at: int = 0


class Reference(Value, frozen=True):
    """A pointer to another text.

    `target` is as written. `status` is the category it claims (verified, unverified) or empty.
    """

    target: str
    status: str
    content: Content
    at: int = 0


class Citation(Value, frozen=True):
    """A bibliographic citation inside running text; `corresp` is what an `ibid.` stands for."""

    corresp: str
    content: Content
    at: int = 0


class Idno(Value, frozen=True):
    """A number or shelfmark as printed; `kind` as in idno/@type."""

    kind: str
    content: Content
    at: int = 0


class Alternative(Value, frozen=True):
    """What a reading puts beside what stands."""

    content: Content
    resp: tuple[str, ...] = ()
    cert: str = ""
    source: tuple[str, ...] = ()
    at: int = 0


class Reading(Value, frozen=True):
    """An intervention: what stands in the source, and what is read or proposed instead.

    `kind` is correction (sic/corr), regularization (orig/reg), expansion (abbr/expan), supplied,
    unclear, gap, addition, deletion, substitution or variant (app). `stands` belongs to the
    transcribed text, the alternatives do not. `agent` is the category of who is at the origin
    of the error (agent-undetermined where it cannot be known).
    """

    id: str
    kind: str
    stands: Content
    alternatives: tuple[Alternative, ...] = ()
    agent: str = ""
    reason: str = ""
    extent: str = ""
    at: int = 0


class Mark(Value, frozen=True):
    """A place in a line, where no words stand."""

    content: ClassVar[Content] = ()


class NoteMark(Mark, frozen=True):
    """The place of a note's mark; `note` is the note's id."""

    note: str
    at: int = 0


class PageBreak(Mark, frozen=True):
    """The beginning of page `n` of the source; `inferred` where no page number is printed."""

    id: str
    n: str
    inferred: bool = False
    at: int = 0


class LineBreak(Mark, frozen=True):
    """The end of a line of the source."""

    at: int = 0


class Forme(Value, frozen=True):
    """Letterhead, running label, stray mark: shown, but not part of the text.

    Also the heading that a printed edition puts above the letter (kind "heading").
    """

    id: str
    kind: str  # letterhead, header, footer, unidentified, heading …: fw/@type
    subtype: str
    content: Content
    at: int = 0


class Anchor(Mark, frozen=True):
    """A place without text: where a side is absent (kind "absent", reason in `reason`), or
    where a shift finds nothing (kind "shift")."""

    id: str
    kind: str
    reason: str
    at: int = 0


class Segment(Value, frozen=True):
    """A sentence or what serves as one (`s`)."""

    id: str
    content: Content
    lang: str = ""
    at: int = 0


Inline = (
    str
    | Mention
    | Term
    | Date
    | Number
    | Quotation
    | Foreign
    | Title
    | Highlight
    | Hand
    | Reference
    | Citation
    | Idno
    | Reading
    | NoteMark
    | PageBreak
    | LineBreak
    | Forme
    | Anchor
    | Segment
)
Content = tuple[Inline, ...]


# --- versions ----------------------------------------------------------------------------------


class Block(Value, frozen=True):
    """A part of a version that can be cited: paragraph, dateline, verse line, table cell …

    `kind` is paragraph, dateline, salute, address, closer, signed, item, line or cell;
    `within` names what encloses it, outermost first (postscript, list, verse, table).
    Its content holds segments, or text itself where the block is not divided.
    """

    id: str
    kind: str
    content: Content
    within: tuple[str, ...] = ()
    rend: str = ""
    lang: str = ""
    at: int = 0


Part = Block | Forme | PageBreak | Anchor


class Version(Value, frozen=True):
    """One text of a letter in one language; its parts stand in the order of the source.

    `role` is original or translation; `of` is the id of the version it translates; `decls` are
    the ids of what the header states of it: rights, source, practice.
    """

    id: str
    lang: str
    role: str
    of: str
    parts: tuple[Part, ...]
    decls: tuple[str, ...] = ()
    at: int = 0


class Missing(Value, frozen=True):
    """The statement that a version is not available: no text of it is invented."""

    id: str
    role: str
    statement: tuple[Paragraph, ...]
    at: int = 0


class Paragraph(Value, frozen=True):
    """A paragraph of prose about the text (note, header); `lang` is its language."""

    lang: str
    content: Content
    at: int = 0


# --- what is said about the versions -----------------------------------------------------------


class Span(Value, frozen=True):
    """What a note or a shift points to: an element by id, or words quoted inside it.

    `quote` is empty where the whole element is meant; `index` counts from 1 among equal
    quotations of one segment, 0 where the quotation stands there once.
    """

    id: str
    quote: str = ""
    index: int = 0


OF_SOURCE = ("authorial", "printed")
"""The series of notes that stand in what is edited: the writer's own, and those printed with it."""


class Note(Value, frozen=True):
    """A note. `series` is authorial (the writer's own), printed, editorial or translation; `n` is
    its number as the source has it.

    A note of the source stands at its mark (`spans` is empty); an editors' note names its spans.
    """

    id: str
    n: str
    series: str
    version: str
    paragraphs: tuple[Paragraph, ...]
    resp: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    at: int = 0

    @property
    def of_source(self) -> bool:
        """Whether it stands in what is edited."""
        return self.series in OF_SOURCE


class Link(Value, frozen=True):
    """One line of an alignment: what answers what, by ids of blocks, segments, groups, anchors."""

    id: str
    targets: tuple[str, ...]
    level: str  # block, segment
    crossing: bool = False
    at: int = 0


class Group(Value, frozen=True):
    """Several blocks or segments of one version that answer together (`ptr`)."""

    id: str
    members: tuple[str, ...]
    at: int = 0


class Shift(Value, frozen=True):
    """A located departure of a translation, or a pattern of such departures.

    A pattern has no spans but `instances`, the ids of the shifts that it gathers.
    """

    id: str
    type: str
    weight: str
    cause: str
    defensible: bool
    spans: tuple[Span, ...]
    explanation: tuple[Paragraph, ...]
    gloss: tuple[Paragraph, ...] = ()
    instances: tuple[str, ...] = ()
    resp: tuple[str, ...] = ()
    at: int = 0


class Side(Value, frozen=True):
    """One version's part in a unit: its members in order, or the reason why there is none."""

    version: str
    members: tuple[str, ...]
    absent: str = ""


class Unit(Value, frozen=True):
    """What answers what, at one level; `parent` is the id of the block unit of a segment unit."""

    id: str
    level: str
    sides: tuple[Side, ...]
    parent: str = ""
    crossing: bool = False
    at: int = 0


class Point(Value, frozen=True):
    """A pointer that leaves its file, as written, and the attribute that bears it."""

    target: str
    attribute: str
    at: int


# --- the letter --------------------------------------------------------------------------------


class Party(Value, frozen=True):
    """Somebody or somewhere in an action of correspondence."""

    name: str
    register: str
    entry: str


class Action(Value, frozen=True):
    """An act of correspondence (correspAction): sent, received, transmitted …"""

    kind: str
    subtype: str
    persons: tuple[Party, ...]
    places: tuple[Party, ...]
    when: When | None
    note: tuple[Paragraph, ...] = ()
    at: int = 0


class Neighbour(Value, frozen=True):
    """A letter before or after this one in the correspondence (correspContext/ref).

    `kind` is what it is to this one: answered, edition (the next one printed).
    """

    direction: str  # prev, next
    target: str
    label: str
    at: int = 0
    kind: str = ""


class Category(Value, frozen=True):
    """A class of a taxonomy: who erred, what kind of shift, how grave."""

    id: str
    taxonomy: str
    term: tuple[Paragraph, ...]
    gloss: tuple[Paragraph, ...]
    equivalents: tuple[str, ...] = ()
    at: int = 0


class Statement(Value, frozen=True):
    """A declaration of the header in prose.

    `kind` is rights, source, practice, project, responsibility, hand, witness, revision; `label`
    what one word says of it: a status, day or medium, or what a witness is called.
    """

    id: str
    kind: str
    label: str
    target: str
    paragraphs: tuple[Paragraph, ...]
    at: int = 0


class Letter(Value, frozen=True):
    """A letter with all that the edition says about it."""

    id: str
    file: str
    title: tuple[Paragraph, ...]
    date: When
    versions: tuple[Version, ...]
    missing: tuple[Missing, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    groups: tuple[Group, ...] = ()
    shifts: tuple[Shift, ...] = ()
    actions: tuple[Action, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    statements: tuple[Statement, ...] = ()
    categories: tuple[Category, ...] = ()
    kept: tuple[str, str] = ("", "")  # where the document is: archive, shelfmark


# --- registers ---------------------------------------------------------------------------------


class Name(Value, frozen=True):
    """A form of a name in one language; `kind` is empty or as in @type (main, variant).

    Its parts are given where the register tells them apart: “Charles”, “de”, “Gaulle”.
    """

    lang: str
    text: str
    kind: str = ""
    forename: str = ""
    link: str = ""
    surname: str = ""


class Entry(Value, frozen=True):
    """A person, place, organization, event, document or term of a register."""

    id: str
    register: str
    names: tuple[Name, ...]
    notes: tuple[Paragraph, ...] = ()
    dates: tuple[tuple[str, When], ...] = ()  # birth, death, date …
    identifiers: tuple[tuple[str, str], ...] = ()  # (authority, id or address)
    facts: tuple[tuple[str, str], ...] = ()  # what is known of a document: number, notes, reading
    sort: str = ""
    at: int = 0


MAIN = ("main", "")
"""The kinds of main names."""


def main_name(names: Iterable[Name], lang: str) -> Name:
    """The main form of a name in a language; else the first form there is, or none."""
    ordered = sorted(names, key=lambda name: (name.lang != lang, name.kind not in MAIN))
    return ordered[0] if ordered else Name("", "")


class Register(Value, frozen=True):
    """All entries of one kind."""

    id: str
    file: str
    title: tuple[Paragraph, ...]
    entries: tuple[Entry, ...]
    points: tuple[Point, ...] = ()


# --- cards: what the edition keeps in mind of a letter ----------------------------------------


class Seen(Value, frozen=True):
    """A mention as a register shows it: the words, and where they stand."""

    register: str
    entry: str
    version: str
    anchor: str  # the id of the innermost block, segment or note
    unit: str  # the unit's address, empty in notes and forme work
    words: str


class Claim(Value, frozen=True):
    """What a reference says of its target, to be held against what is known of it.

    `kind` is document, note or volume (a number), date (as in @when), day (in words), status
    (verified, unverified) or quotation (words that stand there).
    """

    target: str
    kind: str
    value: str
    at: int


class Text(Value, frozen=True):
    """What the edition's lists say of a version."""

    id: str
    lang: str
    role: str
    first_words: str


class Spoken(Value, frozen=True):
    """In which languages a letter says what it says once in each: title, notes or explanations.

    `number` counts them, `at` is the first; `lacking` are those of the languages that some of them
    lack: how many do, and the first of these.
    """

    kind: str
    number: int
    at: int
    languages: tuple[str, ...]
    lacking: tuple[tuple[str, int, int], ...] = ()


class Details(Value, frozen=True):
    """What is asked of a letter now and then, each part packed: ten thousand letters must fit."""

    anchors: bytes = b""
    seen: bytes = b""
    points: bytes = b""
    claims: bytes = b""
    targets: bytes = b""
    actions: bytes = b""
    neighbours: bytes = b""
    counts: bytes = b""
    tally: bytes = b""
    spoken: bytes = b""


class Card(Value, frozen=True):
    """A letter in small: all that other pages need to know of it."""

    id: str
    file: str
    title: tuple[Paragraph, ...]
    date: When
    texts: tuple[Text, ...]
    missing: tuple[str, ...]  # roles of versions that are not available
    quotations: tuple[Claim, ...]  # what it quotes from other letters
    details: Details = Details()
    apparatus: bytes = b""  # shifts and readings in small, packed (see `apparatus`)
    changed: str = ""  # the day of the last change that the file records

    @property
    def anchors(self) -> tuple[tuple[str, str], ...]:
        """The addresses of its page, with the fingerprint of what stands there ("" for what has
        no text of its own)."""
        return unpacked_anchors(self.details.anchors)

    def holds(self, anchors: Iterable[str]) -> list[str]:
        """Those of some addresses that its page has."""
        names, _ = _anchors(self.details.anchors)
        lines = f"\n{names}\n"
        return [each for each in anchors if f"\n{each}\n" in lines or f"\n{each} \n" in lines]

    @property
    def seen(self) -> tuple[Seen, ...]:
        """What it mentions."""
        return unpacked_seen(self.details.seen)

    def seen_of(self, register: str) -> list[Seen]:
        """What it mentions of a register."""
        rows = zip(*_SEEN.unpacked(self.details.seen), strict=True)
        return [Seen(*row) for row in rows if row[0] == register]

    @property
    def points(self) -> tuple[Point, ...]:
        """The pointers that leave it."""
        held, targets = POINTS.unpacked(self.details.points), self.targets
        return tuple([Point(targets[target], named, at) for target, named, at in held])

    @property
    def targets(self) -> tuple[str, ...]:
        """Where the pointers lead that leave it, each once."""
        return tuple(TARGETS.unpacked(self.details.targets).splitlines())

    @property
    def actions(self) -> tuple[Action, ...]:
        """Who wrote to whom, and when."""
        return ACTIONS.unpacked(self.details.actions)

    @property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """What it answers, and the letters before and after it."""
        return NEIGHBOURS.unpacked(self.details.neighbours)

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many notes, readings, shifts, units … it has."""
        return COUNTS.unpacked(self.details.counts)

    @property
    def tally(self) -> tuple[tuple[str, str, bool, int], ...]:
        """Its shifts: type, weight, whether they are defensible, how many."""
        return TALLY.unpacked(self.details.tally)

    @property
    def spoken(self) -> tuple[Spoken, ...]:
        """In which languages it says what it says."""
        return SPOKEN.unpacked(self.details.spoken)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What it says of documents."""
        return CLAIMS.unpacked(self.details.claims)


def packed_anchors(anchors: Mapping[str, str]) -> bytes:
    """Addresses with their fingerprints, as a card keeps them: the names, of which those without
    fingerprint end in a space, then the fingerprints, whose digits cannot be packed further."""
    names = "\n".join([name if held else f"{name} " for name, held in anchors.items()])
    packed = packing.packed(names)
    return len(packed).to_bytes(4, "big") + packed + bytes.fromhex("".join(anchors.values()))


def unpacked_anchors(packed: bytes) -> tuple[tuple[str, str], ...]:
    """The addresses with their fingerprints that a card keeps."""
    names, digits = _anchors(packed)
    found, at = [], 0
    for name in names.split("\n") if names else ():
        held = name[-1:] != " "
        found.append((name, digits[at : at + 16]) if held else (name[:-1], ""))
        at += 16 * held
    return tuple(found)


def _anchors(packed: bytes) -> tuple[str, str]:
    """The names of addresses, one a line, and the digits of all fingerprints."""
    end = 4 + int.from_bytes(packed[:4], "big")
    return packing.unpacked(packed[4:end]), packed[end:].hex()


def packed_seen(seen: Iterable[Seen]) -> bytes:
    """Mentions, as a card keeps them: a column a field, since what is alike packs well."""
    return _SEEN.packed(tuple(zip(*map(msgspec.structs.astuple, seen), strict=True)))


def unpacked_seen(packed: bytes) -> tuple[Seen, ...]:
    """The mentions that a card keeps."""
    return tuple(map(Seen, *_SEEN.unpacked(packed))) if packed else ()


_SEEN = Packing(tuple[tuple[str, ...], ...], ())
CLAIMS = Packing(tuple[Claim, ...], ())
TARGETS = Packing(str, "")
"""Targets of pointers, one a line."""
ACTIONS = Packing(tuple[Action, ...], (), pressing=False)
NEIGHBOURS = Packing(tuple[Neighbour, ...], (), pressing=False)
COUNTS = Packing(tuple[tuple[str, int], ...], (), pressing=False)
TALLY = Packing(tuple[tuple[str, str, bool, int], ...], (), pressing=False)
SPOKEN = Packing(tuple[Spoken, ...], (), pressing=False)
POINTS = Packing(tuple[tuple[int, str, int], ...], ())
"""Pointers: the number of the target among those of the card, the attribute, the element."""


class Settings(Value, frozen=True):
    """What `edition.yaml` says.

    Texts by language of the interface; `exports` are names of formats, `dts` what the service of
    texts answers beyond paragraphs (sentences, ranges), `uuid` the name by which correspSearch
    knows the edition, `citations` whether each letter has a page of its citations, `spacing`
    whether French texts are shown with French spacing. `release` and
    `released` are the last release and its day, as the list of releases has them; empty before
    the first.
    """

    title: dict[str, str]
    description: dict[str, str]
    editors: str
    publisher: str
    licence: str
    languages: tuple[str, ...]
    base: str = ""
    file: str = ""
    exports: tuple[str, ...] = ()
    dts: tuple[str, ...] = ()
    uuid: str = ""
    continuous: bool = False
    release: str = ""
    released: str = ""
    citations: bool = False
    spacing: bool = False


class Quote(Value, frozen=True):
    """The words of a link of a page of prose that claim something of where it leads; its place.

    `kind` is words (quoted from a letter), count (of what `counts` says) or label (numbers and
    days).
    """

    target: str
    words: str
    line: int
    column: int = 1
    kind: str = "words"
    counts: str = ""


class Page(Value, frozen=True):
    """A page of prose: sanitised HTML made from Markdown, with the ids of its headings."""

    slug: str
    lang: str
    title: str
    order: int
    html: str
    headings: tuple[tuple[str, str], ...]  # (id, text)
    quotes: tuple[Quote, ...]
    file: str = ""


class Edition(Value, frozen=True):
    """Everything that reaches beyond one letter. Cards stand in the order of the correspondence."""

    settings: Settings
    cards: tuple[Card, ...]
    registers: tuple[Register, ...]
    pages: tuple[Page, ...]


# --- text --------------------------------------------------------------------------------------


SILENT = frozenset((NoteMark, PageBreak, LineBreak, Forme, Anchor))
"""What stands in a line without being its text."""


def inside(node: Inline) -> Content:
    """What an inline value encloses; of a reading, what stands. Empty where it encloses nothing."""
    if type(node) is Reading:
        return node.stands
    return node.content  # type: ignore[union-attr]  # a string encloses nothing and is not asked


def nested(node: Inline) -> Content:
    """What an inline value encloses, if there is more in it than words."""
    within = node.stands if type(node) is Reading else node.content  # type: ignore[union-attr]
    return within if len(within) > 1 or (within and type(within[0]) is not str) else ()


def corrected(node: Inline) -> Content:
    """What an inline value encloses; of a reading, the correction where it is certain."""
    if isinstance(node, Reading) and node.kind == "correction":
        certain = (each.content for each in node.alternatives if each.cert == "high")
        return next(certain, node.stands)
    return inside(node)


def strings(content: Content, within: Callable[[Inline], Content] = inside) -> list[str]:
    """The transcribed text of a content, string by string; with `corrected`, the reading text.

    What stands is read (sic, orig, lem); notes, forme work and page breaks are not.
    """
    found: list[str] = []
    for node in content:
        kind = type(node)
        if kind is str:
            found.append(node)  # type: ignore[arg-type]
        elif kind not in SILENT:
            found += strings(within(node), within)
    return found


def text(content: Content) -> str:
    """The transcribed text of a content, NFC (design: the one text that all uses share)."""
    if len(content) == 1 and type(content[0]) is str:
        return unicodedata.normalize("NFC", content[0])
    return unicodedata.normalize("NFC", "".join(strings(content)))


def reading_text(content: Content) -> str:
    """The reading text of a content, NFC: transcribed, but certain corrections are made."""
    words = unicodedata.normalize("NFC", "".join(strings(content, corrected)))
    # A correction that takes a word out leaves the spaces before and after it.
    return re.sub("  +", " ", words)


def fingerprint_of(words: str) -> str:
    """The first 16 hex digits of the SHA-256 of a transcribed text in UTF-8."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def nodes(content: Content) -> list[Inline]:
    """Every inline value of a content that is not a string, outside in, in order."""
    found: list[Inline] = []
    for node in content:
        if type(node) is not str:
            found.append(node)
            if within := nested(node):
                found += nodes(within)
    return found


def texts(letter: Letter, of: Callable[[Content], str] = text) -> dict[str, str]:
    """The transcribed text of every block, segment and anchor of a letter, by id.

    With `reading_text`, the reading text.
    """
    found: dict[str, str] = {}
    for version in letter.versions:
        for part in version.parts:
            if type(part) is Block:
                pieces = []
                for node in part.content:
                    if type(node) is Segment:
                        found[node.id] = of(node.content)
                        pieces.append(found[node.id])
                    else:
                        pieces.append(of((node,)))
                found[part.id] = "".join(pieces)
                found |= {each.id: "" for each in nodes(part.content) if type(each) is Anchor}
            elif type(part) is Anchor:
                found[part.id] = ""
    return found
