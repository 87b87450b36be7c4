"""The shifts of a letter as rows (CSV, TSV, JSON), and rows as shifts again.

One row a shift or pattern. For each version: the sentence, the offsets of the words in its
transcribed text (code points), the words, the sentence's text, and the anchor where nothing
stands. Several spans of one version stand in one cell, one a line; so do several paragraphs.

The explanations are plain words. What they hold of markup stands in the column `markup`, as
TEI notes; the plain words are what counts: markup that says other words is put aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from edition.finding import Finding, Findings, Place
from edition.formats import quoted, table
from edition.formats.given import Columns, Given
from edition.formats.quoted import Quoted
from edition.model import Letter, Paragraph, Shift, Span, text
from edition.tei import fragment, write

FIRST = ("letter", "id", "address", "type", "weight", "cause", "defensible")
OF_VERSION = ("segment", "start", "end", "words", "context", "anchor")
NOTES = ("explanation", "gloss")
LAST = ("resp", "instances", "markup")


class Row(Struct, frozen=True):
    """A shift as it is exported; paragraphs of a language are separated by line feeds."""

    letter: str
    id: str
    address: str
    type: str
    weight: str
    cause: str
    defensible: bool
    spans: tuple[Quoted, ...]
    explanation: dict[str, str]
    gloss: dict[str, str]
    resp: tuple[str, ...]
    instances: tuple[str, ...]
    markup: str = ""


def present(letter: Letter) -> bool:
    """Whether a letter has shifts."""
    return bool(letter.shifts)


def rows(given: Given) -> Iterator[Row]:
    """A row for each shift of a letter."""
    spans = quoted.spans(given)
    for shift in given.letter.shifts:
        yield Row(
            given.letter.id,
            shift.id,
            given.address(shift.id),
            shift.type,
            shift.weight,
            shift.cause,
            shift.defensible,
            spans[shift.id],
            _words(shift.explanation),
            _words(shift.gloss),
            shift.resp,
            shift.instances,
            _markup(shift, given.columns.languages),
        )


def _words(paragraphs: Iterable[Paragraph]) -> dict[str, str]:
    """What paragraphs say, by language."""
    of_language: dict[str, list[Paragraph]] = {}
    for each in paragraphs:
        of_language.setdefault(each.lang, []).append(each)
    return {lang: _joined(each) for lang, each in of_language.items()}


def _joined(paragraphs: Iterable[Paragraph]) -> str:
    return "\n".join(text(each.content) for each in paragraphs)


def _markup(shift: Shift, languages: tuple[str, ...]) -> str:
    """The notes that plain words in the columns cannot say."""
    made: list[str] = []
    for kind, paragraphs in zip(NOTES, (shift.explanation, shift.gloss), strict=True):
        for lang in dict.fromkeys(each.lang for each in paragraphs):
            note = [each for each in paragraphs if each.lang == lang]
            if lang not in languages or not _plain(note):
                made += write.notes(kind, note).values()
    return "".join(made)


def _plain(paragraphs: Iterable[Paragraph]) -> bool:
    return all(isinstance(node, str) for each in paragraphs for node in each.content)


# --- files -------------------------------------------------------------------------------------


def header(columns: Columns) -> list[str]:
    """The names of the columns."""
    return [
        *FIRST,
        *(f"{version}_{name}" for version in columns.versions for name in OF_VERSION),
        *(f"{note}_{lang}" for note in NOTES for lang in columns.languages),
        *LAST,
    ]


def csv(given: Given) -> bytes:
    """The rows of a letter with commas."""
    return table.lines((cells(row, given.columns) for row in rows(given)), table.COMMA)


def tsv(given: Given) -> bytes:
    """The rows of a letter with tabs."""
    return table.lines((cells(row, given.columns) for row in rows(given)), table.TAB)


def json(given: Given) -> bytes:
    """The rows of a letter as objects."""
    return table.objects(rows(given))


def cells(row: Row, columns: Columns) -> list[str]:
    """A row's cells under the header."""
    made = [row.letter, row.id, row.address, row.type, row.weight, row.cause]
    made.append("true" if row.defensible else "false")
    for version in columns.versions:
        of_version = [_cells(span) for span in row.spans if span.version == version]
        made += map("\n".join, zip(*of_version, strict=True)) if of_version else [""] * 6
    made += [row.explanation.get(lang, "") for lang in columns.languages]
    made += [row.gloss.get(lang, "") for lang in columns.languages]
    return [*made, " ".join(row.resp), " ".join(row.instances), row.markup]


def _cells(span: Quoted) -> tuple[str, ...]:
    start, end = ("" if at is None else str(at) for at in (span.start, span.end))
    return span.segment, start, end, span.words, span.context, span.anchor


# --- reading -----------------------------------------------------------------------------------


def read(file: str, data: bytes) -> tuple[dict[str, tuple[Shift, ...]], Findings]:
    """The shifts of each letter in a table (CSV, TSV or JSON), in the order of its rows.

    A finding, and no shift, for a row that cannot be read or contradicts itself; a finding for
    markup that says other words than the explanation beside it.
    """
    found, findings = _read(file, data)
    shifts: dict[str, list[Shift]] = {}
    for where, row in found:
        shift, faults = _shift(row, where)
        findings += faults
        if shift is not None:
            shifts.setdefault(row.letter, []).append(shift)
    return {letter: tuple(each) for letter, each in shifts.items()}, findings


def _read(file: str, data: bytes) -> tuple[list[tuple[Place, Row]], Findings]:
    if data.lstrip().startswith(b"["):
        try:
            decoded = msgspec.json.decode(data, type=tuple[Row, ...])
        except msgspec.DecodeError as error:
            return [], (_unread(Place(file), f"the array cannot be read: {error}"),)
        return [(Place(file), row) for row in decoded], ()
    lines, findings = table.read(file, data, (*FIRST, "resp", "instances"))
    made: list[tuple[Place, Row]] = []
    for line in lines:
        try:
            made.append((line.where, _row(line.cells)))
        except ValueError as error:
            findings = (*findings, _unread(line.where, str(error)))
    return made, findings


