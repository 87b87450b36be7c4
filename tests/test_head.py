"""What pages say to machines: one mind with the records, nothing unknown, nothing unescaped."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from rdflib import Graph, URIRef

from edition import sitemap
from tests import small
from tests.command import build
from tests.given import BASE
from tests.pages import Page, pages

SCHEMA = "https://schema.org/"
CLASSES = {
    "WebPage", "Collection", "Message", "ArchiveComponent", "ArchiveOrganization", "CreativeWork",
    "Person", "Organization", "Place",
}  # fmt: skip
PROPERTIES = {
    "url", "inLanguage", "name", "isPartOf", "editor", "publisher", "license", "version",
    "mainEntity", "genre", "sender", "recipient", "dateCreated", "locationCreated",
    "holdingArchive", "identifier", "workTranslation", "usageInfo", "copyrightNotice",
    "givenName", "familyName",
}  # fmt: skip
"""Words of schema.org, as its vocabulary defines them."""
ODD = 'A “letter” of <b> & "others" </script><!-- \\ {x}'


@pytest.fixture(scope="session")
def based(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition, built for an address."""
    out = tmp_path_factory.mktemp("based") / "site"
    done = build("build", "--out", out, "--base", BASE)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def facts(page: Page) -> dict[str, list[str]]:
    """The facts in the head of a page, by name."""
    found: dict[str, list[str]] = {}
    for each in page.root.xpath("/html/head/meta[@content][@name or @property]"):
        name = each.get("name") or each.get("property")
        found.setdefault(name, []).append(each.get("content"))
    return found


def links(page: Page, rel: str) -> list[tuple[str, str]]:
    """The links of the head of a kind: address, type."""
    return [
        (each.get("href"), each.get("type") or "")
        for each in page.root.xpath("/html/head/link[@rel=$rel]", rel=rel)
    ]


def data(page: Page) -> Any:
    """The linked data that a page has beside it."""
    (href,) = [href for href, media in links(page, "describedby") if media == "application/ld+json"]
    (made,) = json.loads((page.file.parent / href).read_text("utf-8"))
    return made


def letter(site: Path, name: str, lang: str = "") -> Page:
    return Page(site, site / lang / "letters" / f"{name}.html")


# --- facts ---------------------------------------------------------------------------------------


def test_reference_managers_are_told_that_a_letter_is_a_letter(based: Path) -> None:
    title = "Charles de Gaulle to John F. Kennedy, Paris, 11 January 1962"
    edition = "En regard: Charles de Gaulle to John F. Kennedy, 1961–1962"
    address = f"{BASE}/letters/1962-01-11.html"
    said = facts(letter(based, "1962-01-11"))
    del said["viewport"]
    assert said == {
        "citation_title": [title],
        "citation_author": ["de Gaulle, Charles"],
        "citation_editor": ["the editors of En regard"],
        "citation_publication_date": ["1962/01/11"],
        "citation_language": ["fr"],
        "citation_public_url": [address],
        "DC.title": [title],
        "DC.creator": ["de Gaulle, Charles"],
        "DC.publisher": ["the editors of En regard"],
        "DC.date": ["1962-01-11"],
        "DC.language": ["fr", "en"],
        "DC.rights": [
            "http://rightsstatements.org/vocab/InC/1.0/",
            "http://rightsstatements.org/vocab/UND/1.0/",
        ],
        "DC.identifier": [address],
        "DC.relation.ispartof": [edition],
        "DC.type": ["letter"],
        "bibo:type": ["Letter"],
        "og:type": ["article"],
        "og:title": [title],
        "og:site_name": [edition],
        "og:locale": ["en_GB"],
        "og:url": [address],
    }
    assert [href for rel in ("schema.DC", "schema.bibo") for href, _ in links(
        letter(based, "1962-01-11"), rel)] == [
        "http://purl.org/dc/elements/1.1/", "http://purl.org/ontology/bibo/",
    ]  # fmt: skip


