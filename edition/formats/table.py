"""Rows become lines, and lines rows: CSV, TSV and JSON, each row a line where it can be.

A spreadsheet takes a cell that begins with a sign such as “=” or “-” for a formula, and words
of a letter may begin so. Such a cell gets an apostrophe before it, and so does one that begins
with an apostrophe: taking one away gives every cell back as it was. JSON is as it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from edition.finding import Finding, Findings, Place

COMMA, TAB = ",", "\t"
FORMULA = frozenset("=+-@\t\r\n＝＋－＠'")
SPECIAL = re.compile(r'[",;\t\r\n]')
BOM = "\ufeff"


class Line(Struct, frozen=True):
    """A row that was read: its cells by the names of their columns, and where it begins."""

    where: Place
    cells: dict[str, str]


def lines(rows: Iterable[Sequence[str]], delimiter: str) -> bytes:
    """Rows as CSV (RFC 4180) with line feeds, or with another delimiter."""
    return "".join(delimiter.join(map(_cell, row)) + "\n" for row in rows).encode()


def _cell(words: str) -> str:
    """A cell as it is written: no formula, and in quotation marks where it must be."""
    if not words:
        return ""
    safe = "'" + words if words[0] in FORMULA else words
    return '"' + safe.replace('"', '""') + '"' if SPECIAL.search(safe) else safe


def objects(rows: Iterable[Struct]) -> bytes:
    """Rows as JSON objects, one a line, between the brackets of an array."""
    return b",\n".join(map(msgspec.json.encode, rows))


# --- reading -----------------------------------------------------------------------------------


def read(file: str, data: bytes, required: Iterable[str]) -> tuple[tuple[Line, ...], Findings]:
    """The rows of a table, as this edition or a spreadsheet has written it.

    Commas, semicolons or tabs; line feeds or CRLF; with or without a byte order mark. Columns
    are known by their names, so that their order is free and others may be added.
    """
    try:
        text = data.decode().removeprefix(BOM)
    except UnicodeDecodeError:
        return (), (_unread(Place(file), "the table is not UTF-8", "Save it as CSV in UTF-8."),)
    try:
        header, *rows = _records(text)
    except (csv.Error, ValueError) as error:
        return (), (_unread(Place(file), f"no table can be read: {error}", "Save it as CSV."),)
    lacking = [name for name in required if name not in header[1]]
    if lacking:
        message = f"the table has no column “{lacking[0]}”"
        hint = "Keep the names of the columns in the first line as they were exported."
        return (), (_unread(Place(file, 1), message, hint),)
    return _lines(file, header[1], rows)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a table with the numbers of the lines in which they begin."""
    delimiters = re.findall(r"[,;\t]", text.partition("\n")[0])
    delimiter = delimiters[0] if delimiters else COMMA
    reader = csv.reader(
        (f"{line}\n" for line in text.split("\n")), delimiter=delimiter, strict=True
    )
    begin = 1
    for record in reader:
        if record:
            yield begin, record
        begin = reader.line_num + 1


def _lines(
    file: str, header: list[str], rows: list[tuple[int, list[str]]]
) -> tuple[tuple[Line, ...], Findings]:
    made: list[Line] = []
    findings: list[Finding] = []
    for number, row in rows:
        where = Place(file, number)
        if len(row) != len(header):
            message = f"the row has {len(row)} cells under {len(header)} columns"
            findings.append(_unread(where, message, "Give each column its cell, empty or not."))
        else:
            made.append(Line(where, dict(zip(header, map(_unguarded, row), strict=True))))
    return tuple(made), tuple(findings)


def _unguarded(cell: str) -> str:
    return cell.removeprefix("'")


def _unread(where: Place, message: str, hint: str) -> Finding:
    return Finding(where, "table-unread", message, hint)
