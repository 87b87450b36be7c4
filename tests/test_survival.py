"""Texts survive the way from source to page; sources broken by chance are built or explained."""

from __future__ import annotations

import json
import random
import re
import shutil
import unicodedata
from collections.abc import Callable
from copy import deepcopy
from html import escape
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec import Struct

from edition import check, prepare, validate, views
from edition.finding import Severity
from edition.read.characters import SUSPECT
from edition.render import Renderer
from edition.report import severity
from tests import folio
from tests.command import ROOT
from tests.pages import Page, settled
from tests.small import letter, page, run, write

RENDERER = Renderer([ROOT / "templates"])
RNG = (ROOT / "schema" / "letter.rng").read_bytes()
GRAMMAR = validate.grammar("letter.rng", RNG)

# --- texts with markup ---------------------------------------------------------------------------


class Written(Struct, frozen=True):
    """Something in a line: its XML with a place for numbers, and what of it is transcribed."""

    xml: str
    text: str


# What is easily lost, doubled, or taken for something else.
SIGNS = (
    *(" ", "  ", "\n", "\t", "\u00a0", "\u202f", "\u2009", "'", "’", '"', "“", "«", "--", "—"),
    *("&", "<", ">", "]]>", "&amp;", "{{ x }}", "%s", "\\", "e\u0301", "\u0301", "œ", "ﬁ", "½"),
    *("שָׁ", "א", "ع", "日本", "𝒜", "👍🏽", "0", "ß", "İ", "ſ", "ŉ"),
)
CHARACTERS = st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="\u0338")


def plain(words: str) -> Written:
    """A string as it stands in a file: composed, with nothing in it that may not be there."""
    composed = unicodedata.normalize("NFC", SUSPECT.sub("", words))
    return Written(escape(composed, quote=False), composed)


STRINGS = st.lists(CHARACTERS | st.sampled_from(SIGNS), max_size=6).map("".join).map(plain)


def wrapped(name: str, attributes: str = "") -> Callable[[Written], Written]:
    """What an element holds is text."""
    return lambda inner: Written(f"<{name}{attributes}>{inner.xml}</{name}>", inner.text)


def silent(name: str, attributes: str = "") -> Callable[[Written], Written]:
    """What an element holds is shown, but is not text."""
    return lambda inner: Written(f"<{name}{attributes}>{inner.xml}</{name}>", "")


def pair(outer: str, stands: str, other: str) -> Callable[[tuple[Written, Written]], Written]:
    """Of two readings one is text."""

    def made(both: tuple[Written, Written]) -> Written:
        first = f"<{stands}>{both[0].xml}</{stands}>"
        second = f"<{other}>{both[1].xml}</{other}>"
        inner = second + first if outer == "subst" else first + second
        return Written(f'<{outer} xml:id="reading-@">{inner}</{outer}>', both[0].text)

    return made


WRAPPING = (
    *(wrapped(name) for name in ("persName", "placeName", "orgName", "name", "term", "q", "title")),
    wrapped("rs", ' type="person"'),
    wrapped("date", ' when="1961-08-26"'),
    wrapped("num", ' value="3"'),
    wrapped("foreign", ' xml:lang="en"'),
    wrapped("hi", ' rend="italic"'),
    wrapped("seg", ' hand="#ink"'),
    wrapped("ref", ' target="https://example.org/?a=1&amp;b=2"'),
    wrapped("ref", ' target="#fr-p1"'),
    wrapped("unclear", ' xml:id="reading-@"'),
    wrapped("add", ' xml:id="reading-@" place="above"'),
)
BESIDE = (
    silent("supplied", ' xml:id="reading-@"'),
    silent("del", ' xml:id="reading-@" rend="crossed"'),
    silent("fw", ' type="header"'),
    silent("fw", ' type="letterhead" subtype="label" xml:id="V-label-@"'),
)
PAIRS = (
    pair("choice", "sic", "corr"),
    pair("choice", "orig", "reg"),
    pair("choice", "abbr", "expan"),
    pair("app", "lem", "rdg"),
    pair("subst", "add", "del"),
)
EMPTY = (
    Written("<lb/>", ""),
    Written('<gap xml:id="reading-@" reason="illegible" extent="two words"/>', ""),
    Written('<pb xml:id="V-page-@" n="@"/>', ""),
    Written('<note xml:id="V-note-@" n="@" type="printed">a <hi rend="bold">note</hi></note>', ""),
    Written("<!-- a comment -->", ""),
    Written("<?an instruction?>", ""),
    Written("<![CDATA[<&]]>", "<&"),
)


