"""Texts survive the way from source to page; sources broken by chance are built or explained."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import escape
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from edition import check, prepare, validate, views
from edition.finding import Severity
from edition.read.characters import SUSPECT
from edition.render import Renderer
from edition.report import severity
from tests import folio
from tests.command import ROOT
from tests.pages import Page, settled
from tests.small import letter

RENDERER = Renderer([ROOT / "templates"])
GRAMMAR = validate.grammar("letter.rng", (ROOT / "schema" / "letter.rng").read_bytes())

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
    assert [each for each in findings if severity(each) is Severity.ERROR] == []
    around = views.surroundings(card, views.overview(folio.edition(prepared.letter)))
    sheet = views.sheet(prepared.letter, prepared.units, prepared.located)
    wanted = composed(" ".join(each.text for paragraph in paragraphs for each in paragraph))
    for lang in ("en", "fr"):
        view = views.letter(prepared.letter, sheet, around, lang)
        content = RENDERER.page(view)
        assert check.facts(view.frame.path, content).faults == ()
        (folder / "a.html").write_bytes(content)
        page = Page(folder, folder / "a.html")
        for version in ("fr", "en"):
            assert composed(page.text(version)) == wanted


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
