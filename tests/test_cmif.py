"""The list of letters for correspSearch keeps its format and says no more than is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from edition.formats import cmif
from edition.model import (
    ACTIONS,
    Action,
    Card,
    Details,
    Edition,
    Entry,
    Party,
    Register,
    Settings,
    When,
)
from tests import small
from tests.command import ROOT
from tests.given import NAMES

GRAMMAR = etree.RelaxNG(etree.parse(ROOT / "tests" / "grammars" / "cmif.rng"))
UUID = "a0000000-0000-4000-8000-000000000000"
BASE = "https://edition.example/letters"
NONE = When()


def settings(base: str = BASE, uuid: str = UUID, released: str = "") -> Settings:
    titles = {"en": "Letters & more", "fr": "Lettres"}
    licence = "https://creativecommons.org/licenses/by/4.0/"
    return Settings(
        *(titles, {}, "A & B", "The press <P>", licence, ("en", "fr"), base),
        uuid=uuid,
        released=released,
    )


def card(name: str, *actions: Action, changed: str = "2026-11-22") -> Card:
    details = Details(actions=ACTIONS.packed(actions))
    return Card(name, "", (), NONE, (), (), (), details, changed=changed)


def edition(*cards: Card, of: Settings | None = None) -> Edition:
    person = Entry("anne", "persons", (), identifiers=(("VIAF", "123"), ("wikidata", "Q1")))
    other = Entry("jean", "persons", (), identifiers=(("elsewhere", "7"),))
    place = Entry("paris", "places", (), identifiers=(("geonames", "2988507"),))
    registers = (
        Register("persons", "", (), (person, other)),
        Register("places", "", (), (place,)),
    )
    return Edition(of or settings(), cards, registers, ())


ANNE, JEAN = Party("Anne", "persons", "anne"), Party("Jean <Jr.>", "persons", "jean")
PARIS = Party("Paris", "places", "paris")


def actions(made: bytes) -> list[str]:
    """The actions of a file that keeps the rules, as they are written."""
    root = etree.fromstring(made)
    GRAMMAR.assertValid(root)
    sources = {f"#{each}" for each in root.xpath("//t:bibl/@xml:id", namespaces=NAMES)}
    assert set(root.xpath("//t:correspDesc/@source", namespaces=NAMES)) <= sources
    return [
        etree.tostring(child, encoding="unicode", with_tail=False).replace(
            ' xmlns="http://www.tei-c.org/ns/1.0"', ""
        )
        for each in root.xpath("//t:correspAction", namespaces=NAMES)
        for child in each
    ]


def test_a_letter_is_listed_with_who_where_and_when() -> None:
    sent = Action("sent", "", (ANNE,), (PARIS,), When("1961-01-02T10:00:00"))
    received = Action("received", "", (JEAN,), (), None)
    made = cmif.file(edition(card("a", sent, received)))
    assert actions(made) == [
        '<persName ref="http://viaf.org/viaf/123 http://www.wikidata.org/entity/Q1">Anne</persName>',
        '<placeName ref="https://www.geonames.org/2988507">Paris</placeName>',
        '<date when="1961-01-02"/>',
        "<persName>Jean &lt;Jr.&gt;</persName>",
    ]
    root = etree.fromstring(made)
    (letter,) = root.xpath("//t:correspDesc", namespaces=NAMES)
    assert dict(letter.attrib) == {
        "key": "a",
        "ref": f"{BASE}/letters/a.html",
        "source": f"#{UUID}",
    }
    (idno,) = root.xpath("//t:idno/text()", namespaces=NAMES)
    assert idno == f"{BASE}/data/cmif.xml"


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        (When("1961"), ['<date when="1961"/>']),
        (When("1961-08"), ['<date when="1961-08"/>']),
        (When("--08-26"), []),
        (When(), []),
        (When("1961-08-26", evidence="internal"), ['<date when="1961-08-26"/>']),
        (
            When("1961-08-26", evidence="conjecture"),
            ['<date when="1961-08-26" evidence="conjecture"/>'],
        ),
        (
            When("", "1961-08-24", "1961-08-26", "internal"),
            ['<date notBefore="1961-08-24" notAfter="1961-08-26"/>'],
        ),
        (When("", "1961", "1962", lasts=True), ['<date from="1961" to="1962"/>']),
        (When("", "", "1962"), ['<date notAfter="1962"/>']),
    ],
)
def test_a_date_is_given_as_far_as_it_is_known(when: When, wanted: list[str]) -> None:
    sent = Action("sent", "", (ANNE,), (), when)
    assert actions(cmif.file(edition(card("a", sent))))[1:-1] == wanted


def test_what_is_not_stated_is_unknown_and_what_is_no_letter_s_way_is_left_out() -> None:
    delivered = Action("transmitted", "delivered", (JEAN,), (), When("1961-08-26"))
    unknown = "<persName>Unknown</persName>"
    assert actions(cmif.file(edition(card("a", delivered)))) == [unknown, unknown]


def test_a_body_that_wrote_is_no_person() -> None:
    sent = Action("sent", "", (Party("The Senate", "organizations", "senate"),), (), None)
    assert actions(cmif.file(edition(card("a", sent))))[0] == "<orgName>The Senate</orgName>"


def test_the_file_is_as_old_as_the_last_change_or_release() -> None:
    def day(*changed: str, released: str = "") -> str:
        cards = [card(f"l{n}", changed=each) for n, each in enumerate(changed)]
        made = cmif.file(edition(*cards, of=settings(released=released)))
        (found,) = etree.fromstring(made).xpath(
            "//t:publicationStmt/t:date/@when", namespaces=NAMES
        )
        return str(found)

    assert day("2026-11-22", "2026-11-21") == "2026-11-22T00:00:00"
    assert day("2026-11-22", released="2026-12-01") == "2026-12-01T00:00:00"


def test_there_is_no_file_without_a_base_or_a_date() -> None:
    assert cmif.file(edition(card("a"), of=settings(base=""))) == b""
    assert cmif.file(edition(card("a"), of=settings(uuid=""))) == b""
    assert cmif.file(edition(card("a", changed=""))) == b""


BREAKING = {
    "another licence": ("licenses/by/4.0/", "publicdomain/mark/1.0/"),
    "capitals": ('type="url"', 'type="URL"'),
    "no UUID": (f'xml:id="{UUID}"', 'xml:id="edition"'),
    "a relative address": (f'ref="{BASE}/letters/a.html"', 'ref="letters/a.html"'),
    "no receipt": ('<correspAction type="received">', '<correspAction type="sent">'),
    "a day of no year": ('when="1961-01-02"', 'when="--01-02"'),
    "nobody": ("<persName>Unknown</persName>", ""),
    "no timestamp": ('when="2026-11-22T00:00:00"', 'when="2026-11-22"'),
}


@pytest.mark.parametrize("name", BREAKING)
def test_the_grammar_of_the_format_refuses(name: str) -> None:
    sent = Action("sent", "", (ANNE,), (), When("1961-01-02"))
    made = cmif.file(edition(card("a", sent))).decode()
    old, new = BREAKING[name]
    assert old in made
    assert not GRAMMAR.validate(etree.fromstring(made.replace(old, new, 1).encode()))


def real(folder: Path, *words: str) -> Path:
    """The site of the real letters with this format alone."""
    (folder / "letters" / "register").mkdir(parents=True)
    for path in (ROOT / "letters").rglob("*.xml"):
        target = folder / "letters" / path.relative_to(ROOT / "letters")
        target.write_bytes(path.read_bytes())
    text = f"{small.SETTINGS}exports: [cmif.xml]\nuuid: {UUID}\n"
    (folder / "letters" / "edition.yaml").write_text(text, "utf-8")
    assert small.run(folder, "build", *words).code == 0
    return folder / "site" / "data" / "cmif.xml"


def test_the_real_letters_are_listed_with_what_their_headers_state(tmp_path: Path) -> None:
    made = real(tmp_path / "edition", "--base", BASE).read_bytes()
    general = '<persName ref="http://www.wikidata.org/entity/Q2042">Charles de Gaulle</persName>'
    president = '<persName ref="http://www.wikidata.org/entity/Q9696">John F. Kennedy</persName>'
    assert actions(made) == [
        general,
        '<date notBefore="1961-08-24" notAfter="1961-08-26"/>',
        president,
        general,
        '<placeName ref="http://www.wikidata.org/entity/Q90">Paris</placeName>',
        '<date when="1962-01-11"/>',
        president,
    ]


def test_without_a_base_the_site_has_no_list(tmp_path: Path) -> None:
    assert not real(tmp_path / "edition").exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [("", "settings-lacking"), ("uuid: 1a\n", "settings-value")],
)
def test_the_edition_s_name_must_be_fit(tmp_path: Path, said: str, code: str) -> None:
    root = small.edition(tmp_path / "edition", {"letters/1961-01-01.xml": small.letter()})
    text = f"{small.SETTINGS}exports: [cmif.xml]\n{said}"
    (root / "letters" / "edition.yaml").write_text(text, "utf-8")
    made = small.run(root, "check")
    assert made.code == 1
    assert f"[{code}]" in made.out + made.err