def _unread(where: Place, message: str) -> Finding:
    return Finding(where, "table-unread", message, "Keep the form in which shifts are exported.")


def _row(cells: dict[str, str]) -> Row:
    """A row from its cells. Raises ValueError where one is not what its column holds."""
    cells = {name: cell.replace("\r\n", "\n") for name, cell in cells.items()}
    if cells["defensible"] not in ("true", "false"):
        raise ValueError(f"“{cells['defensible']}” under “defensible” is neither true nor false")
    versions = [name.removesuffix("_segment") for name in cells if name.endswith("_segment")]
    explanation, gloss = (
        {
            name.removeprefix(f"{note}_"): cell
            for name, cell in cells.items()
            if name.startswith(f"{note}_")
        }
        for note in NOTES
    )
    return Row(
        letter=cells["letter"],
        id=cells["id"],
        address=cells["address"],
        type=cells["type"],
        weight=cells["weight"],
        cause=cells["cause"],
        defensible=cells["defensible"] == "true",
        spans=tuple(span for version in versions for span in _spans(cells, version)),
        explanation=explanation,
        gloss=gloss,
        resp=tuple(cells["resp"].split()),
        instances=tuple(cells["instances"].split()),
        markup=cells.get("markup", ""),
    )


def _spans(cells: dict[str, str], version: str) -> Iterator[Quoted]:
    """The spans of a version. Raises ValueError where its cells do not fit together."""
    of_version = [cells.get(f"{version}_{name}", "").split("\n") for name in OF_VERSION]
    if not any(any(parts) for parts in of_version):
        return
    if len({len(parts) for parts in of_version}) > 1:
        raise ValueError(f"the cells of version “{version}” have different numbers of lines")
    for segment, start, end, words, context, anchor in zip(*of_version, strict=True):
        places = _number(start), _number(end)
        yield Quoted(version, "", segment, anchor, *places, words, context)


def _number(cell: str) -> int | None:
    if cell and not (cell.isascii() and cell.isdecimal()):
        raise ValueError(f"“{cell}” is not an offset: a number from 0 on, or nothing")
    return int(cell) if cell else None


# --- rows to shifts ----------------------------------------------------------------------------


def _shift(row: Row, where: Place) -> tuple[Shift | None, Findings]:
    """The shift of a row; None where the row contradicts itself."""
    faults = tuple(_contradictions(row, where))
    if faults:
        return None, faults
    (explanation, gloss), findings = _notes(row, where)
    made = Shift(
        id=row.id,
        type=row.type,
        weight=row.weight,
        cause=row.cause,
        defensible=row.defensible,
        spans=tuple(map(_span, row.spans)),
        explanation=explanation,
        gloss=gloss,
        instances=row.instances,
        resp=row.resp,
    )
    return made, findings


def _contradictions(row: Row, where: Place) -> Iterator[Finding]:
    """What a spreadsheet or a hand has changed on one side only."""
    if row.address and not row.address.endswith(f"letters/{row.letter}.html#{row.id}"):
        yield Finding(
            where,
            "table-disagrees",
            f"shift “{row.id}” of letter “{row.letter}” has the address “{row.address}”",
            "Write the letter's id as in the address; a spreadsheet may have made a date of it.",
        )
    for span in row.spans:
        if span.start is None or span.anchor:
            continue
        if not span.words or span.context[span.start : span.end] != span.words:
            yield Finding(
                where,
                "table-disagrees",
                f"“{span.words}” is not what stands from {span.start} to {span.end} "
                f"in “{span.segment}”",
                "Mend words or offsets; words that stand there once need no offsets.",
            )


def _span(quoted: Quoted) -> Span:
    """A span as TEI says it; the index among equal words is counted in the context."""
    if quoted.anchor:
        return Span(quoted.anchor)
    if quoted.start is None and quoted.words in ("", quoted.context):
        return Span(quoted.segment)
    index = 0
    if quoted.start is not None:
        equal = re.finditer(f"(?={re.escape(quoted.words)})", quoted.context)
        places = [found.start() for found in equal]
        index = places.index(quoted.start) + 1 if len(places) > 1 else 0
    return Span(quoted.segment, quoted.words, index)


def _notes(row: Row, where: Place) -> tuple[list[tuple[Paragraph, ...]], Findings]:
    """Explanation and gloss: with their markup, where it says the same words."""
    marked = fragment.notes(row.markup)
    findings: list[Finding] = []
    if marked is None:
        findings.append(_aside(where, f"the markup of “{row.id}” cannot be read as TEI notes"))
    made = []
    for kind, said in zip(NOTES, (row.explanation, row.gloss), strict=True):
        paragraphs = {lang: _paragraphs(lang, words) for lang, words in said.items()}
        for (of_kind, lang), notes in (marked or {}).items():
            if of_kind != kind:
                continue
            if said.get(lang) in (None, _joined(notes)):
                paragraphs[lang] = notes
            else:
                message = f"the markup of “{row.id}” says other words than its {kind} ({lang})"
                findings.append(_aside(where, message))
        made.append(tuple(each for of_language in paragraphs.values() for each in of_language))
    return made, tuple(findings)


def _paragraphs(lang: str, words: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(lang, (line,)) for line in words.split("\n") if line)


def _aside(where: Place, message: str) -> Finding:
    hint = "The plain words are taken. Mark them up in the letter, or empty the cell of the markup."
    return Finding(where, "table-markup", message, hint)
