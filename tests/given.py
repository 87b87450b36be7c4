"""The real letters as the formats are given them, and how their files are read by strangers."""

from __future__ import annotations

import csv
import io
import re
from functools import cache

from lxml import etree
from msgspec import Struct
from msgspec.structs import asdict, replace

from edition import cite, exports, model, prepare, prose, validate
from edition.formats import BY_NAME, Columns, Given
from tests.command import ROOT

NAMES = {"t": "http://www.tei-c.org/ns/1.0"}
TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = "https://example.org/en-regard"


def columns_of(letter: model.Letter, base: str = "") -> Columns:
    """The columns of one letter's table."""
    return Columns(tuple(version.id for version in letter.versions), ("en", "fr"), base)


@cache
def letter(name: str, base: str = "", release: str = "") -> Given:
    """A letter of the edition, prepared."""
    file = f"letters/{name}.xml"
    grammar = validate.grammar("letter.rng", (ROOT / "schema" / "letter.rng").read_bytes())
    found, card, _ = prepare.letter(file, (ROOT / file).read_bytes(), grammar)
    assert found is not None
    assert card is not None
    texts = model.texts(found.letter)
    columns = columns_of(found.letter, base=base)
    cited = cite.cited(found.letter, settings(base, release), people(), "en")
    return Given(
        *(found.letter, found.units, found.located, texts, columns), cited, dict(card.anchors)
    )


def settings(base: str = "", release: str = "") -> model.Settings:
    """The settings of the edition, with a base address."""
    data = (ROOT / "letters" / "edition.yaml").read_bytes()
    made, _ = prose.settings("letters/edition.yaml", data, exports.OFFERED)
    assert made is not None
    return replace(made, base=base, release=release)


@cache
def people() -> dict[str, dict[str, cite.Person]]:
    """The persons of the edition."""
    file, grammar = "letters/register/persons.xml", ROOT / "schema" / "register.rng"
    known = validate.grammar("register.rng", grammar.read_bytes())
    register, _ = prepare.register(file, (ROOT / file).read_bytes(), known)
    assert register is not None
    return cite.people((register,), ("en", "fr"))


A, B = letter("1962-01-11"), letter("1961-08-26")
SOURCE = etree.parse(str(ROOT / "letters" / "1962-01-11.xml")).getroot()


def file(name: str, given: Given = A) -> bytes:
    """The one file of a letter in a format."""
    ((_, content),) = BY_NAME[name].files(given)
    return content


def rows(content: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    """The rows of a table as any program reads them."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), delimiter=delimiter))


def settled(text: str | None) -> str:
    """A text whose runs of space, tab and line end are one space."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def bare(value: object) -> object:
    """A value without the numbers of its elements, which are those of another file."""
    match value:
        case Struct():
            fields = asdict(value)
            return type(value), {name: bare(each) for name, each in fields.items() if name != "at"}
        case tuple() | list():
            return [bare(each) for each in value]
        case plain:
            return plain
