"""The site as a whole: complete, whole in itself, the same wherever it is built or stands."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import urllib.request
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.command import ROOT, build, checkout, files
from tests.pages import Page, pages, plain, resolved, settled

EXPECTED = ROOT / "tests" / "expected"
VERSIONS = ("1961-08-26.en", "1962-01-11.en", "1962-01-11.fr")
# Where the source's characters are an intervention that the page shows as one: what is printed,
# what is transcribed.
INTERVENTIONS = {"1961-08-26.en": [("August 25 [24].", "August 25.")]}
UNITS = {"1962-01-11": (9, 40), "1961-08-26": (6, 19)}
BASES = ("http://edition.example/", "http://edition.example/some/where/", "file:///a%20b/site/")
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
}


@pytest.fixture(scope="session")
def book(site: Path) -> dict[str, Page]:
    """All pages by name."""
    return {page.name: page for page in pages(site)}


def letters(book: dict[str, Page]) -> dict[str, Page]:
    """The pages of letters in the first language of the interface, by the letter's id."""
    return {
        found[1]: page
        for name, page in book.items()
        if (found := re.fullmatch(r"letters/([^.]+)\.html", name))
    }


# --- completeness --------------------------------------------------------------------------------


def test_every_letter_has_its_page_in_both_languages_and_its_source(site: Path) -> None:
    for source in sorted((ROOT / "letters").glob("*.xml")):
        assert (site / "letters" / source.name).read_bytes() == source.read_bytes()
        assert (site / "letters" / f"{source.stem}.html").is_file()
        assert (site / "fr" / "letters" / f"{source.stem}.html").is_file()


def test_every_page_has_its_twin_in_the_other_language_with_the_same_anchors(
    book: dict[str, Page],
) -> None:
    french = {name.removeprefix("fr/"): page for name, page in book.items() if name[:3] == "fr/"}
    english = {name: page for name, page in book.items() if name[:3] != "fr/"}
    assert french.keys() == english.keys()
    assert {page.lang for page in english.values()} == {"en"}
    assert {page.lang for page in french.values()} == {"fr"}
    for name in english.keys() & french.keys():
        if "letters/" in name:
            assert english[name].ids == french[name].ids, name
        if name in REGISTERS:  # in alphabetical order, which languages do not share
            assert sorted(english[name].ids) == sorted(french[name].ids), name


REGISTERS = {
    f"{name}.html" for name in ("persons", "places", "organizations", "events", "documents")
}


def test_every_register_has_its_page(book: dict[str, Page]) -> None:
    assert book.keys() >= REGISTERS


@pytest.mark.parametrize(("letter", "counts"), UNITS.items())
def test_every_unit_has_its_address(
    book: dict[str, Page], letter: str, counts: tuple[int, int]
) -> None:
    ids = letters(book)[letter].ids
    paragraphs = [each for each in ids if re.fullmatch(r"p\d+", each)]
    sentences = [each for each in ids if re.fullmatch(r"p\d+-s\d+", each)]
    assert (len(paragraphs), len(sentences)) == counts


def test_every_block_and_sentence_of_every_version_has_its_address(book: dict[str, Page]) -> None:
    for letter, page in letters(book).items():
        source = (ROOT / "letters" / f"{letter}.xml").read_text(encoding="utf-8")
        promised = set(re.findall(r'xml:id="((?:fr|en)-(?!absent|mark)[\w-]+)"', source))
        aligned = {each for each in promised if re.search(r"-(p\d+|s\d+|dateline|salute)", each)}
        assert aligned - set(page.ids) == set()


def test_the_concordance_calls_places_without_a_number_what_they_are(
    book: dict[str, Page],
) -> None:
    said = {
        name: {link.text_content() for link in book[name].root.xpath("//a[contains(@href, 'sal')]")}
        for name in ("concordance.html", "fr/concordance.html")
    }
    assert said == {
        "concordance.html": {"salutation"},
        "fr/concordance.html": {"formule d’appel"},
    }


@pytest.mark.parametrize("name", VERSIONS)
def test_the_text_of_every_version_is_all_there(book: dict[str, Page], name: str) -> None:
    letter, version = name.split(".")
    expected = settled((EXPECTED / f"{name}.txt").read_text(encoding="utf-8"))
    for printed, transcribed in INTERVENTIONS.get(name, ()):
        assert expected.count(printed) == 1
        expected = expected.replace(printed, transcribed)
    assert letters(book)[letter].text(version) == expected
    assert book[f"fr/letters/{letter}.html"].text(version) == expected


def test_there_is_an_expected_text_for_every_version(book: dict[str, Page]) -> None:
    assert set(VERSIONS) == {
        f"{letter}.{version}"
        for letter, page in letters(book).items()
        for version in page.versions()
    }


@pytest.mark.parametrize("name", VERSIONS)
def test_what_stands_beside_the_text_is_all_there(book: dict[str, Page], name: str) -> None:
    letter, version = name.split(".")
    expected = (EXPECTED / f"{name}.forme.txt").read_text(encoding="utf-8").splitlines()
    assert letters(book)[letter].forme(version) == expected


def test_the_five_notes_of_the_volume_are_all_there(book: dict[str, Page]) -> None:
    page = letters(book)["1961-08-26"]
    lines = (EXPECTED / "1961-08-26.notes.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        n, _, words = line.partition(". ")
        (note,) = page.root.xpath("//*[@id=$id]", id=f"en-note-{n}")
        assert settled(plain(note)) == words


def test_every_element_of_a_version_says_its_language(book: dict[str, Page]) -> None:
    for page in book.values():
        for element in page.root.xpath("//*[@data-version]"):
            assert element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") == (
                element.get("data-version")
            ), page


