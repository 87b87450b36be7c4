"""The page of a letter's citations: all its addresses, each with what cites it, without script."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from edition import cite, model
from edition.cite import STYLES, plain, quotation
from edition.ledger import address
from tests import small
from tests.command import ROOT
from tests.given import letter
from tests.pages import Page, settled

LETTERS = ("1962-01-11", "1961-08-26")
EACH = pytest.mark.parametrize("name", LETTERS)
PLACES = r"""(?x)
    (?:\w\w-)? (?:p|ps|i|l|c)\d+[a-z]?(?:-s\d+)? | \w\w-note-\w+ | (?:ed|shift|reading)-\d+
"""


def page(site: Path, name: str, lang: str = "") -> Page:
    return Page(site, site / lang / "cite" / f"{name}.html")


def entry(of: Page, place: str) -> dict[str, list[str]]:
    """What a place's entry says, by kind."""
    (found,) = of.root.xpath("//article[@id=$id]", id=place)
    return {
        kind: [
            settled(str(each.text_content()))
            for each in found.xpath(f".//*[contains(concat(' ', @class, ' '), ' {kind} ')]")
        ]
        for kind in ("permalink", "said", "own", "mention")
    }


@EACH
def test_every_address_to_be_cited_has_its_entry(site: Path, name: str) -> None:
    for lang in ("", "fr"):
        letters = Page(site, site / lang / "letters" / f"{name}.html")
        promised = {each for each in letters.ids if re.fullmatch(PLACES, each)}
        assert len(promised) > 60
        assert promised <= set(page(site, name, lang).ids)


@EACH
def test_every_entry_is_one_step_from_the_heading_of_its_kind(site: Path, name: str) -> None:
    found = page(site, name)
    led = found.root.xpath("//section/p[@class='numbers']/a/@href")
    assert [each.removeprefix("#") for each in led] == found.root.xpath("//article/@id")


@EACH
def test_an_entry_has_permalink_and_citations_in_every_style(site: Path, name: str) -> None:
    it = letter(name, release=released()).cited
    said = entry(page(site, name), "p5")
    place = cite.Place("p5", "paragraph", "5", "", "")
    styles = {style.name: style for style in STYLES}
    chicago, mla, iso = (styles[each] for each in ("Chicago (notes and bibliography)", "MLA",
                         "ISO 690 (author and date)"))  # fmt: skip
    assert said["permalink"] == [f"letters/{name}.html#p5"]
    assert said["said"][:3] == [
        plain(chicago.mention(it, chicago.locator(place), "")),
        plain(mla.entry(it, "")),
        plain(iso.entry(it, "")),
    ]
    assert said["said"][3].startswith("C. de Gaulle, «\u00a0Charles de Gaulle à John F. Kennedy")
    assert said["mention"] == ["(de Gaulle, par. 5)", f"(de Gaulle {name[:4]}, para.\u00a05)"]


def test_a_citation_is_followed_by_the_edition_s_own_sentence(site: Path) -> None:
    fingerprint = letter("1962-01-11").fingerprints["p5-s2"]
    own = entry(page(site, "1962-01-11"), "p5-s2")["own"]
    address = "letters/1962-01-11.html#p5-s2"
    state = f"release {released()}" if released() else "unreleased"
    french = f"version {released() or 'non publiée'}"
    assert f"En regard, {state}, text {fingerprint}, {address}." in own
    assert f"En regard, {french}, texte {fingerprint}, {address}." in own


def released() -> str:
    """The version of this edition that was released last; empty before the first."""
    version = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    return str(version["version"]) if "date-released" in version else ""


@pytest.mark.parametrize(
    ("lang", "release", "own"),
    [
        ("en", "1.0.0", "En regard, release 1.0.0, text 1a2b3c4d5e6f7a8b."),
        ("fr", "1.0.0", "En regard, version 1.0.0, texte 1a2b3c4d5e6f7a8b."),
        ("en", "", "En regard, unreleased, text 1a2b3c4d5e6f7a8b."),
        ("fr", "", "En regard, version non publiée, texte 1a2b3c4d5e6f7a8b."),
    ],
)
def test_the_edition_s_own_sentence_has_release_and_fingerprint(
    lang: str, release: str, own: str
) -> None:
    it = letter("1962-01-11", "https://example.org", release).cited
    for pattern in cite.patterns({"en": it}, ()):
        if pattern.lang == lang:
            assert cite.filled(pattern.own, "", "", "1a2b3c4d5e6f7a8b") == own


@pytest.mark.parametrize(
    ("unit", "english", "french"),
    [
        ("p5", "paragraph 5", "alinéa 5"),
        ("p5a-s2", "paragraph 5a, sentence 2", "alinéa 5a, phrase 2"),
        ("ps1", "postscript 1", "post-scriptum 1"),
        ("l3", "line 3", "vers 3"),
        ("salute", "salutation", "appel"),
        ("stamp-2", "stamp", "stamp"),
    ],
)
def test_a_place_is_named_in_whole_words(unit: str, english: str, french: str) -> None:
    named = cite.Place(unit, *cite.place(unit), "", "")
    assert (named.spelled("en"), named.spelled("fr")) == (english, french)
    assert named.spelled("de") == english