def joined(parts: list[Written]) -> Written:
    return Written("".join(each.xml for each in parts), "".join(each.text for each in parts))


def extended(inner: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(joined),
        st.builds(lambda wrap, held: wrap(held), st.sampled_from(WRAPPING + BESIDE), inner),
        st.builds(lambda wrap, *held: wrap(held), st.sampled_from(PAIRS), inner, inner),
    )


IDNOS = STRINGS.map(wrapped("idno", ' type="file"'))
LINES = st.recursive(STRINGS | IDNOS | st.sampled_from(EMPTY), extended, max_leaves=12)
LETTERS = st.lists(st.lists(LINES, min_size=1, max_size=3), min_size=1, max_size=3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@given(LETTERS)
def test_whatever_is_written_stands_on_the_page(
    folder: Path, paragraphs: list[list[Written]]
) -> None:
    """Both versions are written alike, so that who, when and how many agree."""
    words = [[(each.xml,) * 2 for each in paragraph] for paragraph in paragraphs]
    source = unicodedata.normalize("NFC", numbered(letter("1961-01-01", words)))
    prepared, card, findings = prepare.letter("letters/a.xml", source.encode(), GRAMMAR)
    assert prepared is not None, findings
    assert card is not None
    wrong = {each.code for each in findings if severity(each) is Severity.ERROR}
    # What was made may be empty, or corrected into itself.
    assert wrong <= {"words-missing", "correction-same", "date-disagrees"}
    around = views.surroundings(card, views.overview(folio.edition(prepared.letter)))
    sheet = views.sheet(prepared.letter, prepared.units, prepared.located)
    wanted = composed(" ".join(each.text for paragraph in paragraphs for each in paragraph))
    for lang in ("en", "fr"):
        view = views.letter(prepared.letter, sheet, around, lang)
        content = RENDERER.page(view)
        assert check.facts(view.frame.path, content).faults == ()
        (folder / "a.html").write_bytes(content)
        shown = Page(folder, folder / "a.html")
        for version in ("fr", "en"):
            assert composed(shown.text(version)) == wanted


def numbered(source: str) -> str:
    """A letter in which every `@` is a number, and every V its version."""
    numbers = count(1)
    made, version = [], "fr"
    for line in source.split('<text xml:id="'):
        version = "en" if line.startswith("en") else "fr"
        line = re.sub(r'(?<=")V(?=-)', version, line)
        line = re.sub(r'-@" n="@"', lambda _: '-{0}" n="{0}"'.format(next(numbers)), line)
        made.append(re.sub(r'(?<=-)@(?=")', lambda _: str(next(numbers)), line))
    return '<text xml:id="'.join(made)


def composed(words: str) -> str:
    return unicodedata.normalize("NFC", settled(words))


# --- sources broken by chance --------------------------------------------------------------------

BASE = ROOT / "tests" / "rules" / "base"
LETTER = "letters/1900-01-02.xml"
SOURCES = (
    *(LETTER,) * 4,
    "letters/register/persons.xml",
    "letters/register/documents.xml",
    "letters/edition.yaml",
    "letters/pages/about.en.md",
)
ABOUT = page("About", "## A {#a}\n\n- *b* [c](letters/1900-01-02.html#p1)\n- `d`")
TEI = "{http://www.tei-c.org/ns/1.0}"
NAMES = tuple(sorted(set(re.findall(r'<element name="(\w+)"', RNG.decode()))))
ATTRIBUTES = tuple(sorted(set(re.findall(r'<attribute name="([\w:]+)"', RNG.decode()))))
VALUES = (
    *("", " ", "x", "#x", "a b", "é", "&<\"'", "60a", "-1", "99999999999999999999", "%", "\\"),
    *("1962-13-45", "-0044-03-15", "0000", "1900-01-02T24:00:00", "#fr-p1 #fr-p1", "#en-p1"),
    *("register/persons.xml#nobody", "#match(fr-p1-s1,'x')", "#match(fr-p1-s1,'(')", "#match("),
    *("high", "absent", "editorial", "shift-1", "p1", "fr", "note", "http://[", "x.xml#y#z"),
)
BYTES = (
    *(b"<", b">", b"&", b'"', b"'", b"\x00", b"\xff", b"--", b"]]>", b"<!--", b"<![CDATA[", b"<?"),
    *(b"</p>", b"<p>", b"&#x202e;", b"&#0;", b"&x;", b"\r", b"\n---\n", b"{{", b"[", b"!!x", b"*a"),
    *(each.encode() for each in ("\u0301", "\u2028", "\ufeff", "𝒜")),
)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition to be broken, and built once when it was whole."""
    root = tmp_path_factory.mktemp("broken") / "edition"
    shutil.copytree(BASE, root)
    write(root, {f"letters/pages/about.{lang}.md": ABOUT for lang in ("en", "fr")})
    assert run(root).code == 0
    return root


@settings(max_examples=60)
@given(chance=st.randoms(use_true_random=False), name=st.sampled_from(SOURCES))
def test_what_is_broken_by_chance_is_built_or_explained(
    broken: Path, chance: random.Random, name: str
) -> None:
    """Nothing raises; what is found in a file of XML has its line."""
    before = (broken / name).read_bytes()
    by_elements = name.endswith(".xml") and chance.random() < 0.8
    (broken / name).write_bytes((rearranged if by_elements else scrambled)(before, chance))
    try:
        said = run(broken, "build", "--format", "json")
    finally:
        (broken / name).write_bytes(before)
    findings = json.loads(said.out)
    assert said.err == ""
    assert said.code == any(each["severity"] == "error" for each in findings)
    assert [each for each in findings if each["file"][-4:] == ".xml" and each["line"] < 1] == []


def scrambled(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, lost, doubled or put in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(changed))
        end = place + chance.randint(1, 40)
        match chance.randrange(4):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place:end]
            case 2:
                changed[place:place] = changed[place:end]
            case 3:
                changed[place:place] = chance.choice(BYTES)
    return bytes(changed)


def rearranged(data: bytes, chance: random.Random) -> bytes:
    """Elements lost, doubled, moved or renamed, attributes and words exchanged."""
    root = etree.fromstring(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        elements = list(root.iter("{*}*"))[1:]
        if not elements:
            break
        element, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(8):
            case 0:
                element.getparent().remove(element)
            case 1:
                element.addnext(deepcopy(element))
            case 2 if other not in (element, *element.iterdescendants()):
                other.append(element)
            case 3:
                element.tag = TEI + chance.choice(NAMES)
            case 4 if element.attrib:
                del element.attrib[chance.choice(list(element.attrib))]
            case 5:
                borrowed = chance.choice((*VALUES, *other.attrib.values()))
                element.set(qualified(chance.choice(ATTRIBUTES)), borrowed)
            case 6:
                element.text = chance.choice((None, " ", "12", "ibid.", "“", "\u00a0", other.text))
            case 7:
                element.tail = chance.choice((None, " ", "12", "words", other.tail))
    return etree.tostring(root, encoding="UTF-8")


def qualified(name: str) -> str:
    """The name of an attribute as lxml writes it."""
    return name.replace("xml:", "{http://www.w3.org/XML/1998/namespace}")