# --- links ---------------------------------------------------------------------------------------


def test_no_page_has_an_id_twice(book: dict[str, Page]) -> None:
    for page in book.values():
        assert len(page.ids) == len(set(page.ids)), page


@pytest.mark.parametrize("base", BASES)
def test_every_link_within_the_site_resolves(site: Path, book: dict[str, Page], base: str) -> None:
    lost = []
    for page in book.values():
        for address in page.inner():
            target, fragment = resolved(page.name, address, base)
            name = unquote(target.removeprefix(base))
            there = target.startswith(base) and (site / name).is_file()
            if not there or (fragment and unquote(fragment) not in book[name].ids):
                lost.append(f"{page}: {address}")
    assert lost == []


def test_links_are_plain_and_relative(book: dict[str, Page]) -> None:
    for page in book.values():
        for address in page.inner():
            assert not address.startswith("/"), page
            assert not urlsplit(address).query, page
            assert not address.split("#")[0].endswith("/"), page


def test_only_links_that_a_reader_follows_lead_to_other_sites(book: dict[str, Page]) -> None:
    for page in book.values():
        for element, attribute, address in page.links():
            scheme = urlsplit(address).scheme
            assert scheme in ("", "http", "https", "mailto"), (page, address)
            if scheme:
                assert (element, attribute) in (("a", "href"), ("link", "href")), (page, address)
        loaded = page.root.xpath("//link[@rel='stylesheet' or contains(@rel, 'icon')]/@href")
        assert all(not urlsplit(address).scheme for address in loaded), page


@pytest.mark.parametrize("below", ["", "some/where/"])
def test_a_web_server_gives_every_page_that_the_first_one_leads_to(
    server: str, book: dict[str, Page], below: str
) -> None:
    base = server + below
    waiting, seen = [base + "index.html"], set[str]()
    while waiting:
        target = waiting.pop()
        if target in seen:
            continue
        seen.add(target)
        with urllib.request.urlopen(target) as answer:
            assert answer.status == 200
            assert answer.read()
        name = target.removeprefix(base)
        if name in book:
            waiting += [resolved(name, address, base)[0] for address in book[name].inner()]
    assert {name.removeprefix(base) for name in seen} >= book.keys()


# --- pages ---------------------------------------------------------------------------------------


def test_every_page_is_correct_html(site: Path, vnu: list[str]) -> None:
    done = subprocess.run(
        [*vnu, "--format", "json", "--skip-non-html", str(site)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    messages = json.loads(done.stderr)["messages"]
    errors = [
        f"{urlsplit(each.get('url', '')).path}:{each.get('lastLine')}: {each['message']}"
        for each in messages
        if each["type"] != "info" or each.get("subType") == "warning"
        # A file has no origin for the checker; tests/browser asks a browser.
        if not each["message"].startswith("Resource violates Content Security Policy")
    ]
    assert errors == []


def test_every_page_forbids_what_is_not_its_own(book: dict[str, Page]) -> None:
    for page in book.values():
        (content,) = page.root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        policy = dict(part.strip().split(" ", 1) for part in content.split(";") if part.strip())
        assert policy.items() >= POLICY.items(), page
        assert "unsafe" not in content, page


def test_no_page_has_script_or_style_inside(book: dict[str, Page]) -> None:
    for page in book.values():
        assert page.root.xpath("//style | //script[not(@src)] | //@style") == [], page
        handlers = page.root.xpath("//@*[starts-with(name(), 'on')]")
        assert handlers == [], page


def test_every_page_has_one_title_and_one_main_heading(book: dict[str, Page]) -> None:
    for page in book.values():
        assert len(page.root.xpath("//h1")) == 1, page
        assert len(page.root.xpath("//main")) == 1, page
    titles = [page.root.findtext(".//title") for page in book.values()]
    assert len(titles) == len(set(titles))


# --- the same bytes ------------------------------------------------------------------------------


def test_the_same_sources_give_the_same_bytes_wherever_and_whenever(
    tmp_path: Path, site: Path
) -> None:
    copy = checkout(tmp_path / "été 1962 #1 100%", released=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = build(
        "build",
        *("--out", "site ü"),
        root=copy,
        cwd=elsewhere,
        umask=0o077,
        TZ="Pacific/Auckland",
        LANG="tr_TR.UTF-8",
        LC_ALL="C",
        PYTHONHASHSEED="42",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    there, here = files(elsewhere / "site ü"), files(site)
    assert {name for name in there | here if there.get(name) != here.get(name)} == set()


def test_the_site_is_open_to_be_read_whatever_the_umask(tmp_path: Path) -> None:
    done = build("--out", tmp_path / "site", root=checkout(tmp_path / "copy"), umask=0o077)
    assert done.returncode == 0, done.stdout + done.stderr
    for path in [tmp_path / "site", *(tmp_path / "site").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


def test_a_second_build_changes_nothing(tmp_path: Path) -> None:
    copy, out = checkout(tmp_path / "copy"), tmp_path / "site"
    assert build("--out", out, root=copy).returncode == 0
    before = {path: path.stat().st_mtime_ns for path in sorted(out.rglob("*"))}
    assert build("--out", out, root=copy).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in sorted(out.rglob("*"))} == before


@pytest.mark.parametrize(
    ("name", "said"),
    [("events.html", "date August 1961 and after"), ("fr/events.html", "date août 1961 et après")],
)
def test_a_register_says_in_words_which_side_of_a_date_is_open(
    book: dict[str, Page], name: str, said: str
) -> None:
    (dates,) = book[name].root.xpath("//*[@id='berlin-wall']/*[@class='dates']")
    assert settled(dates.text_content()) == said