@pytest.mark.parametrize(
    ("words", "lang", "quoted"),
    [
        ("Un mot.", "fr", "«\u202fUn mot.\u202f»"),
        ("A word.", "en", "“A word.”"),
        ('le "concert" des "quatre"', "fr", "«\u202fle “concert” des “quatre”\u202f»"),
        ('the "concert," he said', "en", "“the ‘concert,’ he said”"),
        ("the “concert” of four", "en-GB", "“the ‘concert’ of four”"),
        ("dit « oui », puis «\u202fnon\u202f»", "fr", "«\u202fdit “oui”, puis “non”\u202f»"),
        ('one " alone', "en", '“one " alone”'),
        ("l'ami d'un ami", "fr", "«\u202fl'ami d'un ami\u202f»"),
        ("Ein Wort.", "de", "„Ein Wort.“"),
        ('er sagt „ja“ und "nein"', "de-AT", "„er sagt ‚ja‘ und ‚nein‘“"),
        ("han sa ”ja”", "sv", "”han sa ’ja’”"),
        ("dice «sí»", "es", "«dice “sí”»"),
        ("diz “sim”", "pt", "“diz ‘sim’”"),
        ("diz “sim”", "pt-PT", "«diz “sim”»"),
        ("Anna’s “woord”", "nl", "‘Anna’s ‘woord’’"),
        ("Verbum.", "la", "“Verbum.”"),
    ],
)
def test_a_quotation_has_the_marks_of_its_language(words: str, lang: str, quoted: str) -> None:
    assert quotation(words, lang) == quoted


@EACH
def test_texts_are_quoted_as_they_are_transcribed(site: Path, name: str) -> None:
    given = letter(name)
    for place in cite.places(given.letter, given.units, given.fingerprints):
        if place.version:
            (found,) = page(site, name).root.xpath("//blockquote[@id=$id]/p", id=place.id)
            lang = place.version  # the versions of these letters are named by their language
            assert found.get("lang") == lang
            assert settled(found.text) == settled(quotation(given.texts[place.id], lang))


@pytest.mark.parametrize(("lang", "said"), [("", "As transcribed. "), ("fr", "Texte transcrit. ")])
def test_a_quotation_says_where_the_reading_text_has_something_else(
    site: Path, lang: str, said: str
) -> None:
    given = letter("1962-01-11")
    read = model.texts(given.letter, model.reading_text)
    found = {
        str(each.get("id")): settled(str(each.xpath("string(.//*[@class='own'])")))
        for each in page(site, "1962-01-11", lang).root.xpath("//blockquote")
    }
    differing = {each for each in found if given.texts[each] != read[each]}
    assert {each for each, own in found.items() if own.startswith(said)} == differing
    assert {"fr-p3-s2", "fr-p9-s1", "fr-p3"} <= differing < set(found)


@EACH
def test_the_letter_s_records_stand_on_the_page_as_in_their_files(site: Path, name: str) -> None:
    found = [str(each) for each in page(site, name).root.xpath("//pre/text()")]
    bibtex, ris = (
        (site / "letters" / f"{name}.cite.{ending}").read_text("utf-8").strip("\n")
        for ending in ("bib", "ris")
    )
    (record,) = json.loads((site / "letters" / f"{name}.cite.json").read_text("utf-8"))
    assert [each.strip("\n") for each in found[:2]] == [bibtex, ris]
    assert json.loads(found[2]) == record


def test_an_edition_has_pages_of_citations_only_if_it_wants_them(tmp_path: Path) -> None:
    root = small.edition(tmp_path / "edition")
    assert small.run(root).code == 0
    assert not (root / "site" / "cite").exists()
    assert "data-cite" not in (root / "site" / "letters" / "a.html").read_text("utf-8")
    small.write(root, {"letters/edition.yaml": f"{small.SETTINGS}citations: yes\n"})
    assert small.run(root).code == 0
    assert sorted(each.name for each in (root / "site" / "cite").iterdir()) == [
        "a.html", "a.js", "b.html", "b.js",
    ]  # fmt: skip
    small.write(root, {"letters/edition.yaml": f"{small.SETTINGS}citations: maybe\n"})
    said = small.run(root)
    assert (said.code, "“maybe” is neither yes nor no" in said.out) == (1, True)


@pytest.mark.parametrize("base", ["", "https://example.org/a/"])
def test_whatever_is_copied_can_be_verified(base: str) -> None:
    """The ledger finds page, place, release and fingerprint in every citation."""
    given = letter("1962-01-11", base, "1.0.0")
    it = given.cited
    for place in cite.places(given.letter, given.units, given.fingerprints):
        for pattern in cite.patterns({"en": it}, (place.kind,)):
            said = pattern.mention if pattern.note else pattern.entry
            copied = cite.filled(
                f"{cite.plain(said)} {pattern.own}",
                pattern.where(place),
                f"{it.address}#{place.id}",
                place.fingerprint,
            )
            assert address.cited(copied) == address.Cited(
                "letters/1962-01-11.html", place.id, "1.0.0", place.fingerprint
            )


@pytest.mark.parametrize("base", ["", "https://example.org/a/"])
def test_a_quotation_that_is_copied_can_be_verified(base: str) -> None:
    given = letter("1962-01-11", base, "1.0.0")
    it = given.cited
    for place in cite.places(given.letter, given.units, given.fingerprints):
        for reference in cite.references(it):
            said = cite.filled(reference, "", f"{it.address}#{place.id}", place.fingerprint)
            quoted = quotation(given.texts.get(place.id, ""), "en")
            assert address.cited(f"{quoted} {said}") == address.Cited(
                "letters/1962-01-11.html", place.id, "1.0.0", place.fingerprint
            )