def test_of_an_uncertain_date_machines_are_told_what_is_certain(based: Path) -> None:
    page = letter(based, "1961-08-26")
    assert facts(page)["citation_publication_date"] == ["1961/08"]
    assert facts(page)["DC.date"] == ["1961-08-24/1961-08-26"]
    assert data(page)["mainEntity"]["dateCreated"] == "1961-08"


def test_facts_and_records_agree(based: Path) -> None:
    for name in ("1962-01-11", "1961-08-26"):
        page = letter(based, name)
        (record,) = json.loads((based / "letters" / f"{name}.cite.json").read_text("utf-8"))
        said, message = facts(page), data(page)["mainEntity"]
        title = re.sub(r"<[^>]*>", "", record["title"])
        assert said["citation_title"] == said["DC.title"] == [title]
        assert message["name"] == title
        assert said["citation_author"] == [
            f"{each['non-dropping-particle']} {each['family']}, {each['given']}"
            for each in record["author"]
        ]
        assert said["citation_public_url"] == [record["URL"]]
        assert said["citation_language"] == [record["language"]]
        assert [each["givenName"] for each in message["recipient"]] == [
            each["given"] for each in record["recipient"]
        ]


def test_no_page_takes_another_s_identity(based: Path) -> None:
    """Annotation tools join pages of one canonical address or one pair of Dublin Core."""
    found = [facts(page) for page in pages(based)]
    names = [
        (*said["DC.identifier"], *said["DC.relation.ispartof"])
        for said in found
        if "DC.identifier" in said
    ]
    assert len(set(names)) == len(names) > 0
    assert not any("citation_pdf_url" in said for said in found)


# --- links ---------------------------------------------------------------------------------------


FEED = "application/atom+xml"


def test_every_page_has_its_own_address_and_names_those_in_other_languages(based: Path) -> None:
    books = {page.name: page for page in pages(based)}
    for name, page in books.items():
        assert links(page, "canonical") == [(f"{BASE}/{name}", "")]
        alternates = {
            each.get("hreflang"): each.get("href")
            for each in page.root.xpath(
                "/html/head/link[@rel='alternate'][not(@type=$feed)]", feed=FEED
            )
        }
        assert alternates.keys() == {"en", "fr", "x-default"}, name
        assert alternates[page.lang] == f"{BASE}/{name}"
        assert alternates["x-default"] == alternates["en"]
        for lang in ("en", "fr"):
            other = books[alternates[lang].removeprefix(f"{BASE}/")]
            back = other.root.xpath("/html/head/link[@hreflang=$lang]/@href", lang=page.lang)
            assert back == [f"{BASE}/{name}"]


def test_downloads_are_no_alternates(site: Path, based: Path) -> None:
    for page in (*pages(site), *pages(based)):
        for each in page.root.xpath("//*[contains(concat(' ', @rel, ' '), ' alternate ')]"):
            feed = each.get("type") in ("application/atom+xml", "application/rss+xml")
            assert each.get("hreflang") or feed, page


@pytest.mark.parametrize("name", ["1962-01-11", "1961-08-26"])
def test_a_letter_s_page_has_its_signposts(site: Path, based: Path, name: str) -> None:
    """The cardinalities of FAIR Signposting, level 1."""
    for place, address in ((site, f"{name}.html"), (based, f"{BASE}/letters/{name}.html")):
        page = letter(place, name)
        assert links(page, "cite-as") == [(address, "")]
        assert links(page, "type") == [("https://schema.org/Message", "")]
        assert len(links(page, "license")) <= 1
        described = dict(links(page, "describedby"))
        assert set(described.values()) == {
            "application/ld+json",
            "application/x-bibtex",
            "application/x-research-info-systems",
            "application/vnd.citationstyles.csl+json",
        }
        items = links(page, "item")
        assert items == [(f"../letters/{name}.xml", "application/tei+xml")]
        for href in (*described, *(href for href, _ in items)):
            assert (page.file.parent / href).is_file(), href


