"""A letter or a register as search takes it up (Letter -> Piece): rows, their texts, their words.

Comes after `align`; `index` puts the pieces of an edition together. A row is what a hit shows:
the sentences that answer each other, a note, a shift, an entry or a title, in all its languages.
A piece says nothing of the other pieces, so that it is made once, and anew only with its letter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, repeat
from unicodedata import normalize

import msgspec
from msgspec import Struct

from edition import model
from edition.model import (
    Block,
    Content,
    Entry,
    Inline,
    Letter,
    Note,
    Paragraph,
    Reading,
    Register,
    Segment,
    Shift,
    Unit,
)
from edition.prepare import Prepared
from edition.search.words import WHOLE, words

KINDS = ("text", "note", "shift", "entry", "letter")
SIGNS = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\<')
"""What numbers are written with: printable, and nothing that a script would have to escape."""
BLOCK = "\v"
"""Before every block of places."""
MOST = len(SIGNS) - 1
"""A block has at most so many places."""
LENGTHS = (1, 2, 3, 4, 6, 8, 11, 14, 18, 23, 29, 36, 45, 56, 70, 90, 120)
"""The lengths of texts that are told apart, in words."""
ROWS = len(SIGNS) ** 2
"""A piece has fewer rows than this."""
PART_ROWS = 64
PART_BYTES = 12_500
"""A part of the texts has at most so many rows, and ends with the row that passes so many bytes."""
NAMED = " — "
"""Between the name of an entry, by which a hit is called, and what else is said there."""
AROUND = 40
"""So many bytes stand around a text."""


class Side(Struct, frozen=True, array_like=True):
    """A text of a row: its language, its address in the page, itself as transcribed.

    `others` are words that readings put in the place of some that stand, by the number of the
    word that stands there.
    """

    lang: str
    anchor: str
    text: str
    others: tuple[tuple[int, str], ...] = ()


class Row(Struct, frozen=True, array_like=True):
    """What a hit shows; `anchor` leads to all sides of it."""

    kind: str
    anchor: str
    sides: tuple[Side, ...]


class Part(Struct, frozen=True):
    """Rows that are loaded together, with what they are out of; rows are counted from `first`."""

    page: str
    title: dict[str, str]
    first: int
    rows: list[Row]


class Piece(Struct, frozen=True):
    """What search has of a letter, or of some entries of a register.

    `parts` are the scripts that hold its rows, by number; `texts` is how many texts there are;
    `words` holds by language its words, and where each occurs, both as lines: there are two
    thousand a letter. The places of a word are in blocks: a mark, a sign that counts them, four
    signs a place (`_head`). What stands for a compound begins with `WHOLE`.
    """

    parts: dict[int, bytes] = {}
    words: dict[str, tuple[str, str]] = {}
    texts: int = 0

    def places(self, lang: str, mark: str = BLOCK) -> Iterator[tuple[str, str]]:
        """The words of a language, each with its blocks, before which stands a mark."""
        words, blocks = self.words[lang]
        lines = blocks.replace(BLOCK, mark).split("\n")
        return zip(words.split("\n"), lines, strict=True) if words else iter(())


# --- letters -----------------------------------------------------------------------------------


def of_letter(prepared: Prepared) -> tuple[Piece, ...]:
    """The pieces of a letter: one, unless it is a book."""
    letter = prepared.letter
    title = _said(letter.title)
    rows = [Row("letter", "", tuple(Side(lang, "", words) for lang, words in title.items()))]
    rows += _text(letter, prepared.units)
    rows += map(_note, letter.notes)
    rows += map(_shift, letter.shifts)
    found = _pieces(f"letters/{letter.id}.html", title, rows)
    for each in found:
        each.words[""] = f"={letter.id}", _OPENINGS[1] + _head(0, 0, 4) + SIGNS[0]
    return found


def _text(letter: Letter, units: Iterable[Unit]) -> Iterator[Row]:
    """The rows of the text, in the order of the first version that has them."""
    leaves = {side.anchor: side for version in letter.versions for side in _leaves(version)}
    unit_of = {member: unit for unit in units for each in unit.sides for member in each.members}
    shown: set[str] = set()
    for name in leaves:
        unit = unit_of.get(name)
        anchor, members = (unit.id, _members(unit)) if unit else (name, (name,))
        if name not in shown:
            shown.update(members)
            yield Row("text", anchor, tuple(leaves[each] for each in members if each in leaves))


def _members(unit: Unit) -> tuple[str, ...]:
    return tuple(member for side in unit.sides for member in side.members)


def _leaves(version: model.Version) -> Iterator[Side]:
    """The segments of a version, and the blocks that have none."""
    for part in version.parts:
        if type(part) is Block:
            inside = [node for node in part.content if type(node) is Segment]
            for each in inside:
                lang = each.lang or part.lang or version.lang
                yield _side(lang, each.id, each.content)
            if not inside:
                yield _side(part.lang or version.lang, part.id, part.content)


def _note(note: Note) -> Row:
    return Row("note", note.id, _sides(note.paragraphs, note.id))


def _shift(shift: Shift) -> Row:
    gloss = [Paragraph(each.lang, ("—\u00a0", *each.content)) for each in shift.gloss]
    return Row("shift", shift.id, _sides((*shift.explanation, *gloss), shift.id))


def _sides(paragraphs: Iterable[Paragraph], anchor: str) -> tuple[Side, ...]:
    """A side a language."""
    contents: dict[str, Content] = {}
    for each in paragraphs:
        before = contents.get(each.lang, ())
        contents[each.lang] = (*before, *((" ",) if before else ()), *each.content)
    return tuple([_side(lang, anchor, content) for lang, content in contents.items()])


def _said(paragraphs: Iterable[Paragraph]) -> dict[str, str]:
    """The first paragraph of each language."""
    said: dict[str, str] = {}
    for each in paragraphs:
        said.setdefault(each.lang, model.text(each.content))
    return said


# --- registers ---------------------------------------------------------------------------------

ENTRIES = 500
"""So many entries make a piece."""


def of_register(register: Register) -> Iterator[tuple[bytes, Callable[[], tuple[Piece, ...]]]]:
    """Some entries at a time: all that their pieces are made of, and what makes them."""
    for start in range(0, len(register.entries), ENTRIES):
        entries = register.entries[start : start + ENTRIES]
        made_of = msgspec.msgpack.encode((register.id, register.title, entries))
        yield made_of, partial(_of_entries, register, entries)


def _of_entries(register: Register, entries: tuple[Entry, ...]) -> tuple[Piece, ...]:
    rows = [_entry(each) for each in entries]
    return _pieces(f"{register.id}.html", _said(register.title), rows)


def _entry(entry: Entry) -> Row:
    """An entry in each language: its name, then its other names and what is noted of it."""
    names: dict[str, dict[str, None]] = {}
    for each in entry.names:
        names.setdefault(each.lang, {})[each.text] = None
    said: dict[str, tuple[str, str]] = {}
    for lang, (name, *others) in names.items():
        said[lang] = name, ", ".join(others)
    for note in entry.notes:
        name, before = said.get(note.lang, ("", ""))
        said[note.lang] = name, _sentences(before, model.text(note.content))
    texts = {lang: f"{name}{NAMED}{more}" if more else name for lang, (name, more) in said.items()}
    return Row("entry", entry.id, tuple(Side(lang, "", text) for lang, text in texts.items()))


def _sentences(before: str, after: str) -> str:
    """A sentence after another, which may lack its full stop."""
    stop = "" if not before or before[-1] in ".!?…" else "."
    return f"{before}{stop} {after}".lstrip()


# --- what stands, and what is read in its place --------------------------------------------------


def _side(lang: str, anchor: str, content: Content) -> Side:
    said: list[str] = []
    readings: list[Reading] = []
    _read(content, said, readings)
    text = normalize("NFC", "".join(said))
    return Side(lang, anchor, text, tuple(_others(content, readings, text)) if readings else ())


def _read(content: Content, said: list[str], readings: list[Reading]) -> None:
    """Adds the strings of the transcribed text of a content, and the readings in it."""
    for node in content:
        if type(node) is str:
            said.append(node)
        elif type(node) not in model.SILENT:
            if type(node) is Reading:
                readings.append(node)
            _read(model.inside(node), said, readings)


def _others(content: Content, readings: list[Reading], text: str) -> Iterator[tuple[int, str]]:
    """The words of each alternative that is not what stands, beside the words that stand."""
    stands = words(text)
    for reading in readings:
        for each in reading.alternatives:
            whole = "".join(model.strings(content, _with(reading, each.content)))
            yield from _differing(stands, words(whole))


def _with(reading: Reading, content: Content) -> Callable[[Inline], Content]:
    """What inline values enclose, with an alternative in the place of what stands."""
    return lambda node: content if node is reading else model.inside(node)


def _differing(stands: list[str], read: list[str]) -> Iterator[tuple[int, str]]:
    """Words of the second that are not in the first, with the number of the word beside them."""
    start = next((at for at, (a, b) in enumerate(zip(stands, read, strict=False)) if a != b), None)
    start = min(len(stands), len(read)) if start is None else start
    last = 0
    while last < min(len(stands), len(read)) - start and stands[-1 - last] == read[-1 - last]:
        last += 1
    for at, word in enumerate(read[start : len(read) - last]):
        beside = max(0, min(start + at, len(stands) - last - 1, len(stands) - 1))
        yield beside, word.partition(WHOLE)[0]


# --- pieces ------------------------------------------------------------------------------------


def _pieces(page: str, title: dict[str, str], rows: list[Row]) -> tuple[Piece, ...]:
    """Rows as pieces, each of as many as can be numbered."""
    pieces = []
    parts = _parts(page, title, [row for row in rows if row.sides])
    while parts:
        number = next((at for at, part in enumerate(parts) if part.first < parts[0].first), 0)
        here, parts = (parts[:number], parts[number:]) if number else (parts, [])
        pieces.append(_piece(here))
    return tuple(pieces)


def _parts(page: str, title: dict[str, str], rows: list[Row]) -> list[Part]:
    """Rows in parts: each begins at a multiple, so that a row's number tells its part."""
    parts: list[Part] = []
    size = PART_BYTES
    for row in rows:
        if size >= PART_BYTES or len(parts[-1].rows) == PART_ROWS:
            first = len(parts) * PART_ROWS % (ROWS // PART_ROWS * PART_ROWS)
            parts.append(Part(page, title, first, []))
            size = 0
        parts[-1].rows.append(row)
        size += sum(len(side.text) + AROUND for side in row.sides)
    return parts


def _piece(parts: list[Part]) -> Piece:
    places: dict[str, dict[str, list[str]]] = {}
    texts = 0
    for part in parts:
        for number, row in enumerate(part.rows, part.first):
            kind = KINDS.index(row.kind)
            for lang, sides in _by_language(row.sides):
                _place(places.setdefault(lang, {}), number, kind, sides)
                texts += 1
    scripts = {each.first // PART_ROWS: _script(each) for each in parts}
    return Piece(scripts, {lang: _lines(each) for lang, each in places.items()}, texts)


def _by_language(sides: tuple[Side, ...]) -> Iterable[tuple[str, list[Side]]]:
    found: dict[str, list[Side]] = {}
    for each in sides:
        found.setdefault(each.lang, []).append(each)
    return found.items()


def _place(places: dict[str, list[str]], row: int, kind: int, sides: list[Side]) -> None:
    """Notes where each word of a row's sides in one language occurs.

    Words are counted through all sides; one number is left out between two, so that no phrase
    reaches from one into the other. The numbers of words far on are not told apart.
    """
    cut = [words(side.text) for side in sides]
    head = _head(row, sum(map(len, cut)), kind)
    start = 0
    for side, found in zip(sides, cut, strict=True):
        spots = chain(SIGNS[start:], repeat(SIGNS[-1]))
        for word, spot in zip(found, spots, strict=False):
            if word in places:
                places[word].append(head + spot)
            else:
                places[word] = [head + spot]
        for number, word in side.others:
            places.setdefault(word, []).append(head + SIGNS[min(start + number, len(SIGNS) - 1)])
        start += len(found) + 1


def _head(row: int, length: int, kind: int) -> str:
    """A place but for the number of the word: row (two signs), length of the text and kind."""
    high, low = divmod(row, len(SIGNS))
    sort = max(0, bisect_right(LENGTHS, length) - 1) * len(KINDS) + kind
    return SIGNS[high] + SIGNS[low] + SIGNS[sort]


def _lines(places: dict[str, list[str]]) -> tuple[str, str]:
    """Words and the blocks of their places, as lines; a compound is there in its first part, and
    whole."""
    for compound in [word for word in places if WHOLE in word]:
        here = places.pop(compound)
        first, _, whole = compound.partition(WHOLE)
        for word in (first, WHOLE + whole):
            places[word] = sorted([*places.get(word, ()), *here])
    blocks = [
        f"{_OPENINGS[len(each)]}{''.join(each)}" if len(each) <= MOST else _several(each)
        for each in places.values()
    ]
    return "\n".join(places), "\n".join(blocks)


_OPENINGS = [BLOCK + sign for sign in SIGNS]
"""How a block of so many places begins."""


def _several(places: list[str]) -> str:
    """More places than a block can have."""
    parts = [places[at : at + MOST] for at in range(0, len(places), MOST)]
    return "".join([_OPENINGS[len(part)] + "".join(part) for part in parts])


def _script(part: Part) -> bytes:
    """The argument that a part's script gives to the page; its name is given by `index`."""
    return script({"page": part.page, "title": part.title, "rows": part.rows})


def script(value: object) -> bytes:
    """A value as a script may hold it, wherever the script may stand."""
    data = msgspec.json.encode(value).replace(b"<", b"\\u003c")
    return data.replace("\u2028".encode(), b"\\u2028").replace("\u2029".encode(), b"\\u2029")
