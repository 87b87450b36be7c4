"""The page of data tells of every format: addresses that arrive, examples that are true."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from edition.formats import NAMES
from edition.formats.shown import ALL, LINES, WIDTH, sample
from tests import small
from tests.command import ROOT

BASE = "https://edition.example/"
UUID = "uuid: a0000000-0000-4000-8000-000000000000\n"


def built(root: Path, exports: str, *words: str) -> Path:
    """The site of a small edition that asks for these formats."""
    small.edition(root, {"letters/1961-01-01.xml": small.letter()})
    text = f"{small.SETTINGS}{exports}"
    (root / "letters" / "edition.yaml").write_text(text, "utf-8")
    said = small.run(root, "build", *words)
    assert said.code == 0, said
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an edition that gives everything."""
    asked = f"exports: [{', '.join(NAMES)}]\n{UUID}"
    return built(tmp_path_factory.mktemp("data") / "edition", asked, "--base", BASE)


PAGES = pytest.mark.parametrize("name", ["data.html", "fr/data.html"])


def sections(site: Path, name: str) -> list[html.HtmlElement]:
    """The formats of a page."""
    found = html.fromstring((site / name).read_bytes()).xpath("//section[@class='format']")
    assert isinstance(found, list)
    return found


@PAGES
def test_every_format_is_told_of_once(site: Path, name: str) -> None:
    told = [code.text for each in sections(site, name) for code in each.xpath("./h2/code")]
    assert sorted(told) == sorted(["TEI", *NAMES])


@PAGES
def test_every_format_has_its_licence_its_addresses_and_an_example_of_what_was_made(
    site: Path, name: str
) -> None:
    for each in sections(site, name):
        names = each.xpath("./h2/code/text()")
        assert len(each.xpath(".//dl//a[contains(@href, 'creativecommons.org')]")) == 1
        facts = each.xpath(".//dd//code/text()")
        assert any("/" in fact for fact in facts)
        for link in each.xpath(".//a[not(starts-with(@href, 'http'))]"):
            path = ((site / name).parent / link.get("href")).resolve()
            assert path.is_file(), link.get("href")
        shown = [text.split("\n") for text in each.xpath(".//pre/code/text()")]
        if names[0] == "edition.zip" or not shown:
            continue
        ((file,),) = [each.xpath(".//figcaption//a/@href")]
        content = ((site / name).parent / file).read_text("utf-8")
        for line in filter(None, shown[0]):
            assert line == "…" or line.removesuffix(" …") in content


@PAGES
def test_the_page_is_a_section_of_the_site(site: Path, name: str) -> None:
    index = html.fromstring((site / name.replace("data", "index")).read_bytes())
    words = index.xpath("//nav[@class='sections']//a[@href='data.html']/text()")
    assert words == [{"data.html": "Data", "fr/data.html": "Données"}[name]]


def test_an_edition_that_asks_for_nothing_tells_of_its_sources(tmp_path: Path) -> None:
    site = built(tmp_path / "edition", "")
    (only,) = sections(site, "data.html")
    assert only.xpath("./h2/code/text()") == ["TEI"]
    assert only.xpath(".//pre/code/text()")[0].startswith("<p xml:id=")


def test_what_needs_an_address_is_said_not_to_be_there(tmp_path: Path) -> None:
    site = built(tmp_path / "edition", f"exports: [cmif.xml]\n{UUID}")
    last = sections(site, "data.html")[-1]
    assert last.xpath("./h2/code/text()") == ["cmif.xml"]
    assert last.xpath(".//a[contains(@href, 'cmif')]") == []
    assert "the edition has none yet" in last.text_content()


def test_the_page_of_a_service_says_what_files_cannot_do(site: Path) -> None:
    for name, words in (
        ("data.html", "What such a host cannot do"),
        ("fr/data.html", "ne sait pas"),
    ):
        (service,) = [
            each for each in sections(site, name) if each.xpath("./h2/code")[0].text == "dts"
        ]
        assert words in service.text_content()


CORRECTED = (
    '<choice xml:id="reading-1"><sic>pleu</sic><corr resp="#editors" cert="high">pleut</corr>'
)


def test_examples_show_where_the_reading_text_differs(tmp_path: Path) -> None:
    root = small.edition(tmp_path / "edition")
    rain = [(f"Il {CORRECTED}</choice>.", "It rains.")]
    exports = "exports: [transcribed.txt, reading.txt, units.tsv]\n"
    small.write(root, {
        "letters/b.xml": small.letter(paragraphs=[[("Bonjour.", "Hello.")], rain]),
        "letters/edition.yaml": small.SETTINGS + exports,
    })  # fmt: skip
    assert small.run(root).code == 0
    shown = {
        each.xpath("./h2/code/text()")[0]: each.xpath(".//pre/code/text()")[0].split("\n")[:3]
        for each in sections(root / "site", "data.html")
    }
    assert shown["transcribed.txt"][:2] == ["…", "Il pleu."]
    assert shown["reading.txt"][:2] == ["…", "Il pleut."]
    columns, skipped, row = (line.split("\t") for line in shown["units.tsv"])
    assert (skipped, row[columns.index("unit")]) == (["…"], "p2")
    texts = [row[columns.index(f"fr_{text}")] for text in ("transcribed", "reading")]
    assert texts == ["Il pleu.", "Il pleut."]


def test_a_sample_is_short_and_begins_where_the_matter_does() -> None:
    lines = sample("a.txt", "\n".join(["x" * 400] * 50).encode())
    assert lines[0] == "x" * WIDTH + " …"
    assert sum(map(len, lines)) <= ALL + WIDTH + 10
    assert lines[-1] == "…"
    assert len(sample("a.txt", b"a\n" * 50)) == LINES + 1
    assert sample("a.txt", b"one\ntwo\n") == ("one", "two")
    real = (ROOT / "letters" / "1962-01-11.xml").read_bytes()
    assert sample("a.xml", real)[0] == '<p xml:id="fr-p1">'