# --- linked data ---------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("name", ["1962-01-11", "1961-08-26"])
def test_linked_data_use_words_that_schema_org_has(site: Path, name: str) -> None:
    """Read without asking schema.org for its words."""
    said = data(letter(site, name)) | {"@context": {"@vocab": SCHEMA}}
    made = Graph().parse(data=json.dumps(said), format="json-ld", publicID=f"{BASE}/x.jsonld")
    kind = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    classes = {str(each).removeprefix(SCHEMA) for each in made.objects(None, kind)}
    properties = {str(each).removeprefix(SCHEMA) for each in made.predicates() if each != kind}
    assert classes <= CLASSES
    assert properties <= PROPERTIES


def test_a_translation_is_a_work_of_its_own_whose_translator_is_not_invented(site: Path) -> None:
    made = data(letter(site, "1962-01-11"))["mainEntity"]
    (translation,) = made.pop("workTranslation")
    assert (made["@type"], made["@id"], made["inLanguage"]) == (
        "Message",
        "1962-01-11.html#fr",
        "fr",
    )
    assert (translation["@type"], translation["@id"], translation["inLanguage"]) == (
        "CreativeWork",
        "1962-01-11.html#en",
        "en",
    )
    assert "translator" not in translation
    alone = data(letter(site, "1961-08-26"))["mainEntity"]
    assert "inLanguage" not in alone
    assert [each["@id"] for each in alone["workTranslation"]] == ["1961-08-26.html#en"]


def test_nothing_in_a_title_ends_what_it_stands_in(tmp_path: Path) -> None:
    title = ODD.replace("&", "&amp;").replace("<", "&lt;")
    text = small.letter().replace("A letter of 1961-01-01", title)
    settings = f"{small.SETTINGS}exports: [cite.jsonld]\n"
    changed = {"letters/a.xml": text, "letters/edition.yaml": settings}
    root = small.edition(tmp_path / "odd", changed)
    assert small.run(root).code == 0
    page = letter(root / "site", "a")
    straight = ODD.replace(' "others" ', " “others” ")
    assert facts(page)["citation_title"] == facts(page)["og:title"] == [straight]
    assert data(page)["mainEntity"]["name"] == straight


# --- the map of the site -------------------------------------------------------------------------


def test_the_map_has_every_page_and_nothing_else(based: Path) -> None:
    found = etree.parse(str(based / "sitemap.xml")).xpath("//*[local-name()='loc']/text()")
    wanted = {f"{BASE}/{page.name}": 1 for page in pages(based)}
    assert Counter(map(str, found)) == wanted
    assert (based / "robots.txt").read_text("utf-8") == (
        f"User-agent: *\nAllow: /\nSitemap: {BASE}/sitemap.xml\n"
    )


def test_a_map_that_is_too_long_is_made_of_several() -> None:
    paths = [f"letters/{number}.html" for number in range(sitemap.MOST + 1)]
    made = dict(sitemap.files(paths, BASE))
    assert made.keys() == {"robots.txt", "sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"}
    found = [
        str(each)
        for name in ("sitemap-1.xml", "sitemap-2.xml")
        for each in etree.fromstring(made[name]).xpath("//*[local-name()='loc']/text()")
    ]
    assert sorted(found) == sorted(f"{BASE}/{path}" for path in paths)
    index = etree.fromstring(made["sitemap.xml"])
    assert etree.QName(index).localname == "sitemapindex"
    assert index.xpath("count(//*[local-name()='loc'])") == 2


def test_without_an_address_nothing_absolute_is_said(site: Path) -> None:
    assert not (site / "sitemap.xml").exists()
    for page in pages(site):
        assert page.root.xpath("/html/head/link[@rel='canonical' or @rel='alternate']") == []
        assert not facts(page).keys() & {"citation_public_url", "og:url"}


def test_a_site_without_an_address_is_told_so_once(tmp_path: Path) -> None:
    root = small.edition(tmp_path / "edition")
    said = small.run(root, "build", "--format", "json")
    (notice,) = json.loads(said.out)
    assert (notice["file"], notice["severity"], notice["code"]) == (
        "letters/edition.yaml",
        "notice",
        "address-unsettled",
    )
    assert small.run(root, "build", "--quiet").out == ""
    assert json.loads(small.run(root, "build", "--format", "json", "--base", BASE).out) == []
